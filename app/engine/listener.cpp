// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/listener.h"

#include "engine/streamendpoint.h"

#include <sys/epoll.h>

#include <fcntl.h>

namespace engine {

using capture::Operation;

namespace {

base::UniqueFd openSpare()
{
    return base::UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

} // namespace

Listener::Listener(EndpointHost& host, const Listen& command, capture::EndpointInfo info)
    : Endpoint(host, command.id, std::move(info))
    , m_command(command)
    , m_spare(openSpare())
    , m_rest(host.loop())
    , m_shedReport(host.loop())
{ }

void Listener::start()
{
    setAddresses(m_command.address, {});
    auto opened = openSocket(m_command.address.family(), m_command.setup);
    if (opened)
        opened = bindTo(m_command.address);
    if (opened) {
        setBacklog({id(), m_command.backlog});
        if (status().lastError)
            opened = base::failure(*status().lastError);
    }
    if (!opened) {
        setError(opened.error());
        end(State::Failed);
        return;
    }
    setState(State::Listening);
    settingsChanged();
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
    const Call call = recorder().begin(Operation::Accept, id());
    auto accepted = net::accept(fd(), net::FdMode::NonBlocking);
    if (accepted) {
        if (status().openChildren >= m_command.maxChildren) {
            accepted->fd.reset();
            shedOne();
        } else {
            adoptChild(std::move(*accepted), call);
        }
        return true;
    }
    const int code = accepted.error().code;
    if (code == EAGAIN)
        return false;
    if (code == EMFILE || code == ENFILE) {
        outOfDescriptors(call, accepted.error());
        return false;
    }
    // ECONNABORTED and the network errors of accept(2) belong to the connection, not to the listener.
    log(Recorder::fail(call, accepted.error()));
    setError(accepted.error());
    return code == ECONNABORTED;
}

void Listener::adoptChild(net::Accepted accepted, const Call& call)
{
    const base::EndpointId child = host().allocateId();
    capture::EndpointInfo info;
    info.name = status().info.name + '/' + std::to_string(m_nextChild++);
    info.parent = id();
    info.protocol = status().info.protocol;
    info.role = capture::Role::Accepted;
    info.peer = accepted.peer;
    info.local = net::getsockname(accepted.fd.get()).value_or(status().info.local);
    log(Recorder::end(call, accepted.fd.get()),
        capture::AddressDetail{.address = info.peer, .local = info.local, .child = child});

    Setup setup = m_command.setup;
    setup.echo = status().echo;
    setup.mode = status().mode;
    setup.receive = status().receive;
    setup.receiveSize = status().receiveSize;
    auto endpoint = std::make_unique<StreamEndpoint>(host(), child, std::move(info));
    StreamEndpoint& stream = *endpoint;
    host().adopt(std::move(endpoint));
    childAdded();
    stream.startAccepted(std::move(accepted.fd), setup);
}

void Listener::outOfDescriptors(const Call& call, const base::Error& error)
{
    log(Recorder::fail(call, error));
    setError(error);
    // Without a free descriptor the connection stays in the queue and the listener stays readable: the loop would
    // spin. So the spare one is given up to accept the connection and close it; the peer learns at once.
    m_spare.reset();
    if (auto accepted = net::accept(fd(), net::FdMode::NonBlocking)) {
        accepted->fd.reset();
        shedOne();
    }
    m_spare = openSpare();
    m_rest.start(base::Monotonic::now() + Rest, [this] { settingsChanged(); });
    settingsChanged();
}

void Listener::shedOne()
{
    ++m_shed;
    if (!m_shedReport.isRunning())
        m_shedReport.start(base::Monotonic::now() + Rest, [this] { reportShed(); });
}

void Listener::reportShed()
{
    logEvent(Operation::AcceptShed, m_shed);
    m_shed = 0;
}

void Listener::abandonQueue()
{
    if (m_shed > 0)
        reportShed();
}

void Listener::settingsChanged()
{
    if (status().state == State::Listening)
        watch(m_rest.isRunning() ? 0U : static_cast<std::uint32_t>(EPOLLIN));
}

} // namespace engine
