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
    m_replaced.clear();
    endResetModel();
    if (!endpoints)
        return;
    for (const base::EndpointId id : endpoints->allEndpoints())
        insert(id);
    connect(endpoints, &EndpointModel::rowsInserted, this, &EndpointRows::onInserted);
    connect(endpoints, &EndpointModel::rowsAboutToBeRemoved, this, &EndpointRows::onAboutToBeRemoved);
    connect(endpoints, &EndpointModel::dataChanged, this, &EndpointRows::onChanged);
    if (!reopening)
        return;
    connect(reopening, &session::Reopening::changed, this, &EndpointRows::review);
    connect(reopening, &session::Reopening::reopened, this, &EndpointRows::onReopened);
}

void EndpointRows::review(base::EndpointId id)
{
    Node* node = nodeOf(id);
    if (!node)
        return;
    Q_EMIT dataChanged(indexOf(*node), indexOf(*node));
    if (isOver(*node))
        gather(*node);
    else if (m_group && node->parent == m_group && isAutomatic(*node))
        bringBack(*node);
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

/// Until the next attempt has come, the row is kept for it.
void EndpointRows::onReopened(base::EndpointId before)
{
    const engine::EndpointStatus* status = m_endpoints->status(before);
    if (status && status->info.role == capture::Role::Connection)
        m_replaced.insert(before);
}

void EndpointRows::insert(base::EndpointId id)
{
    if (Node* row = attemptBefore(id)) {
        takePlace(*row, id);
        return;
    }
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
    for (const auto& child : node->children)
        m_nodes.erase(child->id);
    parent.children.erase(parent.children.begin() + row);
    endRemoveRows();
    hideEmptyGroup();
}

/// The row of the connections that were opened before this one, in whose place it was opened.
EndpointRows::Node* EndpointRows::attemptBefore(base::EndpointId id) const
{
    const auto firstOf = [this](base::EndpointId each) {
        const engine::EndpointStatus* status = m_endpoints->status(each);
        return status ? session::firstAttempt(each, status->info) : each;
    };
    const base::EndpointId first = firstOf(id);
    if (first == id)
        return nullptr;
    for (const Node* parent : {m_root.get(), m_group}) {
        if (!parent)
            continue;
        const auto isBefore
            = [&](const std::unique_ptr<Node>& node) { return node->id.value != 0 && firstOf(node->id) == first; };
        const auto found = std::ranges::find_if(parent->children, isBefore);
        if (found != parent->children.end())
            return found->get();
    }
    return nullptr;
}

/// The row stays, with all that a view knows of it, and is this one's; whose it was goes below it.
void EndpointRows::takePlace(Node& row, base::EndpointId id)
{
    if (m_group && row.parent == m_group)
        bringBack(row);
    beginInsertRows(indexOf(row), 0, 0);
    auto node = std::make_unique<Node>(Node{row.id, &row, {}, true});
    m_nodes[row.id] = node.get();
    row.children.insert(row.children.begin(), std::move(node));
    m_replaced.erase(row.id);
    row.id = id;
    m_nodes[id] = &row;
    endInsertRows();
    Q_EMIT dataChanged(indexOf(row), indexOf(row));
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

/// Out of the group, to the end of the others.
void EndpointRows::bringBack(Node& node)
{
    const int row = rowOf(node);
    const int place = rowOf(*m_group);
    if (!beginMoveRows(indexOf(*m_group), row, row, {}, place))
        return;
    auto moving = std::move(m_group->children[static_cast<std::size_t>(row)]);
    m_group->children.erase(m_group->children.begin() + row);
    node.parent = m_root.get();
    m_root->children.insert(m_root->children.begin() + place, std::move(moving));
    endMoveRows();
    hideEmptyGroup();
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

bool EndpointRows::isAutomatic(const Node& node) const
{
    return m_reopening && m_reopening->isAutomatic(node.id);
}

/// It has ended, and nothing keeps it where it is.
bool EndpointRows::isOver(const Node& node) const
{
    const engine::EndpointStatus* status = m_endpoints->status(node.id);
    const bool isFree = !node.isEarlier && node.id != m_held && !isAutomatic(node) && !m_replaced.contains(node.id);
    const auto isEarlier = [](const std::unique_ptr<Node>& child) { return child->isEarlier; };
    return isFree && status && engine::isEnded(status->state) && std::ranges::all_of(node.children, isEarlier);
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
        return QString::fromStdString(session::attemptName(m_endpoints->status(node.id)->info).name);
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
