// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/utf8.h"

namespace codec {

Utf8Character decodeUtf8(std::span<const std::byte> bytes, std::size_t offset)
{
    const auto at = [&](std::size_t i) { return std::to_integer<char32_t>(bytes[offset + i]); };
    const char32_t lead = at(0);
    if (lead < 0x80)
        return {lead, 1};
    // C0, C1 and F5-FF lead nothing valid: RFC 3629 section 4.
    if (lead < 0xc2 || lead > 0xf4)
        return {};
    const std::size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (bytes.size() - offset < size)
        return {};
    char32_t value = lead & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((at(i) & 0xc0) != 0x80)
            return {};
        value = value << 6 | (at(i) & 0x3f);
    }
    const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (overlong || surrogate || value > 0x10ffff)
        return {};
    return {value, size};
}

} // namespace codec
