// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/composerfaces.h"

#include "ui/theme/tones.h"

#include <QCursor>
#include <QEvent>
#include <QHBoxLayout>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

/// Flat buttons below each other, of which one is down. Tabs, so that keys and screen readers know them as such.
class FaceTabs final : public QTabBar
{
public:
    explicit FaceTabs(QWidget* parent)
        : QTabBar(parent)
    {
        setShape(QTabBar::RoundedWest);
        setDrawBase(false);
        setExpanding(false);
        setUsesScrollButtons(false);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

protected:
    [[nodiscard]] QSize tabSizeHint(int /*index*/) const override
    {
        int width = 0;
        for (int i = 0; i < count(); ++i)
            width = std::max(width, fontMetrics().horizontalAdvance(tabText(i)));
        return {width + 2 * GridPixels, std::max(3 * GridPixels, fontMetrics().height() + GridPixels)};
    }

    void paintEvent(QPaintEvent* /*event*/) override
    {
        QStylePainter painter(this);
        for (int i = 0; i < count(); ++i) {
            QStyleOptionToolButton button;
            button.initFrom(this);
            button.rect = tabRect(i);
            button.text = tabText(i);
            button.toolButtonStyle = Qt::ToolButtonTextOnly;
            button.subControls = QStyle::SC_ToolButton;
            button.state.setFlag(QStyle::State_AutoRaise);
            button.state.setFlag(QStyle::State_On, i == currentIndex());
            button.state.setFlag(QStyle::State_HasFocus, hasFocus() && i == currentIndex());
            button.state.setFlag(QStyle::State_MouseOver, button.rect.contains(mapFromGlobal(QCursor::pos())));
            painter.drawComplexControl(QStyle::CC_ToolButton, button);
        }
    }
};

} // namespace

ComposerFaces::ComposerFaces(QWidget* send, QWidget* call, QWidget* parent)
    : QWidget(parent)
    , m_tabs(new FaceTabs(this))
    , m_send(send)
    , m_call(call)
{
    m_tabs->addTab(tr("Send"));
    m_tabs->setAccessibleTabName(int(Face::Send), tr("Send message"));
    m_tabs->setTabToolTip(int(Face::Send), tr("Send a payload"));
    m_tabs->addTab(tr("Call"));
    m_tabs->setAccessibleTabName(int(Face::Call), tr("Calls"));
    m_tabs->setTabToolTip(int(Face::Call), tr("Make any socket call"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(GridPixels / 2, 0, 0, 0);
    row->setSpacing(0);
    auto* tabs = new QVBoxLayout;
    tabs->setContentsMargins(0, GridPixels / 2, 0, GridPixels / 2);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    row->addLayout(tabs);
    for (QWidget* face : {m_send, m_call})
        row->addWidget(face, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &ComposerFaces::showFace);
    showFace();
}

void ComposerFaces::turnTo(Face face)
{
    m_tabs->setCurrentIndex(int(face));
}

ComposerFaces::Face ComposerFaces::face() const
{
    return Face(m_tabs->currentIndex());
}

void ComposerFaces::showFace()
{
    m_send->setVisible(face() == Face::Send);
    m_call->setVisible(face() == Face::Call);
    setFocusProxy(face() == Face::Send ? m_send : m_call);
}

/// Who shares the room with us asks for one height, and not for what it is at our width.
bool ComposerFaces::event(QEvent* event)
{
    const bool isDone = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        setFixedHeight(layout()->totalHeightForWidth(width()));
    return isDone;
}

} // namespace ui
