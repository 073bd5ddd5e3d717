// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointspane.h"

#include "session/models/endpointmodel.h"
#include "ui/sockets/endpointdelegate.h"
#include "ui/sockets/endpointtext.h"
#include "ui/sockets/endpointwords.h"

#include <QAction>
#include <QLabel>
#include <QTreeView>
#include <QVBoxLayout>

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
    , m_words(new EndpointWords(this))
    , m_tree(new QTreeView(this))
    , m_hint(new QLabel(tr("What you open appears here.")))
{
    m_tree->setAccessibleName(tr("Endpoints"));
    m_tree->setModel(m_words);
    m_tree->setItemDelegate(new EndpointDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
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

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_tree);
    setFocusProxy(m_tree);

    m_keeping.setSingleShot(true);
    connect(&m_keeping, &QTimer::timeout, this, &EndpointsPane::keepCurrentInView);
    connect(m_words, &QAbstractItemModel::rowsAboutToBeInserted, this, &EndpointsPane::onRowsAboutToBeInserted);
    connect(m_words, &QAbstractItemModel::rowsInserted, this, &EndpointsPane::onRowsInserted);
    connect(m_words, &QAbstractItemModel::rowsRemoved, this, &EndpointsPane::onCurrentChanged);
    connect(m_words, &QAbstractItemModel::modelReset, this, &EndpointsPane::onCurrentChanged);
    connect(m_words, &QAbstractItemModel::dataChanged, this, [this] {
        if (!m_clock.isActive())
            runClock();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &EndpointsPane::onCurrentChanged);
    connect(&m_clock, &QTimer::timeout, this, &EndpointsPane::runClock);
    m_clock.setInterval(ClockMilliseconds);
}

void EndpointsPane::setModel(QAbstractItemModel* model)
{
    m_words->setSourceModel(model);
    m_tree->expandAll();
    onCurrentChanged();
}

void EndpointsPane::setActions(const QList<QAction*>& actions)
{
    m_tree->addActions(actions);
}

base::EndpointId EndpointsPane::currentEndpoint() const
{
    const QModelIndex current = m_tree->currentIndex();
    return current.isValid() ? idOf(current) : base::EndpointId{};
}

QModelIndex EndpointsPane::find(base::EndpointId id) const
{
    if (m_words->rowCount() == 0)
        return {};
    const QModelIndexList found = m_words->match(
        m_words->index(0, 0), EndpointModel::IdRole, id.value, 1, Qt::MatchExactly | Qt::MatchRecursive);
    return found.value(0);
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
    if (parent.isValid() && first == 0)
        m_tree->expand(parent);
    for (int row = first; row <= last; ++row) {
        if (m_wanted.value != 0 && idOf(m_words->index(row, 0, parent)) == m_wanted)
            select(m_wanted);
    }
    showHint();
    if (!m_clock.isActive())
        runClock();
}

void EndpointsPane::onCurrentChanged()
{
    showHint();
    runClock();
    const base::EndpointId current = currentEndpoint();
    if (current == m_current)
        return;
    m_current = current;
    Q_EMIT currentEndpointChanged(current);
}

/// Accepted connections never connect, so the top level tells.
bool EndpointsPane::isAnyConnecting() const
{
    for (int row = 0; row < m_words->rowCount(); ++row) {
        if (statusOf(m_words->index(row, 0)).state == engine::State::Connecting)
            return true;
    }
    return false;
}

void EndpointsPane::runClock()
{
    if (!isAnyConnecting()) {
        m_clock.stop();
        return;
    }
    m_tree->viewport()->update();
    m_clock.start();
}

void EndpointsPane::showHint()
{
    m_hint->setVisible(m_words->rowCount() == 0);
}

} // namespace ui
