// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/copyformat.h"
#include "codec/escape.h"
#include "codec/hex.h"
#include "codec/hexdump.h"
#include "codec/hexpaste.h"
#include "codec/hexpattern.h"
#include "codec/json.h"
#include "codec/pastedarray.h"
#include "codec/pasteddump.h"
#include "codec/text.h"
#include "codec/visible.h"
#include "tests/fuzz/fuzz.h"

namespace {

std::u16string wide(std::string_view text)
{
    std::u16string units;
    for (const char c : text)
        units += static_cast<char16_t>(static_cast<unsigned char>(c));
    return units;
}

bool isPrintableText(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

template <class T> void requirePlace(const codec::Parsed<T>& parsed, std::size_t size)
{
    fuzz::require(parsed.has_value() || parsed.error().offset <= size, "the place of an error is in the text");
}

/// A text that a person typed or pasted.
void tryText(const std::u16string& text)
{
    const auto bytes = codec::parseHex(text);
    requirePlace(bytes, text.size());
    if (bytes)
        fuzz::require(bytes->size() <= text.size() / 2, "hex makes a byte of two digits");
    const auto edited = codec::parseEditedHex(text);
    requirePlace(edited, text.size());
    fuzz::require(!edited || edited == bytes, "what an editor holds is hex or refused");
    const auto pattern = codec::parseHexPattern(text);
    requirePlace(pattern, text.size());
    if (text.find(u'?') == std::u16string::npos)
        fuzz::require(pattern.has_value() == bytes.has_value() && (!bytes || pattern->bytes == *bytes),
            "without wildcards a pattern is hex");
    const auto escaped = codec::parseEscaped(text);
    requirePlace(escaped, text.size());
    const auto plain = codec::parseText(text);
    requirePlace(plain, text.size());
    if (plain && text.find(u'\\') == std::u16string::npos)
        fuzz::require(escaped.has_value() && escaped->bytes == *plain, "without a backslash escaped text is text");

    constexpr std::size_t Unfolded = std::size_t{1} << 20;
    if (const auto pasted = codec::normalizePastedHex(text)) {
        const auto again = codec::parseHex(*pasted);
        fuzz::require(again.has_value() && !again->empty(), "what is pasted as hex is hex");
        fuzz::require(again->size() <= text.size() + Unfolded, "no more bytes than the text has room for");
    }
    if (const auto array = codec::pastedArray(text))
        fuzz::require(array->size() <= text.size(), "an array has no more elements than characters");
    if (const auto dump = codec::pastedDump(text))
        fuzz::require(dump->size() <= text.size() + Unfolded, "a dump has no more bytes than characters");
}

/// Bytes that are shown, copied and pasted again.
void tryBytes(std::span<const std::byte> bytes)
{
    const std::string hex = codec::toHex(bytes, " ");
    fuzz::require(codec::parseHex(hex) == std::vector(bytes.begin(), bytes.end()), "hex reads back");
    const std::string escaped = codec::toEscaped(bytes);
    const auto parsed = codec::parseEscaped(wide(escaped));
    fuzz::require(parsed.has_value() && fuzz::equal(parsed->bytes, bytes), "escapes read back");
    fuzz::require(fuzz::isInertLine(escaped) && isPrintableText(escaped), "escaped text is ASCII");
    fuzz::require(fuzz::isInertLine(codec::visibleUtf8(bytes)), "visible text is inert");
    const auto visible = codec::visibleText(bytes, 40);
    fuzz::require(visible.bytes <= bytes.size() && visible.text.size() <= 40, "visible text has its limit");
    fuzz::require(visible.cut == (visible.bytes < bytes.size()), "visible text says that it is cut");
    std::string json;
    codec::appendJsonString(json, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    fuzz::require(fuzz::isInertLine(json), "a JSON string is inert");

    using codec::CopyFormat;
    for (const CopyFormat format : {CopyFormat::HexDump, CopyFormat::CArray, CopyFormat::PythonBytes}) {
        const std::string copied = codec::copyAs(bytes, format);
        fuzz::require(isPrintableText(copied) && !copied.ends_with('\n'), "what is copied is plain ASCII");
        const auto pasted = codec::normalizePastedHex(wide(copied));
        fuzz::require(!pasted || fuzz::equal(codec::parseHex(*pasted).value_or(std::vector<std::byte>()), bytes),
            "what is copied is pasted as the same bytes");
        if (format == CopyFormat::CArray && !bytes.empty())
            fuzz::require(pasted.has_value(), "an array that was copied can be pasted");
    }
}

} // namespace

/// The first byte says whether the rest is a text of UTF-16, of Latin-1, or bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    switch (input.number<std::uint8_t>() % 3) {
    case 0: {
        std::u16string text(input.rest().size() / 2, u' ');
        if (!text.empty())
            std::memcpy(text.data(), input.rest().data(), text.size() * 2);
        tryText(text);
        break;
    }
    case 1: {
        tryText(wide(input.text()));
        const auto narrow = codec::parseHex(input.text());
        fuzz::require(narrow == codec::parseHex(wide(input.text())), "hex is the same in either width");
        break;
    }
    default: tryBytes(input.rest());
    }
    return 0;
}
