// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/blockwriter.h"

namespace packets {

void appendOption(std::vector<std::byte>& out, OptionCode code, std::span<const std::byte> value)
{
    const std::size_t start = out.size();
    out.resize(start + 4 + paddedBytes(value.size()));
    Cursor cursor(out.data() + start);
    cursor.put(static_cast<std::uint16_t>(code));
    cursor.put(static_cast<std::uint16_t>(value.size()));
    cursor.put(value);
}

void appendOption(std::vector<std::byte>& out, OptionCode code, std::string_view text)
{
    if (!text.empty())
        appendOption(out, code, std::as_bytes(std::span(text)));
}

void writeBlock(
    base::SaveFile& file, BlockType type, std::span<const std::byte> fixed, std::span<const std::byte> options)
{
    const std::size_t total = BlockOverhead + fixed.size() + options.size() + 4;
    Cursor cursor(file.reserve(total));
    cursor.put(static_cast<std::uint32_t>(type));
    cursor.put(static_cast<std::uint32_t>(total));
    cursor.put(fixed);
    cursor.put(options);
    cursor.put(std::uint32_t{0});
    cursor.put(static_cast<std::uint32_t>(total));
    file.advance(total);
}

} // namespace packets
