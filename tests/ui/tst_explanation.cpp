// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "ui/errnocard/explanation.h"
#include "ui/errnocard/explanationrow.h"

#include <QTest>

#include <cerrno>

using capture::Operation;
using capture::Outcome;
using net::Protocol;

namespace {

// Every errno that a socket, an option or a file to send is known to give here.
constexpr int KnownErrors[] = {EACCES, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT, EAGAIN, EALREADY, EBADF, ECONNABORTED,
    ECONNREFUSED, ECONNRESET, EDESTADDRREQ, EHOSTUNREACH, EINPROGRESS, EINTR, EINVAL, EISCONN, EMFILE, EMSGSIZE,
    ENAMETOOLONG, ENETUNREACH, ENOBUFS, ENOENT, ENOPROTOOPT, ENOTCONN, ENOTSOCK, EOPNOTSUPP, EPERM, EPIPE, EPROTOTYPE,
    ETIMEDOUT, ENODEV, ENOSPC, EFBIG, ELOOP, ENOTDIR, EISDIR, EPROTONOSUPPORT, EDOM, ERANGE};
constexpr Operation Calls[] = {Operation::Socket, Operation::Bind, Operation::Listen, Operation::Accept,
    Operation::Connect, Operation::Recv, Operation::RecvFrom, Operation::Send, Operation::SendTo, Operation::SendFile,
    Operation::Shutdown, Operation::Close, Operation::SetSockOpt, Operation::GetSockOpt, Operation::Open,
    Operation::Unlink, Operation::ConnectFailed, Operation::SocketError, Operation::AcceptShed};
constexpr Protocol Protocols[]
    = {Protocol::Tcp, Protocol::Udp, Protocol::UnixStream, Protocol::UnixDatagram, Protocol::UnixSeqpacket};

QString sentence(int code, Operation operation, Protocol protocol)
{
    return ui::explainErrno(code, operation, protocol).sentence;
}

void checkIsWhole(const ui::Explanation& explanation)
{
    QVERIFY(!explanation.name.isEmpty());
    QVERIFY(explanation.sentence.endsWith(u'.'));
    QVERIFY2(!explanation.causes.isEmpty(), qPrintable(explanation.name));
    QVERIFY2(!explanation.remedies.isEmpty(), qPrintable(explanation.name));
    QVERIFY(explanation.manPage.contains(u'('));
    for (const QString& item : explanation.causes + explanation.remedies)
        QVERIFY2(item.endsWith(u'.'), qPrintable(item));
}

} // namespace

class TestExplanation final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explainsEveryKnownErrno_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : KnownErrors)
            QTest::newRow(base::errnoName(code).c_str()) << code;
    }

    void explainsEveryKnownErrno()
    {
        QFETCH(int, code);
        int whole = 0;
        for (const Operation operation : Calls) {
            for (const Protocol protocol : Protocols) {
                const ui::Explanation explanation = ui::explainErrno(code, operation, protocol);
                QCOMPARE(explanation.name, QString::fromStdString(base::errnoName(code)));
                QCOMPARE(explanation.number, code);
                QVERIFY(explanation.sentence.endsWith(u'.'));
                whole += explanation.causes.isEmpty() ? 0 : 1;
            }
        }
        QVERIFY2(whole > 0, "no combination of call and protocol has causes");
    }

    void everyRowIsWhole()
    {
        for (const auto table : {ui::addressRows(), ui::connectRows(), ui::transferRows(), ui::optionRows(),
                 ui::systemRows(), ui::timeoutRows()}) {
            QVERIFY(!table.empty());
            for (const ui::ExplanationRow& row : table) {
                QVERIFY(row.sentence && row.causes[0] && row.remedies[0]);
                QVERIFY2(QString::fromLatin1(row.manPage).contains(u'('), row.sentence);
            }
        }
    }

    void noRowIsHiddenBehindAnother()
    {
        // Each row must be the answer for some call, or nobody will ever read it.
        QSet<QString> reached;
        for (const Protocol protocol : Protocols) {
            for (const Operation operation : Calls) {
                reached.insert(ui::explainTimeout(operation, protocol).sentence);
                for (int code = 1; code < 134; ++code)
                    reached.insert(sentence(code, operation, protocol));
            }
        }
        for (const auto table : {ui::addressRows(), ui::connectRows(), ui::transferRows(), ui::optionRows(),
                 ui::systemRows(), ui::timeoutRows()}) {
            for (const ui::ExplanationRow& row : table)
                QVERIFY2(reached.contains(QString::fromUtf8(row.sentence)), row.sentence);
        }
    }

    void dependsOnTheCall_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("operation");
        QTest::addColumn<int>("protocol");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, int code, Operation operation, Protocol protocol, const char* says) {
            QTest::newRow(name) << code << static_cast<int>(operation) << static_cast<int>(protocol)
                                << QString::fromLatin1(says);
        };
        row("port taken", EADDRINUSE, Operation::Bind, Protocol::Tcp, "Another socket");
        row("port taken at listen", EADDRINUSE, Operation::Listen, Protocol::Tcp, "Another socket");
        row("stale socket file", EADDRINUSE, Operation::Bind, Protocol::UnixStream, "a file of this name");
        row("local port taken", EADDRINUSE, Operation::Connect, Protocol::Tcp, "local address and port");
        row("not our address", EADDRNOTAVAIL, Operation::Bind, Protocol::Tcp, "does not belong to this machine");
        row("out of ports", EADDRNOTAVAIL, Operation::Connect, Protocol::Tcp, "no local address and port");
        row("TCP refused", ECONNREFUSED, Operation::Connect, Protocol::Tcp, "nothing listens on this port");
        row("TCP refused later", ECONNREFUSED, Operation::ConnectFailed, Protocol::Tcp, "nothing listens on this port");
        row("UDP refused", ECONNREFUSED, Operation::Recv, Protocol::Udp, "an earlier datagram");
        row("Unix refused", ECONNREFUSED, Operation::Connect, Protocol::UnixStream, "nobody listens on it");
        row("Unix datagram refused", ECONNREFUSED, Operation::SendTo, Protocol::UnixDatagram, "no socket is bound");
        row("privileged port", EACCES, Operation::Bind, Protocol::Tcp, "below 1024");
        row("broadcast", EACCES, Operation::SendTo, Protocol::Udp, "SO_BROADCAST");
        row("directory", EACCES, Operation::Bind, Protocol::UnixStream, "that directory");
        row("socket file", EACCES, Operation::Connect, Protocol::UnixStream, "write to the socket file");
        row("peer vanished from connect", ECONNRESET, Operation::Connect, Protocol::Tcp, "before it was made");
        row("no directory", ENOENT, Operation::Bind, Protocol::UnixStream, "directory in the socket's path");
        row("raw socket", EPERM, Operation::Socket, Protocol::Tcp, "need a privilege");
        row("too many groups", ENOBUFS, Operation::SetSockOpt, Protocol::Udp, "as many groups");
        row("not a member", EADDRNOTAVAIL, Operation::SetSockOpt, Protocol::Udp, "group");
        row("nothing to shut down", ENOTCONN, Operation::Shutdown, Protocol::Tcp, "no connection to shut down");
        row("datagram after shutdown", EPIPE, Operation::Send, Protocol::Udp, "on this socket");
        row("unreadable file", EACCES, Operation::Open, Protocol::Tcp, "permissions");
        row("Unix backlog full", EAGAIN, Operation::Connect, Protocol::UnixStream, "backlog is full");
        row("nothing to receive", EAGAIN, Operation::Recv, Protocol::Tcp, "Nothing has arrived");
        row("nothing to accept", EAGAIN, Operation::Accept, Protocol::Tcp, "No connection waits");
        row("send buffer full", EAGAIN, Operation::Send, Protocol::Tcp, "send buffer is full");
        row("privileged option", EPERM, Operation::SetSockOpt, Protocol::Tcp, "needs a privilege");
        row("firewall", EPERM, Operation::SendTo, Protocol::Udp, "firewall");
        row("bad option value", EINVAL, Operation::SetSockOpt, Protocol::Tcp, "this value for the option");
        row("bound twice", EINVAL, Operation::Bind, Protocol::Tcp, "has an address already");
        row("not listening", EINVAL, Operation::Accept, Protocol::Tcp, "does not listen");
        row("no congestion control", ENOENT, Operation::SetSockOpt, Protocol::Tcp, "congestion control");
        row("no socket file", ENOENT, Operation::Connect, Protocol::UnixStream, "no socket file");
        row("no file to send", ENOENT, Operation::Open, Protocol::Tcp, "no file or directory");
        row("connect gave up", ETIMEDOUT, Operation::Connect, Protocol::Tcp, "never answered");
        row("peer vanished", ETIMEDOUT, Operation::Recv, Protocol::Tcp, "has not answered for so long");
        row("shed", EMFILE, Operation::AcceptShed, Protocol::Tcp, "as many descriptors");
        row("ICMP", EHOSTUNREACH, Operation::SocketError, Protocol::Udp, "the host does not answer");
    }

    void dependsOnTheCall()
    {
        QFETCH(int, code);
        QFETCH(int, operation);
        QFETCH(int, protocol);
        QFETCH(QString, says);
        const auto explanation
            = ui::explainErrno(code, static_cast<Operation>(operation), static_cast<Protocol>(protocol));
        QVERIFY2(explanation.sentence.contains(says), qPrintable(explanation.sentence));
        checkIsWhole(explanation);
    }

    /// Of a stream whose peer is gone most sends fail so, and mostly no earlier call said a word.
    void brokenPipeBeginsWithTheUsualCause()
    {
        const ui::Explanation stream = ui::explainErrno(EPIPE, Operation::Send, Protocol::Tcp);
        QVERIFY(stream.causes.size() > 2);
        QVERIFY(stream.causes.front().contains(QLatin1StringView("peer had closed")));
        QVERIFY(stream.causes.front().contains(QLatin1StringView("RST")));
        QVERIFY(stream.causes.join(u'\n').contains(QLatin1StringView("half-close")));
        QVERIFY(stream.causes.join(u'\n').contains(QLatin1StringView("never connected")));
        const ui::Explanation datagram = ui::explainErrno(EPIPE, Operation::Send, Protocol::Udp);
        QVERIFY(datagram.causes.front().contains(QLatin1StringView("shutdown")));
        QVERIFY(!datagram.causes.join(u'\n').contains(QLatin1StringView("RST")));
    }

    void timeoutIsNotTheKernelsOwn()
    {
        for (const Operation operation : Calls) {
            const ui::Explanation timeout = ui::explainTimeout(operation, Protocol::Tcp);
            QCOMPARE(timeout.name, QStringLiteral("timed out"));
            QCOMPARE(timeout.number, 0);
            checkIsWhole(timeout);
            QVERIFY(timeout.sentence != sentence(ETIMEDOUT, operation, Protocol::Tcp));
        }
    }

    void nameThatDoesNotResolveHasNoErrno()
    {
        const ui::Explanation explanation = ui::explainErrno(ENOENT, Operation::Resolve, Protocol::Tcp);
        QCOMPARE(explanation.name, QStringLiteral("EAI_NONAME"));
        QCOMPARE(explanation.number, 0);
        checkIsWhole(explanation);
    }

    void unknownNumberGetsTheSystemsText()
    {
        const ui::Explanation named = ui::explainErrno(EXDEV, Operation::Send, Protocol::Tcp);
        QCOMPARE(named.name, QStringLiteral("EXDEV"));
        QCOMPARE(named.sentence, QString::fromStdString(base::errnoText(EXDEV)) + u'.');
        QVERIFY(named.causes.isEmpty());
        const ui::Explanation nameless = ui::explainErrno(4711, Operation::Send, Protocol::Tcp);
        QCOMPARE(nameless.name, QStringLiteral("errno 4711"));
        QVERIFY(!nameless.sentence.isEmpty());
    }

    void recordIsExplainedByItsOutcome()
    {
        capture::Record record;
        record.operation = Operation::Connect;
        record.outcome = Outcome::TimedOut;
        QCOMPARE(ui::explainRecord(record, Protocol::Tcp).name, QStringLiteral("timed out"));
        record.outcome = Outcome::Cancelled;
        QCOMPARE(ui::explainRecord(record, Protocol::Tcp).name, QStringLiteral("cancelled"));
        record.outcome = Outcome::Errno;
        record.errorNumber = ECONNREFUSED;
        QCOMPARE(ui::explainRecord(record, Protocol::Tcp).name, QStringLiteral("ECONNREFUSED"));
    }
};

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
