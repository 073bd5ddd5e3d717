// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/pastedcode.h"

#include "codec/escape.h"
#include "codec/hex.h"

#include <algorithm>
#include <array>
#include <utility>

namespace codec {

namespace {

using Bytes = std::vector<std::byte>;

struct Notation
{
    std::u16string_view prefix;
    char16_t suffix = 0; ///< in lower case; 0 for none
    bool isRun = false; ///< the next byte may follow at once
    bool isClear = false; ///< nothing else is written so, even with decimal digits alone
};

constexpr std::array Notations{Notation{u"#$", 0, true, true}, Notation{u"$"}, Notation{u"&h", 0, false, true},
    Notation{u"%", 0, true, true}, Notation{u"", u'h'}, Notation{u"0x", 0, false, true}};

/// What assemblers call a list of bytes.
constexpr std::array<std::u16string_view, 6> Directives{u"db", u".byte", u"byte", u"dc.b", u"fcb", u".db"};

constexpr std::array<std::pair<std::u16string_view, std::u16string_view>, 8> HexCalls{{{u"<Buffer ", u">"},
    {u"bytes.fromhex(", u")"}, {u"bytearray.fromhex(", u")"}, {u"binascii.unhexlify(", u")"}, {u"unhexlify(", u")"},
    {u"Buffer.from(", u",'hex')"}, {u"hex.DecodeString(", u")"}, {u"Convert.FromHexString(", u")"}}};

constexpr char16_t lower(char16_t unit)
{
    return unit >= u'A' && unit <= u'Z' ? static_cast<char16_t>(unit | 0x20) : unit;
}

bool beginsWith(std::u16string_view text, std::u16string_view prefix)
{
    return text.size() >= prefix.size()
        && std::ranges::equal(prefix, text.substr(0, prefix.size()), {}, {}, [](char16_t unit) { return lower(unit); });
}

/// What stands on the right of an assignment, without a semicolon; or all of it.
std::u16string_view expression(std::u16string_view text)
{
    text = trimmed(text);
    if (text.ends_with(u';'))
        text = trimmed(text.substr(0, text.size() - 1));
    const std::size_t sign = text.find(u'=');
    const auto isOfName = [](char16_t unit) {
        return isAsciiSpace(unit) || unit == u'_' || unit == u':' || hexValue(unit) >= 0
            || (lower(unit) >= u'a' && lower(unit) <= u'z');
    };
    if (sign != std::u16string_view::npos && std::ranges::all_of(text.substr(0, sign), isOfName))
        text = trimmed(text.substr(sign + 1));
    return text;
}

/// Reads the elements of one notation.
class NotationReader
{
public:
    NotationReader(std::u16string_view text, const Notation& notation)
        : m_text(text)
        , m_notation(notation)
    { }

    std::optional<Bytes> read()
    {
        bool isFirst = true;
        for (bool separated = true; !atEnd(); isFirst = false) {
            if (takeDirective()) {
                if (!isFirst && !m_isNamed)
                    return std::nullopt;
                m_isNamed = true;
                separated = true;
                continue;
            }
            if (!(separated || m_notation.isRun) || !takeElement())
                return std::nullopt;
            separated = takeSeparator();
        }
        const bool isClear = m_isNamed || m_hasLetter || m_notation.isClear;
        return isClear && (m_bytes.size() > 1 || m_isNamed) ? std::optional(m_bytes) : std::nullopt;
    }

private:
    bool atEnd()
    {
        m_text = trimmed(m_text);
        return m_text.empty();
    }

    /// A directive stands at the beginning of a line, with white space behind it.
    bool takeDirective()
    {
        for (const std::u16string_view word : Directives) {
            if (beginsWith(m_text, word) && m_text.size() > word.size() && isAsciiSpace(m_text[word.size()])) {
                m_text.remove_prefix(word.size());
                return true;
            }
        }
        return false;
    }

    bool takeElement()
    {
        if (!beginsWith(m_text, m_notation.prefix))
            return false;
        std::u16string_view rest = m_text.substr(m_notation.prefix.size());
        std::size_t digits = 0;
        while (digits < rest.size() && digits < 4 && hexValue(rest[digits]) >= 0)
            ++digits;
        std::u16string_view number = rest.substr(0, digits);
        rest.remove_prefix(digits);
        if (m_notation.suffix != 0) {
            if (rest.empty() || lower(rest.front()) != m_notation.suffix)
                return false;
            rest.remove_prefix(1);
            // A letter may not begin a number there: 0DEh.
            if (number.size() == 3 && number.front() == u'0')
                number.remove_prefix(1);
        }
        if (number.empty() || number.size() > 2 || (m_notation.isRun && number.size() != 2))
            return false;
        int value = 0;
        for (const char16_t digit : number) {
            value = value * 16 + hexValue(digit);
            m_hasLetter = m_hasLetter || hexValue(digit) > 9;
        }
        m_bytes.push_back(static_cast<std::byte>(value));
        m_text = rest;
        return true;
    }

    bool takeSeparator()
    {
        const std::size_t before = m_text.size();
        if (!atEnd() && m_text.front() == u',')
            m_text.remove_prefix(1);
        return m_text.size() < before;
    }

    std::u16string_view m_text;
    const Notation& m_notation;
    Bytes m_bytes;
    bool m_hasLetter = false;
    bool m_isNamed = false;
};

/// The text between two quotes of one kind, with Python's b before them or not; nothing where one is inside.
std::optional<std::u16string_view> quotedText(std::u16string_view text)
{
    text = trimmed(text);
    if (text.starts_with(u'b'))
        text.remove_prefix(1);
    if (text.size() < 2 || (text.front() != u'\'' && text.front() != u'"') || text.back() != text.front())
        return std::nullopt;
    const std::u16string_view inside = text.substr(1, text.size() - 2);
    return inside.find(text.front()) == std::u16string_view::npos ? std::optional(inside) : std::nullopt;
}

/// Ends as `end` says, but for white space and the kind of quotes; the rest before it.
std::optional<std::u16string_view> before(std::u16string_view text, std::u16string_view end)
{
    for (std::size_t i = end.size(); i-- > 0;) {
        text = trimmed(text);
        const bool isIt = !text.empty() && (text.back() == end[i] || (end[i] == u'\'' && text.back() == u'"'));
        if (!isIt)
            return std::nullopt;
        text.remove_suffix(1);
    }
    return text;
}

} // namespace

std::optional<std::vector<std::byte>> pastedNotation(std::u16string_view text)
{
    for (const Notation& notation : Notations) {
        if (auto bytes = NotationReader(text, notation).read())
            return bytes;
    }
    return std::nullopt;
}

std::optional<std::vector<std::byte>> pastedPythonBytes(std::u16string_view text)
{
    text = expression(text);
    constexpr std::u16string_view Printed = u"bytearray(";
    if (text.starts_with(Printed) && text.ends_with(u')'))
        text = trimmed(text.substr(Printed.size(), text.size() - Printed.size() - 1));
    if (text.size() < 3 || text.front() != u'b' || (text[1] != u'\'' && text[1] != u'"') || text.back() != text[1])
        return std::nullopt;
    const char16_t quote = text[1];
    const std::u16string_view inside = text.substr(2, text.size() - 3);
    for (std::size_t at = 0; at < inside.size(); ++at) {
        if (inside[at] == quote || inside[at] == u'\n' || inside[at] == u'\r')
            return std::nullopt;
        if (inside[at] == u'\\')
            ++at;
    }
    Parsed<Escaped> parsed = parseEscaped(inside);
    if (!parsed || parsed->encodedAsUtf8 || parsed->bytes.empty())
        return std::nullopt;
    return std::move(parsed->bytes);
}

std::optional<std::vector<std::byte>> pastedHexCall(std::u16string_view text)
{
    text = expression(text);
    for (const auto& [begin, end] : HexCalls) {
        if (!text.starts_with(begin))
            continue;
        auto digits = before(text.substr(begin.size()), end);
        if (digits && begin.front() != u'<')
            digits = quotedText(*digits);
        if (!digits)
            return std::nullopt;
        Parsed<Bytes> bytes = parseHex(*digits);
        return bytes && !bytes->empty() ? std::optional(std::move(*bytes)) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace codec
