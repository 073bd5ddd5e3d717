// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficpane.h"

#include "capture/filterparser.h"
#include "capture/reader.h"
#include "ui/theme/tones.h"
#include "ui/traffic/emptylog.h"
#include "ui/traffic/filterbar.h"
#include "ui/traffic/finder.h"
#include "ui/traffic/logcopy.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/rowfilters.h"
#include "ui/traffic/searchbar.h"

#include <QClipboard>
#include <QDataStream>
#include <QGridLayout>
#include <QGuiApplication>
#include <QIODevice>
#include <QLocale>
#include <QMenu>
#include <QSplitter>
#include <QTableView>

#include <algorithm>
#include <cerrno>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 StateVersion = 2;
constexpr quint32 MaxEndpoints = 200; // to choose from while typing
constexpr int MaxFilterLabel = 60;

ScanProgress progressOf(const workspace::FilteredLog& log)
{
    using State = ScanProgress::State;
    return {log.isStopped() ? State::Stopped : log.isScanning() ? State::Running : State::Done, log.scanned()};
}

} // namespace

TrafficPane::TrafficPane(QWidget* parent)
    : QWidget(parent)
    , m_bar(new FilterBar(this))
    , m_view(new LogView(this))
    , m_empty(new EmptyLog(this))
    , m_finder(new Finder(*m_view, this))
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
    layout->setRowStretch(2, 1);
    m_empty->raise();

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
    connect(m_empty, &EmptyLog::clearFilterRequested, this, &TrafficPane::clearFilter);
    connect(m_empty, &EmptyLog::showAllRequested, this, &TrafficPane::showAll);
    connect(m_view, &LogView::followingChanged, m_bar, &FilterBar::setFollowing);
    connect(m_view, &LogView::pausedChanged, this, &TrafficPane::pausedChanged);
    connect(m_view, &LogView::currentRecordChanged, this, &TrafficPane::currentRecordChanged);
    connect(m_view, &LogView::activated, this, &TrafficPane::activated);
    connect(m_view, &LogView::copyRequested, this, &TrafficPane::copySelectedRows);
    connect(m_view, &LogView::menuRequested, this, &TrafficPane::showMenu);
    connect(m_finder, &Finder::recordWanted, this, [this](quint64 record) { bringUp(record); });
    connect(m_finder, &Finder::hitShown, this, &TrafficPane::hitShown);
}

TrafficPane::~TrafficPane()
{
    // The view goes after the log, as its parent's child.
    m_finder->setSource({});
    m_view->setLog(nullptr, nullptr);
}

void TrafficPane::setSource(workspace::ReaderFactory newReader)
{
    m_view->setLog(nullptr, nullptr);
    m_log.reset();
    auto reader = newReader();
    if (!reader) {
        Q_EMIT noticeRaised(tr("The capture cannot be read: %1").arg(QString::fromStdString(reader.error().message())));
        rowsChanged();
        return;
    }
    m_finder->setSource(newReader);
    m_log = std::make_unique<workspace::FilteredLog>(std::move(newReader));
    using workspace::FilteredLog;
    connect(m_log.get(), &FilteredLog::rowsReset, this, &TrafficPane::rowsChanged);
    connect(m_log.get(), &FilteredLog::rowCountChanged, this, &TrafficPane::rowsChanged);
    connect(m_log.get(), &FilteredLog::progressed, this, &TrafficPane::rowsChanged);
    connect(m_log.get(), &FilteredLog::finished, this, &TrafficPane::rowsChanged);
    connect(m_log.get(), &FilteredLog::failed, this, &TrafficPane::noticeFilterFailure);
    m_view->setLog(m_log.get(), std::move(*reader));
    applyFilter();
    rowsChanged();
}

void TrafficPane::grow(quint64 count)
{
    if (!m_log)
        return;
    m_log->grow(count);
    m_finder->grow(count);
    rowsChanged();
}

void TrafficPane::clearView()
{
    if (m_log)
        m_log->setFirst({m_log->first().value + m_log->recordCount()});
}

void TrafficPane::showAll()
{
    if (m_log)
        m_log->setFirst({});
}

bool TrafficPane::isPaused() const
{
    return m_view->isPaused();
}

void TrafficPane::setPaused(bool paused)
{
    m_view->setPaused(paused);
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

void TrafficPane::bringUp(quint64 record)
{
    if (m_log && record < m_log->first().value)
        showAll();
    m_view->goTo({record});
}

void TrafficPane::setEndpointFilter(const QString& name)
{
    std::string filter = "endpoint = " + capture::filterLiteral(name.toStdString());
    // With a listener go the connections that it accepted: "server/1".
    const auto isListener = [&name](const capture::EndpointInfo& info) {
        return info.role == capture::Role::Listener && name == QString::fromStdString(info.name);
    };
    if (std::ranges::any_of(endpoints(), isListener))
        filter += ", " + name.toStdString() + "/*";
    m_bar->setText(QString::fromStdString(filter));
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
    if (m_log)
        m_log->setFilter(m_bar->filter());
}

void TrafficPane::rowsChanged()
{
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

// --- copying ---------------------------------------------------------------------------------------------------------

void TrafficPane::showMenu(const QPoint& position)
{
    using codec::CopyFormat;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copyRows = menu->addAction(tr("Copy Rows"));
    copyRows->setShortcut(QKeySequence::Copy);
    connect(copyRows, &QAction::triggered, this, &TrafficPane::copySelectedRows);
    menu->addSeparator();
    const auto addFormat = [&](const QString& text, CopyFormat format) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, format] { copySelectedPayload(format); });
    };
    addFormat(tr("Copy as Text"), CopyFormat::Text);
    addFormat(tr("Copy as Hex"), CopyFormat::HexPlain);
    addFormat(tr("Copy as Hex Dump"), CopyFormat::HexDump);
    addFormat(tr("Copy as C Array"), CopyFormat::CArray);
    addFormat(tr("Copy as Python Bytes"), CopyFormat::PythonBytes);
    menu->addSeparator();
    addFilterMenus(menu, m_view->columnAt(m_view->viewport()->mapFromGlobal(position).x()));
    if (const auto current = m_view->selection().current()) {
        const base::EndpointId endpoint = m_view->row(*current).record.endpoint;
        connect(menu->addAction(tr("Follow Stream")), &QAction::triggered, this,
            [this, endpoint] { Q_EMIT streamRequested(endpoint); });
    }
    if (const auto current = m_view->selection().current(); current && m_view->row(*current).failed) {
        const quint64 record = m_view->recordAt(*current).value;
        connect(menu->addAction(tr("Explain This Error")), &QAction::triggered, this,
            [this, record] { Q_EMIT errnoRequested(record); });
    }
    menu->popup(position);
}

void TrafficPane::copySelectedRows()
{
    const CopiedText copied = copyRows(*m_view);
    QGuiApplication::clipboard()->setText(copied.text);
    if (copied.cut)
        Q_EMIT noticeRaised(tr("Only the first %1 rows were copied.").arg(QLocale().toString(MaxCopiedRows)));
}

void TrafficPane::copySelectedPayload(codec::CopyFormat format)
{
    const CopiedText copied = copyPayload(*m_view, format);
    QGuiApplication::clipboard()->setText(copied.text);
    if (!copied.error.isEmpty())
        Q_EMIT noticeRaised(tr("Not all could be copied: %1").arg(copied.error));
    else if (copied.cut)
        Q_EMIT noticeRaised(tr("Only the first %1 MiB were copied.").arg(MaxCopiedBytes >> 20));
}

// --- filtering by what a row holds -----------------------------------------------------------------------------------

void TrafficPane::addFilterMenus(QMenu* menu, LogColumn column)
{
    const auto current = m_view->selection().current();
    if (!current || !m_view->reader())
        return;
    const QStringList filters = rowFilters(*m_view->reader(), m_view->row(*current), column);
    const auto addMenu = [&](const QString& title, const auto& use) {
        QMenu* choices = menu->addMenu(title);
        for (const QString& filter : filters) {
            QString label = filter.size() > MaxFilterLabel ? filter.left(MaxFilterLabel) + u'\u2026' : filter;
            label.replace(u'&', u"&&"_s);
            connect(choices->addAction(label), &QAction::triggered, this, [use, filter] { use(filter); });
        }
    };
    addMenu(tr("Apply as Filter"), [this](const QString& filter) { m_bar->setText(filter); });
    addMenu(tr("Add to Filter"), [this](const QString& filter) { m_bar->narrow(filter); });
    addMenu(tr("Exclude by Filter"), [this](const QString& filter) { m_bar->narrow("not "_L1 + filter); });
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

void TrafficPane::noticeFilterFailure(const base::Error& error)
{
    if (error.code == ETIME || error.code == ENOMEM)
        Q_EMIT noticeRaised(tr("The filter stopped: its regular expression tries too many ways to match one record. "
                               "Make it simpler, without repetitions inside of repetitions."));
    else
        Q_EMIT noticeRaised(tr("The filter stopped: %1").arg(QString::fromStdString(error.message())));
}

// --- state -----------------------------------------------------------------------------------------------------------

QByteArray TrafficPane::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << StateVersion << m_view->header()->saveState() << m_bar->history() << m_bar->pinned();
    return state;
}

bool TrafficPane::restoreState(const QByteArray& state)
{
    QDataStream stream(state);
    quint32 version = 0;
    QByteArray columns;
    QStringList history;
    QStringList pinned;
    stream >> version >> columns >> history >> pinned;
    if (stream.status() != QDataStream::Ok || version != StateVersion || !m_view->header()->restoreState(columns))
        return false;
    m_bar->restore(history, pinned);
    return true;
}

} // namespace ui
