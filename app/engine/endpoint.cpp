// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/endpoint.h"

#include "net/option.h"

#include <netinet/in.h>
#include <sys/epoll.h>

#include <array>
#include <cstring>

namespace engine {

using capture::Operation;

Endpoint::Endpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info)
    : m_host(host)
{
    m_status.id = id;
    m_status.info = std::move(info);
}

Endpoint::~Endpoint()
{
    unwatch();
}

// --- records ---------------------------------------------------------------------------------------------------------

void Endpoint::log(const capture::Record& record, std::span<const std::byte> payload)
{
    const bool moved = record.outcome == capture::Outcome::Value;
    const capture::Direction direction = capture::directionOf(record.operation);
    Counters& counters = m_status.counters;
    if (moved && direction == capture::Direction::In) {
        counters.bytesIn += payload.size();
        ++counters.messagesIn;
    } else if (moved && direction == capture::Direction::Out) {
        counters.bytesOut += payload.size();
        ++counters.messagesOut;
    }
    ++counters.records;
    recorder().writer().append(record, payload);
    publish(EndpointHost::Urgency::WithCounters);
}

void Endpoint::log(capture::Record record, const capture::Detail& detail, std::span<const std::byte> payload)
{
    record.detail = recorder().writer().intern(detail);
    log(record, payload);
}

void Endpoint::logReserved(const capture::Record& record, std::size_t offset, std::size_t size)
{
    Counters& counters = m_status.counters;
    if (capture::directionOf(record.operation) == capture::Direction::In) {
        counters.bytesIn += size;
        ++counters.messagesIn;
    } else {
        counters.bytesOut += size;
        ++counters.messagesOut;
    }
    ++counters.records;
    recorder().writer().appendReserved(record, offset, size);
    publish(EndpointHost::Urgency::WithCounters);
}

void Endpoint::logEvent(Operation operation, std::int64_t value, const capture::Detail& detail)
{
    log(Recorder::end(recorder().begin(operation, id()), value), detail);
}

// --- opening ---------------------------------------------------------------------------------------------------------

base::Result<void> Endpoint::openSocket(int family, const Setup& setup)
{
    const Call call = recorder().begin(Operation::Socket, id());
    auto fd = net::socket(family, net::socketType(m_status.info.protocol), net::FdMode::NonBlocking);
    if (!fd) {
        log(Recorder::fail(call, fd.error()));
        return base::failure(fd.error());
    }
    log(Recorder::end(call, fd->get()));
    takeFd(std::move(*fd));
    return applySetup(setup, family);
}

void Endpoint::adoptSettings(const Setup& setup)
{
    m_status.mode = setup.mode;
    m_status.receive = setup.receive;
    m_status.echo = setup.echo;
    if (setup.receiveSize != 0)
        m_status.receiveSize = setup.receiveSize;
}

base::Result<void> Endpoint::applySetup(const Setup& setup, int family)
{
    adoptSettings(setup);
    const bool listensOnTcp
        = m_status.info.protocol == net::Protocol::Tcp && m_status.info.role == capture::Role::Listener;
    if (setup.reuseAddress && listensOnTcp) {
        if (auto set = applyIntOption(SOL_SOCKET, SO_REUSEADDR, 1); !set)
            return set;
    }
    if (setup.v6Only && family == AF_INET6) {
        if (auto set = applyIntOption(IPPROTO_IPV6, IPV6_V6ONLY, *setup.v6Only ? 1 : 0); !set)
            return set;
    }
    for (const OptionSetting& setting : setup.options) {
        if (auto set = applyOption(setting); !set)
            return set;
    }
    return {};
}

base::Result<void> Endpoint::bindTo(const net::Address& address)
{
    const std::string path = address.path();
    if (!path.empty()) {
        if (auto made = net::makePrivate(fd()); !made)
            return made;
    }
    const Call call = recorder().begin(Operation::Bind, id());
    const auto result = net::bind(fd(), address);
    const capture::Record record = Recorder::end(call, result);
    const auto local = net::getsockname(fd());
    log(record, capture::AddressDetail{.address = address, .local = local.value_or(net::Address())});
    if (!result)
        return result;
    if (!path.empty()) {
        if (const auto identity = net::identityOf(path))
            m_socketFile = *identity;
    }
    setAddresses(local.value_or(address), m_status.info.peer);
    return {};
}

void Endpoint::takeFd(base::UniqueFd fd)
{
    m_fd = std::move(fd);
    m_status.fd = m_fd.get();
}

void Endpoint::setAddresses(const net::Address& local, const net::Address& peer)
{
    m_status.info.local = local;
    m_status.info.peer = peer;
    recorder().writer().describe(id(), m_status.info);
    publish(EndpointHost::Urgency::AtOnce);
}

void Endpoint::setState(State state)
{
    m_status.state = state;
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
    if (events == 0 || !m_fd) {
        unwatch();
        return;
    }
    if (m_watch == WatchToken{}) {
        if (const auto token = m_host.loop().watch(m_fd.get(), events, *this)) {
            m_watch = *token;
            m_watchedEvents = events;
        } else {
            setError(token.error());
        }
    } else if (m_watchedEvents != events) {
        m_host.loop().rewatch(m_watch, events);
        m_watchedEvents = events;
    }
}

void Endpoint::unwatch()
{
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

void Endpoint::cancelCall() { }

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
        wasShutDown(how);
    else
        setError(result.error());
}

void Endpoint::logOption(const OptionSetting& setting, Call call, const base::Result<void>& result)
{
    const capture::Record record = Recorder::end(call, result);
    capture::OptionDetail detail{setting.level, setting.name, setting.value, {}};
    if (auto effective = net::getOption(fd(), setting.level, setting.name))
        detail.effective = std::move(*effective);
    log(record, detail);
    std::erase_if(m_optionFailures, [&setting](const OptionFailure& failure) {
        return failure.level == setting.level && failure.name == setting.name;
    });
    if (!result) {
        m_optionFailures.push_back({setting.level, setting.name, result.error()});
        setError(result.error());
    }
}

base::Result<void> Endpoint::applyOption(const OptionSetting& setting)
{
    const Call call = recorder().begin(Operation::SetSockOpt, id());
    auto result = net::setOption(fd(), setting.level, setting.name, setting.value);
    logOption(setting, call, result);
    if (result && setting.level == SOL_SOCKET && setting.name == SO_LINGER) {
        linger value{};
        std::memcpy(&value, setting.value.data(), std::min(sizeof(value), setting.value.size()));
        m_lingers = value.l_onoff != 0 && value.l_linger > 0;
    }
    return result;
}

base::Result<void> Endpoint::applyIntOption(int level, int name, int value)
{
    OptionSetting setting{level, name, std::vector<std::byte>(sizeof(value))};
    std::memcpy(setting.value.data(), &value, sizeof(value));
    return applyOption(setting);
}

void Endpoint::setOption(const OptionSetting& setting)
{
    (void)applyOption(setting);
}

void Endpoint::setMode(const net::ModeSetting& mode)
{
    m_status.mode = mode;
    log(Recorder::end(recorder().begin(Operation::SetTimeout, id()), std::int64_t{0}), capture::ModeDetail{mode});
    publish(EndpointHost::Urgency::AtOnce);
    settingsChanged();
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
    if (m_lingers) {
        // Its record comes when the kernel is done with it. The endpoint is gone by then, so it counts now.
        ++m_status.counters.records;
        m_host.closeElsewhere(std::move(m_fd), call);
    } else {
        log(Recorder::end(call, net::close(std::move(m_fd))));
    }
}

void Endpoint::end(State state)
{
    abandonQueue();
    closeFd();
    m_status.callWaiting = false;
    setState(state);
    m_host.ended(*this);
}

void Endpoint::removeSocketFile()
{
    if (!m_socketFile)
        return;
    const std::string path = m_status.info.local.path();
    const Call call = recorder().begin(Operation::Unlink, id());
    const auto removed = net::unlinkIfSame(path, *m_socketFile);
    m_socketFile.reset();
    log(Recorder::end(call, removed), capture::TextDetail{path});
}

// --- properties ------------------------------------------------------------------------------------------------------

Properties Endpoint::properties() const
{
    Properties result;
    result.status = m_status;
    result.failures = m_optionFailures;
    if (!m_fd)
        return result;
    result.nonBlockingFlag = net::isNonBlocking(m_fd.get()).value_or(false);
    result.receiveQueue = net::receiveQueue(m_fd.get()).value_or(-1);
    result.sendQueue = net::sendQueue(m_fd.get()).value_or(-1);
    const int family = net::getIntOption(m_fd.get(), SOL_SOCKET, SO_DOMAIN).value_or(AF_UNSPEC);
    for (const net::OptionInfo& option : net::optionTable()) {
        const bool takes = option.type == net::OptionType::Errno;
        if (takes || !option.readable || !net::appliesTo(option, m_status.info.protocol, family))
            continue;
        OptionReading reading{option.level, option.name, {}, {}};
        if (auto value = net::getOption(m_fd.get(), option.level, option.name))
            reading.value = std::move(*value);
        else
            reading.error = value.error();
        result.options.push_back(std::move(reading));
    }
    return result;
}

} // namespace engine
