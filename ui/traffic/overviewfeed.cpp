// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/overviewfeed.h"

#include "capture/reader.h"
#include "session/models/filteredlog.h"
#include "ui/theme/quantity.h"
#include "ui/theme/timetext.h"
#include "ui/traffic/finder.h"
#include "ui/traffic/logmarking.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/overviewstrip.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

namespace ui {

namespace {

constexpr std::chrono::milliseconds OverviewEvery{250};

} // namespace

OverviewFeed::OverviewFeed(LogView* view, Finder* finder, LogMarking* marking, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_strip(view->strip())
    , m_finder(finder)
    , m_marking(marking)
{
    m_pacing.setSingleShot(true);
    connect(&m_pacing, &QTimer::timeout, this, &OverviewFeed::show);
    connect(view, &LogView::topChanged, m_strip, &OverviewStrip::visibleChanged);
    connect(marking, &LogMarking::labelsChanged, m_strip, &OverviewStrip::marksChanged);
    connect(finder, &Finder::hitsChanged, this, &OverviewFeed::refresh);
}

OverviewFeed::~OverviewFeed() = default;

void OverviewFeed::setSource(session::FilteredLog* log, const session::ReaderFactory& newReader)
{
    m_log = log;
    m_overview = std::make_unique<session::CaptureOverview>(newReader);
    connect(m_overview.get(), &session::CaptureOverview::changed, this, &OverviewFeed::refresh);
}

void OverviewFeed::clear()
{
    m_overview.reset();
    m_log = nullptr;
}

void OverviewFeed::grow(quint64 count)
{
    if (m_overview)
        m_overview->grow(count);
}

void OverviewFeed::refresh()
{
    if (!m_pacing.isActive())
        m_pacing.start(OverviewEvery);
}

std::pair<base::RecordIndex, base::RecordIndex> OverviewFeed::visibleRecords() const
{
    const quint64 rows = m_view->rowCount();
    if (rows == 0)
        return {};
    const quint64 last = std::min(m_view->topRow() + static_cast<quint64>(m_view->pageRows()), rows) - 1;
    return {m_view->recordAt(std::min(m_view->topRow(), last)), m_view->recordAt(last)};
}

QString OverviewFeed::placeText(base::RecordIndex record) const
{
    QString number = tr("Record %1").arg(countText(record.value + 1));
    capture::Reader* reader = m_view->reader();
    const auto read = reader ? reader->record(record) : base::failure({ENODATA, "read"});
    if (!read)
        return number;
    const QString sinceStart = secondsText(read->timeNs - reader->startNs());
    return tr("%1\n%2, %3 s after the start").arg(number, timeOfDay(read->timeNs), sinceStart);
}

void OverviewFeed::show()
{
    if (!m_log)
        return;
    // The strip asks while it paints: by then there may be another capture, or no search any more.
    OverviewMarks marks;
    marks.visible = [this] { return visibleRecords(); };
    if (m_log->isFiltered())
        marks.matches = [this](auto first, auto end) { return m_log ? m_log->rowsBetween(first, end) : 0; };
    marks.hits = [this](auto first, auto end) {
        const session::Search* search = m_finder->search();
        return search && search->isActive() && search->isAnyIn(first, end);
    };
    marks.labels = &m_marking->labels().all();
    marks.place = [this](base::RecordIndex record) { return placeText(record); };
    m_strip->setMarks(std::move(marks));
    m_strip->setOverview(m_overview->overview(), m_log->first());
}

} // namespace ui
