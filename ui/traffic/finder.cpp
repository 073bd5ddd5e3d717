// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/finder.h"

#include "capture/reader.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"
#include "ui/traffic/hitmodel.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/searchbar.h"
#include "ui/traffic/searchwords.h"

#include <QHeaderView>
#include <QTableView>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds StatusEvery{250};

} // namespace

Finder::Finder(LogView& view, QWidget* parent)
    : QObject(parent)
    , m_view(view)
    , m_bar(new SearchBar(parent))
    , m_list(new QTableView(parent))
    , m_model(new HitModel(this))
{
    m_bar->hide();
    buildList();
    m_statusTimer.setSingleShot(true);
    connect(&m_statusTimer, &QTimer::timeout, this, &Finder::showStatus);
    connect(m_bar, &SearchBar::queryChanged, this, &Finder::applyQuery);
    connect(m_bar, &SearchBar::firstRequested, this, &Finder::first);
    connect(m_bar, &SearchBar::nextRequested, this, &Finder::next);
    connect(m_bar, &SearchBar::previousRequested, this, &Finder::previous);
    connect(m_bar, &SearchBar::listToggled, m_list, &QWidget::setVisible);
    connect(m_bar, &SearchBar::closed, this, &Finder::close);
}

Finder::~Finder() = default;

void Finder::buildList()
{
    m_list->setAccessibleName(tr("Hits"));
    m_list->setModel(m_model);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setTabKeyNavigation(false);
    m_list->verticalHeader()->hide();
    // Heights that follow from the contents would have all rows read.
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->verticalHeader()->setDefaultSectionSize(QFontMetrics(fixedFont()).height() + GridPixels / 2);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->setColumnWidth(HitModel::Record, 12 * GridPixels);
    m_list->setColumnWidth(HitModel::Call, 10 * GridPixels);
    m_list->setColumnWidth(HitModel::Offset, 9 * GridPixels);
    m_list->hide();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (m_selecting || !index.isValid() || !m_search || quint64(index.row()) >= m_search->listedCount())
            return;
        m_isOffered = false;
        show(m_search->hitAt(quint64(index.row())));
    });
}

void Finder::setSource(const session::ReaderFactory& newReader)
{
    m_model->setSearch(nullptr, nullptr);
    m_view.setMarks({});
    m_search.reset();
    m_query = {};
    m_current.reset();
    m_recordCount = 0;
    if (!newReader)
        return;
    auto reader = newReader();
    if (!reader)
        return; // the log has told why
    using session::Search;
    m_search = std::make_unique<Search>(newReader);
    connect(m_search.get(), &Search::progressed, this, &Finder::onProgress);
    connect(m_search.get(), &Search::finished, this, &Finder::showStatus);
    connect(m_search.get(), &Search::failed, this, &Finder::onFailure);
    m_model->setSearch(m_search.get(), std::move(*reader));
    m_view.setMarks([search = m_search.get()](base::RecordIndex record) { return search->contains(record); });
    if (m_bar->isVisible())
        applyQuery();
}

void Finder::grow(quint64 count)
{
    m_recordCount = count;
    if (m_search)
        m_search->grow(count);
}

void Finder::open()
{
    m_bar->open();
}

void Finder::close()
{
    m_bar->hide();
    m_list->hide();
    m_bar->setListShown(false);
    m_query = {};
    m_wanted.reset();
    m_isOffered = false;
    if (m_search)
        m_search->setPattern({});
    m_model->refresh();
    m_view.viewport()->update();
    m_view.setFocus(Qt::OtherFocusReason);
}

void Finder::applyQuery()
{
    const session::SearchQuery query = m_bar->query();
    if (!m_search || query == m_query)
        return;
    m_query = query;
    m_wanted.reset();
    m_current.reset();
    m_fraction = 0;
    auto pattern = session::compile(query);
    if (pattern) {
        m_bar->setProblem({}, -1);
        m_search->setPattern(std::move(*pattern));
    } else {
        m_bar->setProblem(problemText(pattern.error()), pattern.error().offset);
        m_search->setPattern({});
    }
    m_model->refresh();
    m_view.viewport()->update();
    showStatus();
}

// --- from hit to hit -------------------------------------------------------------------------------------------------

void Finder::first()
{
    if (!m_isOffered || m_view.currentRecord() != m_shownAt)
        m_typedFrom = m_view.currentRecord().value_or(base::RecordIndex{0});
    take(Step::First);
}

void Finder::next()
{
    const bool isSeen = std::exchange(m_isOffered, false) && isAtHit();
    if (isSeen)
        showStatus();
    else
        take(Step::Next);
}

void Finder::previous()
{
    m_isOffered = false;
    take(Step::Previous);
}

bool Finder::isAtHit() const
{
    return m_current && m_view.currentRecord() == m_shownAt;
}

std::optional<quint64> Finder::placeAfter(Step step) const
{
    const auto record = m_view.currentRecord();
    const bool atHit = isAtHit();
    if (step == Step::First)
        return m_search->nextPlace(m_typedFrom, 0);
    if (step == Step::Next) {
        if (atHit)
            return m_search->nextPlace(m_current->record, m_current->offset + 1);
        return m_search->nextPlace(record.value_or(base::RecordIndex{0}), 0);
    }
    if (atHit)
        return m_search->previousPlace(m_current->record, m_current->offset);
    return m_search->previousPlace(record.value_or(base::RecordIndex{m_recordCount}), 0);
}

void Finder::take(Step step)
{
    if (!m_search)
        return;
    if (!m_bar->isVisible())
        open();
    if (!m_search->isActive())
        return;
    const quint64 listed = m_search->listedCount();
    if (listed == 0) {
        if (m_search->isScanning())
            m_wanted = step;
        return;
    }
    m_wanted.reset();
    const auto place = placeAfter(step);
    if (step == Step::First && !place && m_search->isScanning()) {
        m_wanted = step; // one may come yet
        return;
    }
    m_isOffered = step == Step::First;
    // Beyond the last one it goes on at the first, and the other way round.
    const bool isBackwards = step == Step::Previous;
    m_bar->setNote(place ? QString() : (isBackwards ? tr("Went on at the last hit") : tr("Went on at the first hit")));
    show(m_search->hitAt(place.value_or(isBackwards ? listed - 1 : 0)));
}

void Finder::show(const query::SearchHit& hit)
{
    m_current = hit;
    if (const auto place = m_search->nextPlace(hit.record, hit.offset); place && m_list->isVisible()) {
        m_selecting = true;
        m_list->setCurrentIndex(m_model->index(int(*place), HitModel::Record));
        m_selecting = false;
    }
    Q_EMIT recordWanted(hit.record.value);
    m_shownAt = m_view.currentRecord();
    if (m_shownAt == hit.record)
        Q_EMIT hitShown(hit);
    else
        m_bar->setNote(tr("Record %1 is hidden by the filter").arg(countText(hit.record.value + 1)));
    showStatus();
}

// --- news of the search ----------------------------------------------------------------------------------------------

void Finder::onProgress(double fraction)
{
    m_fraction = fraction;
    m_model->refresh();
    m_view.viewport()->update();
    if (m_wanted && m_search->listedCount() > 0)
        take(*m_wanted);
    if (!m_statusTimer.isActive())
        m_statusTimer.start(StatusEvery);
}

void Finder::onFailure(const base::Error& error)
{
    m_wanted.reset();
    showStatus();
    m_bar->setProblem(searchFailureText(error), -1);
}

void Finder::showStatus()
{
    Q_EMIT hitsChanged();
    if (!m_search || !m_search->isActive()) {
        m_bar->setStatus({});
        return;
    }
    const quint64 count = m_search->hitCount();
    QString text;
    if (count == 0 && !m_search->isScanning())
        text = tr("No hits");
    else if (const auto place
        = m_current && !m_isOffered ? m_search->nextPlace(m_current->record, m_current->offset) : std::nullopt)
        text = tr("%1 of %2").arg(countText(*place + 1), countText(count));
    else
        text = count == 1 ? tr("1 hit") : tr("%1 hits").arg(countText(count));
    if (m_search->isScanning())
        text += u", "_s % tr("%1 % searched").arg(int(m_fraction * 100));
    if (count > m_search->listedCount())
        text += u", "_s % tr("the first %1 listed").arg(countText(m_search->listedCount()));
    m_bar->setStatus(text);
}

} // namespace ui
