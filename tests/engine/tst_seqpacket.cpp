// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <QFile>

using capture::Direction;
using capture::Operation;
using engine::ReceiveMode;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

/// A listener with one accepted connection, and the test's end of it.
struct Served
{
    explicit Served(engine::Setup setup = {})
        : where(net::Address::fromPath(rig.pathFor("socket")).value())
        , listener(rig.listen(Protocol::UnixSeqpacket, where, std::move(setup)))
    {
        if (!QTest::qWaitFor([&] { return rig.state(listener) == State::Listening; }))
            return;
        peer = PeerSocket::connected(Protocol::UnixSeqpacket, where);
        const auto isThere
            = [&] { return rig.children(listener).size() == 1 && rig.children(listener)[0].state == State::Connected; };
        if (QTest::qWaitFor(isThere))
            id = rig.children(listener)[0].id;
    }
    /// What each receive gave, in order.
    QByteArrayList messages()
    {
        QByteArrayList result;
        for (const capture::Record& record : rig.records()) {
            if (record.endpoint == id && capture::directionOf(record.operation) == Direction::In)
                result.append(rig.payload(record));
        }
        return result;
    }

    EngineRig rig;
    net::Address where;
    base::EndpointId listener;
    PeerSocket peer;
    base::EndpointId id;
};

void addModes()
{
    QTest::addColumn<net::ModeSetting>("mode");
    QTest::newRow("loop") << net::ModeSetting{};
    QTest::newRow("lane") << net::ModeSetting{net::Mode::Blocking, {}};
    QTest::newRow("timeout") << net::ModeSetting{net::Mode::Timeout, std::chrono::seconds(5)};
}

} // namespace

Q_DECLARE_METATYPE(net::ModeSetting)

/// Unix SOCK_SEQPACKET: connections whose messages keep their boundaries - unix(7).
class TestSeqpacket final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesKeepTheirBoundaries_data() { addModes(); }
    void messagesKeepTheirBoundaries()
    {
        QFETCH(const net::ModeSetting, mode);
        Served s({.mode = mode});
        for (const char* each : {"one", "", "three"})
            QCOMPARE(net::send(s.peer.fd(), std::as_bytes(std::span(each, std::strlen(each))), 0).value(),
                std::strlen(each));
        QTRY_COMPARE(s.messages(), (QByteArrayList{"one", "", "three"}));
        QCOMPARE(s.rig.state(s.id), State::Connected);
        // The end of the connection is a receive of 0 bytes as well, and is told apart.
        s.peer.close();
        QTRY_COMPARE(s.rig.state(s.id), State::Closed);
        QTRY_COMPARE(s.messages(), (QByteArrayList{"one", "", "three", ""}));
    }

    void aCutMessageTellsItsRealLength_data() { addModes(); }
    void aCutMessageTellsItsRealLength()
    {
        QFETCH(const net::ModeSetting, mode);
        Served s({.mode = mode, .receiveSize = 4});
        QVERIFY(s.peer.sendAll("0123456789"));
        QVERIFY(s.peer.sendAll("next"));
        QTRY_COMPARE(s.messages(), (QByteArrayList{"0123", "next"}));
        const auto operation = mode.mode == net::Mode::NonBlocking ? Operation::Recv : Operation::RecvMsg;
        const auto records = s.rig.records(s.id, operation);
        QCOMPARE(records[0].result, 10);
        QVERIFY(records[0].messageFlags & MSG_TRUNC);
        QCOMPARE(int{records[1].messageFlags}, 0);
    }

    void echoSendsEachMessageBack_data() { addModes(); }
    void echoSendsEachMessageBack()
    {
        QFETCH(const net::ModeSetting, mode);
        Served s({.mode = mode, .behaviour = engine::EchoBack{}});
        QVERIFY(s.peer.sendAll("first"));
        QVERIFY(s.peer.sendAll("second"));
        QCOMPARE(s.peer.receive(), QByteArray("first"));
        QCOMPARE(s.peer.receive(), QByteArray("second"));
    }

    void whatIsSentIsOneMessageEach_data() { addModes(); }
    void whatIsSentIsOneMessageEach()
    {
        QFETCH(const net::ModeSetting, mode);
        EngineRig rig;
        const auto where = net::Address::fromPath(rig.pathFor("socket")).value();
        const PeerSocket listener = PeerSocket::listening(Protocol::UnixSeqpacket, where);
        const auto id = rig.connectTo(Protocol::UnixSeqpacket, {where}, {.mode = mode});
        const PeerSocket peer = listener.accept();
        QTRY_COMPARE(rig.state(id), State::Connected);
        rig.send(id, "one");
        rig.send(id, "");
        rig.send(id, "three");
        QCOMPARE(peer.receive(), QByteArray("one"));
        QCOMPARE(peer.receive(), QByteArray());
        QCOMPARE(peer.receive(), QByteArray("three"));
        QTRY_COMPARE(rig.records(id, Operation::Send).size(), std::size_t{3});
        // A connection that was opened by hand stays half-closed.
        rig.engine().post(engine::MakeCall{id, net::ShutdownCall{SHUT_WR}});
        QTRY_COMPARE(rig.state(id), State::HalfClosedOut);
        QCOMPARE(peer.receive(), QByteArray());
    }

    void aMessageThatIsTooLongHurtsNoOther_data() { addModes(); }
    void aMessageThatIsTooLongHurtsNoOther()
    {
        QFETCH(const net::ModeSetting, mode);
        Served s({.mode = mode});
        s.rig.send(s.id, QByteArray(16 << 20, 'x'));
        s.rig.send(s.id, "short");
        QCOMPARE(s.peer.receive(), QByteArray("short"));
        QTRY_COMPARE(s.rig.records(s.id, Operation::Send).size(), std::size_t{2});
        QCOMPARE(int{s.rig.records(s.id, Operation::Send).front().errorNumber}, EMSGSIZE);
        QCOMPARE(s.rig.state(s.id), State::Connected);
    }

    void messagesWaitWhereThePeerReadsLate()
    {
        Served s;
        constexpr int Count = 500;
        for (int i = 0; i < Count; ++i)
            s.rig.send(s.id, QByteArray(4000, char('a' + i % 26)));
        QTRY_VERIFY(!s.rig.records(s.id, Operation::SendQueued).empty());
        for (int i = 0; i < Count; ++i)
            QCOMPARE(s.peer.receive(), QByteArray(4000, char('a' + i % 26)));
        QTRY_COMPARE(s.rig.status(s.id).queuedBytes, std::uint64_t{0});
    }

    void onDemandTakesOneMessage()
    {
        Served s({.receive = ReceiveMode::OnDemand});
        QVERIFY(s.peer.sendAll("first"));
        QVERIFY(s.peer.sendAll("second"));
        s.rig.engine().post(engine::Receive{s.id, 3, 0});
        QTRY_COMPARE(s.messages(), QByteArrayList{"fir"});
        const capture::Record cut = s.rig.records(s.id, Operation::Recv).front();
        QCOMPARE(cut.result, 3); // as recv(2) returned it, which was not asked for the real length
        QVERIFY((cut.messageFlags & MSG_TRUNC) != 0);
        s.rig.engine().post(engine::Receive{s.id, 100, 0});
        QTRY_COMPARE(s.messages(), (QByteArrayList{"fir", "second"}));
    }

    void aFileIsOneMessage()
    {
        Served s;
        QFile file(QString::fromStdString(s.rig.pathFor("file")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("from a file") == 11);
        file.close();
        s.rig.engine().post(engine::SendFile{s.id, s.rig.pathFor("file")});
        QCOMPARE(s.peer.receive(), QByteArray("from a file"));
    }

    void connectingToAStreamListenerIsEprototype()
    {
        EngineRig rig;
        const auto where = net::Address::fromPath(rig.pathFor("socket")).value();
        const PeerSocket listener = PeerSocket::listening(Protocol::UnixStream, where);
        const auto id = rig.connectTo(Protocol::UnixSeqpacket, {where});
        QTRY_COMPARE(rig.state(id), State::Failed);
        QCOMPARE(rig.errorCode(id), EPROTOTYPE);
    }
};

QTEST_GUILESS_MAIN(TestSeqpacket)
#include "tst_seqpacket.moc"
