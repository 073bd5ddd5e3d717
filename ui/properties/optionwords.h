// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string_view>

namespace ui {

/// One line on what a socket option is, the gist of its manual page in our words and the user's language; empty for an
/// option that has no words yet.
/// @param name  as in C, "SO_KEEPALIVE".
[[nodiscard]] QString optionMeaning(std::string_view name);

} // namespace ui
