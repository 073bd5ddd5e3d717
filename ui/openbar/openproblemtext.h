// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/openrequest.h"

#include <QString>

namespace ui {

/// The field of the open bar that is to be mended.
enum class OpenField
{
    Address,
    Port
};
[[nodiscard]] OpenField fieldOf(const session::OpenError& error);

/// What a value may be: "1 to 255", "ipv4 | ipv6"; empty where nothing can be said. For the hint in an empty field too.
[[nodiscard]] QString allowedText(const session::ValueRule& rule);

/// One line that names what cannot be used and what could. Plain text; what was typed is cut to a glance and its
/// control and direction characters are shown as marks.
/// @param as  which ports there are to choose from: only a listener may have 0.
[[nodiscard]] QString problemText(const session::OpenError& error, session::OpenAs as);

} // namespace ui
