// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "engine/endpointhost.h"
#include "engine/journal.h"
#include "engine/lanework.h"
#include "engine/retry.h"

#include <memory>
#include <vector>

namespace engine {

/// The calls of one endpoint that are made as values: at once where they cannot wait, else in lanes. Each ends in a
/// record and with its owner. Thread: I/O.
class Calls final
{
public:
    /// Takes what came of them.
    class Owner
    {
    public:
        virtual ~Owner() = default;
        /// A call has returned, and is in the log.
        virtual void finished(const net::CallRequest& call, net::CallResult& result, CallOrigin origin) = 0;
        /// accept(2) gave a connection, which is in the log as `child`.
        virtual void accepted(base::EndpointId child, net::Accepted connection) = 0;
        /// As many calls wait as may; this one was not made, and is not tried again.
        virtual void refused(const net::CallRequest& call, CallOrigin origin) = 0;
        /// Other calls wait than before.
        virtual void waitingChanged() = 0;
        /// A lane may be had again: what the endpoint does of its own accord can be begun anew.
        virtual void lanesAreBack() = 0;
    };

    Calls(EndpointHost& host, Journal& journal, const base::UniqueFd& fd, Owner& owner);

    /// Makes a call in the endpoint's mode, or in another.
    void start(net::CallRequest call, CallOrigin origin) { start(std::move(call), origin, m_journal.status().mode); }
    void start(net::CallRequest call, CallOrigin origin, const net::ModeSetting& mode);

    /// Calls that may wait are made in lanes: in blocking and timeout mode.
    [[nodiscard]] bool useLanes() const { return m_journal.status().mode.mode != net::Mode::NonBlocking; }
    /// The loop may send: no lane does, or still does so by a mode that is over.
    [[nodiscard]] bool leaveSendingToLoop() const { return !useLanes() && isIdle(LaneWork::Way::Out); }
    /// Nothing of that direction is under way, nor has ended without having been handled.
    [[nodiscard]] bool isIdle(LaneWork::Way way) const
    {
        return !m_isTakingResults && (!m_lanes || m_lanes->isIdle(way));
    }
    [[nodiscard]] bool isIdle() const { return !m_isTakingResults && (!m_lanes || m_lanes->isIdle()); }
    /// True of a call of a lane that was begun in blocking mode and met O_NONBLOCK: the mode was changed meanwhile. No
    /// other call of ours ends so after such a change, since in timeout mode EAGAIN is waited out.
    [[nodiscard]] bool wasMadeNonBlocking(const net::CallResult& result) const;
    /// A receive is under way, or would be if there were a lane for it.
    [[nodiscard]] bool isReceiving() const { return !isIdle(LaneWork::Way::In) || m_laneTimer.isRunning(); }
    /// Ends what waits as cancelled; never waits for that.
    void cancel();
    /// The same, and waits until it has ended.
    void cancelAndWait();
    /// Hands what the lanes have done to the owner.
    void takeResults();
    /// Ends the threads of lanes that are idle.
    void release();
    [[nodiscard]] std::vector<WaitingCall> waiting() const;

private:
    void startInLane(const net::CallRequest& call, CallOrigin origin, const net::ModeSetting& mode);
    void refusedByLane(const net::CallRequest& call, CallOrigin origin);
    void finish(const net::CallRequest& call, net::CallResult& result, CallOrigin origin);
    void logAccepted(capture::Record record, net::CallResult& result);

    EndpointHost& m_host;
    Journal& m_journal;
    const base::UniqueFd& m_fd;
    Owner& m_owner;
    std::unique_ptr<LaneWork> m_lanes; // made when it is first needed
    ScopedTimer m_laneTimer; // no lane could be had; until it fires none is asked for
    Retry m_laneRetry;
    bool m_isTakingResults = false; // some of what the lanes have done is not handled yet
};

} // namespace engine
