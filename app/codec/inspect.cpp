// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/inspect.h"

#include "codec/addresstext.h"
#include "codec/characters.h"
#include "codec/utf8.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <type_traits>

namespace codec {

namespace {

using ByteSpan = std::span<const std::byte>;

enum class ByteOrder
{
    Little,
    Big
};

std::uint64_t integerOf(ByteSpan bytes, ByteOrder order)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value = value << 8 | std::to_integer<std::uint64_t>(bytes[order == ByteOrder::Big ? i : bytes.size() - 1 - i]);
    return value;
}

std::int64_t signExtended(std::uint64_t value, unsigned bits)
{
    const unsigned unused = 64 - bits;
    return static_cast<std::int64_t>(value << unused) >> unused;
}

template <class Number> std::string shortest(Number value)
{
    std::array<char, 40> text{};
    // Left alone, to_chars writes large whole numbers out, with digits that the type does not have.
    const Number limit = std::is_same_v<Number, float> ? Number(1e8) : Number(1e16);
    const auto end = std::abs(value) >= limit && std::isfinite(value)
        ? std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific).ptr
        : std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

float halfToFloat(std::uint64_t half)
{
    const auto mantissa = static_cast<std::uint32_t>(half & 0x3ff);
    const auto exponent = static_cast<std::uint32_t>(half >> 10 & 0x1f);
    const auto sign = static_cast<std::uint32_t>(half >> 15) << 31;
    if (exponent == 0) {
        const float value = std::ldexp(static_cast<float>(mantissa), -24);
        return sign != 0 ? -value : value;
    }
    // 31 is infinity and NaN in both, else only the bias differs: 15 and 127.
    const std::uint32_t wide = exponent == 0x1f ? 0xff : exponent + 127 - 15;
    return std::bit_cast<float>(sign | wide << 23 | mantissa << 13);
}

std::string floatText(std::uint64_t value, unsigned bits)
{
    if (bits == 64)
        return shortest(std::bit_cast<double>(value));
    return shortest(bits == 32 ? std::bit_cast<float>(static_cast<std::uint32_t>(value)) : halfToFloat(value));
}

std::string characterText(char32_t character)
{
    if (character > 0x10ffff || (character >= 0xd800 && character <= 0xdfff))
        return {};
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "U+%04X", static_cast<unsigned>(character));
    std::string text = number.data();
    if (character != U' ' && characterClass(character) == CharacterClass::Shown) {
        text += ' ';
        appendUtf8(text, character);
    }
    return text;
}

Reading utf16Reading(ByteSpan bytes, ByteOrder order)
{
    const auto first = static_cast<char32_t>(integerOf(bytes.first(2), order));
    if (first < 0xd800 || first > 0xdbff || bytes.size() < 4)
        return {characterText(first), 2};
    const auto second = static_cast<char32_t>(integerOf(bytes.subspan(2, 2), order));
    if (second < 0xdc00 || second > 0xdfff)
        return {{}, 2};
    return {characterText(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)), 4};
}

std::string bitsText(ByteSpan bytes)
{
    std::string text;
    for (const std::byte byte : bytes) {
        if (!text.empty())
            text += ' ';
        for (int bit = 7; bit >= 0; --bit)
            text += (byte >> bit & std::byte{1}) == std::byte{1} ? '1' : '0';
    }
    return text;
}

std::string withPrefix(std::uint64_t magnitude, bool isNegative, NumberBase base)
{
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), magnitude, static_cast<int>(base)).ptr;
    std::string text = isNegative ? "-" : "";
    switch (base) {
    case NumberBase::Binary: text += "0b"; break;
    case NumberBase::Octal: text += "0o"; break;
    case NumberBase::Decimal: break;
    case NumberBase::Hexadecimal: text += "0x"; break;
    }
    return text.append(digits.data(), end);
}

/// Gathers the types that fit.
class Inspection final
{
public:
    Inspection(ByteSpan bytes, std::uint64_t selected, NumberBase base)
        : m_bytes(selected > 0 && selected < bytes.size() ? bytes.first(selected) : bytes)
        , m_selected(selected)
        , m_base(base)
    { }

    std::vector<InspectedValue> take()
    {
        addIntegers();
        for (const unsigned bits : {16U, 32U, 64U})
            addOrdered({.kind = ValueKind::Float, .bits = bits}, [bits](auto value) { return floatText(value, bits); });
        addBits();
        addCharacters();
        addAddresses();
        addTimes();
        return std::move(m_values);
    }

private:
    [[nodiscard]] bool fits(unsigned bits) const { return m_bytes.size() >= bits / 8; }

    /// @param textOf  of an integer of the value's width; empty where it is none of that kind.
    template <class TextOf> void addOrdered(InspectedValue value, const TextOf& textOf)
    {
        if (!fits(value.bits))
            return;
        const ByteSpan bytes = m_bytes.first(value.bits / 8);
        value.little = {textOf(integerOf(bytes, ByteOrder::Little)), bytes.size()};
        value.big = {textOf(integerOf(bytes, ByteOrder::Big)), bytes.size()};
        value.isOrdered = bytes.size() > 1;
        m_values.push_back(std::move(value));
    }

    void addUnordered(ValueKind kind, unsigned bits, const Reading& reading)
    {
        m_values.push_back({.kind = kind, .bits = bits, .little = reading, .big = reading, .isOrdered = false});
    }

    void addIntegers()
    {
        for (const unsigned bits : {8U, 16U, 24U, 32U, 48U, 64U}) {
            if ((bits == 24 || bits == 48) && m_selected != bits / 8)
                continue;
            addOrdered({.kind = ValueKind::Unsigned, .bits = bits},
                [this](std::uint64_t value) { return unsignedText(value, m_base); });
            addOrdered({.kind = ValueKind::Signed, .bits = bits},
                [this, bits](std::uint64_t value) { return signedText(signExtended(value, bits), m_base); });
        }
    }

    void addBits()
    {
        if (m_selected > 8)
            return;
        const ByteSpan bytes
            = m_bytes.first(std::min<std::size_t>(m_bytes.size(), std::max<std::size_t>(m_selected, 1)));
        addUnordered(ValueKind::Bits, static_cast<unsigned>(bytes.size() * 8), {bitsText(bytes), bytes.size()});
    }

    void addCharacters()
    {
        const Utf8Character utf8 = decodeUtf8(m_bytes, 0);
        addUnordered(ValueKind::Utf8, 0,
            utf8.size > 0 ? Reading{characterText(utf8.value), utf8.size} : Reading{.text = {}, .bytes = 1});
        if (fits(16))
            m_values.push_back({.kind = ValueKind::Utf16,
                .bits = 16,
                .little = utf16Reading(m_bytes, ByteOrder::Little),
                .big = utf16Reading(m_bytes, ByteOrder::Big)});
        addOrdered({.kind = ValueKind::Utf32, .bits = 32},
            [](std::uint64_t value) { return characterText(static_cast<char32_t>(value)); });
    }

    void addAddresses()
    {
        if (fits(32))
            addUnordered(ValueKind::Ipv4, 32, {ipv4Text(m_bytes.first<4>()), 4});
        if (fits(48))
            addUnordered(ValueKind::Mac, 48, {macText(m_bytes.first<6>()), 6});
        if (fits(128))
            addUnordered(ValueKind::Ipv6, 128, {ipv6Text(m_bytes.first<16>()), 16});
    }

    void addTimes()
    {
        for (const TimeStamp time :
            {TimeStamp::UnixSeconds32, TimeStamp::UnixSeconds, TimeStamp::UnixMilliseconds, TimeStamp::UnixMicroseconds,
                TimeStamp::UnixNanoseconds, TimeStamp::Ntp, TimeStamp::FileTime, TimeStamp::Dos}) {
            const bool isShort = time == TimeStamp::UnixSeconds32 || time == TimeStamp::Dos;
            const std::size_t before = m_values.size();
            addOrdered({.kind = ValueKind::Time, .bits = isShort ? 32U : 64U, .time = time},
                [time](std::uint64_t value) { return timeStampText(time, value).value_or(std::string()); });
            if (m_values.size() > before && m_values.back().little.text.empty() && m_values.back().big.text.empty())
                m_values.pop_back();
        }
    }

    ByteSpan m_bytes;
    std::uint64_t m_selected;
    NumberBase m_base;
    std::vector<InspectedValue> m_values;
};

} // namespace

std::string unsignedText(std::uint64_t value, NumberBase base)
{
    return withPrefix(value, false, base);
}

std::string signedText(std::int64_t value, NumberBase base)
{
    // The lowest number has no positive counterpart of its type, so the sign is taken off as unsigned.
    const auto pattern = static_cast<std::uint64_t>(value);
    return withPrefix(value < 0 ? 0 - pattern : pattern, value < 0, base);
}

std::vector<InspectedValue> inspect(std::span<const std::byte> bytes, std::uint64_t selected, NumberBase base)
{
    if (bytes.empty())
        return {};
    return Inspection(bytes, selected, base).take();
}

} // namespace codec
