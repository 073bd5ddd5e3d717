// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/rowtext.h"

#include "base/error.h"
#include "capture/reader.h"
#include "codec/visible.h"
#include "session/endpointnames.h"
#include "ui/theme/timetext.h"
#include "ui/traffic/messagetext.h"
#include "words/calltext.h"
#include "words/recordtext.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <cerrno>
#include <cstddef>

namespace ui {

using namespace Qt::StringLiterals;
using capture::Direction;
using capture::Operation;
using capture::Outcome;
using capture::Record;

namespace {

/// The context of these words for translators.
struct RowText
{
    Q_DECLARE_TR_FUNCTIONS(ui::RowText)
};

/// @param many  with %1 for the number.
QString counted(std::int32_t number, const QString& one, const QString& many)
{
    return number == 1 ? one : many.arg(number);
}

RowSign signOf(const Record& record, bool failed)
{
    if (failed)
        return RowSign::Warning;
    switch (capture::directionOf(record.operation)) {
    case Direction::In: return RowSign::In;
    case Direction::Out: return RowSign::Out;
    case Direction::None: break;
    }
    return capture::isEvent(record.operation) ? RowSign::Event : RowSign::Call;
}

Tone toneOf(RowSign sign)
{
    switch (sign) {
    case RowSign::In: return Tone::In;
    case RowSign::Out: return Tone::Out;
    case RowSign::Warning: return Tone::Error;
    case RowSign::Call:
    case RowSign::Event: break;
    }
    return Tone::Call;
}

/// What the call returned; of a send that took only a part, of how much.
QString resultCell(const Record& record)
{
    const QString result = QString::fromStdString(words::resultText(record));
    const auto moved = capture::movedSize(record);
    const bool isPart = capture::directionOf(record.operation) == Direction::Out && moved && *moved < record.asked;
    return isPart ? RowText::tr("%1 of %2").arg(result).arg(record.asked) : result;
}

QString payloadText(capture::Reader& reader, const Record& record)
{
    std::array<std::byte, PreviewBytes> bytes;
    const auto size = reader.payload(record, 0, bytes);
    if (!size)
        return RowText::tr("The payload cannot be read: %1").arg(QString::fromStdString(size.error().message()));
    codec::VisibleText visible = codec::visibleText(std::span(bytes).first(*size), PreviewUnits);
    if (*size < record.payloadSize && !visible.cut)
        visible.text += u'\u2026';
    return QString::fromStdU16String(visible.text);
}

QString joined(const QString& first, QStringView between, const QString& second)
{
    return first.isEmpty() || second.isEmpty() ? first + second : QString(first % between % second);
}

/// Fills the preview and what tool tips say. The bytes go first, since they are what a row is read for; behind them
/// stands what is unusual of their call. Of a call without bytes its arguments go first.
void describeCall(capture::Reader& reader, net::Protocol protocol, LogRow& row)
{
    QString& preview = row.cell(LogColumn::Preview);
    const auto detail = reader.detail(row.record.detail);
    if (!detail) {
        preview = RowText::tr("The arguments cannot be read: %1").arg(QString::fromStdString(detail.error().message()));
        row.call = row.cell(LogColumn::Call);
        row.note = preview;
        return;
    }
    const words::CallText call = words::callText(row.record, *detail);
    const QString outcome = outcomeText(row.record, protocol);
    row.call = QString::fromStdString(words::callAsMade(row.record, call));
    row.note = joined(QString::fromStdString(call.answer), u", ", outcome);
    row.hasBytes = row.record.payloadSize > 0;
    preview = row.hasBytes ? payloadText(reader, row.record) : QString::fromStdString(words::inOne(call));
    row.mainLength = preview.size();
    preview = joined(
        preview, u"  ", row.hasBytes ? QString::fromStdString(words::argumentText(row.record, *detail)) : outcome);
}

} // namespace

QString endpointCell(capture::Reader& reader, base::EndpointId endpoint)
{
    return QString::fromStdU16String(codec::visibleName(reader.endpoint(endpoint).name));
}

LogRow makeRow(capture::Reader& reader, base::RecordIndex index, const Record& record,
    std::optional<std::int64_t> previousNs, const TimeColumn& times)
{
    LogRow row;
    row.index = index;
    row.record = record;
    row.failed = capture::isFailure(record);
    row.sign = signOf(record, row.failed);
    row.tone = toneOf(row.sign);
    row.cell(LogColumn::Number) = QString::number(index.value + 1);
    row.cell(LogColumn::Time) = times.text(record.timeNs, previousNs);
    if (previousNs)
        row.cell(LogColumn::Delta) = deltaText(record.timeNs - *previousNs);
    const capture::EndpointInfo endpoint = reader.endpoint(record.endpoint);
    row.colored = session::firstAttempt(record.endpoint, endpoint);
    row.cell(LogColumn::Endpoint) = QString::fromStdU16String(codec::visibleName(endpoint.name));
    row.cell(LogColumn::Call) = QString::fromLatin1(capture::operationName(record.operation));
    if (const auto moved = capture::movedSize(record))
        row.cell(LogColumn::Size) = QString::number(*moved);
    row.cell(LogColumn::Result) = resultCell(record);
    if (record.duration > 0)
        row.cell(LogColumn::Took) = durationText(static_cast<double>(record.duration));
    describeCall(reader, endpoint.protocol, row);
    return row;
}

LogRow unreadableRow(base::RecordIndex index, const base::Error& error)
{
    LogRow row;
    row.index = index;
    row.failed = true;
    row.sign = RowSign::Warning;
    row.tone = Tone::Error;
    row.cell(LogColumn::Number) = QString::number(index.value + 1);
    row.cell(LogColumn::Preview)
        = RowText::tr("This record cannot be read: %1").arg(QString::fromStdString(error.message()));
    return row;
}

QString outcomeText(const Record& record, net::Protocol protocol)
{
    if (capture::isEndOfStream(record, protocol))
        return RowText::tr("end of stream: the peer has finished sending");
    const std::int32_t number = record.result;
    switch (record.operation) {
    case Operation::Resolve: return {}; // its error is getaddrinfo's, and its text is in the record
    case Operation::Connected: return RowText::tr("connection established");
    case Operation::PeerClosed: return RowText::tr("peer closed its sending side");
    case Operation::KernelDropped:
        return counted(
            number, RowText::tr("1 datagram dropped by the kernel"), RowText::tr("%1 datagrams dropped by the kernel"));
    case Operation::SendQueued:
        return counted(
            number, RowText::tr("1 byte waits in the send queue"), RowText::tr("%1 bytes wait in the send queue"));
    case Operation::SendRefused:
        return counted(number, RowText::tr("1 byte was not sent"), RowText::tr("%1 bytes were not sent"));
    case Operation::AcceptShed:
        return counted(number, RowText::tr("1 connection accepted and closed at once"),
            RowText::tr("%1 connections accepted and closed at once"));
    case Operation::DescriptorsClosed:
        return counted(
            number, RowText::tr("1 descriptor received and closed"), RowText::tr("%1 descriptors received and closed"));
    case Operation::EchoDropped:
        return counted(number, RowText::tr("1 byte was not echoed"), RowText::tr("%1 bytes were not echoed"));
    case Operation::ReceiveMissing:
        return counted(number, RowText::tr("1 byte received that was not captured"),
            RowText::tr("%1 bytes received that were not captured"));
    case Operation::SendMissing:
        return counted(number, RowText::tr("1 byte sent that was not captured"),
            RowText::tr("%1 bytes sent that were not captured"));
    case Operation::RepliesStopped:
        return record.result > 0
            ? RowText::tr("%1 replies in one second: two programs that answer each other").arg(number)
            : RowText::tr("an expression of the rules took too long");
    case Operation::LaneRefused: return RowText::tr("not made: %1 calls wait already").arg(number);
    default: break;
    }
    if (record.outcome == Outcome::Errno && record.errorNumber == EINPROGRESS)
        return RowText::tr("in progress");
    if (record.outcome == Outcome::Errno && capture::isFailure(record))
        return QString::fromStdString(base::errnoText(record.errorNumber));
    return {};
}

QString describeRow(const LogRow& row)
{
    QStringList parts;
    parts << RowText::tr("Record %1").arg(row.cell(LogColumn::Number));
    if (row.cell(LogColumn::Call).isEmpty())
        return parts.constFirst() + ": "_L1 + row.cell(LogColumn::Preview);
    parts << fullTime(row.record.timeNs);
    parts << row.cell(LogColumn::Endpoint);
    const QString result = QString::fromStdString(words::resultText(row.record));
    parts << (result.isEmpty() ? row.call : row.call + u" = " + result);
    if (const QString& took = row.cell(LogColumn::Took); !took.isEmpty())
        parts << RowText::tr("took %1").arg(took);
    if (!row.note.isEmpty())
        parts << row.note;
    if (row.hasBytes)
        parts << row.cell(LogColumn::Preview).left(row.mainLength);
    QString text = parts.join(", "_L1);
    if (const QString note = messageNote(row.message); !note.isEmpty())
        text += u"\n" + note;
    return text;
}

} // namespace ui
