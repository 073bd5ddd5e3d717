// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/eventloop.h"
#include "engine/lane.h"
#include "engine/status.h"

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace engine {

/// How many lanes an engine may have at once. Owned by the Loop. Thread: I/O.
struct LaneBudget
{
    static constexpr int Most = 256;
    int used = 0;
};

/// Who wanted a call: the endpoint's own receiving, accepting and sending, a person, or the socket's file.
enum class CallOrigin : std::uint8_t
{
    Endpoint,
    Person,
    File ///< a request to the socket's file, which shows itself as what waits
};

/// The calls of one endpoint that may wait, in its lanes: one for each direction, or one for both. A lane is made when
/// it is first needed and ends with release(). Owned by an Endpoint. Thread: I/O.
class LaneWork final
{
public:
    struct Done
    {
        net::CallRequest call;
        net::CallResult result;
        CallOrigin origin = CallOrigin::Endpoint;
    };
    enum class Way : std::uint8_t
    {
        In, ///< recv, accept, poll
        Out ///< send, sendfile, connect
    };

    /// `finished` is called on a lane's thread when takeDone() has something.
    LaneWork(EventLoop& loop, LaneBudget& budget, std::function<void()> finished);
    /// Cancels what waits, and waits for that.
    ~LaneWork();
    LaneWork(const LaneWork&) = delete;
    LaneWork& operator=(const LaneWork&) = delete;

    [[nodiscard]] static Way wayOf(const net::CallRequest& call);

    /// Begins a call, or queues it behind the one that its lane makes. False when no more lanes may or can be made.
    [[nodiscard]] bool start(Lane::Job job, CallOrigin origin);
    /// Nothing waits, nothing is queued, and takeDone() has nothing: in one direction, or at all.
    [[nodiscard]] bool isIdle(Way way) const;
    [[nodiscard]] bool isIdle() const { return isIdle(Way::In) && isIdle(Way::Out); }
    /// Ends what waits, and gives up what is queued, as cancelled: takeDone() has it soon. Never waits.
    void cancel();
    /// The same, and waits until it has ended.
    void cancelAndWait();
    [[nodiscard]] std::vector<Done> takeDone();
    [[nodiscard]] std::vector<WaitingCall> waiting() const;
    /// From the next call on.
    void setOneLane(bool on) { m_oneLane = on; }
    /// Ends the threads of lanes that are idle.
    void release();

private:
    struct Queued
    {
        Lane::Job job;
        CallOrigin origin = CallOrigin::Endpoint;
        base::Monotonic::time_point since;
    };
    struct Track
    {
        std::unique_ptr<Lane> lane;
        std::optional<Queued> running;
        std::deque<Queued> queue;
        bool isCancelling = false; // what runs is being signalled
    };

    [[nodiscard]] Track& trackFor(Way way) { return m_tracks[m_oneLane ? 0 : static_cast<std::size_t>(way)]; }
    void startNext(Track& track);
    void signalAgain();
    void giveUpQueue(Track& track);

    LaneBudget& m_budget;
    std::function<void()> m_finished;
    std::array<Track, 2> m_tracks; // by Way
    std::vector<Done> m_givenUp; // queued calls that were cancelled
    ScopedTimer m_signalTimer;
    bool m_oneLane = false;
};

/// The record's name of a call.
[[nodiscard]] capture::Operation operationOf(const net::CallRequest& call);
/// Bytes asked for or offered, a backlog, or events: what the record says was asked.
[[nodiscard]] std::size_t askedOf(const net::CallRequest& call);

} // namespace engine
