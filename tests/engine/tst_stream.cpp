// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <QFile>
#include <QRandomGenerator>

using capture::Direction;
using capture::Operation;
using engine::ReceiveMode;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

/// An engine with one accepted connection and the peer at its other end.
struct Connected
{
    explicit Connected(engine::Setup setup = {}, Protocol protocol = Protocol::Tcp)
    {
        const auto address
            = protocol == Protocol::Tcp ? support::loopback() : net::Address::fromPath(rig.pathFor("stream")).value();
        const auto listener = rig.listen(protocol, address, std::move(setup));
        if (!QTest::qWaitFor([&] { return rig.state(listener) == State::Listening; }))
            return;
        peer = PeerSocket::connected(protocol, rig.status(listener).info.local);
        if (QTest::qWaitFor([&] { return rig.children(listener).size() == 1; }))
            id = rig.children(listener).front().id;
    }

    EngineRig rig;
    PeerSocket peer;
    base::EndpointId id;
};

} // namespace

class TestStream final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRecvIsOneRecordWithItsBytes()
    {
        Connected c;
        QVERIFY(c.peer.sendAll("first"));
        QTRY_COMPARE(c.rig.records(c.id, Operation::Recv).size(), std::size_t{1});
        QVERIFY(c.peer.sendAll("second"));
        QTRY_COMPARE(c.rig.records(c.id, Operation::Recv).size(), std::size_t{2});
        const auto records = c.rig.records(c.id, Operation::Recv);
        QCOMPARE(c.rig.payload(records[0]), QByteArray("first"));
        QCOMPARE(records[0].result, 5);
        QCOMPARE(records[0].asked, 65536U);
        QCOMPARE(c.rig.payload(records[1]), QByteArray("second"));
        QVERIFY(records[1].timeNs >= records[0].timeNs);
    }

    void bufsizeSplitsWhatArrivedTogether()
    {
        Connected c({.receiveSize = 4});
        QVERIFY(c.peer.sendAll("0123456789"));
        QTRY_COMPARE(c.rig.stream(c.id, Direction::In), QByteArray("0123456789"));
        const auto records = c.rig.records(c.id, Operation::Recv);
        QVERIFY(records.size() >= 3);
        for (const auto& record : records)
            QVERIFY(record.result <= 4);
    }

    void echoComesBackWholeAndIsRecordedBothWays()
    {
        Connected c({.behaviour = engine::EchoBack{}});
        QByteArray sent(300'000, Qt::Uninitialized);
        QRandomGenerator random(42);
        for (char& byte : sent)
            byte = static_cast<char>(random.bounded(256));
        for (qsizetype at = 0; at < sent.size(); at += 10'000)
            QVERIFY(c.peer.sendAll(sent.mid(at, 10'000)));
        QCOMPARE(c.peer.receiveAll(sent.size()), sent);
        QTRY_COMPARE(c.rig.stream(c.id, Direction::Out), sent);
        QCOMPARE(c.rig.stream(c.id, Direction::In), sent);
    }

    void echoStopsReadingWhenThePeerDoesNotRead()
    {
        Connected c({.behaviour = engine::EchoBack{}});
        const QByteArray block(64 * 1024, 'e');
        qsizetype sent = 0;
        // The kernel's buffers and one high-water mark of ours fill up; then nothing more is taken in.
        while (sent < 64 * 1024 * 1024) {
            const auto count = net::send(c.peer.fd(),
                {reinterpret_cast<const std::byte*>(block.constData()), static_cast<std::size_t>(block.size())},
                MSG_DONTWAIT);
            if (!count) {
                const auto in = c.rig.status(c.id).counters.bytesIn;
                QTest::qWait(300);
                if (c.rig.status(c.id).counters.bytesIn == in)
                    break;
                continue;
            }
            sent += static_cast<qsizetype>(*count);
        }
        QVERIFY2(sent < 64 * 1024 * 1024, "the endpoint took everything in");
        QVERIFY(c.rig.status(c.id).queuedBytes <= 2 * 1024 * 1024);
        QCOMPARE(c.peer.receiveAll(sent).size(), sent);
    }

    void partialSendIsSeenAndTheRestFollows()
    {
        Connected c;
        const QByteArray big(16 * 1024 * 1024, 'p');
        c.rig.send(c.id, big);
        QTRY_VERIFY(!c.rig.records(c.id, Operation::SendQueued).empty());
        const auto first = c.rig.records(c.id, Operation::Send).front();
        QCOMPARE(first.asked, static_cast<std::uint32_t>(big.size()));
        QVERIFY(first.result > 0);
        QVERIFY(first.result < big.size());
        QTRY_VERIFY(c.rig.status(c.id).queuedBytes > 0);
        QCOMPARE(c.peer.receiveAll(big.size()), big);
        QTRY_COMPARE(c.rig.status(c.id).queuedBytes, std::uint64_t{0});
        QCOMPARE(c.rig.stream(c.id, Direction::Out), big);
    }

    void sendOverTheHighWaterMarkIsRefusedWithARecord()
    {
        Connected c;
        c.rig.send(c.id, QByteArray(40 * 1024 * 1024, 'a'));
        c.rig.send(c.id, QByteArray(60 * 1024 * 1024, 'b'));
        QTRY_COMPARE(c.rig.records(c.id, Operation::SendRefused).size(), std::size_t{1});
        QCOMPARE(c.rig.records(c.id, Operation::SendRefused).front().result, 60 * 1024 * 1024);
        QTRY_COMPARE(c.rig.errorCode(c.id), ENOBUFS);
        QCOMPARE(c.rig.state(c.id), State::Connected);
    }

    void fileIsStreamedThrough()
    {
        Connected c;
        QByteArray content(3'000'001, Qt::Uninitialized);
        for (qsizetype i = 0; i < content.size(); ++i)
            content[i] = static_cast<char>(i % 251);
        QFile file(QString::fromStdString(c.rig.pathFor("payload")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        file.close();
        c.rig.engine().post(engine::SendFile{c.id, file.fileName().toStdString()});
        QCOMPARE(c.peer.receiveAll(content.size()), content);
        QTRY_COMPARE(c.rig.stream(c.id, Direction::Out), content);
        QVERIFY(c.rig.records(c.id, Operation::SendFile).size() > 10);
    }

    void fileThatThePeerDoesNotReadIsSeenToWaitAndCanBeCancelled()
    {
        Connected c;
        const qint64 size = 256 * 1024 * 1024; // more than the socket buffers ever take
        QFile file(QString::fromStdString(c.rig.pathFor("payload")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(size));
        file.close();
        c.rig.engine().post(engine::SendFile{c.id, file.fileName().toStdString()});
        QTRY_VERIFY(c.rig.waitsIn(c.id, Operation::SendFile));
        QCOMPARE(c.rig.status(c.id).waiting.front().total, std::optional(std::uint64_t(size)));
        c.rig.send(c.id, "behind");
        c.rig.engine().post(engine::CancelCall{c.id});
        QTRY_COMPARE(c.rig.records(c.id, Operation::SendFile).back().outcome, capture::Outcome::Cancelled);
        QTRY_VERIFY(c.rig.status(c.id).waiting.empty());
        qsizetype sent = 0;
        for (const capture::Record& record : c.rig.records(c.id, Operation::SendFile))
            sent += qsizetype(capture::movedSize(record).value_or(0));
        QCOMPARE(c.rig.status(c.id).counters.unsentBytes, std::uint64_t(size - sent));
        QVERIFY(c.peer.receiveAll(sent + 6).endsWith("behind"));
        QCOMPARE(c.rig.state(c.id), State::Connected);
    }

    void fileThatCannotBeOpenedIsAFailedRecord()
    {
        Connected c;
        c.rig.engine().post(engine::SendFile{c.id, c.rig.pathFor("none")});
        QTRY_COMPARE(c.rig.records(c.id, Operation::Open).size(), std::size_t{1});
        QCOMPARE(int{c.rig.records(c.id, Operation::Open).front().errorNumber}, ENOENT);
        QCOMPARE(c.rig.state(c.id), State::Connected);
    }

    void endOfStreamIsRecvZeroAndClosesAnAcceptedConnection()
    {
        Connected c;
        c.peer.close();
        QTRY_COMPARE(c.rig.state(c.id), State::Closed);
        QTRY_COMPARE(c.rig.records(c.id, Operation::Close).size(), std::size_t{1});
        QCOMPARE(c.rig.records(c.id, Operation::Recv).back().result, 0);
        QVERIFY(!c.rig.status(c.id).lastError);
    }

    void halfClosedPeerStillGetsWhatIsSent()
    {
        Connected c({.closeAtEof = false});
        QCOMPARE(::shutdown(c.peer.fd(), SHUT_WR), 0);
        QTRY_COMPARE(c.rig.state(c.id), State::HalfClosedIn);
        c.rig.send(c.id, "answer");
        QCOMPARE(c.peer.receiveAll(6), QByteArray("answer"));
        c.rig.engine().post(engine::MakeCall{c.id, net::ShutdownCall{SHUT_WR}});
        QCOMPARE(c.peer.receive(), QByteArray());
        QTRY_COMPARE(c.rig.state(c.id), State::Closed);
    }

    void halfCloseDeliversRemainingBytes()
    {
        Connected c;
        c.rig.engine().post(engine::MakeCall{c.id, net::ShutdownCall{SHUT_WR}});
        QTRY_COMPARE(c.rig.state(c.id), State::HalfClosedOut);
        QCOMPARE(c.peer.receive(), QByteArray());
        QVERIFY(c.peer.sendAll("last words"));
        QTRY_COMPARE(c.rig.stream(c.id, Direction::In), QByteArray("last words"));
        c.rig.send(c.id, "too late");
        QTRY_COMPARE(c.rig.errorCode(c.id), EPIPE);
        QCOMPARE(c.rig.state(c.id), State::HalfClosedOut);
    }

    void peersResetIsEconnreset()
    {
        Connected c;
        QVERIFY(c.peer.sendAll("x"));
        QTRY_COMPARE(c.rig.status(c.id).counters.bytesIn, std::uint64_t{1});
        c.peer.abort();
        QTRY_COMPARE(c.rig.state(c.id), State::Failed);
        QTRY_COMPARE(c.rig.errorCode(c.id), ECONNRESET);
        QTRY_COMPARE(int{c.rig.last(c.id, Operation::Recv).errorNumber}, ECONNRESET);
    }

    void resetIsSeenByThePeer()
    {
        Connected c;
        c.rig.engine().post(engine::Reset{c.id});
        QTRY_COMPARE(c.rig.state(c.id), State::Closed);
        QCOMPARE(c.peer.receive(), QByteArray("(ECONNRESET)"));
        QTRY_COMPARE(c.rig.records(c.id, Operation::SetSockOpt).size(), std::size_t{1});
    }

    void onDemandReceivesOnlyWhenAsked()
    {
        Connected c({.receive = ReceiveMode::OnDemand});
        c.rig.engine().post(engine::Receive{c.id, 100, 0});
        QTRY_COMPARE(c.rig.records(c.id, Operation::Recv).size(), std::size_t{1});
        QCOMPARE(int{c.rig.records(c.id, Operation::Recv).front().errorNumber}, EAGAIN);

        QVERIFY(c.peer.sendAll("HelloWorld"));
        QTRY_COMPARE(net::receiveQueue(c.rig.status(c.id).fd).value_or(-1), 10);
        c.rig.engine().post(engine::Receive{c.id, 5, MSG_PEEK});
        c.rig.engine().post(engine::Receive{c.id, 5, 0});
        c.rig.engine().post(engine::Receive{c.id, 100, 0});
        QTRY_COMPARE(c.rig.records(c.id, Operation::Recv).size(), std::size_t{4});
        const auto records = c.rig.records(c.id, Operation::Recv);
        QCOMPARE(c.rig.payload(records[1]), QByteArray("Hello"));
        QCOMPARE(int{records[1].messageFlags}, int{MSG_PEEK});
        QCOMPARE(c.rig.payload(records[2]), QByteArray("Hello"));
        QCOMPARE(c.rig.payload(records[3]), QByteArray("World"));
    }

    void onDemandLeavesTheResetForTheUsersCall()
    {
        Connected c({.receive = ReceiveMode::OnDemand});
        c.peer.abort();
        QTest::qWait(50); // nothing must happen meanwhile; the state below shows that nothing did
        QCOMPARE(c.rig.state(c.id), State::Connected);
        c.rig.engine().post(engine::Receive{c.id, 5, 0});
        QTRY_COMPARE(c.rig.state(c.id), State::Failed);
        QTRY_COMPARE(c.rig.errorCode(c.id), ECONNRESET);
    }

    void switchingToAutomaticReceivesWhatWaits()
    {
        Connected c({.receive = ReceiveMode::OnDemand});
        QVERIFY(c.peer.sendAll("waiting"));
        c.rig.engine().post(engine::SetReceive{c.id, ReceiveMode::Automatic, 3});
        QTRY_COMPARE(c.rig.stream(c.id, Direction::In), QByteArray("waiting"));
        QCOMPARE(c.rig.records(c.id, Operation::Recv).front().result, 3);
    }

    void modeIsRecorded()
    {
        Connected c;
        c.rig.engine().post(engine::SetMode{c.id, {net::Mode::Timeout, std::chrono::milliseconds(2500)}});
        QTRY_COMPARE(c.rig.records(c.id, Operation::SetTimeout).size(), std::size_t{1});
        const auto detail = c.rig.detail<capture::ModeDetail>(c.rig.records(c.id, Operation::SetTimeout).front());
        QCOMPARE(detail.setting.mode, net::Mode::Timeout);
        QCOMPARE(detail.setting.timeout, std::chrono::nanoseconds(2'500'000'000));
        QCOMPARE(c.rig.status(c.id).mode, detail.setting);
    }

    void unixStreamCarriesBothWays()
    {
        Connected c({}, Protocol::UnixStream);
        QVERIFY(c.peer.sendAll("to us"));
        QTRY_COMPARE(c.rig.stream(c.id, Direction::In), QByteArray("to us"));
        c.rig.send(c.id, "to them");
        QCOMPARE(c.peer.receiveAll(7), QByteArray("to them"));
    }

    void lingeringCloseDoesNotStopTheOthers()
    {
        Connected c;
        const linger forSeconds{1, 2};
        const auto* bytes = reinterpret_cast<const std::byte*>(&forSeconds);
        c.rig.engine().post(engine::SetOption{c.id, {SOL_SOCKET, SO_LINGER, {bytes, bytes + sizeof(forSeconds)}}});
        c.rig.send(c.id, QByteArray(8 * 1024 * 1024, 'l')); // the peer does not read: close has to wait
        QTRY_VERIFY(c.rig.status(c.id).queuedBytes > 0);
        c.rig.engine().post(engine::Close{c.id});
        const auto other = c.rig.listen(Protocol::Tcp, support::loopback());
        QTRY_COMPARE(c.rig.state(other), State::Listening);
        QVERIFY(c.rig.records(c.id, Operation::Close).empty());
        QTRY_COMPARE(c.rig.records(c.id, Operation::Close).size(), std::size_t{1});
        QVERIFY(c.rig.records(c.id, Operation::Close).front().duration > 1.0F);
    }

    void propertiesTellWhatTheKernelSays()
    {
        Connected c;
        std::mutex mutex;
        std::optional<engine::Properties> read;
        c.rig.engine().post(engine::ReadProperties{c.id, [&](std::optional<engine::Properties> properties) {
                                                       const std::scoped_lock lock(mutex);
                                                       read = std::move(properties);
                                                   }});
        QTRY_VERIFY((std::scoped_lock(mutex), read.has_value()));
        QVERIFY(read->nonBlockingFlag);
        QCOMPARE(read->receiveQueue, 0);
        QVERIFY(read->options.size() > 30);
        for (const engine::OptionReading& reading : read->options)
            QVERIFY(!(reading.level == SOL_SOCKET && reading.name == SO_ERROR));
    }

    void tcpReadingHoldsWhatWaitsToBeRead()
    {
        engine::Setup setup;
        setup.receive = ReceiveMode::OnDemand;
        Connected c(setup);
        QVERIFY(c.peer.sendAll("waits"));
        std::mutex mutex;
        std::optional<engine::TcpReading> read;
        const auto isRead = [&] {
            c.rig.engine().post(engine::ReadTcpInfo{c.id, [&](std::optional<engine::TcpReading> reading) {
                                                        const std::scoped_lock lock(mutex);
                                                        read = std::move(reading);
                                                    }});
            const std::scoped_lock lock(mutex);
            return read && read->receiveQueue == 5;
        };
        QTRY_VERIFY(isRead());
        c.rig.engine().post(engine::Close{c.id});
        QTRY_VERIFY((isRead(), std::scoped_lock(mutex), !read.has_value()));
    }
};

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
