// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "programs/callscript.h"
#include "programs/cprogram.h"
#include "programs/program.h"
#include "programs/pythonprogram.h"
#include "tests/support/enginerig.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>

#include <functional>

/// Runs a saved program under strace and holds its calls against those that were recorded.
namespace replay {

enum class Form
{
    Script,
    Python,
    C
};

inline programs::Program programOf(support::EngineRig& rig)
{
    std::vector<base::RecordIndex> all;
    for (std::uint64_t i = 0; i < rig.reader().recordCount(); ++i)
        all.push_back({i});
    return programs::readProgram(rig.reader(), all).value();
}

/// The reference interpreter of call scripts.
inline QString oracle()
{
    return QFileInfo(QString::fromUtf8(__FILE__)).dir().filePath(QStringLiteral("../oracle/oracle.py"));
}

inline QString python()
{
    const QString system = QStringLiteral("/usr/bin/python3");
    return QFile::exists(system) ? system : QStandardPaths::findExecutable(QStringLiteral("python3"));
}

inline bool write(const QString& path, const std::string& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(text)) == qint64(text.size());
}

/// A line of strace: `123 sendto(3, "\x68\x69", 2, 0, NULL, 0) = 2`.
struct TracedCall
{
    QByteArray name;
    QByteArray fd;
    QByteArray bytes; ///< in hex, of the second argument: those that were moved
    QByteArray result; ///< a number, or errno's name
};

/// In hex: what strace has written from here to the quotation mark.
inline QByteArray quotedBytes(const QByteArray& line, qsizetype from)
{
    return line.mid(from, line.indexOf('"', from) - from).replace("\\x", "");
}

inline TracedCall tracedCall(const QByteArray& line)
{
    const qsizetype open = line.indexOf('(');
    const qsizetype equals = line.lastIndexOf(" = ");
    const qsizetype name = line.indexOf(' ') + 1;
    if (open < 0 || equals < open)
        return {};
    TracedCall call;
    call.name = line.mid(name, open - name).trimmed();
    const qsizetype comma = line.indexOf(',', open);
    call.fd = line.mid(open + 1, (comma < 0 ? line.indexOf(')', open) : comma) - open - 1);
    const QByteArray iov("iov_base=\"");
    if (comma > 0 && line.mid(comma, 3) == ", \"")
        call.bytes = quotedBytes(line, comma + 3);
    else if (const qsizetype base = line.indexOf(iov); base > 0)
        call.bytes = quotedBytes(line, base + iov.size());
    const QByteArrayList result = line.mid(equals + 3).split(' ');
    call.result = result.size() > 1 && result[0] == "-1" ? result[1] : result[0];
    // strace writes what a send was asked to take, and it may have taken a part.
    if (call.name.startsWith("send") && !call.result.startsWith('E'))
        call.bytes.truncate(2 * call.result.toLongLong());
    return call;
}

/// The calls as lines: "socket", "send 68656c6c6f", "recv ECONNRESET". What a program asks on the side is left out, and
/// so is how a connect ended, which was not waited for when it was recorded.
inline QByteArrayList callsIn(const QByteArray& trace)
{
    QByteArrayList calls;
    QSet<QByteArray> sockets;
    for (const QByteArray& line : trace.split('\n')) {
        TracedCall call = tracedCall(line);
        if (call.name.isEmpty() || call.name == "getsockname" || (call.name != "socket" && !sockets.contains(call.fd)))
            continue;
        if (call.name == "accept4")
            call.name = "accept";
        if (call.name == "socket" || call.name == "accept")
            sockets.insert(call.result);
        if (call.name == "close")
            sockets.remove(call.fd);
        const bool receives = call.name == "recvfrom" || call.name == "recvmsg";
        if (receives || call.name == "sendto" || call.name == "sendmsg")
            call.name = (receives ? "recv " : "send ") + (call.result.startsWith('E') ? call.result : call.bytes);
        calls.append(call.name);
    }
    return calls;
}

/// Two lanes end a send and the receive of its bytes at the same moment, and the log has them in the order in which it
/// heard of them. Puts a receive of what nobody has sent so far behind the send of the same bytes that follows it.
inline QByteArrayList causal(QByteArrayList calls)
{
    for (qsizetype i = 0; i + 1 < calls.size(); ++i) {
        if (!calls.at(i).startsWith("recv "))
            continue;
        const QByteArray send = "send " + calls.at(i).mid(5);
        if (calls.at(i + 1) == send && !calls.first(i).contains(send))
            calls.swapItemsAt(i, i + 1);
    }
    return calls;
}

/// Which a program makes no call for, or one that is left out of the trace.
inline bool isLeftOut(capture::Operation operation)
{
    using capture::Operation;
    switch (operation) {
    case Operation::SetTimeout:
    case Operation::GetTimeout:
    case Operation::FileNo:
    case Operation::FileRead:
    case Operation::FileReadLine:
    case Operation::FileWrite:
    case Operation::FileFlush:
    case Operation::GetSockName:
    case Operation::Poll:
    case Operation::Unlink: return true;
    default: return capture::isEvent(operation);
    }
}

inline QByteArrayList recordedCalls(support::EngineRig& rig)
{
    using capture::Direction;
    using capture::Operation;
    QByteArrayList calls;
    for (const capture::Record& record : rig.records()) {
        const Direction direction = capture::directionOf(record.operation);
        QByteArray call = QByteArray::fromStdString(std::string(capture::operationName(record.operation)));
        if (record.operation == Operation::SocketError)
            call = "getsockopt";
        else if (record.operation == Operation::ConnectEx)
            call = "connect";
        else if (isLeftOut(record.operation))
            continue;
        if (direction != Direction::None) {
            call = direction == Direction::In ? "recv " : "send ";
            call += record.outcome == capture::Outcome::Errno
                ? QByteArray::fromStdString(base::errnoName(record.errorNumber))
                : rig.payload(record).toHex();
        }
        calls.append(call);
    }
    return calls;
}

struct Outcome
{
    QByteArrayList calls;
    QByteArray output;
    QString failure; ///< empty when it ended with status 0 in time
};

/// Writes the program into `folder`, builds it where it is C, runs it under strace, and plays `peer` meanwhile.
inline Outcome run(
    const programs::Program& program, Form form, const QString& folder, const std::function<void()>& peer)
{
    Outcome outcome;
    const QString file = folder + QStringLiteral("/program") + (form == Form::C ? QStringLiteral(".c") : QString());
    const std::string text = form == Form::C ? programs::cProgram(program)
        : form == Form::Python               ? programs::pythonProgram(program)
                                             : programs::callScript(program);
    if (!write(file, text))
        return {{}, {}, QStringLiteral("cannot write ") + file};
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QStringList command{python(), QStringLiteral("-B"), file};
    if (form == Form::C) {
        command = {folder + QStringLiteral("/built")};
        process.start(QStringLiteral("cc"),
            {QStringLiteral("-std=c11"), QStringLiteral("-Wall"), QStringLiteral("-Wextra"), QStringLiteral("-Werror"),
                QStringLiteral("-o"), command.first(), file});
        if (!process.waitForFinished() || process.exitCode() != 0)
            return {{}, {}, QString::fromUtf8(process.readAll())};
    } else if (form == Form::Script) {
        command = {python(), QStringLiteral("-B"), oracle(), QStringLiteral("--serve")};
        process.setStandardInputFile(file);
    }
    const QString trace = folder + QStringLiteral("/trace");
    process.start(QStringLiteral("strace"),
        QStringList{QStringLiteral("-f"), QStringLiteral("-xx"), QStringLiteral("-s"), QStringLiteral("4000000"),
            QStringLiteral("-e"), QStringLiteral("trace=%network,close"), QStringLiteral("-o"), trace}
            + command);
    if (process.waitForStarted() && peer)
        peer();
    if (!process.waitForFinished(20'000)) {
        outcome.failure = QStringLiteral("it did not end; ");
        process.kill();
        process.waitForFinished();
    }
    outcome.output = process.readAll();
    if (process.exitCode() != 0 || outcome.output.contains("\"invalid\"") || !outcome.failure.isEmpty())
        outcome.failure += QString::fromUtf8(outcome.output);
    QFile traced(trace);
    if (traced.open(QIODevice::ReadOnly))
        outcome.calls = callsIn(traced.readAll());
    return outcome;
}

} // namespace replay
