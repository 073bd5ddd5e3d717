// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/loop.h"

#include "engine/applycommand.h"
#include "engine/connection.h"
#include "engine/datagramendpoint.h"
#include "engine/handendpoint.h"
#include "engine/listener.h"
#include "engine/namedcommand.h"
#include "engine/socketreading.h"

#include <algorithm>
#include <cassert>

namespace engine {

namespace {

std::string numbered(const char* name, std::uint32_t number)
{
    return number > 1 ? name + std::to_string(number) : name;
}

} // namespace

Loop::Loop(EventLoop& events, capture::Writer& writer, Shared shared)
    : m_events(events)
    , m_recorder(writer)
    , m_shared(std::move(shared))
    , m_publisher(m_shared.board, writer, m_shared.news)
    , m_closer([&events] { events.wake(); })
{ }

Loop::~Loop() = default;

// --- commands --------------------------------------------------------------------------------------------------------

void Loop::execute(const std::vector<Command>& commands)
{
    for (const Command& command : commands)
        std::visit([this](const auto& one) { run(one); }, command);
    // What they have changed without a record, such as a call that waits now, must not wait for the next event.
    if (!commands.empty())
        m_publisher.publishDue(base::Monotonic::now());
}

template <class E> E& Loop::add(std::unique_ptr<E> endpoint)
{
    E& result = *endpoint;
    adopt(std::move(endpoint));
    return result;
}

template <class E, class C> void Loop::open(std::unique_ptr<E> endpoint, const C& command, void (E::*start)(const C&))
{
    E& opened = add(std::move(endpoint));
    withAddress(opened, command, [&opened, start](const C& addressed) { (opened.*start)(addressed); });
}

void Loop::run(const Listen& command)
{
    if (net::hasConnections(command.protocol)) {
        auto info = makeInfo(command.protocol, capture::Role::Listener);
        open(std::make_unique<Listener>(*this, command.id, std::move(info)), command, &Listener::start);
    } else {
        auto info = makeInfo(command.protocol, capture::Role::Datagram);
        open(std::make_unique<DatagramEndpoint>(*this, command.id, std::move(info), m_batch), command,
            &DatagramEndpoint::startBound);
    }
}

void Loop::run(const Connect& command)
{
    auto info = makeInfo(command.protocol, capture::Role::Connection, command.again);
    if (net::hasConnections(command.protocol))
        open(std::make_unique<Connection>(*this, command.id, std::move(info)), command, &Connection::start);
    else
        open(std::make_unique<DatagramEndpoint>(*this, command.id, std::move(info), m_batch), command,
            &DatagramEndpoint::startConnected);
}

void Loop::run(const OpenSocket& command)
{
    capture::EndpointInfo info;
    info.protocol = command.protocol;
    info.role = net::hasConnections(command.protocol) ? capture::Role::Connection : capture::Role::Datagram;
    info.name = numbered("socket", ++m_sockets);
    add(std::make_unique<HandEndpoint>(*this, command.id, std::move(info))).start(command);
}

void Loop::run(const Rename& command)
{
    Endpoint* endpoint = find(command.id);
    if (!endpoint || endpoint->isEnded())
        return;
    const std::string before = endpoint->status().info.name;
    for (const auto& [id, child] : m_endpoints) {
        const capture::EndpointInfo& info = child->status().info;
        if (info.parent == command.id && info.name.starts_with(before + '/') && !child->isEnded())
            child->rename(command.name + info.name.substr(before.size()));
    }
    endpoint->rename(command.name);
    endpoint->noteRenamed(before);
}

void Loop::run(const ReadProperties& command)
{
    const Endpoint* endpoint = find(command.id);
    command.answer(endpoint ? std::optional(endpoint->properties()) : std::nullopt);
}

void Loop::run(const ReadTcpInfo& command)
{
    const Endpoint* endpoint = find(command.id);
    command.answer(endpoint ? std::optional(readTcp(endpoint->fd())) : std::nullopt);
}

template <class C> void Loop::run(const C& command)
{
    if (Endpoint* endpoint = find(command.id); endpoint && !endpoint->isEnded())
        ApplyCommand{*endpoint}(command);
}

void Loop::run(const LimitRecording& command)
{
    m_recorder.writer().setLimits(command.limits);
}

void Loop::run(const ResumeRecording&)
{
    (void)m_recorder.writer().resume(); // why not is the failure that is shown
    m_shared.news();
}

void Loop::run(const Barrier& command)
{
    m_recorder.writer().flush();
    m_publisher.publishAll();
    commitIfDue(base::Monotonic::now());
    command.answer();
}

// --- endpoints -------------------------------------------------------------------------------------------------------

Endpoint* Loop::find(base::EndpointId id)
{
    const auto found = m_endpoints.find(id);
    return found == m_endpoints.end() ? nullptr : found->second.get();
}

capture::EndpointInfo Loop::makeInfo(net::Protocol protocol, capture::Role role, const std::optional<Again>& again)
{
    capture::EndpointInfo info;
    info.protocol = protocol;
    info.role = role;
    info.name = again ? again->name : nextName(role);
    if (again)
        info.parent = again->first;
    return info;
}

std::string Loop::nextName(capture::Role role)
{
    return role == capture::Role::Connection ? numbered("client", ++m_clients) : numbered("server", ++m_servers);
}

void Loop::adopt(std::unique_ptr<Endpoint> endpoint)
{
    const base::EndpointId id = endpoint->id();
    assert(!find(id));
    changed(*(m_endpoints[id] = std::move(endpoint)), Urgency::AtOnce);
}

base::EndpointId Loop::allocateId()
{
    return base::EndpointId{++m_shared.lastId};
}

void Loop::ended(Endpoint& endpoint)
{
    changed(endpoint, Urgency::AtOnce);
    if (Endpoint* parent = find(endpoint.status().info.parent))
        parent->childEnded();
    const auto found = m_endpoints.find(endpoint.id());
    m_ended.push_back(std::move(found->second));
    m_endpoints.erase(found);
}

void Loop::closeElsewhere(base::UniqueFd fd, Call call)
{
    m_closer.close(std::move(fd), call);
}

void Loop::takeClosed()
{
    // The endpoint is gone by now; its record still tells how the close ended.
    for (const Closer::Done& done : m_closer.takeDone())
        m_recorder.writer().append(done.record);
}

std::function<void()> Loop::workNews(base::EndpointId id)
{
    return [this, id] {
        {
            const std::scoped_lock lock(m_workMutex);
            m_workNews.push_back(id);
        }
        m_events.wake();
    };
}

void Loop::takeResults()
{
    std::vector<base::EndpointId> news;
    {
        const std::scoped_lock lock(m_workMutex);
        news = std::exchange(m_workNews, {});
    }
    for (const base::EndpointId id : news) {
        if (Endpoint* endpoint = find(id))
            endpoint->takeResults();
    }
}

void Loop::closeAll()
{
    while (!m_endpoints.empty()) {
        Endpoint& endpoint = *m_endpoints.begin()->second;
        endpoint.close();
        endpoint.finishLanes();
    }
    m_closer.waitForAll();
    takeClosed();
    m_publisher.publishAll();
    destroyEnded();
    m_recorder.writer().flush();
    commitIfDue(base::Monotonic::now());
}

// --- the capture -----------------------------------------------------------------------------------------------------

void Loop::commitIfDue(base::Monotonic::time_point now)
{
    const auto due = m_recorder.writer().flushDeadline();
    if (due && now >= *due)
        m_recorder.writer().flush();
    const std::uint64_t committed = m_recorder.writer().committed()->records();
    if (committed != m_lastCommitted) {
        m_lastCommitted = committed;
        m_shared.news();
    }
    tryToRecord(now);
    noticeFailure();
}

void Loop::tryToRecord(base::Monotonic::time_point now)
{
    capture::Writer& writer = m_recorder.writer();
    if (!writer.failure()) {
        m_recordingRetry.succeeded();
        return;
    }
    const bool hasJustFailed = !m_recordingRetry.due();
    if (hasJustFailed || (m_recordingRetry.isDue(now) && !writer.resume()))
        m_recordingRetry.failed(now);
}

void Loop::noticeFailure()
{
    const bool hasFailed = m_recorder.writer().failure().has_value();
    if (hasFailed == m_hasFailed)
        return;
    m_hasFailed = hasFailed;
    // What could not be written was counted as recorded before. No traffic may follow that would tell.
    for (const auto& [id, endpoint] : m_endpoints)
        changed(*endpoint, Urgency::WithCounters);
    m_shared.news();
}

// --- the turn --------------------------------------------------------------------------------------------------------

void Loop::turn()
{
    auto deadline = m_recorder.writer().flushDeadline();
    if (const auto due = m_publisher.due())
        deadline = deadline ? std::min(*deadline, *due) : *due;
    if (const auto retry = m_recordingRetry.due())
        deadline = deadline ? std::min(*deadline, *retry) : *retry;
    m_events.turn(deadline);
    takeClosed();
    takeResults();
    const auto now = base::Monotonic::now();
    commitIfDue(now);
    m_publisher.publishDue(now);
    destroyEnded();
}

void Loop::destroyEnded()
{
    if (m_ended.empty())
        return;
    m_publisher.forget([this](const Endpoint* endpoint) {
        return std::ranges::any_of(m_ended, [endpoint](const auto& ended) { return ended.get() == endpoint; });
    });
    m_ended.clear();
}

} // namespace engine
