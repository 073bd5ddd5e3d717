// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterproblem.h"

#include <QString>

namespace ui {

/// A problem of a filter in one sentence: what is wrong and what would be right.
/// @param filter  the text that has it.
[[nodiscard]] QString filterProblemText(const query::FilterProblem& problem, const QString& filter);

/// The problem's place in UTF-16 units of `filter`: what an editor counts in.
struct TextRange
{
    qsizetype begin = 0;
    qsizetype end = 0;
};
[[nodiscard]] TextRange rangeOf(const query::FilterProblem& problem, const QString& filter);

} // namespace ui
