// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace ui {

/// Why a text is no framing rule: what of it, and what can stand there. Empty for one that is.
[[nodiscard]] QString ruleProblemText(const QString& text);

} // namespace ui
