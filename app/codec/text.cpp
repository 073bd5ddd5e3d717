// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/text.h"

#include "codec/utf16.h"
#include "codec/utf8.h"

namespace codec {

std::span<const std::byte> lineEndingBytes(LineEnding ending)
{
    static constexpr std::byte CrLf[] = {std::byte{'\r'}, std::byte{'\n'}};
    static constexpr std::byte Nul[] = {std::byte{0}};
    switch (ending) {
    case LineEnding::None: return {};
    case LineEnding::Lf: return std::span(CrLf).last(1);
    case LineEnding::Cr: return std::span(CrLf).first(1);
    case LineEnding::CrLf: return CrLf;
    case LineEnding::Nul: return Nul;
    }
    return {};
}

Parsed<std::vector<std::byte>> parseText(std::u16string_view text)
{
    std::vector<std::byte> bytes;
    bytes.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Utf16Character character = decodeUtf16(text, at);
        if (character.size == 0)
            return refused(at, Reason::LoneSurrogate);
        appendUtf8(bytes, character.value);
        at += character.size;
    }
    return bytes;
}

} // namespace codec
