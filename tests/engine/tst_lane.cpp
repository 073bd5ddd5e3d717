// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/lane.h"

#include "net/syscalls.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/socket.h>

#include <array>

using namespace std::chrono_literals;
using engine::Lane;
using net::CallEnd;
using net::CallResult;
using net::Mode;

namespace {

constexpr net::ModeSetting Blocking{Mode::Blocking, 0ns};

struct Pair
{
    base::UniqueFd one;
    base::UniqueFd other;
};

Pair pairOf(int type)
{
    std::array<int, 2> fds{-1, -1};
    (void)::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, fds.data());
    return {base::UniqueFd(fds[0]), base::UniqueFd(fds[1])};
}

std::shared_ptr<const std::vector<std::byte>> megabytes(std::size_t count)
{
    return std::make_shared<const std::vector<std::byte>>(count << 20);
}

/// Cancels as an owner does: again and again until there is a result.
CallResult cancelled(Lane& lane)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 5000) {
        lane.cancel();
        if (auto result = lane.waitForResult(2ms))
            return std::move(*result);
    }
    return {};
}

/// The kernel shows what a thread waits in; the lane's thread is the only other one here.
bool waits(Lane& lane)
{
    return lane.isBusy() && !lane.waitForResult(20ms);
}

} // namespace

/// Calls that wait, and are cancelled, in threads of their own.
class TestLane final : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static std::unique_ptr<Lane> laneFor(
        const base::UniqueFd& fd, const net::ModeSetting& mode, net::CallRequest call)
    {
        auto lane = std::make_unique<Lane>([] {});
        (void)net::setMode(fd.get(), mode);
        lane->start({fd.get(), mode, std::move(call)});
        return lane;
    }

private Q_SLOTS:
    void resultComesWhenThePeerActs()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const auto lane = laneFor(pair.one, Blocking, net::ReceiveCall{.size = 10});
        QVERIFY(waits(*lane));
        QVERIFY(net::send(pair.other.get(), std::array{std::byte{'a'}}, 0).has_value());
        const auto result = lane->waitForResult(5s);
        QVERIFY(result.has_value());
        QCOMPARE(result->value, 1);
        QVERIFY(!lane->isBusy());
    }

    void waitingRecvIsCancelledAndTheSocketLives_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("type");
        QTest::newRow("blocking stream") << int(Mode::Blocking) << int(SOCK_STREAM);
        QTest::newRow("blocking datagram") << int(Mode::Blocking) << int(SOCK_DGRAM);
        QTest::newRow("timeout stream") << int(Mode::Timeout) << int(SOCK_STREAM);
    }
    void waitingRecvIsCancelledAndTheSocketLives()
    {
        QFETCH(int, mode);
        QFETCH(int, type);
        const Pair pair = pairOf(type);
        const net::ModeSetting setting{static_cast<Mode>(mode), 60s};
        const auto lane = laneFor(pair.one, setting, net::ReceiveCall{.size = 10});
        QVERIFY(waits(*lane));
        QCOMPARE(cancelled(*lane).end, CallEnd::Cancelled);
        QVERIFY(net::send(pair.other.get(), std::array{std::byte{'a'}}, 0).has_value());
        lane->start({pair.one.get(), setting, net::ReceiveCall{.size = 10}});
        QCOMPARE(lane->waitForResult(5s)->value, 1);
    }

    void waitingAcceptIsCancelledAndAcceptsAfterwards()
    {
        const auto listener = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        QVERIFY(net::bind(listener.get(), net::Address::fromIp("127.0.0.1", 0).value()));
        QVERIFY(net::listen(listener.get(), 1));
        const auto lane = laneFor(listener, Blocking, net::AcceptCall{});
        QVERIFY(waits(*lane));
        QCOMPARE(cancelled(*lane).end, CallEnd::Cancelled);
        const auto client = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        QVERIFY(net::connect(client.get(), net::getsockname(listener.get()).value()));
        lane->start({listener.get(), Blocking, net::AcceptCall{}});
        QCOMPARE(lane->waitForResult(5s)->end, CallEnd::Value);
    }

    void cancelledSendGivesTheBytesThatWereTaken()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const auto lane = laneFor(pair.one, Blocking, net::SendCall{.data = megabytes(8)});
        QVERIFY(waits(*lane));
        const CallResult result = cancelled(*lane);
        QCOMPARE(result.end, CallEnd::Value);
        QCOMPARE(result.value, qint64(net::receiveQueue(pair.other.get()).value()));
    }

    void cancelledSendAllSaysHowFarItCame()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const auto lane
            = laneFor(pair.one, Blocking, net::SendCall{.as = net::SendCall::As::SendAll, .data = megabytes(8)});
        QVERIFY(waits(*lane));
        const CallResult result = cancelled(*lane);
        QCOMPARE(result.end, CallEnd::Cancelled);
        QCOMPARE(result.value, qint64(net::receiveQueue(pair.other.get()).value()));
    }

    void destructionEndsWhatWaits()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        auto lane = laneFor(pair.one, Blocking, net::ReceiveCall{.size = 10});
        QVERIFY(waits(*lane));
        lane.reset();
        QCOMPARE(net::receiveQueue(pair.one.get()).value(), 0);
    }

    void finishedIsSaidOnceForEachCall()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        QVERIFY(net::setMode(pair.one.get(), {Mode::NonBlocking, 0ns}));
        std::atomic<int> said{0};
        Lane lane([&said] { ++said; });
        for (int i = 1; i <= 3; ++i) {
            lane.start({pair.one.get(), {Mode::NonBlocking, 0ns}, net::ReceiveCall{.size = 10}});
            QVERIFY(lane.waitForResult(5s).has_value());
            QTRY_COMPARE(said.load(), i);
        }
    }
};

QTEST_GUILESS_MAIN(TestLane)
#include "tst_lane.moc"
