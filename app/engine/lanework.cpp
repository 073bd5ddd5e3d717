// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/lanework.h"

#include "base/overloaded.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace engine {

using capture::Operation;

LaneWork::LaneWork(EventLoop& loop, LaneBudget& budget, std::function<void()> finished)
    : m_budget(budget)
    , m_finished(std::move(finished))
    , m_signalTimer(loop)
{ }

LaneWork::~LaneWork()
{
    for (Track& track : m_tracks) {
        if (track.lane)
            --m_budget.used;
    }
}

LaneWork::Way LaneWork::wayOf(const net::CallRequest& call)
{
    const bool comesIn = std::holds_alternative<net::ReceiveCall>(call) || std::holds_alternative<net::AcceptCall>(call)
        || std::holds_alternative<net::PollCall>(call);
    return comesIn ? Way::In : Way::Out;
}

bool LaneWork::start(Lane::Job job, CallOrigin origin)
{
    Track& track = trackFor(wayOf(job.call));
    if (!track.lane) {
        if (m_budget.used == LaneBudget::Most)
            return false;
        try {
            track.lane = std::make_unique<Lane>(m_finished);
        } catch (const std::system_error&) {
            return false; // no thread could be made: EAGAIN of pthread_create(3)
        }
        ++m_budget.used;
    }
    track.queue.push_back({std::move(job), origin, base::Monotonic::now()});
    if (!track.running)
        startNext(track);
    return true;
}

void LaneWork::startNext(Track& track)
{
    if (track.queue.empty())
        return;
    track.running = std::move(track.queue.front());
    track.queue.pop_front();
    track.running->since = base::Monotonic::now();
    track.lane->start(track.running->job);
}

bool LaneWork::isIdle(Way way) const
{
    // What was given up has not been told of yet: to its owner it still goes on.
    if (std::ranges::any_of(m_givenUp, [way](const Done& one) { return wayOf(one.call) == way; }))
        return false;
    return std::ranges::all_of(m_tracks, [way](const Track& track) {
        const auto goes = [way](const Queued& one) { return wayOf(one.job.call) == way; };
        return !(track.running && goes(*track.running)) && std::ranges::none_of(track.queue, goes);
    });
}

void LaneWork::giveUpQueue(Track& track)
{
    for (Queued& queued : track.queue) {
        net::CallResult result;
        result.end = net::CallEnd::Cancelled;
        result.start = result.stop = base::Monotonic::now();
        m_givenUp.push_back({std::move(queued.job.call), std::move(result), queued.origin});
    }
    track.queue.clear();
}

void LaneWork::cancel()
{
    for (Track& track : m_tracks) {
        giveUpQueue(track);
        track.isCancelling = track.running.has_value();
    }
    if (!m_givenUp.empty())
        m_finished();
    signalAgain();
}

void LaneWork::signalAgain()
{
    bool isWaiting = false;
    for (Track& track : m_tracks) {
        if (track.isCancelling) {
            track.lane->cancel();
            isWaiting = true;
        }
    }
    if (isWaiting)
        m_signalTimer.start(base::Monotonic::now() + Lane::SignalEvery, [this] { signalAgain(); });
}

void LaneWork::cancelAndWait()
{
    cancel();
    for (Track& track : m_tracks) {
        while (track.running) {
            track.lane->cancel();
            if (auto result = track.lane->waitForResult(Lane::SignalEvery)) {
                m_givenUp.push_back({std::move(track.running->job.call), std::move(*result), track.running->origin});
                track.running.reset();
                track.isCancelling = false;
            }
        }
    }
    m_signalTimer.stop();
}

std::vector<LaneWork::Done> LaneWork::takeDone()
{
    std::vector<Done> done;
    for (Track& track : m_tracks) {
        if (!track.running)
            continue;
        if (auto result = track.lane->takeResult()) {
            done.push_back({std::move(track.running->job.call), std::move(*result), track.running->origin});
            track.running.reset();
            track.isCancelling = false;
            startNext(track);
        }
    }
    std::ranges::move(std::exchange(m_givenUp, {}), std::back_inserter(done));
    return done;
}

std::vector<WaitingCall> LaneWork::waiting() const
{
    std::vector<WaitingCall> result;
    const auto add = [&result](const Queued& one, bool isQueued) {
        if (one.origin == CallOrigin::File)
            return;
        const auto asked = std::min<std::size_t>(askedOf(one.job.call), UINT32_MAX);
        result.push_back({operationOf(one.job.call), static_cast<std::uint32_t>(asked), one.since, isQueued});
    };
    for (const Track& track : m_tracks) {
        if (track.running)
            add(*track.running, false);
        for (const Queued& queued : track.queue)
            add(queued, true);
    }
    return result;
}

void LaneWork::release()
{
    for (Track& track : m_tracks) {
        if (!track.lane || track.running)
            continue;
        track.lane.reset();
        --m_budget.used;
    }
}

Operation operationOf(const net::CallRequest& call)
{
    static constexpr std::array Receives{Operation::Recv, Operation::RecvFrom, Operation::RecvMsg};
    static constexpr std::array Sends{Operation::Send, Operation::SendAll, Operation::SendTo, Operation::SendMsg};
    return std::visit(base::Overloaded{
                          [](const net::BindCall&) { return Operation::Bind; },
                          [](const net::ListenCall&) { return Operation::Listen; },
                          [](const net::AcceptCall&) { return Operation::Accept; },
                          [](const net::ConnectCall& c) {
                              return c.as == net::ConnectCall::As::Connect ? Operation::Connect : Operation::ConnectEx;
                          },
                          [](const net::ReceiveCall& c) { return Receives[static_cast<std::size_t>(c.as)]; },
                          [](const net::SendCall& c) { return Sends[static_cast<std::size_t>(c.as)]; },
                          [](const net::SendFileCall&) { return Operation::SendFile; },
                          [](const net::ShutdownCall&) { return Operation::Shutdown; },
                          [](const net::NameCall& c) {
                              return c.of == net::NameCall::Of::Sock ? Operation::GetSockName : Operation::GetPeerName;
                          },
                          [](const net::SetOptionCall&) { return Operation::SetSockOpt; },
                          [](const net::GetOptionCall&) { return Operation::GetSockOpt; },
                          [](const net::PollCall&) { return Operation::Poll; },
                          [](const net::ObjectCall& c) {
                              return c.as == net::ObjectCall::As::FileNo ? Operation::FileNo : Operation::GetTimeout;
                          },
                      },
        call);
}

std::size_t askedOf(const net::CallRequest& call)
{
    return std::visit(base::Overloaded{
                          [](const net::ListenCall& c) { return static_cast<std::size_t>(std::max(0, c.backlog)); },
                          [](const net::ReceiveCall& c) { return c.size; },
                          [](const net::SendCall& c) { return c.data->size(); },
                          [](const net::SendFileCall& c) { return static_cast<std::size_t>(c.count.value_or(0)); },
                          [](const net::ShutdownCall& c) { return static_cast<std::size_t>(c.how); },
                          [](const net::PollCall& c) { return static_cast<std::size_t>(c.events); },
                          [](const auto&) { return std::size_t{0}; },
                      },
        call);
}

} // namespace engine
