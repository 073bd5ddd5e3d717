// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace ui {

/// What could be typed at a place in a filter, and which part of the text it would take the place of.
struct FilterCompletion
{
    qsizetype begin = 0; ///< the word at the cursor begins here
    QStringList candidates; ///< those that begin with it come first
};

/// Completes the word that ends at `cursor`. With nothing typed yet only values are offered, unless `all` is true.
/// @param endpoints  names of endpoints, offered as values.
[[nodiscard]] FilterCompletion completeFilter(
    const QString& text, qsizetype cursor, const QStringList& endpoints, bool all = false);

} // namespace ui
