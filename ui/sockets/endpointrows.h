// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "session/models/endpointmodel.h"

#include <QAbstractItemModel>
#include <QPointer>

#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace session {
class EndpointNames;
class Reopening;
} // namespace session

namespace ui {

/// The endpoints as the tree lists them: those that have ended are gathered in a group at the end, the latest first.
/// One stays where it is as long as it is held or waits to be opened again, and a listener while it has open
/// connections. Connections that were opened one after another have one row, which is the latest one's; those before
/// it are below. Owned by the pane. Thread: GUI.
class EndpointRows final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointRows)

public:
    enum Role
    {
        GatheredRole = session::EndpointModel::IdRole + 1, ///< int: of the group, how many are in it; else invalid
        PauseRole, ///< int: the milliseconds until it is opened again; invalid where it does not wait for that
    };

    explicit EndpointRows(QObject* parent = nullptr);
    ~EndpointRows() override;

    /// All must outlive it, and may be null.
    void setEndpoints(session::EndpointModel* endpoints, session::Reopening* reopening, session::EndpointNames* names);
    /// This one is held. The one before it is let go with letGo().
    void hold(base::EndpointId id) { m_held = id; }
    /// It goes where it belongs, unless it is held again.
    void letGo(base::EndpointId id) { review(id); }

    [[nodiscard]] QModelIndex indexOf(base::EndpointId id) const;
    /// Of those that have ended; invalid while there are none.
    [[nodiscard]] QModelIndex gathered() const;
    /// All that the tree has.
    [[nodiscard]] int endpointCount() const { return static_cast<int>(m_nodes.size()); }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    /// The roles of session::EndpointModel, those above, and the name for Qt::EditRole.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Calls an endpoint otherwise, which has not ended; false where it cannot be called so.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    /// An endpoint; number 0 for the tree itself and for the group.
    struct Node
    {
        base::EndpointId id;
        Node* parent = nullptr;
        std::vector<std::unique_ptr<Node>> children;
        bool isEarlier = false; ///< of the connections that were opened one after another: not the latest one
    };

    void onInserted(const QModelIndex& parent, int first, int last);
    void onAboutToBeRemoved(const QModelIndex& parent, int first, int last);
    void onChanged(const QModelIndex& first, const QModelIndex& last);
    void onReopened(base::EndpointId before);
    void review(base::EndpointId id);
    void insert(base::EndpointId id);
    void remove(base::EndpointId id);
    [[nodiscard]] Node* attemptBefore(base::EndpointId id) const;
    void takePlace(Node& row, base::EndpointId id);
    void gather(Node& node);
    void bringBack(Node& node);
    void showGroup();
    void hideEmptyGroup();

    [[nodiscard]] bool isAutomatic(const Node& node) const;
    [[nodiscard]] bool isOver(const Node& node) const;
    [[nodiscard]] Node* nodeOf(base::EndpointId id) const;
    [[nodiscard]] QModelIndex indexOf(const Node& node) const;
    [[nodiscard]] static int rowOf(const Node& node);
    [[nodiscard]] static Node& nodeAt(const QModelIndex& index);
    [[nodiscard]] Node& nodeOrRoot(const QModelIndex& index) const;

    QPointer<session::EndpointModel> m_endpoints;
    QPointer<session::Reopening> m_reopening;
    session::EndpointNames* m_names = nullptr;
    base::EndpointId m_held;
    std::unique_ptr<Node> m_root;
    Node* m_group = nullptr; // the last child of the root, while it has any
    std::unordered_map<base::EndpointId, Node*> m_nodes;
    std::unordered_set<base::EndpointId> m_replaced; // by a next attempt that has not come yet
};

} // namespace ui
