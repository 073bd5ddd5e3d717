// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/eventloop.h"

#include <QTest>

#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <thread>

using namespace std::chrono_literals;

namespace {

struct Pipe
{
    Pipe()
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0) {
            read.reset(ends[0]);
            write.reset(ends[1]);
        }
    }
    void fill() const { QCOMPARE(::write(write.get(), "x", 1), 1); }

    base::UniqueFd read;
    base::UniqueFd write;
};

struct Handler final : engine::EventHandler
{
    void handleEvents(std::uint32_t events) override
    {
        ++calls;
        if (action)
            action(events);
    }
    int calls = 0;
    std::function<void(std::uint32_t)> action;
};

} // namespace

class TestEventLoop final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<engine::EventLoop> m_loop;
    [[nodiscard]] static auto now() { return base::Monotonic::now(); }

private Q_SLOTS:
    void init() { m_loop = engine::EventLoop::create().value(); }

    void reportsReadinessAgainAndAgainUntilItIsConsumed()
    {
        const Pipe pipe;
        Handler handler;
        const auto token = m_loop->watch(pipe.read.get(), EPOLLIN, handler);
        QVERIFY(token.has_value());
        pipe.fill();
        QVERIFY(m_loop->turn(now()));
        QVERIFY(m_loop->turn(now()));
        QCOMPARE(handler.calls, 2);
    }

    void eventOfDescriptorThatAnotherHandlerClosedIsDropped()
    {
        // Both are ready in the same batch; whoever comes first removes the other one.
        const Pipe first;
        const Pipe second;
        Handler a;
        Handler b;
        const auto tokenA = m_loop->watch(first.read.get(), EPOLLIN, a).value();
        const auto tokenB = m_loop->watch(second.read.get(), EPOLLIN, b).value();
        a.action = [&](std::uint32_t) { m_loop->unwatch(tokenB); };
        b.action = [&](std::uint32_t) { m_loop->unwatch(tokenA); };
        first.fill();
        second.fill();
        m_loop->turn(now());
        QCOMPARE(a.calls + b.calls, 1);
        QCOMPARE(m_loop->watchCount(), std::size_t{1});
    }

    void newHandlerOnReusedSlotDoesNotGetOldEvents()
    {
        const Pipe first;
        const Pipe second;
        Pipe third;
        Handler a;
        Handler b;
        Handler late;
        const auto tokenB = m_loop->watch(second.read.get(), EPOLLIN, b).value();
        (void)m_loop->watch(first.read.get(), EPOLLIN, a).value();
        const auto replace = [&](std::uint32_t) {
            if (late.calls == 0 && m_loop->watchCount() == 2) {
                m_loop->unwatch(tokenB);
                QVERIFY(m_loop->watch(third.read.get(), EPOLLIN, late).has_value());
            }
        };
        a.action = replace;
        b.action = replace;
        first.fill();
        second.fill();
        m_loop->turn(now());
        QCOMPARE(late.calls, 0);
    }

    void sameDescriptorTwiceIsEexistAndRegularFileIsEperm()
    {
        const Pipe pipe;
        Handler handler;
        QVERIFY(m_loop->watch(pipe.read.get(), EPOLLIN, handler).has_value());
        QCOMPARE(m_loop->watch(pipe.read.get(), EPOLLOUT, handler).error().code, EEXIST);
        const base::UniqueFd file(::open("/etc/passwd", O_RDONLY | O_CLOEXEC));
        QCOMPARE(m_loop->watch(file.get(), EPOLLIN, handler).error().code, EPERM);
        QCOMPARE(m_loop->watchCount(), std::size_t{1});
    }

    void timersFireInOrderOfTheirDeadlines()
    {
        std::vector<int> fired;
        const auto start = now();
        m_loop->startTimer(start + 2ms, [&] { fired.push_back(2); });
        m_loop->startTimer(start + 1ms, [&] { fired.push_back(1); });
        const auto stopped = m_loop->startTimer(start + 1ms, [&] { fired.push_back(99); });
        m_loop->stopTimer(stopped);
        m_loop->stopTimer(stopped);
        while (fired.size() < 2 && now() < start + 5s)
            m_loop->turn(start + 5s);
        QCOMPARE(fired, (std::vector<int>{1, 2}));
    }

    void scopedTimerEndsWithItsOwner()
    {
        bool fired = false;
        {
            engine::ScopedTimer timer(*m_loop);
            timer.start(now(), [&] { fired = true; });
            QVERIFY(timer.isRunning());
        }
        m_loop->turn(now() + 1ms);
        QVERIFY(!fired);
    }

    void wakeEndsTheWaitOfAnotherThread()
    {
        const auto start = now();
        std::thread other([this] { m_loop->wake(); });
        QVERIFY(m_loop->turn(start + 60s));
        other.join();
        QVERIFY(now() < start + 60s);
    }
};

QTEST_GUILESS_MAIN(TestEventLoop)
#include "tst_eventloop.moc"
