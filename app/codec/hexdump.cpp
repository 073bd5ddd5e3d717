// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/hexdump.h"

#include "codec/hex.h"
#include "codec/visible.h"

#include <algorithm>
#include <cassert>

namespace codec {

void appendHexDumpLine(
    std::string& out, std::uint64_t offset, std::span<const std::byte> bytes, std::size_t offsetDigits)
{
    assert(bytes.size() <= HexDumpBytes);
    const std::size_t start = out.size();
    out.append(asciiColumn(bytes.size(), offsetDigits) + 1, ' ');
    char* const line = out.data() + start;
    for (std::size_t i = 0; i < offsetDigits; ++i)
        line[i] = HexDigits[offset >> 4 * (offsetDigits - 1 - i) & 0xf];
    line[asciiColumn(0, offsetDigits) - 1] = '|';
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto value = std::to_integer<unsigned>(bytes[i]);
        const std::size_t column = hexColumn(i, offsetDigits);
        line[column] = HexDigits[value >> 4];
        line[column + 1] = HexDigits[value & 0xf];
        line[asciiColumn(i, offsetDigits)] = isPrintableAscii(bytes[i]) ? static_cast<char>(value) : '.';
    }
    line[asciiColumn(bytes.size(), offsetDigits)] = '|';
}

std::string hexDump(std::span<const std::byte> bytes, std::uint64_t firstOffset)
{
    const std::size_t digits = hexDumpOffsetDigits(firstOffset + bytes.size());
    const std::size_t lines = (bytes.size() + HexDumpBytes - 1) / HexDumpBytes;
    std::string text;
    text.reserve(lines * (asciiColumn(HexDumpBytes, digits) + 2));
    for (std::size_t at = 0; at < bytes.size(); at += HexDumpBytes) {
        const std::size_t size = std::min(HexDumpBytes, bytes.size() - at);
        appendHexDumpLine(text, firstOffset + at, bytes.subspan(at, size), digits);
        text += '\n';
    }
    return text;
}

} // namespace codec
