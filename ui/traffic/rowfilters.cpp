// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/rowfilters.h"

#include "base/clock.h"
#include "base/error.h"
#include "capture/reader.h"
#include "capture/recordaddress.h"
#include "query/filterparser.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t MaxPayloadText = 64;

QString comparison(QLatin1StringView field, std::string_view value)
{
    return field + " = "_L1 + QString::fromStdString(query::filterLiteral(value));
}

QString peerFilter(capture::Reader& reader, const LogRow& row)
{
    const auto detail = reader.detail(row.record.detail);
    if (!detail)
        return {};
    const net::Address& peer = capture::peerOf(row.record, *detail, reader.endpoint(row.record.endpoint));
    return peer.isEmpty() ? QString() : comparison("peer"_L1, peer.toString());
}

QString outcomeFilter(const capture::Record& record)
{
    switch (record.outcome) {
    case capture::Outcome::Errno:
        return comparison("errno"_L1, base::errnoName(capture::failureNumber(record).value_or(0)));
    case capture::Outcome::TimedOut: return u"timedout"_s;
    case capture::Outcome::Cancelled: return u"cancelled"_s;
    case capture::Outcome::Value: break;
    }
    return {};
}

/// Calls that took as long, or longer; to the nanosecond, as filters compare it.
QString durationFilter(const capture::Record& record)
{
    const long long nanoseconds = std::llround(static_cast<double>(record.duration) * 1e9);
    return nanoseconds > 0 ? u"duration >= %1ns"_s.arg(nanoseconds) : QString();
}

QString payloadFilter(capture::Reader& reader, const capture::Record& record)
{
    std::array<std::byte, MaxPayloadText> bytes;
    const auto count = reader.payload(record, 0, bytes);
    if (!count || *count == 0)
        return {};
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), *count);
    const bool isText
        = std::ranges::all_of(text, [](char c) { return (c >= ' ' && c < 0x7f) || c == '\r' || c == '\n'; });
    if (isText)
        return "contains "_L1 + QString::fromStdString(query::filterLiteral(text));
    return "contains hex:"_L1 + QString::fromLatin1(QByteArray(text.data(), qsizetype(text.size())).toHex());
}

QString filterOf(capture::Reader& reader, const LogRow& row, LogColumn column)
{
    switch (column) {
    case LogColumn::Endpoint: return comparison("endpoint"_L1, reader.endpoint(row.record.endpoint).name);
    case LogColumn::Call: return comparison("call"_L1, capture::operationName(row.record.operation));
    case LogColumn::Size: return row.cell(column).isEmpty() ? QString() : "size = "_L1 + row.cell(column);
    case LogColumn::Result: return outcomeFilter(row.record);
    case LogColumn::Took: return durationFilter(row.record);
    case LogColumn::Preview: return payloadFilter(reader, row.record);
    case LogColumn::Number: return "n >= "_L1 + row.cell(column);
    case LogColumn::Time:
    case LogColumn::Delta: break;
    case LogColumn::Message: return {}; // not in the capture
    }
    return "time >= "_L1 + QString::fromStdString(base::isoTime(row.record.timeNs));
}

} // namespace

QStringList rowFilters(capture::Reader& reader, const LogRow& row, LogColumn column)
{
    QStringList filters{filterOf(reader, row, column), filterOf(reader, row, LogColumn::Endpoint),
        peerFilter(reader, row), filterOf(reader, row, LogColumn::Call), filterOf(reader, row, LogColumn::Result),
        filterOf(reader, row, LogColumn::Size), filterOf(reader, row, LogColumn::Time)};
    filters.removeAll(QString());
    filters.removeDuplicates();
    return filters;
}

} // namespace ui
