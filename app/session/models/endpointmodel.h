// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace session {

/// The endpoints as a tree of two levels: listeners with their accepted connections, and all others, among them each
/// connection of those that were opened one after another. Values only; words and colours for them are the view's.
/// Owned by the Session. Thread: the Session's.
class EndpointModel final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointModel)

public:
    enum Role
    {
        StatusRole = Qt::UserRole, ///< engine::EndpointStatus
        IdRole, ///< quint32
    };
    /// So many ended children are kept for each listener, and so many connections that came before one; the oldest go
    /// first. Their records stay in the log.
    static constexpr int MaxEndedChildren = 100;

    explicit EndpointModel(QObject* parent = nullptr);
    ~EndpointModel() override;

    void apply(std::span<const engine::EndpointStatus> changes);
    /// Takes ended endpoints off the tree.
    /// @param isKept  which of them stay; empty: none does.
    void removeEnded(const std::function<bool(base::EndpointId)>& isKept = {});
    void remove(base::EndpointId id);

    [[nodiscard]] const engine::EndpointStatus* status(base::EndpointId id) const;
    [[nodiscard]] const engine::EndpointStatus* status(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(base::EndpointId id) const;
    /// Of the connections that were opened one after another, this one being the first: the one that has its place now.
    [[nodiscard]] base::EndpointId latestAttempt(base::EndpointId first) const;
    /// All of the tree, children included, in its order.
    [[nodiscard]] std::vector<base::EndpointId> allEndpoints() const;
    /// Those of them that are open.
    [[nodiscard]] std::vector<base::EndpointId> openEndpoints() const;
    /// Sums over all endpoints that ever were.
    [[nodiscard]] engine::Counters totals() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole gives the name and addresses as plain text, so that the tree is legible to a screen reader
    /// without a delegate.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    /// An endpoint's status changed, or it is new.
    void statusChanged(base::EndpointId id);

private:
    struct Node;
    Node* nodeOf(const QModelIndex& index) const;
    int rowOf(const Node* node) const;
    Node* insert(const engine::EndpointStatus& status);
    void pruneEndedChildren(Node* listener);
    void pruneEarlierAttempts(base::EndpointId latest);
    void removeNode(Node* node);

    std::vector<std::unique_ptr<Node>> m_roots;
    std::unordered_map<std::uint32_t, Node*> m_nodes;
    engine::Counters m_removed; // counters of endpoints that left the tree
};

} // namespace session

Q_DECLARE_METATYPE(engine::EndpointStatus)
