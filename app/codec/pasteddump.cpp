// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/pasteddump.h"

#include "codec/dumprow.h"
#include "codec/hex.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace codec {

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t MostUnfoldedBytes = 1 << 20;
constexpr char16_t OffsetSplit = u'`';

struct Line
{
    std::u16string_view offset; ///< digits
    std::u16string_view columns; ///< what follows, without the blanks at its end
    bool marked = false; ///< the offset has a colon, brackets or another sign, so it is no byte
    bool afterFold = false; ///< a "*" stands before it
};

std::u16string_view withoutBlanksAtEnd(std::u16string_view text)
{
    const std::size_t last = text.find_last_not_of(DumpBlanks);
    return text.substr(0, last == std::u16string_view::npos ? 0 : last + 1);
}

/// How long the sign is that stands behind an offset: a colon, openssl's " - ", gdb's " <buffer+8>:". 0 for none.
std::size_t markSize(std::u16string_view text)
{
    if (text.starts_with(u':'))
        return 1;
    if (text.starts_with(u" - "))
        return 3;
    const std::size_t symbol = text.starts_with(u" <") ? text.find(u">:") : std::u16string_view::npos;
    return symbol == std::u16string_view::npos ? 0 : symbol + 2;
}

/// Splits "00000010: 48 65" or "[0010] 48 65" behind its offset, which tcpdump and gdb begin with 0x, and in which
/// WinDbg puts a ` in the middle.
std::optional<Line> splitLine(std::u16string_view text)
{
    Line line;
    const bool bracket = text.starts_with(u'[');
    const bool isPrefixed = text.starts_with(u"0x");
    const std::size_t begin = bracket ? 1 : isPrefixed ? 2 : 0;
    std::size_t at = begin + hexDigitRun(text, begin);
    const bool isSplit = at - begin == 8 && text.substr(at).starts_with(OffsetSplit);
    if (isSplit)
        at += 1 + hexDigitRun(text, at + 1);
    line.offset = text.substr(begin, at - begin);
    if (line.offset.size() < 4 || line.offset.size() > (isSplit ? 17 : 16))
        return std::nullopt;
    const std::size_t mark = bracket ? (text.substr(at).starts_with(u']') ? 1 : 0) : markSize(text.substr(at));
    // No two blanks stand between a byte and the next: what is before them is an offset.
    const bool isSetApart
        = text.substr(at).starts_with(u"  ") && line.offset.front() == u'0' && line.offset.back() == u'0';
    line.marked = mark > 0 || isSplit || isSetApart;
    if ((bracket || isPrefixed) && mark == 0)
        return std::nullopt;
    at += mark;
    const bool isDelimited = at == text.size() || DumpBlanks.find(text[at]) != std::u16string_view::npos || mark == 3;
    if (!isDelimited)
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
        line.remove_prefix(std::min(line.find_first_not_of(DumpBlanks), line.size()));
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

/// All rows in one style, with characters in at least one if the style has them: bare blanks are not seen. Only the
/// last line may have no bytes: it then tells where the dump ends.
std::optional<std::vector<Bytes>> readRows(const std::vector<Line>& lines, DumpStyle style)
{
    std::vector<Bytes> rows;
    bool proven = false;
    bool open = false;
    bool checked = style == DumpStyle::None;
    for (const Line& line : lines) {
        if (line.columns.empty()) {
            if (&line != &lines.back() || rows.empty())
                return std::nullopt;
            rows.emplace_back();
            break;
        }
        std::optional<DumpRow> row = readDumpRow(line.columns, style);
        if (!row || row->bytes.empty())
            return std::nullopt;
        proven = proven || row->proven;
        open = open || row->open;
        checked = checked || row->hasCharacters;
        if (row->needsEnd && &line == &lines.back())
            return std::nullopt;
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
        if (digit == OffsetSplit)
            continue;
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
bool isHexOnly(DumpStyle style, const Line& line)
{
    return style == DumpStyle::Bars || line.offset.size() == 6;
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
    for (const DumpStyle style : {DumpStyle::Bars, DumpStyle::Angles, DumpStyle::Bare, DumpStyle::None}) {
        if (style == DumpStyle::None && isOneBareLine)
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
