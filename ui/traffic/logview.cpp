// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logview.h"

#include "capture/reader.h"
#include "session/models/filteredlog.h"
#include "ui/fields/accessiblefactory.h"
#include "ui/traffic/accessiblelog.h"
#include "ui/traffic/loginput.h"
#include "ui/traffic/loglabels.h"
#include "ui/traffic/overviewstrip.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace ui {

LogView::LogView(QWidget* parent)
    : RowArea(parent)
    , m_header(new LogHeader(this))
    , m_strip(new OverviewStrip(this))
    , m_follower(new LogFollower(*this))
    , m_input(new LogInput(*this))
    , m_painter(font())
{
    installAccessible<AccessibleLog, LogView>();
    setAccessibleName(tr("Traffic log"));
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setCursor(Qt::ArrowCursor);
    setMinimumHeight(6 * GridPixels); // the header, and a row
    useVerticalBar(m_strip);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that no column jumps when the rows become many
    const auto columnsChanged = [this] {
        fitColumns();
        viewport()->update();
    };
    connect(m_header, &QHeaderView::sectionResized, this, columnsChanged);
    connect(m_header, &QHeaderView::geometriesChanged, this, columnsChanged);
    connect(m_header, &LogHeader::timesChanged, this, [this] {
        if (m_cache)
            m_cache->setTimes(m_header->times());
        viewport()->update();
    });
    connect(m_header, &LogHeader::messagesChanged, this, [this] {
        if (m_cache && m_cache->setMessages(m_header->messages()))
            viewport()->update();
    });
    connect(m_strip, &OverviewStrip::recordChosen, this, [this](quint64 record) { scrollTo({record}); });
    connect(m_strip, &OverviewStrip::topChosen, this, [this](quint64 record) {
        if (rowCount() > 0)
            setTop(m_log->nearestRow({record}), ScrolledBy::User);
    });
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, m_header, &QHeaderView::setOffset);
    relayout();
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
        m_cache->setMessages(m_header->messages());
        connect(log, &session::FilteredLog::rowsReset, this, &LogView::rowsReset);
        connect(log, &session::FilteredLog::rowsLetGo, this, &LogView::rowsLetGo);
        connect(log, &session::FilteredLog::rowCountChanged, this, &LogView::rowsAdded);
        connect(log, &session::FilteredLog::finished, this, [this] { m_place.reset(); });
    }
    m_topRecord.reset();
    m_header->startTimes(0); // is looked for when there are rows
    setCurrentRecord({});
    rowsReset();
}

quint64 LogView::rowCount() const
{
    return m_log ? m_log->rowCount() : 0;
}

LogRow LogView::row(quint64 row) const
{
    return row < rowCount() ? m_cache->readRow(row) : LogRow();
}

base::RecordIndex LogView::recordAt(quint64 row) const
{
    return m_log->recordAt(row);
}

QRect LogView::cellRect(quint64 row, LogColumn column) const
{
    if (!isInView(row) || !m_header->isShown(column))
        return {};
    const int y = static_cast<int>(row - topRow()) * rowHeight();
    return {m_header->left(column), y, m_header->width(column), rowHeight()};
}

// --- selection -------------------------------------------------------------------------------------------------------

void LogView::select(const LogSelection& selection)
{
    m_place.reset();
    m_selection = selection;
    if (const auto current = m_selection.current()) {
        setTop(scroll().showing(*current, topRow()), ScrolledBy::Program);
        if (*current + 1 < rowCount())
            m_follower->setFollowing(false);
        setCurrentRecord(recordAt(*current));
    } else {
        setCurrentRecord({});
    }
    viewport()->update();
    AccessibleLog::currentRowChanged(this);
    Q_EMIT selectionChanged();
}

void LogView::selectAll()
{
    m_selection.selectAll(rowCount());
    viewport()->update();
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

void LogView::setMatches(const FilterMarks& matches)
{
    m_matches = matches;
    viewport()->update();
}

void LogView::setLabels(const LogLabels* labels)
{
    m_labels = labels;
    viewport()->update();
}

void LogView::scrollTo(base::RecordIndex record)
{
    if (rowCount() > 0)
        setTop(scroll().centring(m_log->nearestRow(record)), ScrolledBy::User);
}

void LogView::goTo(base::RecordIndex record)
{
    if (rowCount() == 0)
        return;
    const quint64 row = m_log->nearestRow(record);
    m_follower->setFollowing(false);
    if (scroll().showing(row, topRow()) != topRow())
        setTop(scroll().centring(row), ScrolledBy::Program);
    LogSelection selection;
    selection.selectOnly(row);
    select(selection);
}

// --- following -------------------------------------------------------------------------------------------------------

void LogView::setFollowing(bool following)
{
    m_place.reset();
    m_follower->setFollowing(following);
}

void LogView::topMoved(ScrolledBy by)
{
    if (by == ScrolledBy::User)
        m_place.reset();
    m_follower->onTopMoved(by);
}

// --- rows ------------------------------------------------------------------------------------------------------------

void LogView::rowsReset()
{
    if (m_cache)
        m_cache->clear();
    ++m_generation;
    m_selection.clear();
    m_follower->onRowsReset();
    m_place = m_currentRecord ? m_currentRecord : m_topRecord;
    updateScrollBars(0);
    rowsAdded();
    viewport()->update();
}

void LogView::rowsAdded()
{
    const quint64 oldTop = topRow();
    const quint64 shownEnd = oldTop + static_cast<quint64>(pageRows()) + 1;
    if (m_header->times().startNs == 0 && rowCount() > 0 && m_cache->reader().startNs() != 0)
        m_header->startTimes(m_cache->reader().startNs());
    fitColumns();
    if (m_place)
        restorePlace();
    m_follower->onRowsAdded();
    AccessibleLog::rowsAdded(this);
    // A view that was full of rows and keeps its place above the end has nothing new to paint.
    if (topRow() != oldTop || std::exchange(m_paintableRows, rowCount()) < shownEnd || isFollowing())
        viewport()->update();
}

void LogView::rowsLetGo(quint64 rows)
{
    m_cache->clear();
    ++m_generation;
    m_selection.dropFirst(rows);
    if (!m_selection.current())
        setCurrentRecord({});
    m_follower->onRowsLetGo(rows);
    updateScrollBars(topRow() - std::min(topRow(), rows));
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
    if (!isFollowing())
        setTop(m_place == m_topRecord ? row : scroll().centring(row), ScrolledBy::Program);
    // The filter has passed the place: more rows do not change it.
    if (!m_log->isScanning() || m_log->recordAt(rowCount() - 1) >= *m_place)
        m_place.reset();
}

// --- painting --------------------------------------------------------------------------------------------------------

void LogView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight); // a Hebrew payload does not turn its row around
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    const quint64 end = std::min(rowCount(), topRow() + static_cast<quint64>(pageRows()) + 1);
    if (topRow() >= end) {
        m_topRecord.reset();
        return;
    }
    m_cache->fetch(topRow(), end - topRow());
    QRect rect(0, 0, viewport()->width(), rowHeight());
    for (quint64 row = topRow(); row < end; ++row, rect.translate(0, rowHeight())) {
        const LogRow& shown = *m_cache->row(row);
        const RowState state{m_selection.contains(row), m_selection.current() == row, hasFocus(),
            m_isMarked && m_isMarked(shown.index), m_labels ? m_labels->of(shown.index).value_or(0) : 0,
            m_matches.isEmpty() ? nullptr : &m_matches};
        m_painter.paintRow(painter, *m_header, rect, shown, state, palette());
    }
    const base::RecordIndex topRecord = m_cache->row(topRow())->index;
    if (std::exchange(m_topRecord, topRecord) != topRecord)
        Q_EMIT topChanged();
}

void LogView::resizeEvent(QResizeEvent* event)
{
    RowArea::resizeEvent(event);
    relayout();
    m_follower->onRowsAdded();
}

bool LogView::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::StyleChange:
        m_painter = LogPainter(font());
        m_header->setFont(font());
        m_header->fitToFonts();
        relayout();
        break;
    case QEvent::PaletteChange:
    case QEvent::FocusIn:
    case QEvent::FocusOut: viewport()->update(); break;
    default: break;
    }
    return RowArea::event(event);
}

void LogView::relayout()
{
    const int height = m_header->sizeHint().height();
    setViewportMargins(0, height, 0, 0);
    m_strip->setContentsMargins(0, height, 0, 0);
    m_header->setGeometry(viewport()->x(), viewport()->y() - height, viewport()->width(), height);
    fitColumns();
    viewport()->update();
}

void LogView::fitColumns()
{
    if (m_log)
        m_header->makeRoomFor(m_log->first().value + m_log->recordCount());
    updateScrollBars(topRow());
}

} // namespace ui
