// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/models/messagemark.h"

#include <QString>

namespace ui {

/// What the mark says, in a word each: "split, coalesced"; empty for whole messages.
[[nodiscard]] QString messageCell(const session::MessageMark& mark);
/// The same in sentences, for tool tips and screen readers.
[[nodiscard]] QString messageNote(const session::MessageMark& mark);

} // namespace ui
