// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QTimer>
#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QTreeView;

namespace ui {

class EndpointWords;

/// The tree of endpoints. Thread: GUI.
class EndpointsPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointsPane)

public:
    explicit EndpointsPane(QWidget* parent = nullptr);

    /// A model with the roles of session::EndpointModel; it must outlive the pane or be replaced.
    void setModel(QAbstractItemModel* model);
    /// What the context menu of the tree offers.
    void setActions(const QList<QAction*>& actions);

    [[nodiscard]] base::EndpointId currentEndpoint() const;
    /// Makes an endpoint current and visible; at once, or as soon as the model has it.
    void select(base::EndpointId id);

Q_SIGNALS:
    /// Another endpoint is current; number 0 for none.
    void currentEndpointChanged(base::EndpointId id);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void onRowsInserted(const QModelIndex& parent, int first, int last);
    void onRowsAboutToBeInserted();
    void keepCurrentInView();
    void onCurrentChanged();
    void runClock();
    void showHint();
    [[nodiscard]] QModelIndex find(base::EndpointId id) const;
    [[nodiscard]] bool isAnyConnecting() const;

    EndpointWords* m_words;
    QTreeView* m_tree;
    QLabel* m_hint; // over the empty tree: what would fill it
    QTimer m_clock; // runs only while an endpoint connects: its row tells for how long
    QTimer m_keeping; // runs out when all rows that come together are there
    bool m_isKept = false; // the current endpoint was in view before they came
    base::EndpointId m_wanted; // to be selected when it comes
    base::EndpointId m_current; // as last told
};

} // namespace ui
