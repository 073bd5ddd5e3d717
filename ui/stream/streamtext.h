// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/models/streamrows.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>

namespace ui {

/// How the bytes of a stream are shown.
enum class StreamMode : std::uint8_t
{
    Text, ///< lines, as the log shows text; a newline is the end of its row
    HexDump,
    CArray,
    Python,
    Raw ///< every byte by itself: printable ASCII, else an escape
};

/// How rows are cut in a mode. @param atCalls  each call begins a row.
[[nodiscard]] session::StreamRowRule rowRule(StreamMode mode, bool atCalls);
/// A row as inert text. @param offset  of its first byte in its own direction.
[[nodiscard]] QString rowText(StreamMode mode, std::span<const std::byte> bytes, std::uint64_t offset);

/// What stands where a stream has bytes that the capture has not; empty for none.
[[nodiscard]] QString missingText(quint64 bytes);

} // namespace ui
