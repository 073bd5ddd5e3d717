// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/detailspane.h"

#include "ui/fields/elidedlabel.h"
#include "ui/properties/propertypanel.h"
#include "ui/tcpinfo/tcpinfopane.h"
#include "ui/theme/tones.h"

#include <QAction>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int PropertiesTab = 0;
constexpr int TcpInfoTab = 1;
constexpr int SearchWidth = 20 * GridPixels;

} // namespace

DetailsPane::DetailsPane(PropertyPanel* properties, TcpInfoPane* tcpInfo, QWidget* parent)
    : QWidget(parent)
    , m_header(new QWidget(this))
    , m_tabs(new QTabBar(m_header))
    , m_name(new ElidedLabel(m_header))
    , m_search(properties->takeSearch())
    , m_pages(new QStackedWidget(this))
    , m_tcpInfoAction(new QAction(tr("TCP_INFO"), this))
{
    m_tabs->addTab(tr("Properties"));
    m_tabs->addTab(m_tcpInfoAction->text());
    m_tabs->setTabVisible(TcpInfoTab, false);
    m_tcpInfoAction->setCheckable(true);
    m_tcpInfoAction->setChecked(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_pages->addWidget(properties);
    m_pages->addWidget(tcpInfo);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_search->setMaximumWidth(SearchWidth);
    m_search->setMinimumWidth(SearchWidth / 2);

    auto* row = new QHBoxLayout(m_header);
    row->setContentsMargins(0, 0, GridPixels / 2, 0);
    row->setSpacing(GridPixels);
    row->addWidget(m_tabs, 0, Qt::AlignBottom);
    row->addWidget(m_name, 1);
    row->addWidget(m_search, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tcpInfoAction, &QAction::toggled, this, &DetailsPane::showTcpInfo);
    connect(m_pages, &QStackedWidget::currentChanged, this, &DetailsPane::showPage);
}

void DetailsPane::setEndpointName(const QString& name)
{
    m_name->setLine(name);
}

void DetailsPane::setHasTcpInfo(bool hasFigures)
{
    if (m_hasTcpInfo == hasFigures)
        return;
    m_hasTcpInfo = hasFigures;
    showTcpInfo();
}

void DetailsPane::showTcpInfo()
{
    const bool isShown = m_hasTcpInfo && m_tcpInfoAction->isChecked();
    if (!isShown)
        m_tabs->setCurrentIndex(PropertiesTab);
    m_tabs->setTabVisible(TcpInfoTab, isShown);
    showTabs();
}

void DetailsPane::setUnderTab(bool isUnderTab)
{
    m_isUnderTab = isUnderTab;
    m_tabs->setTabText(PropertiesTab, isUnderTab ? tr("Options") : tr("Properties"));
    showTabs();
}

/// A page that a key brings to the front has its tab, whatever the endpoint is.
void DetailsPane::showPage(int page)
{
    m_tabs->setTabVisible(page, true);
    m_tabs->setCurrentIndex(page);
    m_search->setVisible(page == PropertiesTab);
    showTabs();
}

void DetailsPane::showTabs()
{
    m_tabs->updateGeometry(); // which a tab bar forgets when a tab is shown or hidden
    m_tabs->setVisible(!m_isUnderTab || m_tabs->isTabVisible(TcpInfoTab));
}

} // namespace ui
