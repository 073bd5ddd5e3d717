// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/properties/propertymodel.h"

#include <QModelIndex>
#include <QString>
#include <QStringList>

namespace ui {

// The property panel's words for people. Each takes an index of session::PropertyModel, of any column.

/// Not so a heading.
[[nodiscard]] bool isProperty(const QModelIndex& index);
/// The name of a fact in the user's language. Names as in C and the words Mode, Timeout, Receive, Receive size, Echo
/// and Backlog are the same in every language.
[[nodiscard]] QString propertyName(const QModelIndex& index);
[[nodiscard]] session::PropertyType propertyType(const QModelIndex& index);
/// The value as it is shown: "on" for a flag, states and modes in the user's language.
[[nodiscard]] QString propertyValue(const QModelIndex& index);
/// What the value is counted in: "bytes", "byte" after a 1; empty where the value says it itself, or is a word.
[[nodiscard]] QString propertyUnit(const QModelIndex& index);
/// The words for a choice's values, in the order of PropertyModel::ChoicesRole.
[[nodiscard]] QStringList choiceWords(const QModelIndex& index);
/// One line on what the property is.
[[nodiscard]] QString propertyMeaning(const QModelIndex& index);
/// "0 to 65535 bytes"; empty where there is no range.
[[nodiscard]] QString propertyRange(const QModelIndex& index);
/// When setsockopt can change it; empty for any time.
[[nodiscard]] QString propertyWhen(const QModelIndex& index);
/// Why it could not be set: "EPERM - needs CAP_NET_ADMIN"; empty when there was no error.
[[nodiscard]] QString propertyError(const QModelIndex& index);
/// All of it, escaped, as rich text that a tool tip wraps.
[[nodiscard]] QString propertyToolTip(const QModelIndex& index);
/// All of it as plain text, for a screen reader.
[[nodiscard]] QString propertyDescription(const QModelIndex& index);

} // namespace ui
