// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace codec {

/// The forms in which bytes are copied. All are plain ASCII without control characters but "\n", save Text, which keeps
/// printable characters: what is pasted into a terminal can do nothing there.
enum class CopyFormat : std::uint8_t
{
    Text, ///< visible text, as the log shows it
    HexPlain, ///< "48 65 6c"
    HexDump, ///< the lines of hexdump.h
    CArray, ///< a definition for C and C++, twelve bytes a line
    PythonBytes, ///< a bytes literal, exactly as Python's repr writes it
    Escaped, ///< what the payload editor reads as escaped
};

/// Bytes in one of the forms, as UTF-8. Never ends with a newline, so that a paste does not execute a line.
[[nodiscard]] std::string copyAs(std::span<const std::byte> bytes, CopyFormat format);

} // namespace codec
