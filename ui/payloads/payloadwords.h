// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/payload.h"
#include "library/problem.h"

namespace ui {

/// So many have a key that sends them.
inline constexpr int NumberedPayloads = 9;

/// The name of a payload or a group as inert text; one that is empty has a word in its place.
[[nodiscard]] QString shownPayloadName(const QString& name);
/// A name for what is about to be saved: the beginning of its first line.
[[nodiscard]] QString proposedPayloadName(const session::SentPayload& content);
/// The beginning of a payload, how it is read, where it goes to and its note: rich text with inert parts.
[[nodiscard]] QString payloadToolTip(const library::Payload& payload);
/// What is wrong with a file of payloads and what to do about it, as one line.
[[nodiscard]] QString payloadProblemText(const library::Problem& problem);

} // namespace ui
