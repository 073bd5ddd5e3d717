// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/listener.h"

#include "engine/streamendpoint.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <memory>
#include <vector>

namespace engine {

using capture::Operation;

namespace {

/// A descriptor of the last that the process may have: the kernel gives the lowest that is free - open(2). They are
/// left to the files of the capture and to saving, which a flood of connections must not stop.
bool isOfReserve(int fd)
{
    constexpr rlim_t Reserve = 16;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return false;
    return static_cast<rlim_t>(fd) >= limit.rlim_cur - std::min(Reserve, limit.rlim_cur / 4);
}

/// What accept(2) says of a connection, not of the listener: those that are treated like EAGAIN, and what a firewall
/// forbids.
bool isOfConnection(int errorNumber)
{
    static constexpr std::array Errors{
        ECONNABORTED, EPERM, ENETDOWN, EPROTO, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, ENETUNREACH, EINTR};
    return std::ranges::find(Errors, errorNumber) != Errors.end();
}

base::UniqueFd openSpare()
{
    return base::UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

} // namespace

Listener::Listener(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info)
    : Endpoint(host, id, std::move(info))
    , m_spare(openSpare())
    , m_rest(host.loop())
    , m_shedReport(host.loop())
{ }

void Listener::start(const Listen& command)
{
    m_command = command;
    journal().setAddresses(m_command.address, {});
    auto opened = openSocket(m_command.address.family(), m_command.setup, SocketOptions::Port::Chosen);
    if (opened)
        opened = binding().bind(m_command.address, m_command.setup.fileMode);
    if (opened) {
        makeCall(net::ListenCall{m_command.backlog});
        if (status().lastError)
            opened = base::failure(*status().lastError);
    }
    if (!opened) {
        journal().setError(opened.error());
        end(State::Failed);
        return;
    }
    journal().setState(State::Listening);
    settingsChanged();
}

// A listener has no peer, and the kernel says so.

void Listener::send(const Send& command)
{
    const Call call = journal().begin(Operation::Send, command.payload->size());
    const auto sent = net::send(fd(), *command.payload, 0);
    journal().write(Recorder::end(call, sent));
    if (!sent)
        journal().setError(sent.error());
}

void Listener::sendFile(const SendFile&)
{
    send({id(), std::make_shared<std::vector<std::byte>>(), {}});
}

void Listener::receive(const Receive& command)
{
    const auto room = journal().writer().reserve(command.size);
    Call call = journal().begin(Operation::Recv, command.size);
    call.record.messageFlags = static_cast<std::uint16_t>(command.flags);
    const auto received = net::recv(fd(), room, command.flags);
    journal().write(Recorder::end(call, received));
    if (!received)
        journal().setError(received.error());
}

void Listener::handleEvents(std::uint32_t)
{
    for (int i = 0; i < AcceptBudget && shouldAccept(); ++i) {
        if (!acceptOnce())
            break;
    }
}

bool Listener::shouldAccept() const
{
    return !isEnded() && !m_rest.isRunning();
}

bool Listener::acceptOnce()
{
    const Call call = journal().begin(Operation::Accept);
    auto accepted = net::accept(fd(), net::FdMode::NonBlocking);
    if (accepted) {
        if (isOneTooMany(accepted->fd.get())) {
            accepted->fd.reset();
            shedOne();
        } else {
            const base::EndpointId child = host().allocateId();
            const net::Address local = net::getsockname(accepted->fd.get()).value_or(status().info.local);
            journal().write(Recorder::end(call, accepted->fd.get()),
                capture::AddressDetail{.address = accepted->peer, .local = local, .child = child});
            adoptChild(child, std::move(*accepted));
        }
        return true;
    }
    const int code = accepted.error().code;
    if (code == EAGAIN)
        return false;
    journal().write(Recorder::fail(call, accepted.error()));
    journal().setError(accepted.error());
    if (isOfConnection(code))
        return true;
    if (code == EMFILE || code == ENFILE)
        shedForDescriptors();
    else
        rest();
    return false;
}

bool Listener::isOneTooMany(int connection) const
{
    return status().openChildren >= m_command.maxChildren || isOfReserve(connection);
}

void Listener::accepted(base::EndpointId child, net::Accepted connection)
{
    if (isOneTooMany(connection.fd.get())) {
        shedOne();
        return;
    }
    if (const auto applied = net::setMode(connection.fd.get(), status().mode); !applied)
        journal().setError(applied.error());
    adoptChild(child, std::move(connection));
}

void Listener::callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin)
{
    if (!std::holds_alternative<net::AcceptCall>(call) || result.end != net::CallEnd::Errno)
        return;
    if (result.errorNumber == EMFILE || result.errorNumber == ENFILE)
        shedForDescriptors();
    else if (result.errorNumber == EINVAL || result.errorNumber == EOPNOTSUPP)
        m_acceptsByHand = true; // it listens no more and would answer so at once, for ever
    else if (!isOfConnection(result.errorNumber) && result.errorNumber != EAGAIN)
        rest();
}

void Listener::cancelCall()
{
    m_acceptsByHand = true;
    Endpoint::cancelCall();
}

void Listener::setReceive(const SetReceive& command)
{
    m_acceptsByHand = false;
    Endpoint::setReceive(command);
}

void Listener::adoptChild(base::EndpointId child, net::Accepted accepted)
{
    Setup setup = m_command.setup;
    setup.behaviour = status().behaviour;
    setup.mode = status().mode;
    setup.receive = status().receive;
    setup.receiveSize = status().receiveSize;
    setup.oneLane = status().oneLane;
    auto endpoint = std::make_unique<StreamEndpoint>(host(), child, journal().infoOfChild(accepted));
    StreamEndpoint& stream = *endpoint;
    host().adopt(std::move(endpoint));
    journal().childAdded();
    stream.startAccepted(std::move(accepted.fd), setup);
}

void Listener::shedForDescriptors()
{
    // Without a free descriptor the connection stays in the queue and the listener stays readable: the loop would
    // spin. So the spare one is given up to accept the connection and close it; the peer learns at once.
    m_spare.reset();
    pollfd entry{fd(), POLLIN, 0};
    if (::poll(&entry, 1, 0) != 1) {
        // It has gone by itself; without this look a blocking listener would wait here.
    } else if (auto accepted = net::accept(fd(), net::FdMode::NonBlocking)) {
        accepted->fd.reset();
        shedOne();
    }
    m_spare = openSpare();
    rest();
}

/// The listener stays readable: without this the loop would spin.
void Listener::rest()
{
    m_rest.start(base::Monotonic::now() + Rest, [this] { settingsChanged(); });
    settingsChanged();
}

void Listener::shedOne()
{
    ++m_shed;
    if (!m_shedReport.isRunning()) // gathered into one record
        m_shedReport.start(base::Monotonic::now() + Rest, [this] { reportShed(); });
}

void Listener::reportShed()
{
    journal().event(Operation::AcceptShed, m_shed);
    m_shed = 0;
}

void Listener::abandonQueue()
{
    if (m_shed > 0)
        reportShed();
}

void Listener::settingsChanged()
{
    if (status().state != State::Listening || isEnded())
        return;
    if (!calls().useLanes()) {
        const bool mayAccept = !m_rest.isRunning() && calls().isIdle(LaneWork::Way::In);
        watch(mayAccept ? static_cast<std::uint32_t>(EPOLLIN) : 0U);
        return;
    }
    unwatch();
    if (!m_rest.isRunning() && !m_acceptsByHand && calls().isIdle(LaneWork::Way::In))
        calls().start(net::AcceptCall{}, CallOrigin::Endpoint);
}

} // namespace engine
