// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/openrequest.h"

#include <QStringList>
#include <QToolButton>

class QMenu;

namespace ui {

/// Offers the endpoints that were opened before, each with all that was set for it. Owned by the open bar. Thread: GUI.
class RecentButton final : public QToolButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecentButton)

public:
    explicit RecentButton(QWidget* parent = nullptr);

    /// As URLs, the latest first. One that cannot be used now, such as one on an interface that is gone, is not shown.
    void setRecent(const QStringList& urls);
    void showMenu();

Q_SIGNALS:
    /// The list is about to be seen.
    void aboutToShow();
    void chosen(const session::OpenRequest& request);
    /// These are not to be offered any more.
    void forgotten(const QStringList& urls);

private:
    QMenu* m_menu;
    QMenu* m_forgetting;
};

/// An endpoint with what was set for it, for people: "TCP 127.0.0.1:50007, local :40000". Inert.
[[nodiscard]] QString recentText(const session::OpenRequest& request);

} // namespace ui
