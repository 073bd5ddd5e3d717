// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/dumprow.h"

#include "codec/hex.h"
#include "codec/visible.h"

#include <algorithm>
#include <span>
#include <string>

namespace codec {

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t MostBytesOnALine = 256; // xxd -c takes no more

/// What is not printable may be a full stop, or in Wireshark's window a middle dot. ncat has one for a space too.
bool isShownAs(std::byte byte, char16_t character)
{
    if (isPrintableAscii(byte) && character == std::to_integer<char16_t>(byte))
        return true;
    const bool isHidden = !isPrintableAscii(byte) || byte == std::byte{' '};
    return isHidden && (character == u'.' || character == u'\u00b7');
}

bool areShownAs(std::span<const std::byte> bytes, std::u16string_view characters)
{
    return std::ranges::equal(bytes, characters, isShownAs);
}

/// The same where nothing tells how many blanks there were at either end.
bool areShownButForBlanks(std::span<const std::byte> bytes, std::u16string_view characters)
{
    constexpr auto isBlank = [](std::byte byte) { return byte == std::byte{' '}; };
    const auto first = std::ranges::find_if_not(bytes, isBlank);
    const auto last = std::find_if_not(bytes.rbegin(), bytes.rend(), isBlank).base();
    const std::size_t begin = std::min(characters.find_first_not_of(u' '), characters.size());
    const std::size_t end = characters.find_last_not_of(u' ') + 1; // 0 where there are blanks alone
    if (first == bytes.end() || begin >= end)
        return first == bytes.end() && begin >= end;
    return areShownAs(std::span(first, last), characters.substr(begin, end - begin));
}

/// Reads groups of hex digits one by one, each of whole bytes.
class GroupReader
{
public:
    explicit GroupReader(std::u16string_view columns)
        : m_columns(columns)
    { }

    /// Reads the next group; false at the end, or at something else than a group, or where a line gets too long. Its
    /// digits may have gdb's 0x before them.
    bool next()
    {
        std::size_t start = std::min(m_columns.find_first_not_of(DumpBlanks, m_end + isDash(m_end)), m_columns.size());
        const std::size_t before = start;
        if (m_columns.substr(start, 2) == u"0x")
            start += 2;
        const std::size_t digits = hexDigitRun(m_columns, start);
        const std::size_t end = start + digits;
        const bool isDelimited
            = end == m_columns.size() || isDash(end) || DumpBlanks.find(m_columns[end]) != std::u16string_view::npos;
        if (digits == 0 || digits % 2 != 0 || !isDelimited || m_bytes.size() + digits / 2 > MostBytesOnALine)
            return false;
        for (std::size_t at = start; at < end; at += 2)
            m_bytes.push_back(static_cast<std::byte>(hexValue(m_columns[at]) << 4 | hexValue(m_columns[at + 1])));
        const bool isWide = before - m_end > 1;
        m_hasGap = m_hasGap || (isWide && !m_groups.empty());
        // Before the first group tcpdump has two blanks, and xxd -e at least two more than its one.
        const bool isPadded = m_groups.empty() ? before > 2 : isWide;
        m_hasPaddedWord = m_hasPaddedWord || (isPadded && digits > 2);
        m_groups.push_back(digits / 2);
        m_end = end;
        return true;
    }

    std::u16string_view rest() const { return m_columns.substr(m_end); }
    bool atEnd() const { return rest().find_first_not_of(DumpBlanks) == std::u16string_view::npos; }
    const Bytes& bytes() const { return m_bytes; }
    /// True if more than one blank stands between two groups.
    bool hasGap() const { return m_hasGap; }
    /// True if more than one blank stands before a group of several bytes.
    bool hasPaddedWord() const { return m_hasPaddedWord; }
    bool isSingleBytes() const { return m_groups.size() == m_bytes.size(); }

    /// The line as it is read, with the doubts that `characters` leave about the order of bytes in large groups.
    DumpRow row(std::u16string_view characters) const
    {
        DumpRow row{m_bytes};
        row.hasCharacters = characters.find_first_not_of(u' ') != std::u16string_view::npos;
        std::size_t at = 0;
        for (const std::size_t size : m_groups) {
            const auto group = std::span(m_bytes).subspan(at, size);
            const Bytes reversed(group.rbegin(), group.rend());
            if (size > 2 && !std::ranges::equal(group, reversed)) {
                // Of bare characters those blanks are not seen that the other order would have in front.
                const bool either
                    = areShownButForBlanks(reversed, characters.substr(std::min(at, characters.size()), size));
                (either ? row.open : row.proven) = true;
            }
            at += size;
        }
        return row;
    }

private:
    /// The dash that openssl and WinDbg put between the two halves of a line: 54-54.
    bool isDash(std::size_t at) const
    {
        return at >= 2 && at < m_columns.size() && m_columns[at] == u'-' && hexDigitRun(m_columns, at - 2) == 2
            && hexDigitRun(m_columns, at + 1) == 2;
    }

    std::u16string_view m_columns;
    std::size_t m_end = 0;
    Bytes m_bytes;
    std::vector<std::size_t> m_groups;
    bool m_hasGap = false;
    bool m_hasPaddedWord = false;
};

/// Bytes, then their characters between two signs: hexdump -C has bars, od -t x1z has > and <.
std::optional<DumpRow> framedRow(std::u16string_view columns, char16_t open, char16_t close)
{
    const std::size_t begin = columns.find(open);
    if (begin == std::u16string_view::npos || columns.back() != close || begin + 1 == columns.size())
        return std::nullopt;
    GroupReader groups(columns.substr(0, begin));
    while (groups.next()) { }
    const std::u16string_view characters = columns.substr(begin + 1, columns.size() - begin - 2);
    if (!groups.atEnd() || !areShownAs(groups.bytes(), characters))
        return std::nullopt;
    return groups.row(characters);
}

/// The characters of `bytes` if `rest` is at least two blanks and then these; blanks at its end may have got lost.
/// curl has one blank behind the sixteen bytes of a full line.
std::optional<std::u16string> bareColumn(std::span<const std::byte> bytes, std::u16string_view rest)
{
    constexpr std::size_t FullLine = 16;
    const std::size_t fewestBlanks = bytes.size() == FullLine ? 1 : 2;
    std::size_t size = bytes.size();
    for (;; --size) {
        if (size == 0)
            return rest.empty() ? std::optional(std::u16string()) : std::nullopt;
        if (rest.size() >= size + fewestBlanks) {
            const std::size_t blanks = rest.size() - size;
            const bool isBlank = rest.find_first_not_of(DumpBlanks) >= blanks;
            if (isBlank && areShownAs(bytes.first(size), rest.substr(blanks))) {
                std::u16string characters(rest.substr(blanks));
                characters.resize(bytes.size(), u' ');
                return characters;
            }
        }
        if (bytes[size - 1] != std::byte{' '})
            return std::nullopt;
    }
}

/// Bytes, then their characters with nothing around them: xxd, tshark, ncat. The column must begin at one place only.
/// A padded word is the last one of xxd -e, and little-endian.
std::optional<DumpRow> bareRow(std::u16string_view columns)
{
    std::optional<DumpRow> found;
    GroupReader groups(columns);
    while (groups.next()) {
        const std::optional<std::u16string> characters = bareColumn(groups.bytes(), groups.rest());
        if (!characters)
            continue;
        if (found || groups.hasPaddedWord())
            return std::nullopt;
        found = groups.row(*characters);
    }
    return found;
}

} // namespace

std::optional<DumpRow> readDumpRow(std::u16string_view columns, DumpStyle style)
{
    switch (style) {
    case DumpStyle::Bars: return framedRow(columns, u'|', u'|');
    case DumpStyle::Angles: return framedRow(columns, u'>', u'<');
    case DumpStyle::Bare: return bareRow(columns);
    case DumpStyle::None: break;
    }
    // Without characters to check, larger groups may be numbers in the machine's byte order, as od -x prints them.
    GroupReader groups(columns);
    while (groups.next()) { }
    if (!groups.atEnd() || !groups.isSingleBytes())
        return std::nullopt;
    DumpRow row{groups.bytes()};
    row.needsEnd = groups.hasGap();
    return row;
}

std::size_t hexDigitRun(std::u16string_view text, std::size_t at)
{
    const std::size_t first = at;
    while (at < text.size() && hexValue(text[at]) >= 0)
        ++at;
    return at - first;
}

} // namespace codec
