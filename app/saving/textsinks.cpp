// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "saving/textsinks.h"

#include "base/clock.h"
#include "capture/recordaddress.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "codec/visible.h"
#include "net/names.h"
#include "words/recordjson.h"
#include "words/recordtext.h"

#include <algorithm>
#include <variant>

namespace saving {

namespace {

constexpr std::size_t LinePreviewBytes = 256;
constexpr std::size_t PieceBytes = 65'536;

words::RecordParts partsOf(const query::SavedRecord& saved, std::span<const std::byte> payload = {})
{
    return {saved.index, saved.record, saved.detail.detail, saved.endpoint, payload};
}

/// Hands over a record's payload in pieces until `take` has enough, which it tells by false.
template <class Take>
base::Result<void> forEachPiece(
    const capture::Record& record, query::RecordSource& source, std::vector<std::byte>& piece, Take take)
{
    for (std::uint64_t offset = 0; offset < record.payloadSize; offset += piece.size()) {
        piece.resize(std::min<std::uint64_t>(PieceBytes, record.payloadSize - offset));
        if (auto read = source.payload(record, offset, piece); !read)
            return read;
        if (!take(std::span<const std::byte>(piece)))
            break;
    }
    return {};
}

base::Result<bool> isPrintablePayload(
    const capture::Record& record, query::RecordSource& source, std::vector<std::byte>& piece)
{
    bool isText = true;
    auto read = forEachPiece(record, source, piece, [&isText](std::span<const std::byte> bytes) {
        isText = std::ranges::all_of(bytes, codec::isPrintableAscii);
        return isText;
    });
    if (!read)
        return base::failure(read.error());
    return isText;
}

std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool isFormula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string doubledQuotes(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        result += c;
        if (c == '"')
            result += c;
    }
    return result;
}

std::string addressCell(const net::Address& address)
{
    return address.isEmpty() ? std::string() : csvCell(codec::visibleUtf8(address.toString()));
}

/// The other arguments, where recordJson has them.
std::string detailCell(const query::SavedRecord& saved)
{
    const bool isData = capture::directionOf(saved.record.operation) != capture::Direction::None;
    if (isData)
        return csvCell(words::segmentText(saved.record, saved.detail.detail));
    if (std::holds_alternative<capture::AddressDetail>(saved.detail.detail))
        return {};
    return csvCell(words::argumentText(saved.record, saved.detail.detail));
}

std::string outcomeCells(const capture::Record& record)
{
    using capture::Outcome;
    std::string cells = record.outcome == Outcome::Value ? std::to_string(record.result) : std::string();
    cells += ',' + (record.outcome == Outcome::Errno ? words::errorName(record) : std::string());
    cells += record.outcome == Outcome::TimedOut ? ",true" : ",";
    cells += record.outcome == Outcome::Cancelled ? ",true" : ",";
    return cells;
}

/// All cells but those of the bytes, with a comma after each.
std::string cellsOf(const query::SavedRecord& saved)
{
    using capture::Direction;
    const capture::Record& record = saved.record;
    const words::RecordParts parts = partsOf(saved);
    const Direction direction = capture::directionOf(record.operation);
    const auto* arrival = std::get_if<capture::AddressDetail>(&saved.detail.detail);
    std::string line = std::to_string(saved.index.value + 1) + ',' + base::isoTime(record.timeNs) + ',';
    line += csvCell(codec::visibleUtf8(saved.endpoint.name)) + ',';
    line += std::string(capture::operationName(record.operation)) + ',';
    line += direction == Direction::In ? "in," : direction == Direction::Out ? "out," : ",";
    if (direction != Direction::None || record.asked != 0)
        line += std::to_string(record.asked);
    line += ',' + outcomeCells(record) + ',' + words::durationText(record.duration) + ',';
    line += addressCell(capture::localOf(record, parts.detail, parts.endpoint)) + ','
        + addressCell(capture::peerOf(record, parts.detail, parts.endpoint)) + ',';
    line += (arrival ? csvCell(codec::visibleUtf8(arrival->interface)) : std::string()) + ',';
    line += (arrival && arrival->hops ? std::to_string(*arrival->hops) : std::string()) + ',';
    line += net::messageFlagsText(record.messageFlags) + ',' + detailCell(saved) + ',';
    return line;
}

} // namespace

base::Result<void> LineSink::write(const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file)
{
    m_preview.resize(std::min<std::size_t>(saved.record.payloadSize, LinePreviewBytes));
    if (auto read = source.payload(saved.record, 0, m_preview); !read)
        return read;
    file.append(words::recordLine(partsOf(saved, m_preview)) + '\n');
    return {};
}

base::Result<void> JsonLinesSink::write(
    const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file)
{
    std::string line = words::recordJson(partsOf(saved));
    if (saved.record.payloadSize == 0) {
        file.append(line + '\n');
        return {};
    }
    const auto isText = isPrintablePayload(saved.record, source, m_piece);
    if (!isText)
        return base::failure(isText.error());
    line.pop_back(); // the brace, which goes behind the bytes
    file.append(line + (*isText ? R"(,"text":")" : R"(,"hex":")"));
    auto written = forEachPiece(saved.record, source, m_piece, [&](std::span<const std::byte> bytes) {
        std::string text;
        if (*isText)
            codec::appendJsonString(text, asText(bytes));
        else
            text = '"' + codec::toHex(bytes) + '"';
        file.append(std::string_view(text).substr(1, text.size() - 2));
        return !file.failure();
    });
    file.append("\"}\n");
    return written;
}

std::string csvCell(std::string_view text)
{
    const std::string guarded = (isFormula(text) ? "'" : "") + std::string(text);
    const bool isPlain
        = guarded.find_first_of(",\"\r\n") == std::string::npos && !guarded.starts_with(' ') && !guarded.ends_with(' ');
    return isPlain ? guarded : '"' + doubledQuotes(guarded) + '"';
}

void CsvSink::begin(base::SaveFile& file)
{
    file.append(
        "n,time,endpoint,call,dir,asked,result,errno,timeout,cancelled,duration,local,peer,interface,hops,flags,"
        "detail,text,hex\r\n");
}

base::Result<void> CsvSink::write(const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file)
{
    const std::string cells = cellsOf(saved);
    if (saved.record.payloadSize == 0) {
        file.append(cells + ",\r\n");
        return {};
    }
    const auto isText = isPrintablePayload(saved.record, source, m_piece);
    if (!isText)
        return base::failure(isText.error());
    file.append(cells + (*isText ? "\"" : ","));
    bool isFirst = true;
    auto written = forEachPiece(saved.record, source, m_piece, [&](std::span<const std::byte> bytes) {
        if (std::exchange(isFirst, false) && *isText && isFormula(asText(bytes)))
            file.append("'");
        file.append(*isText ? doubledQuotes(asText(bytes)) : codec::toHex(bytes));
        return !file.failure();
    });
    file.append(*isText ? "\",\r\n" : "\r\n");
    return written;
}

} // namespace saving
