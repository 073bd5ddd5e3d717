// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTreeView;

namespace session {
class EndpointModel;
class EndpointNames;
class Reopening;
} // namespace session

namespace ui {

class EndpointDelegate;
class EndpointRows;
class EndpointWords;

/// The tree of endpoints, with those that have ended folded away, and a line to search it once it is long. Thread: GUI.
class EndpointsPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointsPane)

public:
    /// From so many endpoints on they can be searched.
    static constexpr int SearchedFrom = 20;

    explicit EndpointsPane(QWidget* parent = nullptr);

    /// All must outlive the pane.
    /// @param reopening  tells which endpoints are opened again by themselves; null where none is.
    /// @param names  by which they are renamed; null where they are not.
    void setModel(session::EndpointModel* endpoints, session::Reopening* reopening = nullptr,
        session::EndpointNames* names = nullptr);
    /// What the context menu of the tree offers.
    void setActions(const QList<QAction*>& actions);

    [[nodiscard]] base::EndpointId currentEndpoint() const;
    /// Lets the name of the current endpoint be typed.
    void editName();
    /// Makes an endpoint current and visible; at once, or as soon as the model has it.
    void select(base::EndpointId id);

Q_SIGNALS:
    /// Another endpoint is current; number 0 for none.
    void currentEndpointChanged(base::EndpointId id);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void wireRows();
    void onRowsInserted(const QModelIndex& parent, int first, int last);
    void onRowsAboutToBeInserted();
    void keepCurrentInView();
    void onCurrentChanged();
    void runClock();
    void countRows();
    [[nodiscard]] bool isAnyShown() const;
    void search();
    bool showMatches(const QModelIndex& parent, int first, int last);
    void showNewMatches(const QModelIndex& parent, int first, int last);
    [[nodiscard]] QModelIndex find(base::EndpointId id) const;
    [[nodiscard]] QModelIndex gathered() const;
    [[nodiscard]] bool isAnyClockRunning() const;

    EndpointRows* m_rows;
    EndpointWords* m_words;
    QLineEdit* m_search;
    QTreeView* m_tree;
    EndpointDelegate* m_delegate;
    QLabel* m_hint; // over the empty tree: what would fill it
    QTimer m_clock; // runs only while an endpoint connects, or waits to: its row tells for how long
    QTimer m_keeping; // runs out when all rows that come together are there
    bool m_isKept = false; // the current endpoint was in view before they came
    base::EndpointId m_wanted; // to be selected when it comes
    base::EndpointId m_current; // as last told
    bool m_isSearching = false;
    bool m_wasUnfolded = false; // the group of closed ones, before a search unfolded it
};

} // namespace ui
