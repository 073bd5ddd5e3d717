// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointspane.h"

#include "session/models/endpointmodel.h"
#include "session/reopening.h"
#include "ui/sockets/endpointdelegate.h"
#include "ui/sockets/endpointrows.h"
#include "ui/sockets/endpointtext.h"
#include "ui/sockets/endpointwords.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using session::EndpointModel;

namespace {

constexpr int ClockMilliseconds = 250; // counters update four times a second

base::EndpointId idOf(const QModelIndex& index)
{
    return {index.data(EndpointModel::IdRole).toUInt()};
}

engine::EndpointStatus statusOf(const QModelIndex& index)
{
    return index.data(EndpointModel::StatusRole).value<engine::EndpointStatus>();
}

} // namespace

EndpointsPane::EndpointsPane(QWidget* parent)
    : QWidget(parent)
    , m_rows(new EndpointRows(this))
    , m_words(new EndpointWords(this))
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeView(this))
    , m_delegate(new EndpointDelegate(m_tree))
    , m_hint(new QLabel)
{
    m_tree->setAccessibleName(tr("Endpoints"));
    m_words->setSourceModel(m_rows);
    m_tree->setModel(m_words);
    m_tree->setItemDelegate(m_delegate);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers); // F2 is an action's
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(2 * GridPixels);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setMinimumWidth(20 * GridPixels);
    auto* overTree = new QVBoxLayout(m_tree->viewport());
    overTree->addWidget(m_hint);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);

    m_search->setPlaceholderText(tr("Find endpoint"));
    m_search->setAccessibleName(u"Find endpoint"_s);
    m_search->setClearButtonEnabled(true);
    m_search->hide();
    connect(m_search, &QLineEdit::textChanged, this, &EndpointsPane::search);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_search);
    column->addWidget(m_tree);
    setFocusProxy(m_tree);
    wireRows();
}

void EndpointsPane::wireRows()
{
    m_keeping.setSingleShot(true);
    connect(&m_keeping, &QTimer::timeout, this, &EndpointsPane::keepCurrentInView);
    connect(m_words, &QAbstractItemModel::rowsAboutToBeInserted, this, &EndpointsPane::onRowsAboutToBeInserted);
    connect(m_words, &QAbstractItemModel::rowsInserted, this, &EndpointsPane::onRowsInserted);
    connect(m_words, &QAbstractItemModel::rowsRemoved, this, &EndpointsPane::onCurrentChanged);
    connect(m_words, &QAbstractItemModel::modelReset, this, &EndpointsPane::onCurrentChanged);
    connect(m_words, &QAbstractItemModel::rowsMoved, this, [this] {
        if (m_isSearching)
            search();
    });
    connect(m_words, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
        if (m_isSearching)
            showNewMatches(first.parent(), first.row(), last.row());
        // A connection that was opened again has the row of the one before.
        if (first == m_tree->currentIndex() && idOf(first) != m_current)
            onCurrentChanged();
        if (!m_clock.isActive())
            runClock();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &EndpointsPane::onCurrentChanged);
    connect(&m_clock, &QTimer::timeout, this, &EndpointsPane::runClock);
    m_clock.setInterval(ClockMilliseconds);
}

void EndpointsPane::setModel(EndpointModel* endpoints, session::Reopening* reopening, session::EndpointNames* names)
{
    m_rows->setEndpoints(endpoints, reopening, names);
    m_delegate->setNames(names);
    onCurrentChanged();
}

void EndpointsPane::setActions(const QList<QAction*>& actions)
{
    m_tree->addActions(actions);
}

void EndpointsPane::editName()
{
    if (m_tree->currentIndex().flags().testFlag(Qt::ItemIsEditable))
        m_tree->edit(m_tree->currentIndex());
}

base::EndpointId EndpointsPane::currentEndpoint() const
{
    const QModelIndex current = m_tree->currentIndex();
    return current.isValid() ? idOf(current) : base::EndpointId{};
}

QModelIndex EndpointsPane::find(base::EndpointId id) const
{
    return m_words->mapFromSource(m_rows->indexOf(id));
}

QModelIndex EndpointsPane::gathered() const
{
    return m_words->mapFromSource(m_rows->gathered());
}

void EndpointsPane::select(base::EndpointId id)
{
    m_wanted = id;
    const QModelIndex index = find(id);
    if (!index.isValid())
        return;
    m_wanted = {};
    m_tree->setCurrentIndex(index);
    m_isKept = true;
    m_keeping.start();
}

/// Connections that come to a listener push what is below it out of view, the current endpoint too. Where it is now is
/// asked once for all that come together, since the answer makes the tree lay itself out.
void EndpointsPane::onRowsAboutToBeInserted()
{
    if (m_keeping.isActive())
        return;
    m_isKept = m_tree->viewport()->rect().intersects(m_tree->visualRect(m_tree->currentIndex()));
    m_keeping.start();
}

void EndpointsPane::keepCurrentInView()
{
    if (m_isKept && isVisible())
        m_tree->scrollTo(m_tree->currentIndex());
}

void EndpointsPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_isKept = true;
    m_keeping.start();
}

void EndpointsPane::onRowsInserted(const QModelIndex& parent, int first, int last)
{
    const bool isAccepted = statusOf(m_words->index(first, 0, parent)).info.role == capture::Role::Accepted;
    if (parent.isValid() && first == 0 && isAccepted)
        m_tree->expand(parent);
    // What is folded is not there for a screen reader.
    if (!parent.isValid() && m_words->index(last, 0) == gathered() && QAccessible::isActive())
        m_tree->expand(gathered());
    for (int row = first; row <= last; ++row) {
        if (m_wanted.value != 0 && idOf(m_words->index(row, 0, parent)) == m_wanted)
            select(m_wanted);
    }
    if (m_isSearching)
        showNewMatches(parent, first, last);
    else
        countRows();
    if (!m_clock.isActive())
        runClock();
}

void EndpointsPane::onCurrentChanged()
{
    countRows();
    runClock();
    const base::EndpointId current = currentEndpoint();
    if (current == m_current)
        return;
    const base::EndpointId before = std::exchange(m_current, current);
    m_rows->hold(current);
    Q_EMIT currentEndpointChanged(current);
    // The rows below it move up when it goes: not under the second click of two.
    QTimer::singleShot(QApplication::doubleClickInterval(), m_rows, [this, before] { m_rows->letGo(before); });
}

/// Accepted connections never connect, so the top level tells.
bool EndpointsPane::isAnyClockRunning() const
{
    for (int row = 0; row < m_words->rowCount(); ++row) {
        const QModelIndex index = m_words->index(row, 0);
        if (statusOf(index).state == engine::State::Connecting || pauseOf(index))
            return true;
    }
    return false;
}

void EndpointsPane::runClock()
{
    if (!isAnyClockRunning()) {
        m_clock.stop();
        return;
    }
    m_tree->viewport()->update();
    m_clock.start();
}

void EndpointsPane::countRows()
{
    const bool isNothingOpen = m_rows->endpointCount() == 0;
    m_hint->setText(isNothingOpen ? tr("What you open appears here.") : tr("No endpoint matches."));
    m_hint->setVisible(isNothingOpen || (m_isSearching && !isAnyShown()));
    m_search->setAccessibleDescription(m_hint->isHidden() || isNothingOpen ? QString() : m_hint->text());
    m_search->setVisible(m_rows->endpointCount() >= SearchedFrom || m_isSearching);
}

bool EndpointsPane::isAnyShown() const
{
    for (int row = 0; row < m_words->rowCount(); ++row) {
        if (!m_tree->isRowHidden(row, {}))
            return true;
    }
    return false;
}

void EndpointsPane::search()
{
    const bool isSearching = !m_search->text().isEmpty();
    if (isSearching && !m_isSearching)
        m_wasUnfolded = m_tree->isExpanded(gathered());
    m_isSearching = isSearching;
    showMatches({}, 0, m_words->rowCount() - 1);
    m_tree->setExpanded(gathered(), isSearching || m_wasUnfolded);
    countRows();
}

/// Shows the rows that have what is looked for in them or below them, and hides the others; true if there is any.
bool EndpointsPane::showMatches(const QModelIndex& parent, int first, int last)
{
    bool isAnyShown = false;
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_words->index(row, 0, parent);
        const bool isBelow = showMatches(index, 0, m_words->rowCount(index) - 1);
        const bool isMatch
            = index.data(Qt::AccessibleTextRole).toString().contains(m_search->text(), Qt::CaseInsensitive);
        m_tree->setRowHidden(row, parent, !isBelow && !isMatch);
        isAnyShown = isAnyShown || isBelow || isMatch;
    }
    return isAnyShown;
}

/// Rows that have come, or have changed; what they are below may have been hidden.
void EndpointsPane::showNewMatches(const QModelIndex& parent, int first, int last)
{
    if (showMatches(parent, first, last) && parent.isValid())
        m_tree->setRowHidden(parent.row(), parent.parent(), false);
    countRows();
}

} // namespace ui
