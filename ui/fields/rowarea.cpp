// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/rowarea.h"

#include "ui/theme/tones.h"

#include <QApplication>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cstdlib>

namespace ui {

RowArea::RowArea(QWidget* parent, int topPadding)
    : QAbstractScrollArea(parent)
    , m_topPadding(topPadding)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    horizontalScrollBar()->setSingleStep(2 * GridPixels);
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, &RowArea::stepBar);
}

void RowArea::useVerticalBar(QScrollBar* bar)
{
    setVerticalScrollBar(bar);
    connect(bar, &QScrollBar::actionTriggered, this, &RowArea::stepBar);
}

int RowArea::pageRows() const
{
    return std::max(1, (viewport()->height() - m_topPadding) / rowHeight());
}

bool RowArea::isInView(quint64 row) const
{
    return row >= m_top && row - m_top <= static_cast<quint64>(pageRows());
}

std::optional<quint64> RowArea::rowAt(int y) const
{
    if (y < 0)
        return {};
    const quint64 row = m_top + static_cast<quint64>(std::max(0, y - m_topPadding) / rowHeight());
    return row < rowCount() ? std::optional(row) : std::nullopt;
}

void RowArea::setTop(quint64 top, ScrolledBy by)
{
    const RowScroll rows = scroll();
    m_top = rows.boundedTop(top);
    {
        const QScopedValueRollback setting(m_settingBar, true);
        verticalScrollBar()->setValue(rows.valueOf(m_top));
    }
    topMoved(by);
    viewport()->update();
}

void RowArea::updateScrollBars(quint64 top)
{
    const QScopedValueRollback setting(m_settingBar, true);
    const RowScroll rows = scroll();
    m_top = rows.boundedTop(top);
    verticalScrollBar()->setRange(0, rows.maximumValue());
    verticalScrollBar()->setPageStep(static_cast<int>(std::max<quint64>(1, rows.page() / rows.rowsPerStep())));
    verticalScrollBar()->setValue(rows.valueOf(m_top));
    horizontalScrollBar()->setRange(0, std::max(0, contentWidth() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
}

void RowArea::stepBar(int action)
{
    // A step of a coarse bar would be many rows. The steps are made here, and the bar is told where it came to.
    const auto step = [this](int rows) { setTop(scroll().moved(m_top, rows), ScrolledBy::User); };
    switch (action) {
    case QAbstractSlider::SliderSingleStepAdd: return step(1);
    case QAbstractSlider::SliderSingleStepSub: return step(-1);
    case QAbstractSlider::SliderPageStepAdd: return step(pageRows());
    case QAbstractSlider::SliderPageStepSub: return step(-pageRows());
    default: return;
    }
}

void RowArea::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        viewport()->update();
    if (dy != 0 && !m_settingBar)
        setTop(scroll().topOf(verticalScrollBar()->value()), ScrolledBy::User);
}

void RowArea::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    if (event->modifiers() != Qt::NoModifier || std::abs(turned.x()) > std::abs(turned.y()))
        return QAbstractScrollArea::wheelEvent(event);
    // Not by the scroll bar: its step is more than a row where there are very many. Fine wheels send parts of a notch,
    // which add up.
    constexpr int NotchEighths = 120;
    m_wheelRest += turned.y() * QApplication::wheelScrollLines();
    const int rows = m_wheelRest / NotchEighths;
    m_wheelRest %= NotchEighths;
    if (rows != 0 && rowCount() > 0)
        setTop(scroll().moved(m_top, -rows), ScrolledBy::User);
    event->accept();
}

} // namespace ui
