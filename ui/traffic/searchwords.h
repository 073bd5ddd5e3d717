// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "session/jobs/searchquery.h"

#include <QString>

namespace ui {

/// What is wrong with what was typed, in a sentence that names the place; empty where nothing is.
[[nodiscard]] QString problemText(const session::SearchProblem& problem);
/// Why a search has ended.
[[nodiscard]] QString searchFailureText(const base::Error& error);

} // namespace ui
