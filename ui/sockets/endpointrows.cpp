// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointrows.h"

#include "session/endpointnames.h"
#include "session/reopening.h"

#include <algorithm>
#include <utility>

namespace ui {

using session::EndpointModel;

EndpointRows::EndpointRows(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{ }

EndpointRows::~EndpointRows() = default;

void EndpointRows::setEndpoints(EndpointModel* endpoints, session::Reopening* reopening, session::EndpointNames* names)
{
    beginResetModel();
    if (m_endpoints)
        m_endpoints->disconnect(this);
    if (m_reopening)
        m_reopening->disconnect(this);
    m_endpoints = endpoints;
    m_reopening = reopening;
    m_names = names;
    m_root = std::make_unique<Node>();
    m_group = nullptr;
    m_nodes.clear();
    endResetModel();
    if (!endpoints)
        return;
    for (const base::EndpointId id : endpoints->allEndpoints())
        insert(id);
    connect(endpoints, &EndpointModel::rowsInserted, this, &EndpointRows::onInserted);
    connect(endpoints, &EndpointModel::rowsAboutToBeRemoved, this, &EndpointRows::onAboutToBeRemoved);
    connect(endpoints, &EndpointModel::dataChanged, this, &EndpointRows::onChanged);
    if (reopening)
        connect(reopening, &session::Reopening::changed, this, &EndpointRows::review);
}

void EndpointRows::review(base::EndpointId id)
{
    Node* node = nodeOf(id);
    if (!node)
        return;
    Q_EMIT dataChanged(indexOf(*node), indexOf(*node));
    if (isOver(*node))
        gather(*node);
}

// --- what changed ----------------------------------------------------------------------------------------------------

void EndpointRows::onInserted(const QModelIndex& parent, int first, int last)
{
    for (int row = first; row <= last; ++row)
        insert(m_endpoints->status(m_endpoints->index(row, 0, parent))->id);
}

void EndpointRows::onAboutToBeRemoved(const QModelIndex& parent, int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex going = m_endpoints->index(row, 0, parent);
        for (int child = 0; child < m_endpoints->rowCount(going); ++child)
            remove(m_endpoints->status(m_endpoints->index(child, 0, going))->id);
        remove(m_endpoints->status(going)->id);
    }
}

void EndpointRows::onChanged(const QModelIndex& first, const QModelIndex& last)
{
    for (int row = first.row(); row <= last.row(); ++row)
        review(m_endpoints->status(first.siblingAtRow(row))->id);
}

void EndpointRows::insert(base::EndpointId id)
{
    Node* listener = nodeOf(m_endpoints->status(id)->info.parent);
    Node& parent = listener ? *listener : *m_root;
    const auto place = static_cast<int>(parent.children.size()) - (&parent == m_root.get() && m_group ? 1 : 0);
    beginInsertRows(indexOf(parent), place, place);
    auto node = std::make_unique<Node>(Node{id, &parent, {}});
    Node& inserted = *node;
    parent.children.insert(parent.children.begin() + place, std::move(node));
    m_nodes[id] = &inserted;
    endInsertRows();
    if (isOver(inserted))
        gather(inserted);
}

void EndpointRows::remove(base::EndpointId id)
{
    Node* node = nodeOf(id);
    if (!node)
        return;
    Node& parent = *node->parent;
    const int row = rowOf(*node);
    beginRemoveRows(indexOf(parent), row, row);
    m_nodes.erase(id);
    parent.children.erase(parent.children.begin() + row);
    endRemoveRows();
    hideEmptyGroup();
}

void EndpointRows::gather(Node& node)
{
    if (node.parent == m_group && m_group)
        return;
    showGroup();
    Node& before = *node.parent;
    const int row = rowOf(node);
    if (!beginMoveRows(indexOf(before), row, row, indexOf(*m_group), 0))
        return;
    auto moving = std::move(before.children[static_cast<std::size_t>(row)]);
    before.children.erase(before.children.begin() + row);
    node.parent = m_group;
    m_group->children.insert(m_group->children.begin(), std::move(moving));
    endMoveRows();
    Q_EMIT dataChanged(gathered(), gathered());
    // A listener that has ended may have waited for its last connection.
    if (before.id.value != 0)
        review(before.id);
}

void EndpointRows::showGroup()
{
    if (m_group)
        return;
    const auto row = static_cast<int>(m_root->children.size());
    beginInsertRows({}, row, row);
    m_root->children.push_back(std::make_unique<Node>(Node{{}, m_root.get(), {}}));
    m_group = m_root->children.back().get();
    endInsertRows();
}

void EndpointRows::hideEmptyGroup()
{
    if (!m_group)
        return;
    if (!m_group->children.empty()) {
        Q_EMIT dataChanged(gathered(), gathered());
        return;
    }
    const int row = rowOf(*m_group);
    beginRemoveRows({}, row, row);
    m_group = nullptr;
    m_root->children.pop_back();
    endRemoveRows();
}

/// It has ended, and nothing keeps it where it is.
bool EndpointRows::isOver(const Node& node) const
{
    const engine::EndpointStatus* status = m_endpoints->status(node.id);
    const bool isWaiting = m_reopening && m_reopening->remainingPause(node.id);
    return status && engine::isEnded(status->state) && node.children.empty() && node.id != m_held && !isWaiting;
}

// --- the tree --------------------------------------------------------------------------------------------------------

EndpointRows::Node* EndpointRows::nodeOf(base::EndpointId id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? nullptr : found->second;
}

QModelIndex EndpointRows::indexOf(base::EndpointId id) const
{
    const Node* node = nodeOf(id);
    return node ? indexOf(*node) : QModelIndex();
}

QModelIndex EndpointRows::indexOf(const Node& node) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(rowOf(node), 0, &node);
}

QModelIndex EndpointRows::gathered() const
{
    return m_group ? indexOf(*m_group) : QModelIndex();
}

/// Connections are in the order of their numbers, so that ten thousand of them are searched in a dozen steps.
int EndpointRows::rowOf(const Node& node)
{
    const auto& siblings = node.parent->children;
    const auto idOf = [](const std::unique_ptr<Node>& sibling) { return sibling->id; };
    const auto place = std::ranges::lower_bound(siblings, node.id, {}, idOf);
    if (place != siblings.end() && place->get() == &node)
        return static_cast<int>(place - siblings.begin());
    const auto found = std::ranges::find(siblings, &node, &std::unique_ptr<Node>::get);
    return static_cast<int>(found - siblings.begin());
}

EndpointRows::Node& EndpointRows::nodeAt(const QModelIndex& index)
{
    return *static_cast<Node*>(index.internalPointer());
}

EndpointRows::Node& EndpointRows::nodeOrRoot(const QModelIndex& index) const
{
    return index.isValid() ? nodeAt(index) : *m_root;
}

QModelIndex EndpointRows::index(int row, int column, const QModelIndex& parent) const
{
    const Node& node = nodeOrRoot(parent);
    if (column != 0 || row < 0 || static_cast<std::size_t>(row) >= node.children.size())
        return {};
    return createIndex(row, column, node.children[static_cast<std::size_t>(row)].get());
}

QModelIndex EndpointRows::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(*nodeAt(child).parent) : QModelIndex();
}

int EndpointRows::rowCount(const QModelIndex& parent) const
{
    return static_cast<int>(nodeOrRoot(parent).children.size());
}

int EndpointRows::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant EndpointRows::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_endpoints)
        return {};
    const Node& node = nodeAt(index);
    if (&node == m_group)
        return role == GatheredRole ? QVariant(rowCount(index)) : QVariant();
    if (role == PauseRole) {
        const auto pause = m_reopening ? m_reopening->remainingPause(node.id) : std::nullopt;
        return pause ? QVariant(static_cast<int>(pause->count())) : QVariant();
    }
    if (role == Qt::EditRole)
        return QString::fromStdString(m_endpoints->status(node.id)->info.name);
    return m_endpoints->data(m_endpoints->indexOf(node.id), role);
}

bool EndpointRows::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const base::EndpointId id = nodeAt(index).id;
    if (m_names->problemOf(id, value.toString()))
        return false;
    m_names->rename(id, value.toString());
    return true;
}

Qt::ItemFlags EndpointRows::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    const auto* status = index.isValid() && m_endpoints ? m_endpoints->status(nodeAt(index).id) : nullptr;
    return m_names && status && !engine::isEnded(status->state) ? flags | Qt::ItemIsEditable : flags;
}

} // namespace ui
