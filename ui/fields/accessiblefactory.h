// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessible>
#include <QObject>
#include <QString>

namespace ui {

/// Makes Qt use an `Accessible` for each `View`; its cache owns them. Any number of times; GUI thread.
template <typename Accessible, typename View> void installAccessible()
{
    QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
        auto* view = qobject_cast<View*>(object);
        return view ? new Accessible(view) : nullptr;
    });
}

} // namespace ui
