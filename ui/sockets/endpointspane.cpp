// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointspane.h"

#include "ui/sockets/endpointdelegate.h"
#include "ui/sockets/endpointtext.h"
#include "ui/sockets/endpointwords.h"
#include "workspace/endpointmodel.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>

namespace ui {

using namespace Qt::StringLiterals;
using workspace::EndpointModel;

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
    , m_waitingRow(new QWidget(this))
    , m_waitingText(new QLabel(m_waitingRow))
    , m_cancel(new QPushButton(tr("Cancel call"), m_waitingRow))
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
    buildWaitingRow();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_tree);
    column->addWidget(m_waitingRow);
    setFocusProxy(m_tree);

    connect(m_words, &QAbstractItemModel::rowsInserted, this, &EndpointsPane::onRowsInserted);
    connect(m_words, &QAbstractItemModel::rowsRemoved, this, &EndpointsPane::onCurrentChanged);
    connect(m_words, &QAbstractItemModel::modelReset, this, &EndpointsPane::onCurrentChanged);
    connect(m_words, &QAbstractItemModel::dataChanged, this, [this] {
        if (!m_clock.isActive())
            updateWaiting();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &EndpointsPane::onCurrentChanged);
    connect(&m_clock, &QTimer::timeout, this, &EndpointsPane::updateWaiting);
    m_clock.setInterval(ClockMilliseconds);
}

void EndpointsPane::buildWaitingRow()
{
    auto* row = new QHBoxLayout(m_waitingRow);
    row->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    row->setSpacing(GridPixels);
    row->addWidget(m_waitingText, 1);
    row->addWidget(m_cancel);
    m_waitingText->setTextFormat(Qt::PlainText);
    m_waitingText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_cancel->setAccessibleName(tr("Cancel call"));
    m_cancel->setToolTip(tr("End the call that waits; its record says that it was cancelled"));
    m_cancel->setIcon(themedIcon(u"cancel", palette()));
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (const QModelIndex waiting = waitingEndpoint(); waiting.isValid())
            Q_EMIT cancelRequested(idOf(waiting));
    });
    m_waitingRow->hide();
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
    m_tree->scrollTo(index);
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
        updateWaiting();
}

void EndpointsPane::onCurrentChanged()
{
    showHint();
    updateWaiting();
    const base::EndpointId current = currentEndpoint();
    if (current == m_current)
        return;
    m_current = current;
    Q_EMIT currentEndpointChanged(current);
}

/// The current endpoint if it waits, else the first that does. Accepted connections wait only in lanes of their own.
QModelIndex EndpointsPane::waitingEndpoint() const
{
    const QModelIndex current = m_tree->currentIndex();
    if (current.isValid() && !statusOf(current).waiting.empty())
        return current;
    for (int row = 0; row < m_words->rowCount(); ++row) {
        const QModelIndex index = m_words->index(row, 0);
        if (!statusOf(index).waiting.empty())
            return index;
    }
    return {};
}

void EndpointsPane::updateWaiting()
{
    const QModelIndex waiting = waitingEndpoint();
    m_waitingRow->setVisible(waiting.isValid());
    if (!waiting.isValid()) {
        m_clock.stop();
        return;
    }
    const engine::EndpointStatus status = statusOf(waiting);
    m_waitingText->setText(
        QString::fromStdString(status.info.name) % u": "_s % endpointStateText(status, base::Monotonic::now()));
    m_tree->viewport()->update();
    m_clock.start();
}

void EndpointsPane::showHint()
{
    m_hint->setVisible(m_words->rowCount() == 0);
}

void EndpointsPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_cancel->setIcon(themedIcon(u"cancel", palette()));
    QWidget::changeEvent(event);
}

} // namespace ui
