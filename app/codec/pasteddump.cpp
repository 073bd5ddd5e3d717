// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/pasteddump.h"

#include "codec/hex.h"
#include "codec/visible.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace codec {

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t MostBytesOnALine = 256; // xxd -c takes no more
constexpr std::size_t MostUnfoldedBytes = 1 << 20;
constexpr std::u16string_view Blanks = u" \t\r";

/// How a dump shows its characters.
enum class Style
{
    Bars,
    Angles,
    Bare,
    None
};

struct Line
{
    std::u16string_view offset; ///< digits
    std::u16string_view columns; ///< what follows, without the blanks at its end
    bool marked = false; ///< the offset has a colon or brackets, so it is no byte
    bool afterFold = false; ///< a "*" stands before it
};

/// What a line's columns hold. `proven` and `open` are about groups of more than two bytes, which a dump may show in
/// either order: proven where only the order of reading agrees with the characters, open where both would.
struct Row
{
    Bytes bytes;
    bool proven = false;
    bool open = false;
    bool hasCharacters = false;
};

std::u16string_view withoutBlanksAtEnd(std::u16string_view text)
{
    const std::size_t last = text.find_last_not_of(Blanks);
    return text.substr(0, last == std::u16string_view::npos ? 0 : last + 1);
}

std::size_t digitRun(std::u16string_view text, std::size_t at)
{
    const std::size_t first = at;
    while (at < text.size() && hexValue(text[at]) >= 0)
        ++at;
    return at - first;
}

/// Splits "00000010: 48 65" or "[0010] 48 65" behind its offset.
std::optional<Line> splitLine(std::u16string_view text)
{
    Line line;
    const bool bracket = text.starts_with(u'[');
    std::size_t at = bracket ? 1 : 0;
    const std::size_t digits = digitRun(text, at);
    if (digits < 4 || digits > 16)
        return std::nullopt;
    line.offset = text.substr(at, digits);
    at += digits;
    const char16_t mark = bracket ? u']' : u':';
    line.marked = at < text.size() && text[at] == mark;
    if (bracket && !line.marked)
        return std::nullopt;
    at += line.marked ? 1 : 0;
    if (at < text.size() && Blanks.find(text[at]) == std::u16string_view::npos)
        return std::nullopt;
    line.columns = text.substr(at);
    return line;
}

std::optional<std::vector<Line>> splitLines(std::u16string_view text)
{
    std::vector<Line> lines;
    bool fold = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(u'\n'), text.size());
        std::u16string_view line = withoutBlanksAtEnd(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        line.remove_prefix(std::min(line.find_first_not_of(Blanks), line.size()));
        if (line.empty())
            continue;
        if (line == u"*") {
            if (fold || lines.empty())
                return std::nullopt;
            fold = true;
            continue;
        }
        std::optional<Line> split = splitLine(line);
        if (!split)
            return std::nullopt;
        split->afterFold = fold;
        fold = false;
        lines.push_back(*split);
    }
    if (fold || lines.empty())
        return std::nullopt;
    return lines;
}

/// What is not printable may be a full stop, or in Wireshark's window a middle dot.
bool isShownAs(std::byte byte, char16_t character)
{
    if (isPrintableAscii(byte))
        return character == std::to_integer<char16_t>(byte);
    return character == u'.' || character == u'\u00b7';
}

bool areShownAs(std::span<const std::byte> bytes, std::u16string_view characters)
{
    return std::ranges::equal(bytes, characters, isShownAs);
}

/// Reads groups of hex digits one by one, each of whole bytes.
class GroupReader
{
public:
    explicit GroupReader(std::u16string_view columns)
        : m_columns(columns)
    { }

    /// Reads the next group; false at the end, or at something else than a group, or where a line gets too long.
    bool next()
    {
        const std::size_t start = std::min(m_columns.find_first_not_of(Blanks, m_end), m_columns.size());
        const std::size_t digits = digitRun(m_columns, start);
        const std::size_t end = start + digits;
        const bool isDelimited = end == m_columns.size() || Blanks.find(m_columns[end]) != std::u16string_view::npos;
        if (digits == 0 || digits % 2 != 0 || !isDelimited || m_bytes.size() + digits / 2 > MostBytesOnALine)
            return false;
        for (std::size_t at = start; at < end; at += 2)
            m_bytes.push_back(static_cast<std::byte>(hexValue(m_columns[at]) << 4 | hexValue(m_columns[at + 1])));
        m_groups.push_back(digits / 2);
        m_end = end;
        return true;
    }

    std::u16string_view rest() const { return m_columns.substr(m_end); }
    bool atEnd() const { return rest().find_first_not_of(Blanks) == std::u16string_view::npos; }
    const Bytes& bytes() const { return m_bytes; }
    bool isSingleBytes() const { return m_groups.size() == m_bytes.size(); }

    /// The line as it is read, with the doubts that `characters` leave about the order of bytes in large groups.
    Row row(std::u16string_view characters) const
    {
        Row row{m_bytes};
        row.hasCharacters = characters.find_first_not_of(u' ') != std::u16string_view::npos;
        std::size_t at = 0;
        for (const std::size_t size : m_groups) {
            const auto group = std::span(m_bytes).subspan(at, size);
            const Bytes reversed(group.rbegin(), group.rend());
            if (size > 2 && !std::ranges::equal(group, reversed)) {
                const bool either = areShownAs(reversed, characters.substr(std::min(at, characters.size()), size));
                (either ? row.open : row.proven) = true;
            }
            at += size;
        }
        return row;
    }

private:
    std::u16string_view m_columns;
    std::size_t m_end = 0;
    Bytes m_bytes;
    std::vector<std::size_t> m_groups;
};

/// Bytes, then their characters between two signs: hexdump -C has bars, od -t x1z has > and <.
std::optional<Row> framedRow(std::u16string_view columns, char16_t open, char16_t close)
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
std::optional<std::u16string> bareColumn(std::span<const std::byte> bytes, std::u16string_view rest)
{
    std::size_t size = bytes.size();
    while (size > 0 && bytes[size - 1] == std::byte{' '})
        --size;
    if (size == 0)
        return rest.empty() ? std::optional(std::u16string()) : std::nullopt;
    if (rest.size() < size + 2)
        return std::nullopt;
    const std::size_t blanks = rest.size() - size;
    if (rest.find_first_not_of(Blanks) < blanks || !areShownAs(bytes.first(size), rest.substr(blanks)))
        return std::nullopt;
    std::u16string characters(rest.substr(blanks));
    characters.resize(bytes.size(), u' ');
    return characters;
}

/// Bytes, then their characters with nothing around them: xxd, tshark, ncat. The column must begin at one place only.
std::optional<Row> bareRow(std::u16string_view columns)
{
    std::optional<Row> found;
    GroupReader groups(columns);
    while (groups.next()) {
        const std::optional<std::u16string> characters = bareColumn(groups.bytes(), groups.rest());
        if (!characters)
            continue;
        if (found)
            return std::nullopt;
        found = groups.row(*characters);
    }
    return found;
}

std::optional<Row> readRow(std::u16string_view columns, Style style)
{
    switch (style) {
    case Style::Bars: return framedRow(columns, u'|', u'|');
    case Style::Angles: return framedRow(columns, u'>', u'<');
    case Style::Bare: return bareRow(columns);
    case Style::None: break;
    }
    // Without characters to check, larger groups may be numbers in the machine's byte order, as od -x prints them.
    GroupReader groups(columns);
    while (groups.next()) { }
    if (!groups.atEnd() || !groups.isSingleBytes())
        return std::nullopt;
    return Row{groups.bytes()};
}

/// All rows in one style, with characters in at least one if the style has them: bare blanks are not seen. Only the
/// last line may have no bytes: it then tells where the dump ends.
std::optional<std::vector<Bytes>> readRows(const std::vector<Line>& lines, Style style)
{
    std::vector<Bytes> rows;
    bool proven = false;
    bool open = false;
    bool checked = style == Style::None;
    for (const Line& line : lines) {
        if (line.columns.empty()) {
            if (&line != &lines.back() || rows.empty())
                return std::nullopt;
            rows.emplace_back();
            break;
        }
        std::optional<Row> row = readRow(line.columns, style);
        if (!row || row->bytes.empty())
            return std::nullopt;
        proven = proven || row->proven;
        open = open || row->open;
        checked = checked || row->hasCharacters;
        rows.push_back(std::move(row->bytes));
    }
    if (!checked || (open && !proven))
        return std::nullopt;
    return rows;
}

std::optional<std::uint64_t> readOffset(std::u16string_view digits, unsigned radix)
{
    std::uint64_t value = 0;
    for (const char16_t digit : digits) {
        const auto number = static_cast<unsigned>(hexValue(digit));
        if (number >= radix)
            return std::nullopt;
        value = value * radix + number;
    }
    return value;
}

/// Joins the rows if every offset is where the row before it ended.
std::optional<Bytes> joinRows(const std::vector<Line>& lines, const std::vector<Bytes>& rows, unsigned radix)
{
    Bytes bytes;
    std::size_t unfolded = 0;
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::optional<std::uint64_t> offset = readOffset(lines[i].offset, radix);
        if (!offset)
            return std::nullopt;
        if (i > 0 && lines[i].afterFold) {
            const Bytes& repeated = rows[i - 1];
            const std::uint64_t gap = *offset - expected;
            if (*offset <= expected || gap > MostUnfoldedBytes - unfolded || gap % repeated.size() != 0)
                return std::nullopt;
            for (std::uint64_t filled = 0; filled < gap; filled += repeated.size())
                bytes.insert(bytes.end(), repeated.begin(), repeated.end());
            unfolded += gap;
        } else if (i > 0 && *offset != expected) {
            return std::nullopt;
        }
        bytes.insert(bytes.end(), rows[i].begin(), rows[i].end());
        expected = *offset + rows[i].size();
    }
    return bytes;
}

/// Offsets are octal with od's default and decimal with xxd -d or od -A d; hexdump -C, which has the bars, and od -A x,
/// which has six digits, know only hexadecimal. It makes a difference where a fold leaves the size to the offsets.
bool isHexOnly(Style style, const Line& line)
{
    return style == Style::Bars || line.offset.size() == 6;
}

} // namespace

std::optional<std::vector<std::byte>> pastedDump(std::u16string_view text)
{
    const std::optional<std::vector<Line>> lines = splitLines(text);
    if (!lines)
        return std::nullopt;
    // One line of plain numbers may be an offset and bytes or bytes alone, even where the last ones agree as
    // characters.
    const bool isOneBareLine = lines->size() == 1 && !lines->front().marked;
    if (isOneBareLine && parseHex(text))
        return std::nullopt;
    std::optional<Bytes> found;
    for (const Style style : {Style::Bars, Style::Angles, Style::Bare, Style::None}) {
        if (style == Style::None && isOneBareLine)
            continue;
        const std::optional<std::vector<Bytes>> rows = readRows(*lines, style);
        if (!rows)
            continue;
        for (const unsigned radix : {16U, 8U, 10U}) {
            if (radix != 16 && isHexOnly(style, lines->front()))
                continue;
            std::optional<Bytes> bytes = joinRows(*lines, *rows, radix);
            if (bytes && found && *bytes != *found)
                return std::nullopt;
            if (bytes)
                found = std::move(bytes);
        }
    }
    return found;
}

} // namespace codec
