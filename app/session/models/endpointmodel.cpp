// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/endpointmodel.h"

#include "session/endpointnames.h"

#include <algorithm>
#include <iterator>

namespace session {

using engine::EndpointStatus;

struct EndpointModel::Node
{
    EndpointStatus status;
    Node* parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;
    int endedChildren = 0;
};

namespace {

void addTo(engine::Counters& sum, const engine::Counters& one)
{
    sum.bytesIn += one.bytesIn;
    sum.bytesOut += one.bytesOut;
    sum.messagesIn += one.messagesIn;
    sum.messagesOut += one.messagesOut;
    sum.records += one.records;
    sum.droppedRecords += one.droppedRecords;
    sum.droppedBytes += one.droppedBytes;
    sum.cutBytes += one.cutBytes;
    sum.failedSends += one.failedSends;
    sum.unsentBytes += one.unsentBytes;
    sum.kernelDrops += one.kernelDrops;
}

bool wasConnected(const EndpointStatus& status)
{
    const auto isConnected = [](const engine::StateStep& step) { return step.state == engine::State::Connected; };
    return std::ranges::any_of(status.steps, isConnected);
}

} // namespace

EndpointModel::EndpointModel(QObject* parent)
    : QAbstractItemModel(parent)
{ }

EndpointModel::~EndpointModel() = default;

void EndpointModel::apply(std::span<const EndpointStatus> changes)
{
    for (const EndpointStatus& change : changes) {
        const auto found = m_nodes.find(change.id.value);
        if (found == m_nodes.end()) {
            insert(change);
        } else {
            Node* node = found->second;
            const bool hasEnded = !engine::isEnded(node->status.state) && engine::isEnded(change.state);
            node->status = change;
            const QModelIndex index = indexOf(change.id);
            Q_EMIT dataChanged(index, index);
            if (hasEnded && node->parent) {
                ++node->parent->endedChildren;
                pruneEndedChildren(node->parent);
            }
        }
        Q_EMIT statusChanged(change.id);
    }
}

EndpointModel::Node* EndpointModel::insert(const EndpointStatus& status)
{
    // A connection that takes the place of another stands beside it.
    const auto parentFound
        = status.info.role == capture::Role::Connection ? m_nodes.end() : m_nodes.find(status.info.parent.value);
    Node* parent = parentFound == m_nodes.end() ? nullptr : parentFound->second;
    auto& siblings = parent ? parent->children : m_roots;
    const QModelIndex parentIndex = parent ? indexOf(parent->status.id) : QModelIndex();
    const int row = static_cast<int>(siblings.size());
    beginInsertRows(parentIndex, row, row);
    auto node = std::make_unique<Node>();
    node->status = status;
    node->parent = parent;
    Node* result = node.get();
    siblings.push_back(std::move(node));
    m_nodes[status.id.value] = result;
    endInsertRows();
    if (parent && engine::isEnded(status.state)) {
        ++parent->endedChildren;
        pruneEndedChildren(parent);
    }
    if (firstAttempt(status.id, status.info) != status.id)
        pruneEarlierAttempts(status.id);
    return result;
}

void EndpointModel::pruneEarlierAttempts(base::EndpointId latest)
{
    const base::EndpointId first = firstAttempt(latest, status(latest)->info);
    std::vector<base::EndpointId> going; // of tries that failed the last one is enough; the log has them all
    std::vector<base::EndpointId> connections;
    for (const auto& root : m_roots) {
        const EndpointStatus& each = root->status;
        if (each.id != latest && firstAttempt(each.id, each.info) == first)
            (wasConnected(each) ? connections : going).push_back(each.id);
    }
    const auto over = std::max(std::ssize(connections) - MaxEndedChildren, std::ptrdiff_t(0));
    going.insert(going.end(), connections.begin(), connections.begin() + over);
    for (const base::EndpointId id : going)
        remove(id);
}

void EndpointModel::pruneEndedChildren(Node* listener)
{
    while (listener->endedChildren > MaxEndedChildren) {
        const auto oldest = std::ranges::find_if(
            listener->children, [](const auto& child) { return engine::isEnded(child->status.state); });
        removeNode(oldest->get());
    }
}

void EndpointModel::removeNode(Node* node)
{
    Node* parent = node->parent;
    auto& siblings = parent ? parent->children : m_roots;
    const int row = rowOf(node);
    if (parent && engine::isEnded(node->status.state))
        --parent->endedChildren;
    beginRemoveRows(parent ? indexOf(parent->status.id) : QModelIndex(), row, row);
    for (const auto& child : node->children) {
        addTo(m_removed, child->status.counters);
        m_nodes.erase(child->status.id.value);
    }
    addTo(m_removed, node->status.counters);
    m_nodes.erase(node->status.id.value);
    siblings.erase(siblings.begin() + row);
    endRemoveRows();
}

void EndpointModel::remove(base::EndpointId id)
{
    if (const auto found = m_nodes.find(id.value); found != m_nodes.end())
        removeNode(found->second);
}

void EndpointModel::removeEnded(const std::function<bool(base::EndpointId)>& isKept)
{
    std::vector<base::EndpointId> going;
    for (const auto& root : m_roots) {
        bool hasOpenChild = false;
        for (const auto& child : root->children) {
            if (engine::isEnded(child->status.state))
                going.push_back(child->status.id);
            else
                hasOpenChild = true;
        }
        if (engine::isEnded(root->status.state) && !hasOpenChild)
            going.push_back(root->status.id);
    }
    if (isKept)
        std::erase_if(going, isKept);
    for (const base::EndpointId id : going)
        remove(id);
}

const EndpointStatus* EndpointModel::status(base::EndpointId id) const
{
    const auto found = m_nodes.find(id.value);
    return found == m_nodes.end() ? nullptr : &found->second->status;
}

const EndpointStatus* EndpointModel::status(const QModelIndex& index) const
{
    const Node* node = nodeOf(index);
    return node ? &node->status : nullptr;
}

QModelIndex EndpointModel::indexOf(base::EndpointId id) const
{
    const auto found = m_nodes.find(id.value);
    return found == m_nodes.end() ? QModelIndex() : createIndex(rowOf(found->second), 0, found->second);
}

base::EndpointId EndpointModel::latestAttempt(base::EndpointId first) const
{
    const auto isAttempt = [first](const std::unique_ptr<Node>& root) {
        return firstAttempt(root->status.id, root->status.info) == first;
    };
    const auto latest = std::find_if(m_roots.rbegin(), m_roots.rend(), isAttempt);
    return latest == m_roots.rend() ? first : (*latest)->status.id;
}

std::vector<base::EndpointId> EndpointModel::allEndpoints() const
{
    std::vector<base::EndpointId> result;
    for (const auto& root : m_roots) {
        result.push_back(root->status.id);
        for (const auto& child : root->children)
            result.push_back(child->status.id);
    }
    return result;
}

std::vector<base::EndpointId> EndpointModel::openEndpoints() const
{
    std::vector<base::EndpointId> result = allEndpoints();
    std::erase_if(result, [this](base::EndpointId id) { return engine::isEnded(status(id)->state); });
    return result;
}

engine::Counters EndpointModel::totals() const
{
    engine::Counters sum = m_removed;
    for (const auto& [id, node] : m_nodes)
        addTo(sum, node->status.counters);
    return sum;
}

EndpointModel::Node* EndpointModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : nullptr;
}

int EndpointModel::rowOf(const Node* node) const
{
    // Children are in the order of their numbers, so that ten thousand of them are searched in a dozen steps.
    const auto& siblings = node->parent ? node->parent->children : m_roots;
    const auto place = std::ranges::lower_bound(
        siblings, node->status.id, {}, [](const std::unique_ptr<Node>& sibling) { return sibling->status.id; });
    if (place != siblings.end() && place->get() == node)
        return static_cast<int>(place - siblings.begin());
    const auto found = std::ranges::find(siblings, node, &std::unique_ptr<Node>::get);
    return static_cast<int>(found - siblings.begin());
}

QModelIndex EndpointModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* node = nodeOf(parent);
    const auto& siblings = node ? node->children : m_roots;
    if (column != 0 || row < 0 || static_cast<std::size_t>(row) >= siblings.size())
        return {};
    return createIndex(row, column, siblings[static_cast<std::size_t>(row)].get());
}

QModelIndex EndpointModel::parent(const QModelIndex& child) const
{
    const Node* node = nodeOf(child);
    return node && node->parent ? createIndex(rowOf(node->parent), 0, node->parent) : QModelIndex();
}

int EndpointModel::rowCount(const QModelIndex& parent) const
{
    const Node* node = nodeOf(parent);
    return static_cast<int>(node ? node->children.size() : m_roots.size());
}

int EndpointModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant EndpointModel::data(const QModelIndex& index, int role) const
{
    const Node* node = nodeOf(index);
    if (!node)
        return {};
    const EndpointStatus& status = node->status;
    switch (role) {
    case Qt::DisplayRole: {
        const std::string protocol(net::protocolName(status.info.protocol));
        const net::Address& shown = status.info.peer.isEmpty() ? status.info.local : status.info.peer;
        return QString::fromStdString(status.info.name + ' ' + protocol + ' ' + shown.toString());
    }
    case StatusRole: return QVariant::fromValue(status);
    case IdRole: return status.id.value;
    default: return {};
    }
}

} // namespace session
