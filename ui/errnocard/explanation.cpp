// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/errnocard/explanation.h"

#include "ui/errnocard/explanationrow.h"

#include <algorithm>

namespace ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate(ExplanationContext, text);
}

QStringList translated(std::span<const char* const> texts)
{
    QStringList list;
    for (const char* text : texts) {
        if (text)
            list.append(translated(text));
    }
    return list;
}

Kinds kindOf(net::Protocol protocol)
{
    switch (protocol) {
    case net::Protocol::Tcp: return Kinds::Tcp;
    case net::Protocol::Udp: return Kinds::Udp;
    case net::Protocol::UnixStream: return Kinds::UnixStream;
    case net::Protocol::UnixDatagram: return Kinds::UnixDatagram;
    case net::Protocol::UnixSeqpacket: return Kinds::UnixStream; // connects and ends as they do
    }
    return Kinds::All;
}

/// Events tell of the call that they end: a connect in progress, or a transfer.
capture::Operation callOf(capture::Operation operation)
{
    switch (operation) {
    case capture::Operation::ConnectEx:
    case capture::Operation::ConnectFailed: return capture::Operation::Connect;
    case capture::Operation::FileRead:
    case capture::Operation::FileReadLine:
    case capture::Operation::SocketError: return capture::Operation::Recv;
    case capture::Operation::FileWrite:
    case capture::Operation::FileFlush: return capture::Operation::Send;
    case capture::Operation::AcceptShed: return capture::Operation::Accept;
    default: return operation;
    }
}

const ExplanationRow* rowFor(int code, capture::Operation operation, net::Protocol protocol)
{
    const auto fits = [&](const ExplanationRow& row) {
        const auto end = row.calls.list.begin() + static_cast<std::ptrdiff_t>(row.calls.count);
        return row.code == code && (static_cast<int>(row.kinds) & static_cast<int>(kindOf(protocol))) != 0
            && (row.calls.count == 0 || std::find(row.calls.list.begin(), end, operation) != end);
    };
    for (const auto table : {optionRows(), addressRows(), connectRows(), transferRows(), systemRows(), timeoutRows()}) {
        const auto row = std::find_if(table.begin(), table.end(), fits);
        if (row != table.end())
            return &*row;
    }
    // Its messages are whole, as datagrams are.
    if (protocol == net::Protocol::UnixSeqpacket)
        return rowFor(code, operation, net::Protocol::UnixDatagram);
    return nullptr;
}

Explanation fromRow(const ExplanationRow& row)
{
    return {.sentence = translated(row.sentence),
        .causes = translated(row.causes),
        .remedies = translated(row.remedies),
        .manPage = QString::fromLatin1(row.manPage)};
}

} // namespace

Explanation explainErrno(int code, capture::Operation operation, net::Protocol protocol)
{
    const capture::Operation call = callOf(operation);
    if (call == capture::Operation::Resolve)
        return explainUnresolved();
    Explanation explanation;
    const ExplanationRow* row = code == 0 ? nullptr : rowFor(code, call, protocol);
    if (row)
        explanation = fromRow(*row);
    else
        explanation.sentence = QString::fromStdString(base::errnoText(code)) + u'.';
    explanation.name = QString::fromStdString(base::errnoName(code));
    explanation.number = code;
    return explanation;
}

Explanation explainTimeout(capture::Operation operation, net::Protocol protocol)
{
    Explanation explanation = fromRow(*rowFor(0, callOf(operation), protocol));
    explanation.name = translated(QT_TRANSLATE_NOOP("ui::Explanation", "timed out"));
    return explanation;
}

Explanation explainUnresolved(int code)
{
    const auto rows = resolveRows();
    const auto is = [code](const ExplanationRow& row) { return row.code == code; };
    const auto found = std::find_if(rows.begin(), rows.end(), is);
    const ExplanationRow& row = found == rows.end() ? rows.front() : *found;
    Explanation explanation = fromRow(row);
    explanation.name = QString::fromStdString(base::errnoName(row.code));
    return explanation;
}

Explanation explainRecord(const capture::Record& record, net::Protocol protocol)
{
    switch (record.outcome) {
    case capture::Outcome::TimedOut: return explainTimeout(record.operation, protocol);
    case capture::Outcome::Cancelled: {
        Explanation explanation = explainErrno(EINTR, record.operation, protocol);
        explanation.name = translated(QT_TRANSLATE_NOOP("ui::Explanation", "cancelled"));
        explanation.number = 0;
        return explanation;
    }
    case capture::Outcome::Value:
    case capture::Outcome::Errno: break;
    }
    if (record.operation == capture::Operation::Resolve)
        return explainUnresolved(record.result);
    return explainErrno(record.errorNumber, record.operation, protocol);
}

} // namespace ui
