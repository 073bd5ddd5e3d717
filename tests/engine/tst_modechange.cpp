// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/engine/modepair.h"

#include <fcntl.h>

#include <QFile>

using namespace std::chrono_literals;
using capture::Operation;
using engine::State;
using net::Mode;
using net::Protocol;
using support::Blocking;
using support::EngineRig;
using support::ModePair;
using support::NonBlocking;
using support::PeerSocket;

namespace {

/// O_NONBLOCK as the kernel shows it to everybody.
bool nonBlockingInProc(int fd)
{
    QFile file(QStringLiteral("/proc/self/fdinfo/%1").arg(fd));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("flags:"))
            return (line.mid(6).trimmed().toInt(nullptr, 8) & O_NONBLOCK) != 0;
    }
    return false;
}

} // namespace

/// A mode that is changed while the socket is at work.
class TestModeChange final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modeIsTheDescriptorsFlag()
    {
        EngineRig rig;
        const ModePair pair(rig, {.mode = Blocking});
        QTRY_COMPARE(rig.state(pair.id), State::Connected);
        const int fd = rig.status(pair.id).fd;
        QVERIFY(!nonBlockingInProc(fd));
        rig.engine().post(engine::SetMode{pair.id, {Mode::Timeout, 1s}});
        QTRY_VERIFY(nonBlockingInProc(fd));
        rig.engine().post(engine::SetMode{pair.id, Blocking});
        QTRY_VERIFY(!nonBlockingInProc(fd));
        rig.engine().post(engine::SetMode{pair.id, NonBlocking});
        QTRY_VERIFY(nonBlockingInProc(fd));
    }

    void duringASendLeavesTheQueueToTheLane()
    {
        EngineRig rig;
        const ModePair pair(rig, {.mode = Blocking});
        QTRY_COMPARE(rig.state(pair.id), State::Connected);
        const QByteArray much(16 << 20, 'm');
        rig.send(pair.id, much);
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::SendAll));
        rig.engine().post(engine::SetMode{pair.id, NonBlocking});
        rig.send(pair.id, "behind");
        QCOMPARE(pair.peer.receiveAll(much.size() + 6), much + "behind");
        QTRY_COMPARE(rig.status(pair.id).queuedBytes, std::uint64_t{0});
    }

    void beforeASendBeginsLosesNothing_data()
    {
        QTest::addColumn<net::ModeSetting>("mode");
        QTest::newRow("non-blocking") << NonBlocking;
        QTest::newRow("timeout") << net::ModeSetting{Mode::Timeout, 5s};
    }

    /// The send was asked for in blocking mode and is made once O_NONBLOCK is set: it takes a part and gets EAGAIN.
    void beforeASendBeginsLosesNothing()
    {
        QFETCH(const net::ModeSetting, mode);
        EngineRig rig;
        const ModePair pair(rig, {.mode = Blocking, .oneLane = true});
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::Recv));
        const QByteArray much(16 << 20, 'm');
        rig.send(pair.id, much);
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::SendAll));
        // Another receive would keep the only lane from the rest of the send.
        rig.engine().post(engine::SetReceive{pair.id, engine::ReceiveMode::OnDemand});
        rig.engine().post(engine::SetMode{pair.id, mode});
        QTRY_COMPARE(rig.status(pair.id).mode, mode);
        QVERIFY(pair.peer.sendAll("go"));
        QTRY_COMPARE(rig.records(pair.id, Operation::SendAll).size(), std::size_t{1});
        const capture::Record partial = rig.records(pair.id, Operation::SendAll).front();
        QCOMPARE(int{partial.errorNumber}, EAGAIN);
        QVERIFY(partial.payloadSize > 0);
        QCOMPARE(pair.peer.receiveAll(much.size()), much);
        QTRY_COMPARE(rig.status(pair.id).queuedBytes, std::uint64_t{0});
    }

    void asAConnectBeginsStillConnects()
    {
        EngineRig rig;
        const PeerSocket listener = PeerSocket::listening(Protocol::Tcp, support::loopback(), 64);
        std::vector<base::EndpointId> ids;
        for (int i = 0; i < 50; ++i) {
            ids.push_back(rig.connectTo(Protocol::Tcp, {listener.local()}, {.mode = Blocking}));
            rig.engine().post(engine::SetMode{ids.back(), NonBlocking});
        }
        for (const base::EndpointId id : ids)
            QTRY_COMPARE(rig.state(id), State::Connected);
    }
};

QTEST_GUILESS_MAIN(TestModeChange)
#include "tst_modechange.moc"
