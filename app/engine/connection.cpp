// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/connection.h"

#include <sys/epoll.h>

namespace engine {

using capture::Operation;

Connection::Connection(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info)
    : StreamEndpoint(host, id, std::move(info))
    , m_timer(host.loop())
{ }

void Connection::start(const Connect& command)
{
    m_command = command;
    if (m_command.timeout.count() == 0 && m_command.setup.mode.mode == net::Mode::Timeout)
        m_command.timeout = m_command.setup.mode.timeout;
    journal().setState(State::Connecting);
    tryNext();
}

void Connection::tryNext()
{
    while (!isEnded() && !m_call && calls().isIdle(LaneWork::Way::Out) && status().state == State::Connecting) {
        if (m_next == m_command.addresses.size()) {
            end(State::Failed);
            return;
        }
        tryAddress(m_command.addresses[m_next++]);
    }
}

void Connection::tryAddress(const net::Address& address)
{
    journal().setAddresses({}, address);
    const bool isForPort = m_command.local && m_command.local->port() != 0;
    const auto port = isForPort ? SocketOptions::Port::Chosen : SocketOptions::Port::Any;
    auto opened = openSocket(address.family(), m_command.setup, port);
    if (opened)
        opened = binding().bindToConnect(m_command, address.family());
    if (!opened) {
        attemptFailed(opened.error());
        return;
    }
    if (calls().useLanes()) {
        connectInLane(address);
        return;
    }
    const Call call = journal().begin(Operation::Connect);
    const auto result = net::connect(fd(), address);
    const capture::Record record = Recorder::end(call, result);
    journal().write(record, addressDetail());
    if (result) {
        connected();
    } else if (result.error().code == EINPROGRESS) {
        m_call = call;
        wait();
    } else {
        // A Unix socket's full backlog is EAGAIN at once and cannot be waited for: unix(7).
        attemptFailed(result.error());
    }
}

void Connection::connectInLane(const net::Address& address)
{
    net::ModeSetting mode = status().mode;
    if (m_command.timeout.count() > 0) {
        // A limit for this call alone: for as long as it takes, the socket has a timeout.
        mode = {net::Mode::Timeout, m_command.timeout};
        if (const auto applied = net::setMode(fd(), mode); !applied) {
            attemptFailed(applied.error());
            return;
        }
    }
    calls().start(net::ConnectCall{address}, CallOrigin::Endpoint, mode);
}

void Connection::callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin)
{
    if (!std::holds_alternative<net::ConnectCall>(call) || origin == CallOrigin::Person) {
        StreamEndpoint::callEnded(call, result, origin);
        return;
    }
    switch (result.end) {
    case net::CallEnd::Value:
        if (const auto applied = net::setMode(fd(), status().mode); !applied)
            journal().setError(applied.error());
        connected();
        return;
    case net::CallEnd::Cancelled: end(State::Closed); return;
    case net::CallEnd::TimedOut: attemptFailed({0, "connect"}); break;
    case net::CallEnd::Errno:
        if (result.errorNumber == EINPROGRESS && calls().wasMadeNonBlocking(result)) {
            m_call = journal().begin(Operation::Connect);
            m_call->start = result.start;
            wait();
            return;
        }
        attemptFailed({result.errorNumber, "connect"});
        break;
    }
}

void Connection::settingsChanged()
{
    // Also called when the lanes have been heard: the next address is tried then.
    tryNext();
    if (!isEnded())
        StreamEndpoint::settingsChanged();
}

void Connection::callRefused(const net::CallRequest& call, CallOrigin origin)
{
    if (std::holds_alternative<net::ConnectCall>(call) && origin == CallOrigin::Endpoint)
        end(State::Failed);
}

std::vector<WaitingCall> Connection::waitingElsewhere() const
{
    if (!m_call)
        return StreamEndpoint::waitingElsewhere();
    return {{Operation::Connect, 0, m_call->start, false}};
}

capture::AddressDetail Connection::addressDetail() const
{
    return {.address = status().info.peer, .local = net::getsockname(fd()).value_or(net::Address())};
}

void Connection::wait()
{
    waitingChanged();
    watch(EPOLLOUT);
    if (m_command.timeout.count() > 0)
        m_timer.start(m_call->start + m_command.timeout, [this] { timedOut(); });
}

void Connection::timedOut()
{
    logUnfinished(capture::Outcome::TimedOut);
    attemptFailed({0, "connect"});
    tryNext();
}

void Connection::logUnfinished(capture::Outcome outcome)
{
    Call call = *m_call;
    call.record.operation = Operation::ConnectFailed;
    capture::Record record = Recorder::end(call, std::int64_t{-1});
    record.outcome = outcome;
    logOutcome(record);
    stopWaiting();
}

void Connection::logOutcome(capture::Record record)
{
    // An event has the time at which it happened, and how long was waited for it since the call.
    record.timeNs += static_cast<std::int64_t>(static_cast<double>(record.duration) * 1e9);
    journal().write(record, addressDetail());
}

void Connection::stopWaiting()
{
    m_timer.stop();
    m_call.reset();
    waitingChanged();
}

void Connection::handleEvents(std::uint32_t events)
{
    if (m_call)
        completed();
    else
        StreamEndpoint::handleEvents(events);
}

void Connection::completed()
{
    // Reading SO_ERROR is the way to learn how the connect ended, and clears it: connect(2).
    const auto error = net::takeSocketError(fd());
    const int code = error ? *error : error.error().code;
    Call call = *m_call;
    stopWaiting();
    if (code == 0) {
        call.record.operation = Operation::Connected;
        logOutcome(Recorder::end(call, std::int64_t{0}));
        connected();
        return;
    }
    call.record.operation = Operation::ConnectFailed;
    logOutcome(Recorder::fail(call, {code, "connect"}));
    attemptFailed({code, "connect"});
    tryNext();
}

void Connection::attemptFailed(const base::Error& error)
{
    journal().setError(error);
    closeFd();
}

void Connection::connected()
{
    journal().setAddresses(net::getsockname(fd()).value_or(net::Address()), status().info.peer);
    journal().edit().lastError.reset();
    established(m_command.setup.closeAtEof.value_or(false));
}

void Connection::cancelCall()
{
    if (!m_call) {
        StreamEndpoint::cancelCall();
        return;
    }
    logUnfinished(capture::Outcome::Cancelled);
    end(State::Closed);
}

void Connection::abandonQueue()
{
    // Closing an endpoint ends the call that waits on it first.
    if (m_call)
        logUnfinished(capture::Outcome::Cancelled);
    StreamEndpoint::abandonQueue();
}

} // namespace engine
