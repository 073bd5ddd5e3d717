// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/tcpinfo/tcpinfopane.h"

#include "ui/fields/elidedlabel.h"
#include "ui/tcpinfo/tcpinfodelegate.h"
#include "ui/tcpinfo/tcpinfomodel.h"
#include "ui/tcpinfo/tcpinfotext.h"
#include "ui/theme/tones.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int NarrowestChart = 6 * GridPixels;
constexpr int UsualChart = 10 * GridPixels;

QLabel* makeLabel(Qt::Alignment alignment)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(alignment);
    label->setForegroundRole(QPalette::WindowText); // and not Text, which the pane's Base would make it
    label->setMinimumWidth(1); // a long text must not keep the pane from being narrow
    return label;
}

/// @param theme  the pane's palette: when the theme changes, the pane has the new one before its labels have.
void setTone(QLabel* label, Tone tone, const QPalette& theme)
{
    QPalette own = label->palette();
    const QColor color = toneColor(tone, theme);
    if (own.color(QPalette::WindowText) == color)
        return;
    own.setColor(QPalette::WindowText, color);
    label->setPalette(own);
}

} // namespace

TcpInfoPane::TcpInfoPane(session::Session& session, QWidget* parent)
    : QWidget(parent)
    , m_sampler(new session::TcpSampler(session, this))
    , m_model(new TcpInfoModel(*m_sampler, this))
    , m_places(new QStackedLayout(this))
    , m_empty(makeLabel(Qt::AlignCenter))
    , m_state(makeLabel(Qt::AlignLeft))
    , m_span(makeLabel(Qt::AlignRight))
    , m_marked(new ElidedLabel)
    , m_figures(new QTreeView)
{
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(GridPixels, GridPixels, GridPixels, GridPixels);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_marked->setForegroundRole(QPalette::WindowText);
    m_places->addWidget(m_empty);
    m_places->addWidget(buildFigures());
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setFocusProxy(m_figures);
    applyTones();
    connect(m_sampler, &session::TcpSampler::changed, this, &TcpInfoPane::refresh);
    refresh();
}

QWidget* TcpInfoPane::buildFigures()
{
    m_figures->setAccessibleName(u"TCP_INFO"_s);
    m_figures->setModel(m_model);
    m_delegate = new TcpInfoDelegate(*m_model, m_figures);
    m_figures->setItemDelegate(m_delegate);
    m_figures->setFrameShape(QFrame::NoFrame);
    m_figures->setRootIsDecorated(false);
    m_figures->setUniformRowHeights(true);
    m_figures->setAllColumnsShowFocus(true);
    m_figures->setVerticalScrollMode(QTreeView::ScrollPerPixel);
    m_figures->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_figures->setHeaderHidden(true);
    m_figures->header()->setStretchLastSection(false);
    m_figures->header()->setMinimumSectionSize(GridPixels);
    m_figures->setMinimumHeight(6 * GridPixels);
    measureColumns();
    m_figures->header()->setSectionResizeMode(TcpInfoModel::ChartColumn, QHeaderView::Stretch);
    m_figures->viewport()->installEventFilter(this);
    m_figures->installEventFilter(this);

    auto* figures = new QWidget;
    auto* layout = new QVBoxLayout(figures);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto* first = new QHBoxLayout;
    first->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, 0);
    first->addWidget(m_state, 1);
    first->addWidget(m_span);
    layout->addLayout(first);
    m_marked->setContentsMargins(GridPixels, 0, GridPixels, GridPixels / 2);
    layout->addWidget(m_marked);
    layout->addWidget(m_figures, 1);
    // In a pane of a few lines all of it scrolls.
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumHeight(3 * GridPixels);
    area->setWidget(figures);
    return area;
}

/// Fixed widths, so that nothing jumps when a value grows.
void TcpInfoPane::measureColumns()
{
    const QFontMetrics metrics(m_figures->font());
    m_nameWidth = metrics.horizontalAdvance(u"tcpi_delivery_rate"_s) + 2 * GridPixels;
    const int valueWidth = metrics.horizontalAdvance(u"99 segments"_s) + GridPixels;
    m_textsWidth = m_nameWidth + valueWidth;
    m_plainWidth = metrics.horizontalAdvance(tcpPlainName(session::TcpFigure::DeliveryRate));
    m_figures->header()->resizeSection(TcpInfoModel::NameColumn, m_nameWidth);
    m_figures->header()->resizeSection(TcpInfoModel::ValueColumn, valueWidth);
}

void TcpInfoPane::setEndpoint(base::EndpointId endpoint)
{
    m_sampler->setEndpoint(endpoint);
    passMark();
}

void TcpInfoPane::setMark(const std::optional<TcpMark>& mark)
{
    m_mark = mark;
    passMark();
}

void TcpInfoPane::passMark()
{
    const bool isOwn = m_mark && m_mark->endpoint == m_sampler->endpoint();
    m_model->setMark(isOwn ? std::optional(m_mark->timeNs) : std::nullopt);
    showTexts();
}

void TcpInfoPane::setRaised(bool isRaised)
{
    m_isRaised = isRaised;
    updateSeen();
}

void TcpInfoPane::refresh()
{
    m_model->refresh();
    showTexts();
}

void TcpInfoPane::showTexts()
{
    const session::TcpHistory& history = m_sampler->history();
    const QString empty = tcpEmptyText(m_sampler->subject(), history);
    m_empty->setText(empty);
    m_places->setCurrentIndex(empty.isEmpty() ? 1 : 0);
    m_state->setText(tcpStateText(history, m_sampler->subject()));
    m_span->setText(tcpSpanText(history));
    const session::TcpSample* marked = m_model->markedSample();
    m_marked->setLine(marked ? m_mark->label % u": "_s % tcpMarkText(m_mark->timeNs, marked->timeNs)
                             : tr("Select one of its records to mark it."));
    setTone(m_marked, marked ? Tone::Out : Tone::Dim, palette());
}

void TcpInfoPane::updateSeen()
{
    m_sampler->setSeen(m_isRaised && isVisible() && !window()->isMinimized());
}

/// Where a chart has no room beside the values, it takes the place of the range, below the name.
void TcpInfoPane::arrangeColumns()
{
    const int room = m_figures->viewport()->width() - m_textsWidth;
    const bool isNarrow = room < NarrowestChart;
    m_figures->setColumnHidden(TcpInfoModel::ChartColumn, isNarrow);
    m_delegate->setNarrow(isNarrow);
    QHeaderView* header = m_figures->header();
    header->setSectionResizeMode(TcpInfoModel::NameColumn, isNarrow ? QHeaderView::Stretch : QHeaderView::Fixed);
    // What a chart does not need goes to the plain words beside the names, which are left out where they do not fit.
    const int spare = std::clamp(room - UsualChart, 0, m_plainWidth);
    if (!isNarrow)
        header->resizeSection(TcpInfoModel::NameColumn, m_nameWidth + spare);
}

void TcpInfoPane::applyTones()
{
    setTone(m_span, Tone::Dim, palette());
    showTexts();
}

void TcpInfoPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    window()->installEventFilter(this); // a second time is the same as once
    updateSeen();
}

void TcpInfoPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    updateSeen();
}

void TcpInfoPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyTones();
    QWidget::changeEvent(event);
}

bool TcpInfoPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_figures->viewport() && event->type() == QEvent::Resize) {
        arrangeColumns();
    } else if (watched == m_figures && event->type() == QEvent::FontChange) {
        measureColumns();
        arrangeColumns();
    } else if (event->type() == QEvent::WindowStateChange) {
        updateSeen();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
