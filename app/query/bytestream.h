// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/record.h"

namespace query {

/// True for a record whose payload is the next part of its endpoint's stream in its direction, if the endpoint is a
/// stream: bytes that were only peeked at come again, and urgent ones are beside the stream - tcp(7).
[[nodiscard]] bool movesStream(const capture::Record& record);
/// True where not all bytes of the call were kept: what follows in the stream does not join to them.
[[nodiscard]] bool isCutShort(const capture::Record& record);
/// Bytes that were moved and not kept, behind those that were: of a call that was cut short, and of an event that tells
/// of bytes that no packet was captured of.
[[nodiscard]] std::uint32_t missingAfter(const capture::Record& record);
/// The direction of the stream that those are missing in.
[[nodiscard]] capture::Direction missingIn(const capture::Record& record);

} // namespace query
