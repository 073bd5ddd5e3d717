// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/names.h"

#include <QPushButton>

#include <span>

class QAction;
class QMenu;

namespace ui {

/// Chooses some of a set of flags in its menu, and shows them as C writes them: "MSG_PEEK|MSG_DONTWAIT".
class FlagsButton final : public QPushButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FlagsButton)

public:
    /// @param none  what it shows while no flag is chosen.
    FlagsButton(const QString& accessibleName, QString none, QWidget* parent = nullptr);

    /// Those that can be chosen from now on. Which were chosen stays, also of those that are not offered for a while.
    void offer(std::span<const net::NamedValue> flags);
    void choose(int flags);
    /// The chosen ones among those offered.
    [[nodiscard]] int flags() const;

Q_SIGNALS:
    void changed();

private:
    QAction* actionOf(const net::NamedValue& flag);
    void showFlags();

    QString m_none;
    QMenu* m_menu;
};

} // namespace ui
