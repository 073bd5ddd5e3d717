// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
// How LogView keeps its place while rows come and go; what it shows and paints is in logview.cpp.
#include "capture/reader.h"
#include "session/models/filteredlog.h"
#include "ui/traffic/accessiblelog.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/newrowsbutton.h"

#include <QScrollBar>

#include <algorithm>

namespace ui {

// --- rows ------------------------------------------------------------------------------------------------------------

void LogView::rowsReset()
{
    if (m_cache)
        m_cache->clear();
    ++m_generation;
    m_selection.clear();
    m_follow.reset(rowCount());
    m_place = m_currentRecord ? m_currentRecord : m_topRecord;
    m_top = 0;
    rowsAdded();
    viewport()->update();
}

void LogView::rowsAdded()
{
    const quint64 shownEnd = m_top + static_cast<quint64>(pageRows()) + 1;
    const quint64 oldTop = m_top;
    updateScrollBars();
    if (m_place)
        restorePlace();
    if (m_follow.isFollowing())
        setTop(scroll().maximumTop(), ScrolledBy::Program);
    else if (m_top + static_cast<quint64>(pageRows()) >= rowCount())
        m_follow.saw(rowCount());
    m_newRows->setNewRows(m_follow.newRows(rowCount()));
    AccessibleLog::rowsAdded(this);
    // A view that keeps its place above the end has nothing new to paint.
    if (m_top != oldTop || rowCount() <= shownEnd || m_follow.isFollowing())
        viewport()->update();
}

void LogView::rowsLetGo(quint64 rows)
{
    m_cache->clear();
    ++m_generation;
    m_selection.dropFirst(rows);
    if (!m_selection.current())
        setCurrentRecord({});
    m_follow.dropFirst(rows);
    m_top -= std::min(m_top, rows);
    rowsAdded();
    viewport()->update();
}

void LogView::restorePlace()
{
    if (rowCount() == 0)
        return;
    const quint64 row = m_log->nearestRow(*m_place);
    if (m_currentRecord && m_selection.isEmpty() && m_log->rowOf(*m_currentRecord))
        m_selection.selectOnly(row);
    if (!m_follow.isFollowing()) {
        const auto half = static_cast<quint64>(pageRows() / 2);
        setTop(m_place == m_topRecord ? row : (row > half ? row - half : 0), ScrolledBy::Program);
    }
    // The filter has passed the place: more rows do not change it.
    if (!m_log->isScanning() || m_log->recordAt(rowCount() - 1) >= *m_place)
        m_place.reset();
}

// --- scrolling -------------------------------------------------------------------------------------------------------

void LogView::setTop(quint64 top, ScrolledBy by)
{
    const LogFollow before = m_follow;
    const RowScroll rows = scroll();
    m_top = rows.boundedTop(top);
    m_settingTop = true;
    verticalScrollBar()->setValue(rows.valueOf(m_top));
    m_settingTop = false;
    m_follow.saw(std::min(m_top + rows.page(), rowCount()));
    if (by == ScrolledBy::User) {
        m_place.reset();
        if (m_top == rows.maximumTop())
            m_follow.reachedEnd(rowCount());
        else
            m_follow.leave(rowCount());
        updateFollow(before);
    }
    m_newRows->setNewRows(m_follow.newRows(rowCount()));
    viewport()->update();
}

void LogView::scrollContentsBy(int dx, int dy)
{
    if (dx != 0) {
        m_header->setOffset(horizontalScrollBar()->value());
        viewport()->update();
    }
    if (dy != 0 && !m_settingTop)
        setTop(scroll().topOf(verticalScrollBar()->value()), ScrolledBy::User);
}

void LogView::updateScrollBars()
{
    const RowScroll rows = scroll();
    if (m_log)
        m_header->makeRoomFor(m_log->first().value + m_log->recordCount());
    m_top = rows.boundedTop(m_top);
    m_settingTop = true;
    verticalScrollBar()->setRange(0, rows.maximumValue());
    verticalScrollBar()->setPageStep(static_cast<int>(std::max<quint64>(1, rows.page() / rows.rowsPerStep())));
    verticalScrollBar()->setValue(rows.valueOf(m_top));
    m_settingTop = false;
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(2 * GridPixels);
}

void LogView::layoutHeader()
{
    const int height = m_header->sizeHint().height();
    setViewportMargins(0, height, 0, 0);
    m_header->setGeometry(viewport()->x(), viewport()->y() - height, viewport()->width(), height);
}

void LogView::fontsChanged()
{
    m_painter = LogPainter(font());
    m_header->setFont(font());
    layoutHeader();
    updateScrollBars();
    viewport()->update();
}

} // namespace ui
