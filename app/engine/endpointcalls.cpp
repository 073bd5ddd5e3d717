// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of Endpoint that makes calls as values, at once or in lanes.
#include "engine/callrecord.h"
#include "engine/endpoint.h"

#include <atomic>

namespace engine {

using capture::Operation;

namespace {

const std::atomic<bool> NeverCancelled{false};

/// Calls that the kernel answers at once whatever the mode are not worth a thread.
bool mayWait(const net::CallRequest& call, net::Mode mode)
{
    if (std::holds_alternative<net::PollCall>(call) || std::holds_alternative<net::SendFileCall>(call))
        return true;
    const bool moves = std::holds_alternative<net::ReceiveCall>(call) || std::holds_alternative<net::SendCall>(call);
    const bool connects
        = std::holds_alternative<net::AcceptCall>(call) || std::holds_alternative<net::ConnectCall>(call);
    return mode != net::Mode::NonBlocking && (moves || connects);
}

WaitingCall waitingFor(const FileWork& file)
{
    const FileWork::End& progress = file.progress();
    const auto asked = static_cast<std::uint32_t>(std::min<std::uint64_t>(progress.asked, UINT32_MAX));
    return {progress.operation, asked, progress.start, false, progress.moved, file.total()};
}

/// The same call, whatever it has moved meanwhile.
bool isSameCall(WaitingCall one, const WaitingCall& other)
{
    one.moved = other.moved;
    return one == other;
}

bool isAnswer(int errorNumber)
{
    return errorNumber == EAGAIN || errorNumber == EINPROGRESS;
}

} // namespace

void Endpoint::makeCall(const net::CallRequest& call)
{
    if (const auto* file = std::get_if<net::SendFileCall>(&call)) {
        useFile({.as = FileRequest::As::Send, .size = file->count, .offset = file->offset, .path = file->path});
        return;
    }
    startCall(call, CallOrigin::Person);
}

void Endpoint::startCall(net::CallRequest call, CallOrigin origin, const net::ModeSetting& mode)
{
    if (const auto* bind = std::get_if<net::BindCall>(&call); bind && !bind->address.path().empty())
        (void)net::setBindMode(fd(), net::PrivateFile);
    // recv(2) would have the kernel throw descriptors away that come along, and nobody would learn of them - unix(7).
    if (auto* receive = std::get_if<net::ReceiveCall>(&call);
        receive && receive->as != net::ReceiveCall::As::RecvMsg && net::isUnix(m_status.info.protocol))
        receive->controlSize = net::ControlRoom;
    if (origin == CallOrigin::File || mayWait(call, mode.mode)) {
        startInLane(call, origin, mode);
        return;
    }
    net::CallResult result = net::perform(fd(), mode, call, NeverCancelled);
    finishCall(call, result, origin);
}

void Endpoint::startInLane(const net::CallRequest& call, CallOrigin origin, const net::ModeSetting& mode)
{
    const bool repeats = origin == CallOrigin::Endpoint && !std::holds_alternative<net::ConnectCall>(call);
    if (repeats && m_laneTimer.isRunning())
        return;
    if (!m_lanes)
        m_lanes = std::make_unique<LaneWork>(m_host.loop(), m_host.laneBudget(), m_host.laneNews(id()));
    m_lanes->setOneLane(m_status.oneLane);
    if (m_lanes->start({fd(), mode, call}, origin))
        m_laneRetry.succeeded();
    else
        refusedByLane(call, origin);
    waitingChanged();
}

/// What the endpoint does of its own accord is tried again by itself, and told of once.
void Endpoint::refusedByLane(const net::CallRequest& call, CallOrigin origin)
{
    const bool repeats = origin == CallOrigin::Endpoint && !std::holds_alternative<net::ConnectCall>(call);
    if (!repeats || !m_laneRetry.due()) {
        logEvent(Operation::LaneRefused, m_host.laneBudget().used);
        setError({EAGAIN, "lane"});
    }
    if (repeats) {
        m_laneRetry.failed(base::Monotonic::now());
        m_laneTimer.start(*m_laneRetry.due(), [this] { settingsChanged(); });
        return;
    }
    callRefused(call, origin);
    if (origin == CallOrigin::File) {
        fileOf(LaneWork::wayOf(call))->fail(net::CallEnd::Errno, EAGAIN);
        advanceFile(LaneWork::wayOf(call));
    }
}

void Endpoint::lookUp(const LookUp& command)
{
    cancelLookUp();
    m_lookUp = LookingUp{recorder().begin(Operation::Resolve, id()), command.host};
    waitingChanged();
}

void Endpoint::cancelLookUp()
{
    if (!m_lookUp)
        return;
    capture::Record record = Recorder::end(m_lookUp->call, std::int64_t{-1});
    record.outcome = capture::Outcome::Cancelled;
    log(record, capture::TextDetail{m_lookUp->host});
    m_lookUp.reset();
    waitingChanged();
}

void Endpoint::note(const capture::Record& record, const capture::Detail& detail)
{
    log(record, detail);
    if (record.operation == Operation::Resolve && m_lookUp) {
        m_lookUp.reset();
        waitingChanged();
    }
}

void Endpoint::waitingChanged()
{
    std::vector<WaitingCall> waiting = waitingElsewhere();
    if (m_lookUp)
        waiting.push_back({Operation::Resolve, 0, m_lookUp->call.start, false});
    for (const auto& file : m_files) {
        if (file)
            waiting.push_back(waitingFor(*file));
    }
    if (m_lanes)
        std::ranges::move(m_lanes->waiting(), std::back_inserter(waiting));
    if (waiting == m_status.waiting)
        return;
    const bool hasOnlyMoved = std::ranges::equal(waiting, m_status.waiting, isSameCall);
    m_status.waiting = std::move(waiting);
    publish(hasOnlyMoved ? EndpointHost::Urgency::WithCounters : EndpointHost::Urgency::AtOnce);
}

void Endpoint::cancelCall()
{
    if (!m_lanes)
        return;
    cancelFiles();
    if (!m_lanes->isIdle(LaneWork::Way::In) || m_laneTimer.isRunning())
        m_status.receive = ReceiveMode::OnDemand;
    m_laneTimer.stop();
    m_lanes->cancel();
}

void Endpoint::setLanes(bool oneLane)
{
    m_status.oneLane = oneLane;
    publish(EndpointHost::Urgency::AtOnce);
}

void Endpoint::takeLaneResults()
{
    if (!m_lanes)
        return;
    m_isTakingResults = true;
    for (LaneWork::Done& done : m_lanes->takeDone())
        finishCall(done.call, done.result, done.origin);
    m_isTakingResults = false;
    if (m_ending && m_lanes->isIdle())
        finishEnd(*m_ending);
    if (!isEnded())
        settingsChanged();
    m_lanes->release();
    if (!isEnded())
        waitingChanged();
}

void Endpoint::finishLanes()
{
    if (!m_lanes)
        return;
    m_lanes->cancelAndWait();
    takeLaneResults();
}

void Endpoint::finishCall(const net::CallRequest& call, net::CallResult& result, CallOrigin origin)
{
    const CallRecord made = recordOf(recorder(), id(), fd(), call, result);
    const bool isAccepted = result.fd.isOpen();
    if (isAccepted)
        logAccepted(made.record, result);
    else
        log(made.record, made.detail, made.payload);
    logDescriptors(result.control);
    const bool failed = result.end == net::CallEnd::Errno && !isAnswer(result.errorNumber);
    if (!isConnectEx(call) && (failed || result.end == net::CallEnd::TimedOut))
        setError({failed ? result.errorNumber : 0, net::callName(call)});
    noteEffects(call, result);
    if (origin == CallOrigin::File)
        fileOf(LaneWork::wayOf(call))->took(result);
    if (!isAccepted)
        callEnded(call, result, origin);
    if (origin == CallOrigin::File)
        advanceFile(LaneWork::wayOf(call));
}

void Endpoint::logAccepted(capture::Record record, net::CallResult& result)
{
    const base::EndpointId child = m_host.allocateId();
    const net::Address local = net::getsockname(result.fd.get()).value_or(m_status.info.local);
    log(record, capture::AddressDetail{.address = result.address, .local = local, .child = child});
    accepted(child, {std::move(result.fd), result.address});
}

capture::EndpointInfo Endpoint::infoOf(const net::Accepted& connection) const
{
    capture::EndpointInfo info;
    info.name = m_status.info.name + '/' + std::to_string(m_status.totalChildren + 1);
    info.parent = id();
    info.protocol = m_status.info.protocol;
    info.role = capture::Role::Accepted;
    info.peer = connection.peer;
    info.local = net::getsockname(connection.fd.get()).value_or(m_status.info.local);
    return info;
}

void Endpoint::noteEffects(const net::CallRequest& call, const net::CallResult& result)
{
    const bool succeeded = result.end == net::CallEnd::Value;
    if (const auto* set = std::get_if<net::SetOptionCall>(&call)) {
        const auto outcome
            = succeeded ? base::Result<void>() : base::Result<void>(base::failure({result.errorNumber, "setsockopt"}));
        noteOption({set->level, set->name, set->value}, outcome);
    }
    if (!succeeded)
        return;
    if (const auto* bind = std::get_if<net::BindCall>(&call))
        noteBound(bind->address);
    else if (const auto* listen = std::get_if<net::ListenCall>(&call))
        m_status.backlog = listen->backlog;
    else if (const auto* shutdown = std::get_if<net::ShutdownCall>(&call))
        noteShutDown(static_cast<ShutdownHow>(shutdown->how));
}

} // namespace engine
