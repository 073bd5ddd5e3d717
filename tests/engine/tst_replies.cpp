// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/behaviours/replyrules.h"
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <QElapsedTimer>

using capture::Operation;
using engine::ReplyRule;
using engine::ReplyTest;
using engine::State;
using engine::Then;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

std::vector<std::byte> bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

ReplyRule rule(std::string_view message, std::string_view reply, Then then = Then::GoOn)
{
    return {.test = {query::BytePattern::fromText(message, false), ReplyTest::Where::Whole},
        .reply = {{bytesOf(reply)}},
        .then = then};
}

message::Rule lines()
{
    return {message::Delimiter{bytesOf("\n"), {}}};
}

engine::Setup answering(std::vector<ReplyRule> rules, message::Rule framing = {}, net::ModeSetting mode = {})
{
    auto all = std::make_shared<engine::ReplyRules>();
    all->rules = std::move(rules);
    all->framing = std::move(framing);
    return {.mode = mode, .behaviour = engine::Reply{all}};
}

/// A listener that answers, and a client of it.
struct Served
{
    explicit Served(engine::Setup setup, Protocol protocol = Protocol::Tcp)
    {
        server = rig.listen(protocol, support::loopback(), std::move(setup));
        const State ready = protocol == Protocol::Tcp ? State::Listening : State::Bound;
        if (QTest::qWaitFor([&] { return rig.state(server) == ready; }))
            peer = PeerSocket::connected(protocol, rig.status(server).info.local);
    }
    /// Of the client, as soon as it was accepted.
    [[nodiscard]] engine::EndpointStatus connection()
    {
        const bool isThere = QTest::qWaitFor([this] { return !rig.children(server).empty(); });
        return isThere ? rig.children(server).front() : engine::EndpointStatus();
    }

    EngineRig rig;
    base::EndpointId server;
    PeerSocket peer;
};

} // namespace

class TestReplies final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageThatFitsIsAnswered_data()
    {
        QTest::addColumn<net::ModeSetting>("mode");
        QTest::newRow("non-blocking") << net::ModeSetting{};
        QTest::newRow("blocking") << net::ModeSetting{net::Mode::Blocking, {}};
    }
    void aMessageThatFitsIsAnswered()
    {
        QFETCH(const net::ModeSetting, mode);
        Served s(answering({rule("PING", "PONG"), rule("Q", "A")}, lines(), mode));
        QVERIFY(s.peer.sendAll("PING\nnothing\nQ\n"));
        QCOMPARE(s.peer.receiveAll(7), QByteArray("PONG\nA\n"));
    }

    void aLineIsAnsweredAsItEnds()
    {
        Served s(answering({rule("PING", "PONG")}, lines()));
        QVERIFY(s.peer.sendAll("PING\r\n"));
        QCOMPARE(s.peer.receiveAll(6), QByteArray("PONG\r\n"));
    }

    void aMessageMayComeInPieces()
    {
        Served s(answering({rule("PING", "PONG")}, lines()));
        QVERIFY(s.peer.sendAll("PI"));
        QTRY_COMPARE(s.rig.stream(s.connection().id, capture::Direction::In), QByteArray("PI"));
        QVERIFY(s.peer.sendAll("NG\nPING\nPI"));
        QCOMPARE(s.peer.receiveAll(10), QByteArray("PONG\nPONG\n"));
        QVERIFY(s.peer.sendAll("NG\n"));
        QCOMPARE(s.peer.receiveAll(5), QByteArray("PONG\n"));
    }

    void whatASlipFrameHoldsIsAnsweredInOne()
    {
        Served s(answering({rule("\xc0", "\xdb")}, {message::Slip()}));
        QVERIFY(s.peer.sendAll("\xdb\xdc\xc0"));
        QTRY_VERIFY(!s.rig.records(s.connection().id, Operation::Send).empty());
        QCOMPARE(s.rig.stream(s.connection().id, capture::Direction::Out).right(3), QByteArray("\xdb\xdd\xc0"));
    }

    void whatComesBeforeAPauseIsOneMessage()
    {
        Served s(answering({rule("PING", "PONG")}, {message::IdleGap{std::chrono::milliseconds(30)}}));
        QVERIFY(s.peer.sendAll("PI"));
        QVERIFY(s.peer.sendAll("NG"));
        QCOMPARE(s.peer.receiveAll(4), QByteArray("PONG"));
    }

    void eachDatagramIsAMessage()
    {
        Served s(answering({rule("PING", "PONG")}, lines()), Protocol::Udp);
        QVERIFY(s.peer.sendAll("no"));
        QVERIFY(s.peer.sendAll("PING"));
        QCOMPARE(s.peer.receive(), QByteArray("PONG"));
    }

    void aDelayHoldsUpWhatComesBehind()
    {
        ReplyRule late = rule("late", "1");
        late.delay = std::chrono::milliseconds(50);
        Served s(answering({late, rule("soon", "2")}, lines()));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(s.peer.sendAll("late\nsoon\n"));
        QCOMPARE(s.peer.receiveAll(4), QByteArray("1\n2\n"));
        QVERIFY(timer.elapsed() >= 50);
    }

    void theConnectionIsClosedBehindTheReply()
    {
        Served s(answering({rule("QUIT", std::string(3'000'000, 'x'), Then::Close)}, lines()));
        QVERIFY(s.peer.sendAll("QUIT\nQUIT\n"));
        QCOMPARE(s.peer.receiveAll(3'000'001).size(), 3'000'001);
        QTRY_COMPARE(s.connection().state, State::Closed);
    }

    void theConnectionIsReset()
    {
        Served s(answering({rule("RST", "bye", Then::Reset)}, lines()));
        QVERIFY(s.peer.sendAll("RST\n"));
        QTRY_COMPARE(s.connection().state, State::Closed);
        QTRY_VERIFY(!s.rig.records(s.connection().id, Operation::SetSockOpt).empty()); // SO_LINGER with 0 s
    }

    void nothingIsAnsweredBehindAStop()
    {
        Served s(answering({rule("stop", "last", Then::Stop), rule("x", "y")}, lines()));
        QVERIFY(s.peer.sendAll("x\nstop\nx\n"));
        QCOMPARE(s.peer.receiveAll(7), QByteArray("y\nlast\n"));
        QTRY_COMPARE(s.rig.stream(s.connection().id, capture::Direction::In), QByteArray("x\nstop\nx\n"));
        QCOMPARE(s.connection().state, State::Connected);
        QCOMPARE(s.rig.stream(s.connection().id, capture::Direction::Out), QByteArray("y\nlast\n"));
    }

    void twoThatAnswerEachOtherAreStopped()
    {
        engine::Setup setup = answering({rule("x", "x")}, lines());
        std::get<engine::Reply>(setup.behaviour).rules->mostPerSecond = 100;
        Served s(setup);
        const auto client = s.rig.connectTo(Protocol::Tcp, {s.rig.status(s.server).info.local}, setup);
        QTRY_COMPARE(s.rig.state(client), State::Connected);
        s.rig.send(client, "x\n");
        const auto stops = [&] {
            return s.rig.records(client, Operation::RepliesStopped).size()
                + s.rig.records(s.rig.children(s.server).back().id, Operation::RepliesStopped).size();
        };
        QTRY_VERIFY(stops() >= 1);
        QCOMPARE(s.rig.state(client), State::Connected);
    }

    void anExpressionWithoutEndStopsTheRepliesAndNothingElse()
    {
        ReplyRule bad{.test = ReplyTest(*query::ByteRegex::compile("(a+)+[bc]"))};
        Served s(answering({bad, rule("x", "y")}, lines()));
        QVERIFY(s.peer.sendAll(QByteArray(20'000, 'a') + "!\n"));
        QTRY_COMPARE(s.rig.records(s.connection().id, Operation::RepliesStopped).size(), std::size_t{1});
        QCOMPARE(s.rig.records(s.connection().id, Operation::RepliesStopped).front().result, 0);
        QCOMPARE(s.connection().state, State::Connected);
    }

    void aLineWithoutEndCostsBoundedMemory()
    {
        message::Rule framing = lines();
        framing.limit = 10;
        Served s(answering({rule("PING", "PONG")}, framing));
        QVERIFY(s.peer.sendAll(QByteArray(1'000'000, 'a') + "\nPING\n"));
        QCOMPARE(s.peer.receiveAll(5), QByteArray("PONG\n"));
    }

    void nothingMoreIsReadWhileThePeerDoesNotRead()
    {
        Served s(answering({rule("x", std::string(100'000, 'y'))}, lines()));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(s.peer.sendAll("x\n"));
        QCOMPARE(s.peer.receiveAll(100'001'000).size(), 100'001'000);
        QCOMPARE(s.connection().counters.unsentBytes, 0U);
    }
};

QTEST_GUILESS_MAIN(TestReplies)
#include "tst_replies.moc"
