// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/pasteddump.h"

#include "codec/dumprow.h"
#include "codec/hex.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace codec {

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t MostUnfoldedBytes = 1 << 20;
constexpr std::array DumpStyles{DumpStyle::Bars, DumpStyle::Angles, DumpStyle::Bare, DumpStyle::None};
constexpr char16_t OffsetSplit = u'`';

struct Line
{
    std::u16string_view offset; ///< digits
    std::u16string_view columns; ///< what follows, without the blanks at its end
    std::size_t place = 0; ///< of the offset, in the text
    std::optional<std::size_t> fold; ///< the place of a "*" before it
    bool signedOff = false; ///< the offset has a colon, brackets or another sign behind it
    bool apart = false; ///< two blanks stand behind the offset, which never stand between a byte and the next
    bool marked = false; ///< for one of these reasons the offset is no byte
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
    line.signedOff = mark > 0 || isSplit;
    line.apart = text.substr(at).starts_with(u"  ");
    line.marked = line.signedOff || (line.apart && line.offset.front() == u'0' && line.offset.back() == u'0');
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
    std::optional<std::size_t> fold;
    const char16_t* const begin = text.data();
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
            fold = static_cast<std::size_t>(line.data() - begin);
            continue;
        }
        std::optional<Line> split = splitLine(line);
        if (!split)
            return std::nullopt;
        split->place = static_cast<std::size_t>(split->offset.data() - begin);
        split->fold = std::exchange(fold, std::nullopt);
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

/// Eight digits with nothing behind them but blanks, or the bars.
bool isHexdump(DumpStyle style, const Line& line)
{
    return style == DumpStyle::Bars || (line.offset.size() == 8 && !line.signedOff);
}

/// Offsets are octal with od's default and decimal with xxd -d or od -A d; hexdump -C, and od -A x, which has six
/// digits, know only hexadecimal. It makes a difference where a fold leaves the size to the offsets.
bool isHexOnly(DumpStyle style, const Line& line)
{
    return isHexdump(style, line) || line.offset.size() == 6;
}

/// How many bytes a line has that a fold may stand behind: as many as the longest. hexdump -C always has sixteen.
std::size_t fullLineSize(const std::vector<Line>& lines, const std::vector<Bytes>& rows, DumpStyle style)
{
    constexpr std::size_t HexdumpSize = 16;
    if (isHexdump(style, lines.front()))
        return HexdumpSize;
    return std::ranges::max_element(rows, {}, &Bytes::size)->size();
}

/// Joins the rows if every offset is where the row before it ended. Errors: the place that does not fit.
Parsed<Bytes> joinRows(const std::vector<Line>& lines, const std::vector<Bytes>& rows, std::size_t full, unsigned radix)
{
    Bytes bytes;
    std::size_t unfolded = 0;
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::optional<std::uint64_t> offset = readOffset(lines[i].offset, radix);
        if (!offset || (i > 0 && (lines[i].fold ? *offset <= expected : *offset != expected)))
            return refused(lines[i].place, Reason::OffsetMisfit);
        if (i > 0 && lines[i].fold) {
            const Bytes& repeated = rows[i - 1];
            const std::uint64_t gap = *offset - expected;
            if (repeated.size() != full || gap % full != 0)
                return refused(*lines[i].fold, Reason::FoldMisfit);
            if (gap > MostUnfoldedBytes - unfolded)
                return refused(*lines[i].fold, Reason::FoldTooLong);
            for (std::uint64_t filled = 0; filled < gap; filled += full)
                bytes.insert(bytes.end(), repeated.begin(), repeated.end());
            unfolded += gap;
        }
        bytes.insert(bytes.end(), rows[i].begin(), rows[i].end());
        expected = *offset + rows[i].size();
    }
    return bytes;
}

/// What all ways to read the lines as a dump have come to.
struct DumpReading
{
    std::optional<Bytes> bytes;
    std::optional<ParseError> misfit; ///< the one that was met last in the text, where nothing fits
    bool isAmbiguous = false;
};

DumpReading readLines(const std::vector<Line>& lines, std::span<const DumpStyle> styles)
{
    DumpReading reading;
    const bool hasFold = std::ranges::any_of(lines, [](const Line& line) { return line.fold.has_value(); });
    for (const DumpStyle style : styles) {
        const std::optional<std::vector<Bytes>> rows = readRows(lines, style);
        if (!rows)
            continue;
        const std::size_t full = fullLineSize(lines, *rows, style);
        for (const unsigned radix : {16U, 8U, 10U}) {
            if (radix != 16 && hasFold && isHexOnly(style, lines.front()))
                continue;
            Parsed<Bytes> bytes = joinRows(lines, *rows, full, radix);
            if (bytes) {
                reading.isAmbiguous = reading.isAmbiguous || (reading.bytes && *bytes != *reading.bytes);
                reading.bytes = std::move(*bytes);
            } else if (!reading.misfit || reading.misfit->offset < bytes.error().offset) {
                reading.misfit = bytes.error();
            }
        }
    }
    return reading;
}

/// A single byte comes first behind the offset, or nothing as on the last line.
bool startsWithByte(const Line& line)
{
    const std::size_t first = line.columns.find_first_not_of(DumpBlanks);
    return first == std::u16string_view::npos || hexDigitRun(line.columns, first) == 2;
}

/// Whether lines that cannot be read as a dump can be nothing else. Plain hex may have groups of several bytes at the
/// beginning of its lines; but it has neither folds nor two blanks behind each of them, and it does not count in them.
bool isDumpBeyondDoubt(const std::vector<Line>& lines)
{
    constexpr std::size_t FewestDigits = 6;
    bool isApart = lines.front().marked;
    bool isCounting = lines.front().offset.size() >= FewestDigits;
    for (const Line& line : lines) {
        if (line.fold)
            return true;
        if (!startsWithByte(line))
            return false;
        isApart = isApart && (line.apart || line.marked || line.columns.empty());
        isCounting = isCounting && line.offset.front() == u'0' && line.offset.size() == lines.front().offset.size()
            && (&line == &lines.front() || readOffset((&line - 1)->offset, 16) < readOffset(line.offset, 16));
    }
    return lines.size() > 1 && (isApart || isCounting);
}

/// How many bytes a line's words have: groups of as many digits each, one blank between two of them. 0 for anything
/// else, and for groups of single bytes.
std::size_t wordBytes(const Line& line)
{
    std::size_t at = std::min(line.columns.find_first_not_of(DumpBlanks), line.columns.size());
    const std::size_t digits = hexDigitRun(line.columns, at);
    if (digits != 4 && digits != 8 && digits != 16)
        return 0;
    for (std::size_t bytes = digits / 2;; bytes += digits / 2) {
        at += digits;
        if (at == line.columns.size())
            return bytes;
        if (DumpBlanks.find(line.columns[at]) == std::u16string_view::npos || hexDigitRun(line.columns, ++at) != digits)
            return 0;
    }
}

/// Words behind addresses, as WinDbg's dd and od -t x4 print them. Plain hex may have such groups, but neither is the
/// first of each line set apart from the others, nor does each tell how many bytes stand before it.
bool isWordDump(const std::vector<Line>& lines)
{
    constexpr std::size_t FewestDigits = 6; // od's; those of an address are 8 or 16
    bool isApart = true;
    bool isContinued = lines.size() > 1;
    std::optional<std::uint64_t> expected;
    for (const Line& line : lines) {
        const bool isEnd = line.columns.empty() && lines.size() > 1 && &line == &lines.back();
        const std::size_t bytes = wordBytes(line);
        if ((bytes == 0 && !isEnd) || line.offset.size() < FewestDigits)
            return false;
        const std::optional<std::uint64_t> offset = readOffset(line.offset, 16);
        isApart = isApart && (isEnd || line.signedOff || (line.apart && line.offset.size() % 8 == 0));
        isContinued = isContinued && (!expected || offset == expected);
        expected = offset.value_or(0) + bytes;
    }
    return isApart || isContinued;
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
    DumpReading reading = readLines(*lines, std::span(DumpStyles).first(isOneBareLine ? 3 : 4));
    return reading.isAmbiguous ? std::nullopt : std::move(reading.bytes);
}

std::optional<ParseError> dumpProblem(std::u16string_view text)
{
    const std::optional<std::vector<Line>> lines = splitLines(text);
    if (!lines)
        return std::nullopt;
    if (isWordDump(*lines))
        return ParseError{lines->front().place, Reason::WordOrder};
    if (!isDumpBeyondDoubt(*lines))
        return std::nullopt;
    const DumpReading reading = readLines(*lines, DumpStyles);
    if (reading.bytes && !reading.isAmbiguous)
        return std::nullopt;
    const ParseError doubt{lines->front().place, Reason::OffsetInDoubt};
    return reading.bytes ? doubt : reading.misfit.value_or(doubt);
}

} // namespace codec
