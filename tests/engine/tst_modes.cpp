// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/lanework.h"
#include "net/syscalls.h"
#include "tests/engine/modepair.h"

#include <algorithm>

using namespace std::chrono_literals;
using capture::Operation;
using capture::Outcome;
using engine::State;
using net::Mode;
using net::Protocol;
using support::Blocking;
using support::EngineRig;
using support::ModePair;
using support::NonBlocking;
using support::PeerSocket;

namespace {

std::ptrdiff_t threads()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}

} // namespace

/// Endpoints whose mode makes calls wait: blocking and timeout.
class TestModes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blockingReceiveIsSeenWaitingAndThenReceives()
    {
        EngineRig rig;
        const ModePair pair(rig, {.mode = Blocking});
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::Recv));
        QVERIFY(pair.peer.sendAll("hello"));
        QTRY_COMPARE(rig.stream(pair.id, capture::Direction::In), QByteArray("hello"));
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::Recv));
    }

    void cancelledReceiveIsNotMadeAgainAndTheSocketWorks()
    {
        EngineRig rig;
        const ModePair pair(rig, {.mode = Blocking});
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::Recv));
        rig.engine().post(engine::CancelCall{pair.id});
        QTRY_VERIFY(rig.status(pair.id).waiting.empty());
        QTRY_COMPARE(rig.records(pair.id, Operation::Recv).size(), std::size_t{1});
        QCOMPARE(rig.records(pair.id, Operation::Recv).front().outcome, Outcome::Cancelled);
        QCOMPARE(rig.status(pair.id).receive, engine::ReceiveMode::OnDemand);
        QVERIFY(pair.peer.sendAll("later"));
        rig.engine().post(engine::Receive{pair.id, 100, 0});
        QTRY_COMPARE(rig.stream(pair.id, capture::Direction::In), QByteArray("later"));
        rig.send(pair.id, "and back");
        QCOMPARE(pair.peer.receiveAll(8), QByteArray("and back"));
    }

    void timeoutIsARecordOfItsOwnKind()
    {
        EngineRig rig;
        const ModePair pair(rig, {.mode = {Mode::Timeout, 30ms}, .receive = engine::ReceiveMode::OnDemand});
        QTRY_COMPARE(rig.state(pair.id), State::Connected);
        rig.engine().post(engine::Receive{pair.id, 100, 0});
        QTRY_COMPARE(rig.records(pair.id, Operation::Recv).size(), std::size_t{1});
        const capture::Record record = rig.records(pair.id, Operation::Recv).front();
        QCOMPARE(record.outcome, Outcome::TimedOut);
        QCOMPARE(int{record.errorNumber}, 0);
        QVERIFY(record.duration >= 0.03F);
        QCOMPARE(rig.state(pair.id), State::Connected);
    }

    void sendAndReceiveWaitBesideEachOther()
    {
        EngineRig rig;
        const ModePair pair(rig, {.mode = Blocking});
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::Recv));
        rig.send(pair.id, "while it waits");
        QCOMPARE(pair.peer.receiveAll(14), QByteArray("while it waits"));
        QVERIFY(rig.waitsIn(pair.id, Operation::Recv));
    }

    void inOneLaneASendWaitsBehindTheReceive()
    {
        EngineRig rig;
        const ModePair pair(rig, {.mode = Blocking, .oneLane = true});
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::Recv));
        rig.send(pair.id, "stuck");
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::SendAll));
        QVERIFY(std::ranges::any_of(rig.status(pair.id).waiting, &engine::WaitingCall::isQueued));
        QCOMPARE(net::receiveQueue(pair.peer.fd()).value(), 0);
        QVERIFY(pair.peer.sendAll("go"));
        QCOMPARE(pair.peer.receiveAll(5), QByteArray("stuck"));
    }

    void blockingAcceptIsCancelledAndAcceptsAfterwards()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback(), {.mode = Blocking});
        QTRY_VERIFY(rig.waitsIn(id, Operation::Accept));
        rig.engine().post(engine::CancelCall{id});
        QTRY_VERIFY(rig.status(id).waiting.empty());
        const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        QVERIFY(peer.isOpen());
        rig.engine().post(engine::MakeCall{id, net::AcceptCall{}});
        QTRY_COMPARE(rig.status(id).totalChildren, std::uint64_t{1});
        QTRY_COMPARE(rig.children(id).size(), std::size_t{1});
        QTRY_COMPARE(rig.children(id).front().mode, Blocking);
    }

    void blockingListenerServesOneAfterTheOther()
    {
        EngineRig rig;
        const auto id
            = rig.listen(Protocol::Tcp, support::loopback(), {.mode = Blocking, .behaviour = engine::EchoBack{}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        for (int i = 0; i < 3; ++i) {
            const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
            QVERIFY(peer.sendAll("ping"));
            QCOMPARE(peer.receiveAll(4), QByteArray("ping"));
        }
    }

    void blockingDatagramSocketReceivesAndAnswers()
    {
        EngineRig rig;
        const auto id
            = rig.listen(Protocol::Udp, support::loopback(), {.mode = Blocking, .behaviour = engine::EchoBack{}});
        QTRY_VERIFY(rig.waitsIn(id, Operation::RecvMsg));
        const PeerSocket peer = PeerSocket::connected(Protocol::Udp, rig.status(id).info.local);
        QVERIFY(peer.sendAll("datagram"));
        QCOMPARE(peer.receive(), QByteArray("datagram"));
        rig.engine().post(engine::CancelCall{id});
        QTRY_VERIFY(rig.status(id).waiting.empty());
        QCOMPARE(rig.state(id), State::Bound);
    }

    void closingEndsTheWaitingCallFirst()
    {
        EngineRig rig;
        const ModePair pair(rig, {.mode = Blocking});
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::Recv));
        rig.engine().post(engine::Close{pair.id});
        QTRY_COMPARE(rig.state(pair.id), State::Closed);
        QTRY_COMPARE(rig.records(pair.id, Operation::Close).size(), std::size_t{1});
        const auto records = rig.records();
        const auto recv = std::ranges::find(records, Operation::Recv, &capture::Record::operation);
        const auto close = std::ranges::find(records, Operation::Close, &capture::Record::operation);
        QVERIFY(recv < close);
        QCOMPARE(recv->outcome, Outcome::Cancelled);
        QCOMPARE(pair.peer.receive(), QByteArray());
    }

    void blockingSendOfMoreThanFitsIsCancelled()
    {
        EngineRig rig;
        const ModePair pair(rig, {.mode = Blocking});
        QTRY_COMPARE(rig.state(pair.id), State::Connected);
        rig.send(pair.id, QByteArray(32 << 20, 'x'));
        QTRY_VERIFY(rig.waitsIn(pair.id, Operation::SendAll));
        rig.engine().post(engine::CancelCall{pair.id});
        QTRY_COMPARE(rig.records(pair.id, Operation::SendAll).size(), std::size_t{1});
        const capture::Record record = rig.records(pair.id, Operation::SendAll).front();
        QCOMPARE(record.outcome, Outcome::Cancelled);
        // Nothing, where the cancel came before the lane had begun.
        const qsizetype sent = std::max(0, record.result);
        QCOMPARE(pair.peer.receiveAll(sent).size(), sent);
    }

    void connectWaitsInALaneAndIsCancelled()
    {
        EngineRig rig;
        const PeerSocket full = PeerSocket::listening(Protocol::Tcp, support::loopback(), 0);
        const PeerSocket first = PeerSocket::connected(Protocol::Tcp, full.local());
        const auto id = rig.connectTo(Protocol::Tcp, {full.local()}, {.mode = Blocking});
        QTRY_VERIFY(rig.waitsIn(id, Operation::Connect));
        rig.engine().post(engine::CancelCall{id});
        QTRY_COMPARE(rig.state(id), State::Closed);
        QTRY_COMPARE(rig.records(id, Operation::Connect).size(), std::size_t{1});
        QCOMPARE(rig.records(id, Operation::Connect).front().outcome, Outcome::Cancelled);
    }

    void aServerIsBuiltByHandStepByStep()
    {
        EngineRig rig;
        const base::EndpointId id = rig.engine().allocateId();
        rig.engine().post(engine::OpenSocket{.id = id});
        QTRY_COMPARE(rig.state(id), State::Created);
        rig.engine().post(engine::MakeCall{id, net::BindCall{support::loopback()}});
        QTRY_COMPARE(rig.state(id), State::Bound);
        rig.engine().post(engine::MakeCall{id, net::ListenCall{1}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        rig.engine().post(engine::MakeCall{id, net::AcceptCall{}});
        QTRY_VERIFY(rig.waitsIn(id, Operation::Accept));
        const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        QTRY_COMPARE(rig.children(id).size(), std::size_t{1});
        const base::EndpointId child = rig.children(id).front().id;
        QVERIFY(peer.sendAll("Hello, world"));
        rig.engine().post(engine::MakeCall{child, net::ReceiveCall{.size = 1024}});
        QTRY_COMPARE(rig.stream(child, capture::Direction::In), QByteArray("Hello, world"));
        rig.send(child, "Hello, world");
        QCOMPARE(peer.receiveAll(12), QByteArray("Hello, world"));
        rig.engine().post(engine::Close{child});
        QCOMPARE(peer.receive(), QByteArray());
        rig.engine().post(engine::Close{id});
        QTRY_COMPARE(rig.state(id), State::Closed);
    }

    void nonBlockingCallByHandAnswersAtOnce()
    {
        EngineRig rig;
        const base::EndpointId id = rig.engine().allocateId();
        rig.engine().post(engine::OpenSocket{.id = id, .protocol = Protocol::Udp});
        rig.engine().post(engine::SetMode{id, NonBlocking});
        rig.engine().post(engine::MakeCall{id, net::BindCall{support::loopback()}});
        rig.engine().post(engine::MakeCall{id, net::ReceiveCall{.size = 10}});
        QTRY_COMPARE(rig.records(id, Operation::Recv).size(), std::size_t{1});
        QCOMPARE(int{rig.records(id, Operation::Recv).front().errorNumber}, EAGAIN);
    }

    void moreThan256WaitingCallsAreRefusedAndAllAreCancelled()
    {
        EngineRig rig;
        const auto before = threads();
        std::vector<base::EndpointId> ids;
        for (int i = 0; i < engine::LaneBudget::Most + 1; ++i) {
            ids.push_back(rig.listen(Protocol::Udp, support::loopback(), {.mode = Blocking}));
        }
        QTRY_COMPARE(rig.records(ids.back(), Operation::LaneRefused).size(), std::size_t{1});
        QTRY_COMPARE(rig.errorCode(ids.back()), EAGAIN);
        QCOMPARE(rig.state(ids.back()), State::Bound);
        for (const base::EndpointId id : ids)
            rig.engine().post(engine::CancelCall{id});
        for (const base::EndpointId id : ids)
            QTRY_VERIFY(rig.status(id).waiting.empty());
        QTRY_COMPARE(threads(), before);
    }

    void engineEndsWithCallsThatWait()
    {
        const auto before = support::openDescriptors();
        {
            EngineRig rig;
            const ModePair pair(rig, {.mode = Blocking});
            QTRY_VERIFY(rig.waitsIn(pair.id, Operation::Recv));
        }
        QCOMPARE(support::openDescriptors(), before);
    }
};

QTEST_GUILESS_MAIN(TestModes)
#include "tst_modes.moc"
