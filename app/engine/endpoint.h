// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "engine/command.h"
#include "engine/eventloop.h"
#include "engine/filework.h"
#include "engine/lanework.h"
#include "engine/recorder.h"
#include "engine/retry.h"
#include "engine/status.h"
#include "net/syscalls.h"

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace engine {

class Endpoint;

/// What endpoints need of the engine that owns them. Thread: I/O.
class EndpointHost
{
public:
    virtual ~EndpointHost() = default;

    [[nodiscard]] virtual EventLoop& loop() = 0;
    [[nodiscard]] virtual Recorder& recorder() = 0;
    /// Takes an accepted connection in.
    virtual void adopt(std::unique_ptr<Endpoint> endpoint) = 0;
    [[nodiscard]] virtual base::EndpointId allocateId() = 0;
    /// The next name of what an endpoint is there for: "server", "client2".
    [[nodiscard]] virtual std::string nextName(capture::Role role) = 0;
    enum class Urgency
    {
        WithCounters,
        AtOnce
    };
    /// The endpoint's status is to be published: with the counters four times a second, or at the end of this turn.
    virtual void changed(Endpoint& endpoint, Urgency urgency) = 0;
    /// The endpoint has ended and holds no descriptor. It is destroyed at the end of the turn.
    virtual void ended(Endpoint& endpoint) = 0;
    /// close(2) of a socket with SO_LINGER can wait for seconds, even without blocking mode: it is done elsewhere.
    virtual void closeElsewhere(base::UniqueFd fd, Call call) = 0;
    [[nodiscard]] virtual LaneBudget& laneBudget() = 0;
    /// What a lane of the endpoint calls when a call has ended: takeLaneResults() follows on the I/O thread.
    /// The function is called on the lane's thread.
    [[nodiscard]] virtual std::function<void()> laneNews(base::EndpointId id) = 0;
};

/// One socket at work: a listener, a stream or a datagram socket. Owned by the engine's Loop. What a command means for
/// it is decided by the kernel where possible: sending on a listener makes the call, and the record shows ENOTCONN.
/// Thread: I/O.
class Endpoint : public EventHandler
{
public:
    Endpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info);
    virtual ~Endpoint();
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;

    [[nodiscard]] base::EndpointId id() const { return m_status.id; }
    [[nodiscard]] const EndpointStatus& status() const { return m_status; }
    [[nodiscard]] int fd() const { return m_fd.get(); }
    /// Has ended, or only waits for its lanes before it does.
    [[nodiscard]] bool isEnded() const { return m_ending || engine::isEnded(m_status.state); }
    /// All that the property panel shows. SO_ERROR is left out, since reading it would take it from the next call.
    [[nodiscard]] Properties properties() const;
    /// TCP_INFO and the queues alone; on a socket that is not TCP, or is closed, nothing of it is there.
    [[nodiscard]] TcpReading tcpReading() const;
    /// What has not been published yet; kept here for the host.
    std::optional<EndpointHost::Urgency> news;
    /// A child has been adopted, or has ended.
    void childAdded();
    void childEnded();

    virtual void send(const Send& command);
    virtual void sendFile(const SendFile& command);
    virtual void receive(const Receive& command);
    /// Ends what waits in lanes; a receive that the endpoint makes of its own accord is not made again.
    virtual void cancelCall();
    /// Makes a call by hand.
    virtual void makeCall(const net::CallRequest& call);
    /// Reads or writes the socket's file, or sends one.
    void useFile(const FileRequest& request);
    /// A name is being looked up; the one before it, if it still is, is not waited for any more.
    void lookUp(const LookUp& command);
    /// The lookup in progress, if there is one, becomes a cancelled record.
    void cancelLookUp();
    void setLanes(bool oneLane);
    /// Records and handles what the lanes have done.
    void takeLaneResults();
    /// Cancels what waits and waits until it has ended: for the end of the engine.
    void finishLanes();
    virtual void setReceive(const SetReceive& command);
    virtual void setBacklog(const SetBacklog& command);
    void shutdown(ShutdownHow how);
    void setOption(const OptionSetting& setting);
    /// setsockopt(2) that joins or leaves a multicast group, with its record.
    void changeMembership(const ChangeMembership& command);
    void setMode(const net::ModeSetting& mode);
    void setEcho(bool on);
    void close();
    void reset();

    /// Puts a record that was made elsewhere into the log: of a resolved name, of a close that lingered.
    void note(const capture::Record& record, const capture::Detail& detail);
    void fail(const base::Error& error);
    /// Counts on from what stood in its place while the name was being looked up.
    void continueFrom(const Counters& counters) { m_status.counters = counters; }

protected:
    [[nodiscard]] EndpointHost& host() { return m_host; }
    [[nodiscard]] Recorder& recorder() { return m_host.recorder(); }
    [[nodiscard]] EndpointStatus& mutableStatus() { return m_status; }

    /// Writes a finished record, with its payload, and counts both.
    void log(const capture::Record& record, std::span<const std::byte> payload = {});
    void log(capture::Record record, const capture::Detail& detail, std::span<const std::byte> payload = {});
    /// The same for payload that was received into the writer's reserve.
    void logReserved(const capture::Record& record, std::size_t offset, std::size_t size);
    void logEvent(capture::Operation operation, std::int64_t value = 0, const capture::Detail& detail = {});
    /// What came in beside the bytes of a message: who sent it, where that is not the peer, and how it arrived.
    [[nodiscard]] capture::Detail originOf(const net::Address& from, const net::Arrival& arrival);
    /// The event for descriptors that came along and were closed, where there were any.
    void logDescriptors(const net::Control& control);

    /// True where calls that may wait are made in lanes: in blocking and timeout mode.
    [[nodiscard]] bool usesLanes() const { return m_status.mode.mode != net::Mode::NonBlocking; }
    /// True of a call of a lane that was begun in blocking mode and met O_NONBLOCK: the mode was changed meanwhile. No
    /// other call of ours ends so after such a change, since in timeout mode EAGAIN is waited out.
    [[nodiscard]] bool wasMadeNonBlocking(const net::CallResult& result) const
    {
        const bool wouldWait = result.errorNumber == EAGAIN || result.errorNumber == EINPROGRESS;
        return result.end == net::CallEnd::Errno && wouldWait && m_status.mode.mode != net::Mode::Blocking;
    }
    /// Makes a call: at once where it cannot wait, else in a lane. It ends in a record and in callEnded().
    void startCall(net::CallRequest call, CallOrigin origin) { startCall(std::move(call), origin, m_status.mode); }
    void startCall(net::CallRequest call, CallOrigin origin, const net::ModeSetting& mode);
    /// Nothing of that direction is under way, nor has ended without having been handled.
    [[nodiscard]] bool isLaneIdle(LaneWork::Way way) const
    {
        return !m_isTakingResults && (!m_lanes || m_lanes->isIdle(way));
    }
    /// What the status says of calls in progress is to be made anew.
    void waitingChanged();
    /// Calls in progress that no lane makes.
    [[nodiscard]] virtual std::vector<WaitingCall> waitingElsewhere() const { return {}; }
    /// A call has ended, and is in the log.
    virtual void callEnded(const net::CallRequest&, net::CallResult&, CallOrigin) { }
    /// As many calls wait as may; this one was not made, and is not tried again.
    virtual void callRefused(const net::CallRequest&, CallOrigin) { }
    /// Who a connection is that this endpoint accepted; its number is the next one. childAdded() follows.
    [[nodiscard]] capture::EndpointInfo infoOf(const net::Accepted& connection) const;
    /// A connection was accepted; `child` is its number in the log.
    virtual void accepted(base::EndpointId, net::Accepted) { }

    /// So much of what was to be sent is given up.
    void countUnsent(std::uint64_t bytes) { m_status.counters.unsentBytes += bytes; }
    /// A message is sent whole or not at all, so a file is one message; larger ones get EMSGSIZE.
    void sendWholeFile(const SendFile& command);

    /// Opens the socket and sets what `setup` asks for before bind and connect. Each call is a record.
    [[nodiscard]] base::Result<void> openSocket(int family, const Setup& setup);
    [[nodiscard]] base::Result<void> applySetup(const Setup& setup, int family);
    /// bind(2), with its record; notes the Unix socket's file as ours. With a mode the file gets it by chmod(2), and
    /// that is a record too.
    [[nodiscard]] base::Result<void> bindTo(const net::Address& address, std::optional<net::FileMode> mode);
    /// setsockopt(2) with an int, with its record.
    base::Result<void> applyIntOption(int level, int name, int value);
    /// Takes over mode, receiving and echo from a setup.
    void adoptSettings(const Setup& setup);
    void takeFd(base::UniqueFd fd);
    void setAddresses(const net::Address& local, const net::Address& peer);
    /// What the endpoint is there for is known now, and gives it its name.
    void setRole(capture::Role role);
    /// Its cause is the record that was written last, or the last of socket, bind and listen where those lead to it.
    /// Of connecting there is none yet: it comes when that has ended.
    void setState(State state);
    void setError(const base::Error& error);
    /// Closes the descriptor and ends the endpoint in this state.
    void end(State state);
    void closeFd();
    void publish(EndpointHost::Urgency urgency) { m_host.changed(*this, urgency); }

    /// The events to be told of. With none the descriptor leaves the loop altogether, since EPOLLHUP and EPOLLERR
    /// cannot be masked and would spin.
    void watch(std::uint32_t events);
    void unwatch();

    /// Something queued is given up because the endpoint ends.
    virtual void abandonQueue() { }
    /// shutdown(2) succeeded.
    virtual void wasShutDown(ShutdownHow) { }
    /// Echo, receive mode or the like changed: look again at what to wait for.
    virtual void settingsChanged() { }

private:
    void noteShutDown(ShutdownHow how);
    void logOption(const OptionSetting& setting, Call call, const base::Result<void>& result);
    void noteOption(const OptionSetting& setting, const base::Result<void>& result);
    void noteMembership(const net::MembershipChange& change);
    void noteBound(const net::Address& address);
    [[nodiscard]] base::Result<void> changeFileMode(const std::string& path, net::FileMode mode);
    void logMode();
    [[nodiscard]] base::Result<void> applyMode();
    void finishCall(const net::CallRequest& call, net::CallResult& result, CallOrigin origin);
    void noteEffects(const net::CallRequest& call, const net::CallResult& result);
    void logAccepted(capture::Record record, net::CallResult& result);
    void startInLane(const net::CallRequest& call, CallOrigin origin, const net::ModeSetting& mode);
    void refusedByLane(const net::CallRequest& call, CallOrigin origin);
    void advanceFile(LaneWork::Way way);
    void logFileEnd(const FileWork::End& end);
    void cancelFiles();
    void abandonFile();
    void beginFile(const FileRequest& request);
    [[nodiscard]] std::unique_ptr<FileWork>& fileOf(LaneWork::Way way)
    {
        return m_files[static_cast<std::size_t>(way)];
    }
    void finishEnd(State state);
    void addStep(State state, std::optional<base::RecordIndex> cause);
    void noteRecord(const capture::Record& record, std::uint64_t index);
    [[nodiscard]] base::Result<void> applyOption(const OptionSetting& setting);
    void removeSocketFile();

    EndpointHost& m_host;
    EndpointStatus m_status;
    base::UniqueFd m_fd;
    WatchToken m_watch;
    std::uint32_t m_watchedEvents = 0;
    std::vector<OptionFailure> m_optionFailures; // at most one for each option
    std::unique_ptr<LaneWork> m_lanes; // made when it is first needed
    std::unique_ptr<FileBuffers> m_fileBuffers; // made when it is first needed
    std::array<std::unique_ptr<FileWork>, 2> m_files; // by LaneWork::Way; null while there is nothing to do
    std::array<std::deque<FileRequest>, 2> m_fileQueues; // what comes after it, by LaneWork::Way
    ScopedTimer m_watchTimer; // the loop could not watch the descriptor
    ScopedTimer m_laneTimer; // no lane could be had; until it fires none is asked for
    Retry m_watchRetry;
    Retry m_laneRetry;
    bool m_isTakingResults = false; // some of what the lanes have done is not handled yet
    std::optional<State> m_ending; // how it ends when its lanes have
    struct LookingUp
    {
        Call call;
        std::string host;
    };
    std::optional<LookingUp> m_lookUp;
    std::optional<base::RecordIndex> m_lastRecord;
    std::optional<base::RecordIndex> m_lastOpening; // of socket, bind or listen
    std::optional<base::RecordIndex> m_lastFailure; // of a call that failed or timed out
    bool m_lingers = false; // SO_LINGER is on with a time: close may wait
    std::optional<net::FileIdentity> m_socketFile; // of a bound Unix socket: removed on close if it is still ours
};

} // namespace engine
