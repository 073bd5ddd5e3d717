// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/calls.h"

#include "engine/callrecord.h"

#include <atomic>
#include <utility>

namespace engine {

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

/// A call that the endpoint makes again by itself.
bool repeats(const net::CallRequest& call, CallOrigin origin)
{
    return origin == CallOrigin::Endpoint && !std::holds_alternative<net::ConnectCall>(call);
}

bool isAnswer(const net::CallResult& result)
{
    return result.errorNumber == EAGAIN || result.errorNumber == EINPROGRESS;
}

} // namespace

Calls::Calls(EndpointHost& host, Journal& journal, const base::UniqueFd& fd, Owner& owner)
    : m_host(host)
    , m_journal(journal)
    , m_fd(fd)
    , m_owner(owner)
    , m_laneTimer(host.loop())
{ }

void Calls::start(net::CallRequest call, CallOrigin origin, const net::ModeSetting& mode)
{
    if (const auto* bind = std::get_if<net::BindCall>(&call); bind && !bind->address.path().empty())
        (void)net::setBindMode(m_fd.get(), net::PrivateFile);
    // recv(2) would have the kernel throw descriptors away that come along, and nobody would learn of them - unix(7).
    if (auto* receive = std::get_if<net::ReceiveCall>(&call);
        receive && receive->as != net::ReceiveCall::As::RecvMsg && net::isUnix(m_journal.status().info.protocol))
        receive->controlSize = net::ControlRoom;
    if (origin == CallOrigin::File || mayWait(call, mode.mode)) {
        startInLane(call, origin, mode);
        return;
    }
    net::CallResult result = net::perform(m_fd.get(), mode, call, NeverCancelled);
    finish(call, result, origin);
}

void Calls::startInLane(const net::CallRequest& call, CallOrigin origin, const net::ModeSetting& mode)
{
    if (repeats(call, origin) && m_laneTimer.isRunning())
        return;
    if (!m_lanes)
        m_lanes = std::make_unique<LaneWork>(m_host.loop(), m_host.laneBudget(), m_host.workNews(m_journal.id()));
    m_lanes->setOneLane(m_journal.status().oneLane);
    if (m_lanes->start({m_fd.get(), mode, call}, origin))
        m_laneRetry.succeeded();
    else
        refusedByLane(call, origin);
    m_owner.waitingChanged();
}

/// What the endpoint does of its own accord is tried again by itself, and told of once.
void Calls::refusedByLane(const net::CallRequest& call, CallOrigin origin)
{
    if (!repeats(call, origin) || !m_laneRetry.due()) {
        m_journal.event(capture::Operation::LaneRefused, m_host.laneBudget().used);
        m_journal.setError({EAGAIN, "lane"});
    }
    if (!repeats(call, origin)) {
        m_owner.refused(call, origin);
        return;
    }
    m_laneRetry.failed(base::Monotonic::now());
    m_laneTimer.start(*m_laneRetry.due(), [this] { m_owner.lanesAreBack(); });
}

void Calls::cancel()
{
    m_laneTimer.stop();
    if (m_lanes)
        m_lanes->cancel();
}

void Calls::cancelAndWait()
{
    if (m_lanes)
        m_lanes->cancelAndWait();
}

void Calls::takeResults()
{
    if (!m_lanes)
        return;
    m_isTakingResults = true;
    for (LaneWork::Done& done : m_lanes->takeDone())
        finish(done.call, done.result, done.origin);
    m_isTakingResults = false;
}

void Calls::finish(const net::CallRequest& call, net::CallResult& result, CallOrigin origin)
{
    const CallRecord made = recordOf(m_host.recorder(), m_journal.id(), m_fd.get(), call, result);
    const bool isConnection = result.fd.isOpen();
    if (isConnection)
        logAccepted(made.record, result);
    else
        m_journal.write(made.record, made.detail, made.payload);
    m_journal.descriptors(result.control);
    const bool failed = result.end == net::CallEnd::Errno && !isAnswer(result);
    if (!isConnectEx(call) && (failed || result.end == net::CallEnd::TimedOut))
        m_journal.setError({failed ? result.errorNumber : 0, net::callName(call)});
    if (!isConnection)
        m_owner.finished(call, result, origin);
}

void Calls::logAccepted(capture::Record record, net::CallResult& result)
{
    const base::EndpointId child = m_host.allocateId();
    const net::Address local = net::getsockname(result.fd.get()).value_or(m_journal.status().info.local);
    m_journal.write(record, capture::AddressDetail{.address = result.address, .local = local, .child = child});
    m_owner.accepted(child, {std::move(result.fd), result.address});
}

bool Calls::wasMadeNonBlocking(const net::CallResult& result) const
{
    return result.end == net::CallEnd::Errno && isAnswer(result) && m_journal.status().mode.mode != net::Mode::Blocking;
}

void Calls::release()
{
    if (m_lanes)
        m_lanes->release();
}

std::vector<WaitingCall> Calls::waiting() const
{
    return m_lanes ? m_lanes->waiting() : std::vector<WaitingCall>();
}

} // namespace engine
