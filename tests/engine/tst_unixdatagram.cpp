// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/engine/modepair.h"

#include <unistd.h>

#include <QDir>
#include <QFile>

using capture::Operation;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

/// How often the threads but this one gave up the processor to wait for something: proc(5).
qint64 restsOfOtherThreads()
{
    qint64 sum = 0;
    const QString self = QString::number(::gettid());
    for (const QString& task : QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile status(QStringLiteral("/proc/self/task/%1/status").arg(task));
        if (task == self || !status.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray& line : status.readAll().split('\n')) {
            if (line.startsWith("voluntary_ctxt_switches:"))
                sum += line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
        }
    }
    return sum;
}

/// An engine, an address for a socket of it and a peer with one of its own, both files in the same folder.
struct Named
{
    EngineRig rig;
    net::Address ours = net::Address::fromPath(rig.pathFor("ours")).value();
    net::Address theirs = net::Address::fromPath(rig.pathFor("theirs")).value();
    PeerSocket peer = PeerSocket::listening(Protocol::UnixDatagram, theirs);

    base::EndpointId listen(engine::Setup setup = {})
    {
        return rig.listen(Protocol::UnixDatagram, ours, std::move(setup));
    }
    /// Nothing more fits the peer's queue until it receives.
    void fillPeer() { filled = support::fillQueue(PeerSocket::connected(Protocol::UnixDatagram, theirs)); }
    /// Whether the peer receives what fills its queue.
    [[nodiscard]] bool emptyPeer() const
    {
        for (int i = 0; i < filled; ++i) {
            if (peer.receive() != "f")
                return false;
        }
        return true;
    }

private:
    int filled = 0;
};

} // namespace

class TestUnixDatagram final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesTheSendersName()
    {
        Named n;
        const auto id = n.listen({.behaviour = engine::EchoBack{}});
        QTRY_COMPARE(n.rig.state(id), State::Bound);
        QVERIFY(net::connect(n.peer.fd(), n.ours).has_value());
        QVERIFY(n.peer.sendAll("named"));
        QCOMPARE(n.peer.receive(), QByteArray("named"));
        QTRY_COMPARE(n.rig.records(id, Operation::RecvFrom).size(), std::size_t{1});
        const auto record = n.rig.records(id, Operation::RecvFrom).front();
        QCOMPARE(n.rig.detail<capture::AddressDetail>(record).address.path(), n.theirs.path());
    }

    void whatTookThePeerAwayStaysTheError()
    {
        Named n;
        const auto id = n.rig.connectTo(Protocol::UnixDatagram, {n.theirs});
        QTRY_COMPARE(n.rig.state(id), State::Connected);
        n.peer.close();
        n.rig.send(id, "first");
        n.rig.send(id, "second");
        QTRY_COMPARE(n.rig.records(id, Operation::Send).size(), std::size_t{2});
        QCOMPARE(int{n.rig.records(id, Operation::Send).back().errorNumber}, ENOTCONN);
        QTRY_COMPARE(n.rig.status(id).counters.failedSends, std::uint64_t{2});
        QCOMPARE(n.rig.status(id).lastError->code, ECONNREFUSED);
        QCOMPARE(n.rig.status(id).sendError->code, ECONNREFUSED);
    }

    /// It is always writable, so the loop has to rest between two attempts: each rest is a voluntary switch.
    void fullReceiverOfAnUnconnectedSocketIsWaitedForAtRest()
    {
        Named n;
        n.fillPeer();
        const auto id = n.listen();
        QTRY_COMPARE(n.rig.state(id), State::Bound);
        n.rig.send(id, "kept", n.theirs);
        QTRY_COMPARE(n.rig.status(id).queuedBytes, std::uint64_t{4});
        const qint64 before = restsOfOtherThreads();
        QTRY_VERIFY(restsOfOtherThreads() >= before + 50);
        QVERIFY(n.emptyPeer());
        QCOMPARE(n.peer.receive(), QByteArray("kept"));
        QTRY_COMPARE(n.rig.status(id).queuedBytes, std::uint64_t{0});
    }

    void modeChangedBeforeADatagramIsSentLosesNothing()
    {
        Named n;
        n.fillPeer();
        const auto id = n.listen({.mode = support::Blocking, .oneLane = true});
        QTRY_VERIFY(n.rig.waitsIn(id, Operation::RecvMsg));
        n.rig.send(id, "kept", n.theirs);
        QTRY_VERIFY(n.rig.waitsIn(id, Operation::SendTo));
        n.rig.engine().post(engine::SetMode{id, support::NonBlocking});
        QTRY_COMPARE(n.rig.status(id).mode, support::NonBlocking);
        QVERIFY(PeerSocket::connected(Protocol::UnixDatagram, n.ours).sendAll("go"));
        QTRY_COMPARE(n.rig.records(id, Operation::SendTo).size(), std::size_t{1});
        QCOMPARE(int{n.rig.records(id, Operation::SendTo).front().errorNumber}, EAGAIN);
        QVERIFY(n.emptyPeer());
        QCOMPARE(n.peer.receive(), QByteArray("kept"));
    }

    void echoToAnUnnamedSenderIsSaidToBeDropped()
    {
        Named n;
        const auto id = n.listen({.behaviour = engine::EchoBack{}});
        QTRY_COMPARE(n.rig.state(id), State::Bound);
        QVERIFY(PeerSocket::connected(Protocol::UnixDatagram, n.ours).sendAll("unnamed"));
        QTRY_COMPARE(n.rig.records(id, Operation::EchoDropped).size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestUnixDatagram)
#include "tst_unixdatagram.moc"
