// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/ids.h"
#include "capture/detail.h"
#include "capture/record.h"
#include "engine/behaviours/choice.h"
#include "net/filemode.h"
#include "net/mode.h"
#include "net/multicast.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// Where an endpoint stands. The TCP state machine's own state is in TCP_INFO.
enum class State : std::uint8_t
{
    Opening, ///< resolving or not begun
    Bound, ///< a datagram socket with an address
    Listening,
    Connecting, ///< connect is in progress
    Connected,
    HalfClosedIn, ///< the peer has shut down sending: recv gave 0
    HalfClosedOut, ///< we have shut down sending
    Closed,
    Failed, ///< could not be opened, or died with lastError
    Created, ///< only socket(2) was called
};
[[nodiscard]] constexpr bool isEnded(State state)
{
    return state == State::Closed || state == State::Failed;
}

enum class ReceiveMode : std::uint8_t
{
    Automatic,
    OnDemand
};

/// Bytes and records of one endpoint. read = recorded + dropped holds for each, at any time.
struct Counters
{
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::uint64_t messagesIn = 0; ///< calls that received something, empty datagrams among them
    std::uint64_t messagesOut = 0;
    std::uint64_t records = 0;
    std::uint64_t droppedRecords = 0; ///< could not be recorded (disk full)
    std::uint64_t droppedBytes = 0;
    std::uint64_t cutBytes = 0; ///< received or sent, and beyond the snap length
    std::uint64_t failedSends = 0; ///< calls that were to send and failed; EAGAIN is no failure
    std::uint64_t unsentBytes = 0; ///< taken to be sent, echo and files among them, and given up
    std::uint64_t kernelDrops = 0; ///< datagrams that the kernel threw away before we read them: SO_RXQ_OVFL
};

/// A call that has begun and has not returned: a lane makes it, or connect is in progress.
struct WaitingCall
{
    capture::Operation operation = capture::Operation::Connect;
    std::uint32_t asked = 0; ///< bytes asked for or offered
    base::Monotonic::time_point since;
    bool isQueued = false; ///< waits for the lane itself: another call goes first
    std::uint64_t moved = 0; ///< bytes so far, of a file that is read or sent
    std::optional<std::uint64_t> total; ///< of how many, where that is known

    friend bool operator==(const WaitingCall&, const WaitingCall&) = default;
};

/// So many steps are kept: by hand a socket can be connected and dissolved without end.
inline constexpr std::size_t MaxSteps = 32;

/// A step on an endpoint's way to its state.
struct StateStep
{
    State state = State::Opening;
    /// The call that caused it; none while that call is under way, and where nothing was recorded.
    std::optional<base::RecordIndex> record;

    friend bool operator==(const StateStep&, const StateStep&) = default;
};

/// A copy of what is worth knowing of an endpoint at a moment. A value; made by the I/O thread.
struct EndpointStatus
{
    base::EndpointId id;
    capture::EndpointInfo info;
    std::string asked; ///< what was asked to be opened, as typed, while its name has no address yet; any bytes
    State state = State::Opening;
    std::vector<StateStep> steps; ///< oldest first; the last one is `state`
    int family = AF_UNSPEC; ///< AF_INET, AF_INET6 or AF_UNIX, as socket(2) was asked; known before there is an address
    int fd = -1; ///< for display only: never make a call on it from another thread
    Counters counters;
    net::Address lastSender; ///< of a datagram socket without a peer: who wrote last
    std::uint32_t openChildren = 0; ///< of a listener
    std::uint64_t totalChildren = 0;
    std::uint64_t queuedBytes = 0; ///< in our send queue
    net::ModeSetting mode;
    ReceiveMode receive = ReceiveMode::Automatic;
    std::uint32_t receiveSize = 0;
    int backlog = 0;
    BehaviourChoice behaviour;
    bool sendShutDown = false; ///< shutdown(SHUT_WR) succeeded, whatever the state has become since
    bool oneLane = false;
    std::vector<net::Membership> memberships; ///< multicast groups that were joined, in that order
    std::vector<WaitingCall> waiting; ///< calls in progress that Cancel would end, oldest first
    /// Code 0 is a timeout, which has no errno. What only follows from an error, as ENOTCONN does from ECONNREFUSED,
    /// leaves that error here.
    std::optional<base::Error> lastError;
    std::optional<base::Error> watchError; ///< why its descriptor could not be watched last; that is tried again
    std::optional<base::Error> sendError; ///< the same of the last call that was to send and failed
};

/// An option as getsockopt gave it just now.
struct OptionReading
{
    int level = 0;
    int name = 0;
    base::Error error; ///< code 0 when `value` holds
    std::vector<std::byte> value;
};

/// How a TCP socket stands at a moment.
struct TcpReading
{
    std::int64_t timeNs = 0; ///< CLOCK_REALTIME, as records have it
    std::vector<std::byte> info; ///< struct tcp_info as getsockopt(2) gave it; empty where the kernel gives none
    int receiveQueue = -1; ///< FIONREAD in bytes; -1 where the kernel gives none
    int sendQueue = -1; ///< SIOCOUTQ in bytes; -1 where the kernel gives none
};

/// The last try to set an option, where it failed.
struct OptionFailure
{
    int level = 0;
    int name = 0;
    base::Error error;
};

/// All that the property panel shows of one endpoint.
struct Properties
{
    EndpointStatus status;
    bool nonBlockingFlag = false; ///< O_NONBLOCK as fcntl(F_GETFL) reports it
    int receiveQueue = -1; ///< FIONREAD; -1 where the kernel gives none
    int sendQueue = -1; ///< SIOCOUTQ; -1 where the kernel gives none
    std::optional<net::FileMode> fileMode; ///< of the file that a Unix socket is bound to
    std::vector<OptionReading> options;
    std::shared_ptr<const std::vector<OptionReading>> freshOptions; ///< before any was set; null where not known
    std::vector<OptionFailure> failures; ///< of options whose last setsockopt failed
};

} // namespace engine
