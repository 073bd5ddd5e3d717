// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/rowarea.h"
#include "ui/traffic/logfollow.h"

#include <QObject>

namespace ui {

class NewRowsButton;

/// Keeps a view of rows at their end while they grow, until the user looks at something above it, and shows how many
/// have come since. Owned by the view, which tells it what happens to the rows.
class LogFollower final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogFollower)

public:
    explicit LogFollower(RowArea& view);

    [[nodiscard]] bool isFollowing() const { return m_follow.isFollowing(); }
    void setFollowing(bool following);
    [[nodiscard]] bool isPaused() const { return m_follow.isPaused(); }
    void setPaused(bool paused);
    /// What is shown is all that there will be: nothing in it is new.
    void endGrowth();

    void onTopMoved(RowArea::ScrolledBy by);
    /// There are more rows, or more of them fit: goes to the end, or notes that it is in view.
    void onRowsAdded();
    /// All rows are others.
    void onRowsReset();
    /// The first `rows` rows are gone.
    void onRowsLetGo(quint64 rows);

Q_SIGNALS:
    void followingChanged(bool following);
    void pausedChanged(bool paused);

private:
    void become(const LogFollow& follow);

    RowArea& m_view;
    NewRowsButton* m_newRows;
    LogFollow m_follow;
};

} // namespace ui
