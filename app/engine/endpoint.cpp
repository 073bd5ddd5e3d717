// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/endpoint.h"

#include "engine/socketreading.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace engine {

using capture::Operation;

namespace {

/// The same call, whatever it has moved meanwhile.
bool isSameCall(WaitingCall one, const WaitingCall& other)
{
    one.moved = other.moved;
    return one == other;
}

} // namespace

Endpoint::Endpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info)
    : m_host(host)
    , m_journal(host, *this, id, std::move(info))
    , m_settings(m_journal, m_fd)
    , m_options(m_journal, m_fd)
    , m_binding(m_journal, m_fd)
    , m_calls(host, m_journal, m_fd, *this)
    , m_files(m_journal, m_calls)
    , m_acting(*this, host.loop(), m_journal, [this] { settingsChanged(); })
    , m_lookUp(host, m_journal)
    , m_watch(host.loop())
{ }

Properties Endpoint::properties() const
{
    Properties result;
    result.status = status();
    result.failures = m_options.failures();
    if (!m_fd)
        return result;
    result.fileMode = m_binding.fileMode();
    readSocket(fd(), status().info.protocol, result);
    result.freshOptions = m_host.freshOptions().of(fd(), status().info.protocol);
    return result;
}

// --- opening ---------------------------------------------------------------------------------------------------------

base::Result<void> Endpoint::openSocket(int family, const Setup& setup, SocketOptions::Port port)
{
    const Call call = m_journal.begin(Operation::Socket);
    const int type = net::socketType(status().info.protocol);
    auto socket = net::socket(family, type, net::FdMode::NonBlocking);
    const capture::SocketDetail asked{.family = family, .type = type};
    if (!socket) {
        m_journal.write(Recorder::fail(call, socket.error()), asked);
        return base::failure(socket.error());
    }
    m_journal.write(Recorder::end(call, socket->get()), asked);
    m_host.freshOptions().note(socket->get(), status().info.protocol);
    m_journal.edit().family = family;
    takeFd(std::move(*socket));
    adoptSettings(setup);
    if (m_calls.useLanes())
        m_settings.apply();
    return m_options.setAll(setup, family, port);
}

void Endpoint::adoptSettings(const Setup& setup)
{
    m_settings.adopt(setup);
    m_acting.choose(setup.behaviour, outlet());
}

void Endpoint::takeFd(base::UniqueFd fd)
{
    m_fd = std::move(fd);
    EndpointStatus& status = m_journal.edit();
    status.fd = m_fd.get();
    if (status.family == AF_UNSPEC) // accepted
        status.family = status.info.local.family();
}

void Endpoint::watch(std::uint32_t events)
{
    const auto watched = m_watch.watch(fd(), m_fd ? events : 0, *this);
    if (watched)
        return;
    m_journal.write(Recorder::fail(m_journal.begin(Operation::SocketError), watched.error()),
        capture::TextDetail{watched.error().operation});
    m_journal.edit().watchError = watched.error();
    m_journal.setError(watched.error());
}

// --- commands --------------------------------------------------------------------------------------------------------

void Endpoint::setReceive(const SetReceive& command)
{
    m_settings.setReceive(command);
    settingsChanged();
}

void Endpoint::setMode(const net::ModeSetting& mode)
{
    m_settings.setMode(mode);
    settingsChanged();
}

// --- what it does by itself ------------------------------------------------------------------------------------------

void Endpoint::setBehaviour(const BehaviourChoice& choice)
{
    m_acting.choose(choice, outlet());
    m_journal.publish(Urgency::AtOnce);
    settingsChanged();
}

// --- calls as values -------------------------------------------------------------------------------------------------

void Endpoint::makeCall(const net::CallRequest& call)
{
    if (const auto* file = std::get_if<net::SendFileCall>(&call))
        useFile({.as = FileRequest::As::Send, .size = file->count, .offset = file->offset, .path = file->path});
    else
        m_calls.start(call, CallOrigin::Person);
}

void Endpoint::finished(const net::CallRequest& call, net::CallResult& result, CallOrigin origin)
{
    noteEffects(call, result);
    if (origin == CallOrigin::File)
        m_files.took(LaneWork::wayOf(call), result);
    callEnded(call, result, origin);
    if (origin == CallOrigin::File)
        m_files.advance(LaneWork::wayOf(call));
}

void Endpoint::refused(const net::CallRequest& call, CallOrigin origin)
{
    callRefused(call, origin);
    if (origin == CallOrigin::File)
        m_files.refused(LaneWork::wayOf(call));
}

void Endpoint::noteEffects(const net::CallRequest& call, const net::CallResult& result)
{
    const bool succeeded = result.end == net::CallEnd::Value;
    if (const auto* set = std::get_if<net::SetOptionCall>(&call)) {
        const auto outcome
            = succeeded ? base::Result<void>() : base::Result<void>(base::failure({result.errorNumber, "setsockopt"}));
        m_options.note({set->level, set->name, set->value}, outcome);
    }
    if (!succeeded)
        return;
    if (const auto* bind = std::get_if<net::BindCall>(&call)) {
        m_binding.note(bind->address);
    } else if (const auto* listen = std::get_if<net::ListenCall>(&call)) {
        m_journal.edit().backlog = listen->backlog;
        m_journal.publish(Urgency::AtOnce);
    } else if (const auto* shutdown = std::get_if<net::ShutdownCall>(&call)) {
        m_journal.edit().sendShutDown = status().sendShutDown || shutdown->how != SHUT_RD;
        m_journal.publish(Urgency::AtOnce);
        wasShutDown(shutdown->how);
    }
}

void Endpoint::cancelCall()
{
    cancelLookUp();
    if (status().state == State::Opening)
        close();
    m_files.cancel();
    if (m_calls.isReceiving())
        m_journal.edit().receive = ReceiveMode::OnDemand;
    m_calls.cancel();
}

void Endpoint::takeResults()
{
    m_lookUp.takeAnswer();
    m_calls.takeResults();
    if (m_ending && m_calls.isIdle())
        finishEnd(*m_ending);
    if (!isEnded())
        settingsChanged();
    m_calls.release();
    if (!isEnded())
        waitingChanged();
}

void Endpoint::finishLanes()
{
    m_calls.cancelAndWait();
    takeResults();
}

void Endpoint::waitingChanged()
{
    std::vector<WaitingCall> waiting = waitingElsewhere();
    if (const auto lookUp = m_lookUp.waiting())
        waiting.push_back(*lookUp);
    std::ranges::move(m_files.waiting(), std::back_inserter(waiting));
    std::ranges::move(m_calls.waiting(), std::back_inserter(waiting));
    if (waiting == status().waiting)
        return;
    const bool hasOnlyMoved = std::ranges::equal(waiting, status().waiting, isSameCall);
    m_journal.edit().waiting = std::move(waiting);
    m_journal.publish(hasOnlyMoved ? Urgency::WithCounters : Urgency::AtOnce);
}

// --- addresses as a person writes them -------------------------------------------------------------------------------

void Endpoint::resolve(const NamedAddress& named, Operation call, std::function<void(std::vector<net::Address>)> use)
{
    const bool isUnix = net::isUnix(status().info.protocol);
    const auto known = isUnix ? net::Address::fromUnixName(named.host) : net::Address::fromIp(named.host, named.port);
    if (known) {
        use({*known});
        return;
    }
    if (status().state == State::Opening) {
        m_journal.edit().asked = isUnix ? named.host : named.host + ':' + std::to_string(named.port);
        m_journal.writer().describe(id(), status().info);
        m_journal.setState(State::Opening);
    }
    if (!isUnix) {
        lookUp(named, std::move(use));
        return;
    }
    m_journal.write(Recorder::fail(m_journal.begin(call), known.error()), capture::TextDetail{named.host});
    notResolved(known.error());
}

void Endpoint::lookUp(const NamedAddress& named, std::function<void(std::vector<net::Address>)> use)
{
    m_lookUp.begin(named, [this, use = std::move(use)](base::Result<std::vector<net::Address>> found) {
        if (found)
            use(*std::move(found));
        else
            notResolved(found.error());
    });
    waitingChanged();
}

/// A socket that is there is none the worse.
void Endpoint::notResolved(const base::Error& error)
{
    if (status().state != State::Opening)
        return;
    m_journal.setError(error);
    end(State::Failed);
}

void Endpoint::cancelLookUp()
{
    m_lookUp.cancel();
    waitingChanged();
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
    if (m_fd)
        m_options.abortAtClose();
    end(State::Closed);
}

void Endpoint::closeFd()
{
    if (!m_fd)
        return;
    unwatch();
    m_binding.removeFile();
    const Call call = m_journal.begin(Operation::Close);
    m_journal.edit().fd = -1;
    m_journal.edit().memberships.clear();
    if (m_options.lingers()) {
        m_journal.countLater(); // the kernel is done with it when the endpoint is gone
        m_host.closeElsewhere(std::move(m_fd), call);
    } else {
        m_journal.write(Recorder::end(call, net::close(std::move(m_fd))));
    }
}

void Endpoint::end(State state)
{
    if (m_ending)
        return;
    if (m_calls.isIdle()) {
        finishEnd(state);
        return;
    }
    // A descriptor may not be closed while a call waits on it: its number is used again at once.
    m_ending = state;
    m_files.close();
    m_calls.cancel();
}

void Endpoint::finishEnd(State state)
{
    cancelLookUp();
    m_files.abandonUnsent();
    abandonQueue();
    // What made it end stands before the calls that its end makes.
    const auto cause = m_journal.causeOfEnd(state);
    closeFd();
    m_journal.setEnded(state, cause);
    m_host.ended(*this);
}

} // namespace engine
