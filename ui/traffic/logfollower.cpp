// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logfollower.h"

#include "ui/traffic/newrowsbutton.h"

#include <algorithm>
#include <utility>

namespace ui {

LogFollower::LogFollower(RowArea& view)
    : QObject(&view)
    , m_view(view)
    , m_newRows(new NewRowsButton(view.viewport()))
{
    connect(m_newRows, &QAbstractButton::clicked, this, [this] { setFollowing(true); });
}

void LogFollower::setFollowing(bool following)
{
    LogFollow follow = m_follow;
    if (following)
        follow.follow();
    else
        follow.leave(m_view.rowCount());
    become(follow);
}

void LogFollower::setPaused(bool paused)
{
    LogFollow follow = m_follow;
    follow.setPaused(paused, m_view.rowCount());
    become(follow);
}

void LogFollower::endGrowth()
{
    m_follow.endGrowth();
    setFollowing(false);
}

void LogFollower::become(const LogFollow& follow)
{
    const LogFollow before = std::exchange(m_follow, follow);
    if (isFollowing())
        m_view.setTop(m_view.scroll().maximumTop(), RowArea::ScrolledBy::Program);
    m_newRows->setNewRows(m_follow.newRows(m_view.rowCount()));
    if (isPaused() != before.isPaused())
        Q_EMIT pausedChanged(isPaused());
    if (isFollowing() != before.isFollowing())
        Q_EMIT followingChanged(isFollowing());
}

void LogFollower::onTopMoved(RowArea::ScrolledBy by)
{
    const RowScroll rows = m_view.scroll();
    m_follow.saw(std::min<quint64>(m_view.topRow() + rows.page(), rows.rows()));
    LogFollow follow = m_follow;
    if (by == RowArea::ScrolledBy::User) {
        if (m_view.topRow() == rows.maximumTop())
            follow.reachedEnd(rows.rows());
        else
            follow.leave(rows.rows());
        become(follow);
    }
    m_newRows->setNewRows(m_follow.newRows(rows.rows()));
}

void LogFollower::onRowsAdded()
{
    const RowScroll rows = m_view.scroll();
    if (isFollowing())
        m_view.setTop(rows.maximumTop(), RowArea::ScrolledBy::Program);
    else if (m_view.topRow() + rows.page() >= rows.rows())
        m_follow.saw(rows.rows());
    m_newRows->setNewRows(m_follow.newRows(rows.rows()));
    m_newRows->place();
}

void LogFollower::onRowsReset()
{
    m_follow.reset(m_view.rowCount());
}

void LogFollower::onRowsLetGo(quint64 rows)
{
    m_follow.dropFirst(rows);
}

} // namespace ui
