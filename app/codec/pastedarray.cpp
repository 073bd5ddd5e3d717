// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/pastedarray.h"

#include "codec/escape.h"
#include "codec/hex.h"

#include <algorithm>
#include <array>
#include <string>

namespace codec {

namespace {

using Bytes = std::vector<std::byte>;

/// What may stand for a byte in the list.
enum class Elements
{
    HexOnly, ///< 0xHH, which is a byte in every language
    Numbers, ///< what C takes as one: 0xHH, decimal, octal, a character
};

/// Types whose elements are bytes, in C, C++, Go, Rust, C# and Java.
constexpr std::array<std::u16string_view, 13> ByteTypes{u"char", u"uint8_t", u"int8_t", u"u8", u"__u8", u"BYTE",
    u"byte", u"Byte", u"UCHAR", u"uchar", u"guint8", u"guchar", u"quint8"};
/// What else may stand in a declaration before the list, besides one name.
constexpr std::array<std::u16string_view, 19> OtherWords{u"static", u"const", u"constexpr", u"unsigned", u"signed",
    u"inline", u"extern", u"volatile", u"std", u"array", u"vector", u"new", u"var", u"let", u"mut", u"final", u"public",
    u"private", u"auto"};
/// What Python and JavaScript make bytes with from a list.
constexpr std::array<std::u16string_view, 4> ByteCalls{u"bytes", u"bytearray", u"Uint8Array", u"Buffer"};
constexpr std::u16string_view DeclarationSigns = u"[]=:&<>;,";

template <std::size_t Size>
constexpr bool isOneOf(const std::array<std::u16string_view, Size>& words, std::u16string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

constexpr bool isWordCharacter(char16_t unit)
{
    return unit == u'_' || (unit >= u'0' && unit <= u'9') || ((unit | 0x20) >= u'a' && (unit | 0x20) <= u'z');
}

constexpr bool isDecimalDigit(char16_t unit)
{
    return unit >= u'0' && unit <= u'9';
}

/// A place in a text that moves over what it recognises.
class Cursor
{
public:
    explicit Cursor(std::u16string_view text)
        : m_text(text)
    { }

    bool atEnd()
    {
        skipSpace();
        return m_text.empty();
    }

    bool take(char16_t sign)
    {
        skipSpace();
        if (!m_text.starts_with(sign))
            return false;
        m_text.remove_prefix(1);
        return true;
    }

    std::u16string_view takeWord()
    {
        skipSpace();
        std::size_t size = 0;
        while (size < m_text.size() && isWordCharacter(m_text[size]))
            ++size;
        const std::u16string_view word = m_text.substr(0, size);
        m_text.remove_prefix(size);
        return word;
    }

    /// What stands between two single quotes, with its escape.
    std::u16string_view takeQuoted()
    {
        if (!take(u'\''))
            return {};
        const std::size_t from = m_text.starts_with(u'\\') ? 2 : 1;
        const std::size_t end = m_text.substr(0, 8).find(u'\'', from);
        if (end == std::u16string_view::npos)
            return {};
        const std::u16string_view quoted = m_text.substr(0, end);
        m_text.remove_prefix(end + 1);
        return quoted;
    }

private:
    void skipSpace()
    {
        while (!m_text.empty() && isAsciiSpace(m_text.front()))
            m_text.remove_prefix(1);
    }

    std::u16string_view m_text;
};

/// The text with each comment of C replaced by a space; nothing if one has no end.
std::optional<std::u16string> withoutComments(std::u16string_view text)
{
    std::u16string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::u16string_view two = text.substr(at, 2);
        if (two != u"/*" && two != u"//") {
            result += text[at++];
            continue;
        }
        const bool isBlock = two == u"/*";
        const std::size_t end = text.find(isBlock ? u"*/" : u"\n", at + 2);
        if (end == std::u16string_view::npos && isBlock)
            return std::nullopt;
        result += u' ';
        at = end == std::u16string_view::npos ? text.size() : end + (isBlock ? 2 : 0);
    }
    return result;
}

/// A number as C writes it, up to 255, or -1.
int numberValue(std::u16string_view word, Elements elements)
{
    const bool isHex = word.starts_with(u"0x") || word.starts_with(u"0X");
    if (!isHex && elements == Elements::HexOnly)
        return -1;
    const bool isOctal = !isHex && word.size() > 1 && word.front() == u'0';
    const int radix = isHex ? 16 : isOctal ? 8 : 10;
    const std::u16string_view digits = word.substr(isHex ? 2 : 0);
    if (digits.empty() || digits.size() > 4 || (isHex && digits.size() > 2))
        return -1;
    int value = 0;
    for (const char16_t digit : digits) {
        const int number = hexValue(digit);
        if (number < 0 || number >= radix)
            return -1;
        value = value * radix + number;
    }
    return value <= 255 ? value : -1;
}

int characterValue(std::u16string_view quoted)
{
    const auto parsed = parseEscaped(quoted);
    const bool isOne = parsed && parsed->bytes.size() == 1;
    return isOne ? std::to_integer<int>(parsed->bytes.front()) : -1;
}

/// Passes over "(byte)" before an element, which Java asks for; false where something else is in brackets.
bool takeCast(Cursor& cursor)
{
    return !cursor.take(u'(') || (isOneOf(ByteTypes, cursor.takeWord()) && cursor.take(u')'));
}

/// Elements with commas between them; with `Elements::HexOnly` white space will do. A comma at the end is allowed.
std::optional<Bytes> readElements(std::u16string_view text, Elements elements)
{
    Bytes bytes;
    Cursor cursor(text);
    while (!cursor.atEnd()) {
        if (!takeCast(cursor))
            return std::nullopt;
        const std::u16string_view word = cursor.takeWord();
        int value = -1;
        if (!word.empty())
            value = numberValue(word, elements);
        else if (elements == Elements::Numbers)
            value = characterValue(cursor.takeQuoted());
        if (value < 0)
            return std::nullopt;
        bytes.push_back(static_cast<std::byte>(value));
        const bool separated = cursor.take(u',');
        if (!separated && elements == Elements::Numbers && !cursor.atEnd())
            return std::nullopt;
    }
    return bytes.empty() ? std::nullopt : std::optional(bytes);
}

/// "(" or ".from(" behind one of ByteCalls.
bool takeCall(Cursor& cursor)
{
    if (cursor.take(u'.') && cursor.takeWord() != u"from")
        return false;
    return cursor.take(u'(');
}

std::optional<std::size_t> readSize(std::u16string_view word)
{
    if (word.empty() || word.size() > 9 || !std::ranges::all_of(word, isDecimalDigit))
        return std::nullopt;
    std::size_t size = 0;
    for (const char16_t digit : word)
        size = size * 10 + static_cast<std::size_t>(digit - u'0');
    return size;
}

/// True if `text` declares elements of a byte type, and no other size than `count` of them. One name may be unknown,
/// and a byte type must not stand right behind it: `WORD byte[]` is an array of words that is called byte.
bool declaresBytes(std::u16string_view text, std::size_t count)
{
    int byteTypes = 0;
    bool isMade = false; // Java says the type again behind new
    int names = 0;
    int sizes = 0;
    bool afterName = false;
    Cursor cursor(text);
    while (!cursor.atEnd()) {
        const std::u16string_view word = cursor.takeWord();
        const bool isName = !word.empty() && !isDecimalDigit(word.front());
        if (word.empty()) {
            const auto takes = [&cursor](char16_t sign) { return cursor.take(sign); };
            if (!std::ranges::any_of(DeclarationSigns, takes))
                return false;
        } else if (!isName) {
            if (readSize(word) != count || ++sizes > 1)
                return false;
        } else if (isOneOf(ByteTypes, word)) {
            if (afterName)
                return false;
            ++byteTypes;
        } else if (isOneOf(ByteCalls, word) && takeCall(cursor)) {
            ++byteTypes;
        } else if (word == u"new") {
            isMade = true;
        } else if (!isOneOf(OtherWords, word)) {
            ++names;
            afterName = true;
            continue;
        }
        afterName = afterName && isName;
    }
    return (byteTypes == 1 || (byteTypes == 2 && isMade)) && names <= 1;
}

/// What may follow the list: a semicolon, and xxd -i's `unsigned int name_len = 12;`, which must tell the truth.
bool endsDeclaration(std::u16string_view text, std::size_t count)
{
    Cursor cursor(text);
    cursor.take(u')');
    cursor.take(u';');
    if (cursor.atEnd())
        return true;
    int words = 0;
    while (!cursor.take(u'=')) {
        if (cursor.takeWord().empty() || ++words > 5)
            return false;
    }
    return readSize(cursor.takeWord()) == count && cursor.take(u';') && cursor.atEnd();
}

/// True if brackets behind `before` hold elements, as in Rust and Python, and not the size of an array.
bool beginsList(std::u16string_view before)
{
    while (!before.empty() && isAsciiSpace(before.back()))
        before.remove_suffix(1);
    return before.empty() || before.back() == u'=' || before.back() == u'(' || before.back() == u'&';
}

} // namespace

std::optional<std::vector<std::byte>> pastedArray(std::u16string_view text)
{
    const std::optional<std::u16string> code = withoutComments(text);
    if (!code)
        return std::nullopt;
    if (auto bytes = readElements(*code, Elements::HexOnly))
        return bytes;
    const std::u16string_view view = *code;
    const bool hasBraces = view.find(u'{') != std::u16string_view::npos;
    const std::size_t open = hasBraces ? view.find(u'{') : view.rfind(u'[');
    const std::size_t close = view.rfind(hasBraces ? u'}' : u']');
    if (open == std::u16string_view::npos || close == std::u16string_view::npos || close < open)
        return std::nullopt;
    const std::u16string_view before = view.substr(0, open);
    if (!hasBraces && !beginsList(before))
        return std::nullopt;
    const std::u16string_view inside = view.substr(open + 1, close - open - 1);
    const bool isBare = Cursor(before).atEnd();
    auto bytes = readElements(inside, isBare ? Elements::HexOnly : Elements::Numbers);
    if (!bytes || !endsDeclaration(view.substr(close + 1), bytes->size()))
        return std::nullopt;
    if (!isBare && !declaresBytes(before, bytes->size()))
        return std::nullopt;
    return bytes;
}

} // namespace codec
