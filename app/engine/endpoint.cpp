// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/endpoint.h"

#include <sys/epoll.h>

#include <array>
#include <cstring>

namespace engine {

using capture::Operation;

Endpoint::Endpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info)
    : m_host(host)
    , m_watchTimer(host.loop())
    , m_laneTimer(host.loop())
{
    m_status.id = id;
    m_status.info = std::move(info);
}

Endpoint::~Endpoint()
{
    unwatch();
}

void Endpoint::takeFd(base::UniqueFd fd)
{
    m_fd = std::move(fd);
    m_status.fd = m_fd.get();
    if (m_status.family == AF_UNSPEC) // accepted
        m_status.family = m_status.info.local.family();
}

void Endpoint::setAddresses(const net::Address& local, const net::Address& peer)
{
    m_status.info.local = local;
    m_status.info.peer = peer;
    recorder().writer().describe(id(), m_status.info);
    publish(EndpointHost::Urgency::AtOnce);
}

void Endpoint::setRole(capture::Role role)
{
    m_status.info.role = role;
    m_status.info.name = m_host.nextName(role);
    recorder().writer().describe(id(), m_status.info);
}

void Endpoint::setState(State state)
{
    switch (state) {
    case State::Connecting: addStep(state, std::nullopt); break;
    case State::Created:
    case State::Bound:
    case State::Listening: addStep(state, m_lastOpening); break;
    default: addStep(state, m_lastRecord);
    }
}

void Endpoint::addStep(State state, std::optional<base::RecordIndex> cause)
{
    m_status.state = state;
    std::vector<StateStep>& steps = m_status.steps;
    if (!steps.empty() && steps.back().state == state)
        steps.pop_back(); // a datagram socket that is connected anew
    if (steps.size() == MaxSteps)
        steps.erase(steps.begin());
    steps.push_back({state, cause});
    publish(EndpointHost::Urgency::AtOnce);
}

void Endpoint::setError(const base::Error& error)
{
    m_status.lastError = error;
    publish(EndpointHost::Urgency::AtOnce);
}

// --- the loop --------------------------------------------------------------------------------------------------------

void Endpoint::watch(std::uint32_t events)
{
    m_watchTimer.stop();
    if (events == 0 || !m_fd) {
        unwatch();
        return;
    }
    if (m_watch == WatchToken{}) {
        if (const auto token = m_host.loop().watch(m_fd.get(), events, *this)) {
            m_watch = *token;
            m_watchedEvents = events;
            m_watchRetry.succeeded();
        } else {
            // Unwatched, it would be deaf for ever: epoll_ctl(2) gives ENOMEM and ENOSPC.
            setError(token.error());
            m_watchRetry.failed(base::Monotonic::now());
            m_watchTimer.start(*m_watchRetry.due(), [this, events] { watch(events); });
        }
    } else if (m_watchedEvents != events) {
        m_host.loop().rewatch(m_watch, events);
        m_watchedEvents = events;
    }
}

void Endpoint::unwatch()
{
    m_watchTimer.stop();
    if (m_watch == WatchToken{})
        return;
    m_host.loop().unwatch(m_watch);
    m_watch = {};
    m_watchedEvents = 0;
}

// --- commands --------------------------------------------------------------------------------------------------------

void Endpoint::send(const Send& command)
{
    const std::span<const std::byte> data(*command.payload);
    const Call call = recorder().begin(Operation::Send, id(), data.size());
    const auto sent = net::send(fd(), data, 0);
    log(Recorder::end(call, sent), data.first(sent.value_or(0)));
    if (!sent)
        setError(sent.error());
}

void Endpoint::sendFile(const SendFile&)
{
    send({id(), std::make_shared<std::vector<std::byte>>(), {}});
}

void Endpoint::receive(const Receive& command)
{
    const auto room = recorder().writer().reserve(command.size);
    Call call = recorder().begin(Operation::Recv, id(), command.size);
    call.record.messageFlags = static_cast<std::uint16_t>(command.flags);
    const auto received = net::recv(fd(), room, command.flags);
    const capture::Record record = Recorder::end(call, received);
    if (received) {
        logReserved(record, 0, *received);
    } else {
        log(record);
        setError(received.error());
    }
}

void Endpoint::setReceive(const SetReceive& command)
{
    m_status.receive = command.mode;
    if (command.size != 0)
        m_status.receiveSize = command.size;
    publish(EndpointHost::Urgency::AtOnce);
    settingsChanged();
}

void Endpoint::setBacklog(const SetBacklog& command)
{
    const Call call = recorder().begin(Operation::Listen, id(), static_cast<std::size_t>(std::max(0, command.backlog)));
    const auto result = net::listen(fd(), command.backlog);
    log(Recorder::end(call, result), capture::AddressDetail{.address = {}, .local = m_status.info.local});
    if (result)
        m_status.backlog = command.backlog;
    else
        setError(result.error());
    publish(EndpointHost::Urgency::AtOnce);
}

void Endpoint::shutdown(ShutdownHow how)
{
    static constexpr std::array<int, 3> Hows{SHUT_RD, SHUT_WR, SHUT_RDWR};
    const int number = Hows[static_cast<std::size_t>(how)];
    const Call call = recorder().begin(Operation::Shutdown, id(), static_cast<std::size_t>(number));
    const auto result = net::shutdown(fd(), number);
    log(Recorder::end(call, result));
    if (result)
        noteShutDown(how);
    else
        setError(result.error());
}

void Endpoint::noteShutDown(ShutdownHow how)
{
    m_status.sendShutDown = m_status.sendShutDown || how != ShutdownHow::Read;
    publish(EndpointHost::Urgency::AtOnce);
    wasShutDown(how);
}

void Endpoint::setMode(const net::ModeSetting& mode)
{
    m_status.mode = mode;
    logMode();
    publish(EndpointHost::Urgency::AtOnce);
    settingsChanged();
}

void Endpoint::logMode()
{
    const Call call = recorder().begin(Operation::SetTimeout, id());
    const auto applied = applyMode();
    log(Recorder::end(call, applied), capture::ModeDetail{m_status.mode});
    if (!applied)
        setError(applied.error());
}

base::Result<void> Endpoint::applyMode()
{
    return m_fd ? net::setMode(m_fd.get(), m_status.mode) : base::Result<void>();
}

void Endpoint::setEcho(bool on)
{
    m_status.echo = on;
    publish(EndpointHost::Urgency::AtOnce);
    settingsChanged();
}

void Endpoint::childAdded()
{
    ++m_status.openChildren;
    ++m_status.totalChildren;
    publish(EndpointHost::Urgency::WithCounters);
}

void Endpoint::childEnded()
{
    --m_status.openChildren;
    publish(EndpointHost::Urgency::WithCounters);
}

// --- the end ---------------------------------------------------------------------------------------------------------

void Endpoint::close()
{
    if (!isEnded())
        end(State::Closed);
}

void Endpoint::reset()
{
    if (isEnded())
        return;
    // {on, 0 seconds}: close discards what is queued and sends RST instead of FIN - socket(7), RFC 9293 3.10.4.
    const linger abort{1, 0};
    OptionSetting setting{SOL_SOCKET, SO_LINGER, std::vector<std::byte>(sizeof(abort))};
    std::memcpy(setting.value.data(), &abort, sizeof(abort));
    if (m_fd)
        setOption(setting);
    end(State::Closed);
}

void Endpoint::fail(const base::Error& error)
{
    setError(error);
    if (!isEnded())
        end(State::Failed);
}

void Endpoint::closeFd()
{
    if (!m_fd)
        return;
    unwatch();
    removeSocketFile();
    const Call call = recorder().begin(Operation::Close, id());
    m_status.fd = -1;
    m_status.memberships.clear();
    if (m_lingers) {
        // Its record comes when the kernel is done with it. The endpoint is gone by then, so it counts now.
        ++m_status.counters.records;
        m_lastRecord.reset();
        m_host.closeElsewhere(std::move(m_fd), call);
    } else {
        log(Recorder::end(call, net::close(std::move(m_fd))));
    }
}

void Endpoint::end(State state)
{
    if (m_ending)
        return;
    if (m_isTakingResults || (m_lanes && !m_lanes->isIdle())) {
        // A descriptor may not be closed while a call waits on it: its number is used again at once.
        m_ending = state;
        cancelFiles();
        m_lanes->cancel();
        return;
    }
    finishEnd(state);
}

void Endpoint::finishEnd(State state)
{
    cancelLookUp();
    abandonFile();
    abandonQueue();
    // What made it end stands before the calls that its end makes.
    const bool failedLast = m_lastFailure && m_lastFailure == m_lastRecord;
    const std::optional<base::RecordIndex> failure
        = failedLast || state == State::Failed ? m_lastFailure : std::nullopt;
    closeFd();
    m_status.waiting.clear();
    addStep(state, failure ? failure : m_lastRecord);
    m_host.ended(*this);
}

} // namespace engine
