// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logview.h"

#include "capture/reader.h"
#include "session/models/filteredlog.h"
#include "ui/traffic/accessiblelog.h"
#include "ui/traffic/loglabels.h"
#include "ui/traffic/newrowsbutton.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace ui {

LogView::LogView(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_header(new LogHeader(this))
    , m_newRows(new NewRowsButton(viewport()))
    , m_painter(font())
{
    AccessibleLog::install();
    setAccessibleName(tr("Traffic log"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setCursor(Qt::ArrowCursor);
    const auto columnsChanged = [this] {
        updateScrollBars();
        viewport()->update();
    };
    connect(m_header, &QHeaderView::sectionResized, this, columnsChanged);
    connect(m_header, &QHeaderView::geometriesChanged, this, columnsChanged);
    connect(m_header, &LogHeader::timeFormatChosen, this, &LogView::setTimeFormat);
    connect(m_newRows, &QAbstractButton::clicked, this, [this] { setFollowing(true); });
    layoutHeader();
}

LogView::~LogView()
{
    // QWidget's destructor hides the header, which tells of it when this is no LogView any more.
    m_header->disconnect(this);
}

void LogView::setLog(session::FilteredLog* log, std::unique_ptr<capture::Reader> reader)
{
    if (m_log)
        m_log->disconnect(this);
    m_log = log;
    m_cache = log ? std::make_unique<LogRowCache>(*log, std::move(reader)) : nullptr;
    if (log) {
        connect(log, &session::FilteredLog::rowsReset, this, &LogView::rowsReset);
        connect(log, &session::FilteredLog::rowsLetGo, this, &LogView::rowsLetGo);
        connect(log, &session::FilteredLog::rowCountChanged, this, &LogView::rowsAdded);
        connect(log, &session::FilteredLog::finished, this, [this] { m_place.reset(); });
    }
    m_topRecord.reset();
    m_times.startNs = 0; // is looked for when there are rows
    m_times.referenceNs.reset();
    setCurrentRecord({});
    rowsReset();
}

quint64 LogView::rowCount() const
{
    return m_log ? m_log->rowCount() : 0;
}

int LogView::pageRows() const
{
    return std::max(1, viewport()->height() / m_painter.rowHeight());
}

LogRow LogView::row(quint64 row) const
{
    return row < rowCount() ? m_cache->readRow(row) : LogRow();
}

base::RecordIndex LogView::recordAt(quint64 row) const
{
    return m_log->recordAt(row);
}

LogColumn LogView::columnAt(int x) const
{
    const int section = m_header->logicalIndexAt(x);
    return section < 0 ? LogColumn::Preview : static_cast<LogColumn>(section);
}

QRect LogView::cellRect(quint64 row, LogColumn column) const
{
    if (row < m_top || row > m_top + static_cast<quint64>(pageRows()) || !m_header->isShown(column))
        return {};
    const int y = static_cast<int>(row - m_top) * m_painter.rowHeight();
    return {m_header->left(column), y, m_header->width(column), m_painter.rowHeight()};
}

// --- selection -------------------------------------------------------------------------------------------------------

void LogView::select(const LogSelection& selection)
{
    const LogFollow before = m_follow;
    m_place.reset();
    m_selection = selection;
    if (const auto current = m_selection.current()) {
        setTop(scroll().showing(*current, m_top), ScrolledBy::Program);
        if (*current + 1 < rowCount())
            m_follow.leave(rowCount());
        setCurrentRecord(recordAt(*current));
    } else {
        setCurrentRecord({});
    }
    updateFollow(before);
    viewport()->update();
    AccessibleLog::currentRowChanged(this);
    Q_EMIT selectionChanged();
}

void LogView::setCurrentRecord(std::optional<base::RecordIndex> record)
{
    if (m_currentRecord == record)
        return;
    m_currentRecord = record;
    Q_EMIT currentRecordChanged(record ? std::optional<quint64>(record->value) : std::nullopt);
}

void LogView::setMarks(std::function<bool(base::RecordIndex)> isMarked)
{
    m_isMarked = std::move(isMarked);
    viewport()->update();
}

void LogView::scrollTo(base::RecordIndex record)
{
    if (rowCount() == 0)
        return;
    const quint64 row = m_log->nearestRow(record);
    const auto half = static_cast<quint64>(pageRows() / 2);
    setTop(row > half ? row - half : 0, ScrolledBy::User);
}

std::pair<base::RecordIndex, base::RecordIndex> LogView::visibleRecords() const
{
    if (rowCount() == 0)
        return {};
    const quint64 last = std::min(m_top + static_cast<quint64>(pageRows()), rowCount()) - 1;
    return {recordAt(std::min(m_top, last)), recordAt(last)};
}

void LogView::goTo(base::RecordIndex record)
{
    if (rowCount() == 0)
        return;
    const LogFollow before = m_follow;
    const quint64 row = m_log->nearestRow(record);
    m_follow.leave(rowCount());
    updateFollow(before);
    const auto half = static_cast<quint64>(pageRows() / 2);
    if (row < m_top || row >= m_top + static_cast<quint64>(pageRows()))
        setTop(row > half ? row - half : 0, ScrolledBy::Program);
    LogSelection selection;
    selection.selectOnly(row);
    select(selection);
}

// --- times and labels ------------------------------------------------------------------------------------------------

void LogView::setLabels(const LogLabels* labels)
{
    m_labels = labels;
    viewport()->update();
}

void LogView::setTimeFormat(TimeFormat format)
{
    m_header->setTimeFormat(format);
    TimeColumn times = m_times;
    times.format = format;
    setTimes(times);
}

void LogView::measureFrom(base::RecordIndex record)
{
    const auto read = m_cache ? m_cache->reader().record(record) : base::failure({ENOENT, "read"});
    if (!read)
        return;
    TimeColumn times = m_times;
    times.referenceNs = read->timeNs;
    m_header->setTimeFormat(times.format = TimeFormat::SinceReference);
    setTimes(times);
}

void LogView::setTimes(const TimeColumn& times)
{
    m_times = times;
    if (m_cache)
        m_cache->setTimes(times);
    viewport()->update();
}

// --- following -------------------------------------------------------------------------------------------------------

void LogView::setFollowing(bool following)
{
    const LogFollow before = m_follow;
    if (following)
        m_follow.follow();
    else
        m_follow.leave(rowCount());
    m_place.reset();
    updateFollow(before);
}

void LogView::setPaused(bool paused)
{
    const LogFollow before = m_follow;
    m_follow.setPaused(paused, rowCount());
    updateFollow(before);
}

void LogView::endGrowth()
{
    m_follow.endGrowth();
    setFollowing(false);
    scrollTo({0});
}

void LogView::updateFollow(const LogFollow& before)
{
    if (m_follow.isFollowing())
        setTop(scroll().maximumTop(), ScrolledBy::Program);
    m_newRows->setNewRows(m_follow.newRows(rowCount()));
    if (m_follow.isPaused() != before.isPaused())
        Q_EMIT pausedChanged(m_follow.isPaused());
    if (m_follow.isFollowing() != before.isFollowing())
        Q_EMIT followingChanged(m_follow.isFollowing());
}

// --- painting --------------------------------------------------------------------------------------------------------

void LogView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight); // a Hebrew payload does not turn its row around
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    const quint64 end = std::min(rowCount(), m_top + static_cast<quint64>(pageRows()) + 1);
    if (m_top >= end) {
        m_topRecord.reset();
        return;
    }
    if (m_times.startNs == 0) {
        m_times.startNs = m_cache->reader().startNs();
        m_cache->setTimes(m_times);
    }
    m_cache->fetch(m_top, end - m_top);
    paintRows(painter, m_top, end);
    const base::RecordIndex topRecord = m_cache->row(m_top)->index;
    if (std::exchange(m_topRecord, topRecord) != topRecord)
        Q_EMIT topChanged();
}

void LogView::paintRows(QPainter& painter, quint64 first, quint64 end)
{
    QRect rect(0, 0, viewport()->width(), m_painter.rowHeight());
    const bool focused = hasFocus();
    for (quint64 row = first; row < end; ++row, rect.translate(0, m_painter.rowHeight())) {
        const LogRow& shown = *m_cache->row(row);
        const RowState state{m_selection.contains(row), m_selection.current() == row, focused,
            m_isMarked && m_isMarked(shown.index), m_labels ? m_labels->of(shown.index).value_or(0) : 0};
        m_painter.paintRow(painter, *m_header, rect, shown, state, palette());
    }
}

void LogView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layoutHeader();
    updateScrollBars();
    if (m_follow.isFollowing())
        setTop(scroll().maximumTop(), ScrolledBy::Program);
    m_newRows->place();
}

} // namespace ui
