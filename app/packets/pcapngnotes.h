// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/record.h"
#include "packets/pcapngformat.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace packets {

/// A record as a note has it.
using NotedRecord = std::array<std::byte, sizeof(capture::Record)>;
[[nodiscard]] NotedRecord noteRecord(const capture::Record& record, base::RecordIndex index);
/// The reverse; its payloadOffset is the index that it had. None where no capture could have such a record.
[[nodiscard]] std::optional<capture::Record> recordOfNote(std::span<const std::byte> bytes);

/// Appends a note as an option of a block, padded to 32 bits: a header and two pieces of content, either may be empty.
void appendNote(std::vector<std::byte>& out, NoteKind kind, std::span<const std::byte> first,
    std::span<const std::byte> second = {}, std::uint16_t flags = 0);

/// A note of ours, read. References what it was read from.
struct Note
{
    NoteKind kind = NoteKind::Section;
    std::uint16_t flags = 0;
    std::span<const std::byte> content;
};

/// Reads the value of a custom option, from its enterprise number on; none when it is not a note of ours.
/// @param swapped  the section is in the other byte order. Only the enterprise number is.
[[nodiscard]] std::optional<Note> readNote(std::span<const std::byte> option, bool swapped);

} // namespace packets
