// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficpane.h"

#include "capture/reader.h"
#include "query/filterparser.h"
#include "ui/fields/gotobar.h"
#include "ui/theme/tones.h"
#include "ui/traffic/emptylog.h"
#include "ui/traffic/filterbar.h"
#include "ui/traffic/finder.h"
#include "ui/traffic/loginput.h"
#include "ui/traffic/logmarking.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/overviewfeed.h"
#include "ui/traffic/recordplace.h"
#include "ui/traffic/rowmenu.h"
#include "ui/traffic/searchbar.h"

#include <QDataStream>
#include <QGridLayout>
#include <QIODevice>
#include <QSplitter>
#include <QTableView>

#include <algorithm>
#include <cerrno>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 StateVersion = 4;
constexpr quint32 OlderColumns = 2; // from this version on only the columns were others
constexpr quint32 MaxEndpoints = 200; // to choose from while typing

/// Widens the column of endpoints for the names in the first rows, and hides Took where none of them has a duration, as
/// in a capture of packets. For a log that does not grow: in others columns would jump while rows come.
void fitColumnsToRows(const LogView& view)
{
    constexpr quint64 MostRows = 200;
    bool hasDurations = false;
    for (quint64 number = 0; number < std::min(view.rowCount(), MostRows); ++number) {
        const LogRow row = view.row(number);
        view.header()->makeRoomFor(row.cell(LogColumn::Endpoint));
        hasDurations = hasDurations || !row.cell(LogColumn::Took).isEmpty();
    }
    view.header()->setSectionHidden(static_cast<int>(LogColumn::Took), !hasDurations);
}

ScanProgress progressOf(const session::FilteredLog& log)
{
    using State = ScanProgress::State;
    return {log.isStopped() ? State::Stopped : log.isScanning() ? State::Running : State::Done, log.scanned()};
}

QString failureText(const base::Error& error)
{
    const QString why = error.code == ETIME || error.code == ENOMEM
        ? TrafficPane::tr(
            "its regular expression tries too many ways to match one record. Make it simpler, without repetitions "
            "inside of repetitions.")
        : TrafficPane::tr("%1.").arg(QString::fromStdString(error.message()));
    return TrafficPane::tr("The filter stopped: %1 The rows are those that it found before.").arg(why);
}

} // namespace

TrafficPane::TrafficPane(QWidget* parent)
    : QWidget(parent)
    , m_bar(new FilterBar(this))
    , m_view(new LogView(this))
    , m_empty(new EmptyLog(this))
    , m_finder(new Finder(*m_view, this))
    , m_goTo(new GoToBar(tr("&Go to record or time"), u"1204, 22:10:05, +5s"_s, this))
    , m_marking(new LogMarking(m_view))
    , m_menu(new RowMenu(m_view, m_bar, m_marking))
    , m_overview(new OverviewFeed(m_view, m_finder, m_marking, this))
{
    buildLayout();
    wireBar();
    wireView();
}

void TrafficPane::buildLayout()
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar, 0, 0);
    layout->addWidget(m_finder->bar(), 1, 0);
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(m_view);
    split->addWidget(m_finder->list());
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    layout->addWidget(split, 2, 0);
    layout->addWidget(m_empty, 2, 0, Qt::AlignCenter); // over the view
    layout->addWidget(m_goTo, 3, 0);
    layout->setRowStretch(2, 1);
    m_empty->raise();
    m_goTo->hide();
}

void TrafficPane::wireBar()
{
    connect(m_bar, &FilterBar::filterChanged, this, &TrafficPane::applyFilter);
    connect(m_bar, &FilterBar::followingWanted, m_view, &LogView::setFollowing);
    connect(m_bar, &FilterBar::scanWanted, this, [this](bool on) {
        if (m_log)
            m_log->setScanning(on);
    });
    m_bar->setEndpointNames([this] {
        QStringList names;
        for (const capture::EndpointInfo& info : endpoints())
            names << QString::fromStdString(info.name);
        return names;
    });
    connect(m_bar, &FilterBar::left, m_view, [this] { m_view->setFocus(Qt::OtherFocusReason); });
}

void TrafficPane::wireView()
{
    connect(m_empty, &EmptyLog::clearFilterRequested, this, &TrafficPane::clearFilter);
    connect(m_empty, &EmptyLog::showAllRequested, this, &TrafficPane::showAll);
    connect(m_view->follower(), &LogFollower::followingChanged, m_bar, &FilterBar::setFollowing);
    connect(m_view->follower(), &LogFollower::pausedChanged, this, &TrafficPane::pausedChanged);
    connect(m_view, &LogView::currentRecordChanged, this, &TrafficPane::currentRecordChanged);
    connect(m_view->input(), &LogInput::activated, this, &TrafficPane::activated);
    connect(m_view->input(), &LogInput::copyRequested, m_menu, &RowMenu::copyRows);
    connect(m_view->input(), &LogInput::menuRequested, m_menu, &RowMenu::show);
    connect(m_menu, &RowMenu::errnoRequested, this, &TrafficPane::errnoRequested);
    connect(m_menu, &RowMenu::streamRequested, this, &TrafficPane::streamRequested);
    connect(m_menu, &RowMenu::compareRequested, this, &TrafficPane::compareRequested);
    connect(m_menu, &RowMenu::noticeRaised, this, &TrafficPane::noticeRaised);
    connect(m_marking, &LogMarking::noticeRaised, this, &TrafficPane::noticeRaised);
    connect(m_goTo, &GoToBar::chosen, this, &TrafficPane::goTo);
    connect(m_goTo, &GoToBar::closed, this, [this] { m_view->setFocus(Qt::OtherFocusReason); });
    connect(m_finder, &Finder::recordWanted, this, [this](quint64 record) { bringUp(record); });
    connect(m_finder, &Finder::hitShown, this, &TrafficPane::hitShown);
}

TrafficPane::~TrafficPane()
{
    // The view goes after the log, as its parent's child.
    m_finder->setSource({});
    m_overview->clear();
    m_view->setLog(nullptr, nullptr);
}

void TrafficPane::setSource(const session::ReaderFactory& newReader)
{
    m_view->setLog(nullptr, nullptr);
    m_marking->clear();
    m_overview->clear();
    m_log.reset();
    auto reader = newReader();
    if (!reader) {
        Q_EMIT noticeRaised(tr("The capture cannot be read: %1").arg(QString::fromStdString(reader.error().message())));
        rowsChanged();
        return;
    }
    m_finder->setSource(newReader);
    m_log = std::make_unique<session::FilteredLog>(newReader);
    m_overview->setSource(m_log.get(), newReader);
    using session::FilteredLog;
    connect(m_log.get(), &FilteredLog::rowsReset, this, &TrafficPane::rowsChanged);
    connect(m_log.get(), &FilteredLog::rowsReset, this, [this] { Q_EMIT filterFailureChanged({}); });
    connect(m_log.get(), &FilteredLog::rowCountChanged, this, &TrafficPane::rowsChanged);
    connect(m_log.get(), &FilteredLog::rowsLetGo, this, &TrafficPane::rowsChanged);
    connect(m_log.get(), &FilteredLog::progressed, this, &TrafficPane::rowsChanged);
    connect(m_log.get(), &FilteredLog::finished, this, &TrafficPane::rowsChanged);
    connect(m_log.get(), &FilteredLog::failed, this,
        [this](const base::Error& error) { Q_EMIT filterFailureChanged(failureText(error)); });
    m_view->setLog(m_log.get(), std::move(*reader));
    applyFilter();
    rowsChanged();
}

void TrafficPane::grow(quint64 count)
{
    if (!m_log)
        return;
    m_log->grow(count);
    m_log->letGo(m_view->reader()->firstRecord());
    m_overview->grow(count);
    m_finder->grow(count);
    rowsChanged();
}

void TrafficPane::endGrowth()
{
    m_bar->dropFollow();
    m_view->follower()->endGrowth();
    fitColumnsToRows(*m_view);
    m_view->scrollTo({0});
}

void TrafficPane::clearView()
{
    if (m_log)
        m_log->setFirst({m_log->first().value + m_log->recordCount()});
}

void TrafficPane::showAll()
{
    if (m_log)
        m_log->setFirst(m_view->reader()->firstRecord());
}

bool TrafficPane::isPaused() const
{
    return m_view->follower()->isPaused();
}

void TrafficPane::setPaused(bool paused)
{
    m_view->follower()->setPaused(paused);
}

void TrafficPane::focusFilter()
{
    m_bar->focusText();
}

void TrafficPane::find()
{
    m_finder->open();
}

void TrafficPane::findNext()
{
    m_finder->next();
}

void TrafficPane::findPrevious()
{
    m_finder->previous();
}

void TrafficPane::goTo(quint64 record)
{
    bringUp(record);
    m_view->setFocus(Qt::OtherFocusReason);
}

void TrafficPane::reveal(quint64 record)
{
    if (m_log && !m_log->rowOf({record}))
        clearFilter();
    goTo(record);
}

void TrafficPane::askForPlace()
{
    if (!m_view->reader())
        return;
    m_goTo->open([this](const QString& text) { return readRecordPlace(text, *m_view->reader()); });
}

void TrafficPane::bringUp(quint64 record)
{
    if (m_log && record < m_log->first().value)
        showAll();
    m_view->goTo({record});
}

void TrafficPane::setEndpointFilter(const QStringList& names, bool withNumbered)
{
    QStringList values;
    for (const QString& name : names) {
        values += QString::fromStdString(query::filterLiteral(name.toStdString()));
        if (withNumbered)
            values += name % u"/*"_s;
    }
    m_bar->setText(u"endpoint = "_s % values.join(u", "_s));
}

void TrafficPane::clearFilter()
{
    m_bar->clear();
}

std::optional<quint64> TrafficPane::currentRecord() const
{
    const auto record = m_view->currentRecord();
    return record ? std::optional<quint64>(record->value) : std::nullopt;
}

void TrafficPane::applyFilter()
{
    m_view->setMatches(FilterMarks(m_bar->filter()));
    if (m_log)
        m_log->setFilter(m_bar->filter());
}

void TrafficPane::rowsChanged()
{
    m_overview->refresh();
    const quint64 rows = m_log ? m_log->rowCount() : 0;
    const quint64 records = m_log ? m_log->recordCount() : 0;
    m_bar->setCounts(rows, records, m_log && m_log->isFiltered());
    m_bar->setProgress(m_log ? progressOf(*m_log) : ScanProgress());
    // A filter that is still looking has not failed to find anything.
    m_empty->setVisible(rows == 0 && !(m_log && m_log->isScanning()));
    if (records > 0)
        m_empty->setReason(EmptyLog::Reason::NoMatch);
    else
        m_empty->setReason(m_log && m_log->first().value > 0 ? EmptyLog::Reason::Cleared : EmptyLog::Reason::NoRecords);
}

std::vector<capture::EndpointInfo> TrafficPane::endpoints() const
{
    std::vector<capture::EndpointInfo> found;
    capture::Reader* reader = m_view->reader();
    for (quint32 id = 1; reader && id <= MaxEndpoints; ++id) {
        found.push_back(reader->endpoint({id}));
        if (found.back().name.empty()) {
            found.pop_back();
            break;
        }
    }
    return found;
}

// --- state -----------------------------------------------------------------------------------------------------------

QByteArray TrafficPane::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << StateVersion << m_view->header()->saveState() << quint8(m_view->header()->times().format)
           << m_bar->history() << m_bar->pinned();
    return state;
}

bool TrafficPane::restoreState(const QByteArray& state)
{
    QDataStream stream(state);
    quint32 version = 0;
    QByteArray columns;
    quint8 format = 0;
    QStringList history;
    QStringList pinned;
    stream >> version >> columns >> format >> history >> pinned;
    if (stream.status() != QDataStream::Ok || version < OlderColumns || version > StateVersion)
        return false;
    if (version == StateVersion) {
        if (!m_view->header()->restoreState(columns))
            return false;
        if (format < TimeFormatCount)
            m_view->header()->setTimeFormat(static_cast<TimeFormat>(format));
        m_view->header()->fitToMessages();
    }
    m_bar->restore(history, pinned);
    return true;
}

} // namespace ui
