// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/datagramendpoint.h"

#include <netinet/in.h>
#include <sys/epoll.h>

#include <algorithm>

namespace engine {

using capture::Operation;

DatagramEndpoint::DatagramEndpoint(
    EndpointHost& host, base::EndpointId id, capture::EndpointInfo info, DatagramBatch& batch)
    : Endpoint(host, id, std::move(info))
    , m_batch(batch)
    , m_retry(host.loop())
{
    mutableStatus().receiveSize = DatagramBatch::MaxDatagramBytes;
}

// --- opening ---------------------------------------------------------------------------------------------------------

base::Result<void> DatagramEndpoint::openDatagram(int family, const Setup& setup, bool asksLargeBuffer)
{
    auto opened = openSocket(family, setup);
    if (!opened)
        return opened;
    const bool isSetByUser = std::ranges::any_of(setup.options,
        [](const OptionSetting& option) { return option.level == SOL_SOCKET && option.name == SO_RCVBUF; });
    if (asksLargeBuffer && !isSetByUser && family != AF_UNIX)
        (void)applyIntOption(SOL_SOCKET, SO_RCVBUF, ReceiveBufferBytes);
    askForDetails(family);
    return {};
}

void DatagramEndpoint::askForDetails(int family)
{
    (void)applyIntOption(SOL_SOCKET, SO_TIMESTAMPNS, 1);
    if (family == AF_UNIX)
        return;
    (void)applyIntOption(SOL_SOCKET, SO_RXQ_OVFL, 1);
    if (family == AF_INET)
        (void)applyIntOption(IPPROTO_IP, IP_RECVERR, 1);
    else
        (void)applyIntOption(IPPROTO_IPV6, IPV6_RECVERR, 1);
}

void DatagramEndpoint::startBound(const Listen& command)
{
    setAddresses(command.address, {});
    auto opened = openDatagram(command.address.family(), command.setup, true);
    if (opened)
        opened = bindTo(command.address, command.setup.fileMode);
    if (!opened) {
        setError(opened.error());
        end(State::Failed);
        return;
    }
    setState(State::Bound);
    updateWatch();
}

void DatagramEndpoint::startConnected(const Connect& command)
{
    for (const net::Address& address : command.addresses) {
        setAddresses({}, address);
        auto opened = openDatagram(address.family(), command.setup, false);
        if (opened && command.local)
            opened = bindTo(*command.local, command.setup.fileMode);
        if (opened) {
            const Call call = recorder().begin(Operation::Connect, id());
            opened = net::connect(fd(), address);
            const capture::Record record = Recorder::end(call, opened);
            const net::Address local = net::getsockname(fd()).value_or(net::Address());
            log(record, capture::AddressDetail{.address = address, .local = local});
            if (opened) {
                setAddresses(local, address);
                setState(State::Connected);
                updateWatch();
                return;
            }
        }
        setError(opened.error());
        closeFd();
    }
    end(State::Failed);
}

// --- receiving -------------------------------------------------------------------------------------------------------

void DatagramEndpoint::handleEvents(std::uint32_t events)
{
    if (events & EPOLLERR)
        takeErrors();
    if (events & EPOLLOUT)
        flushQueue();
    if (events & EPOLLIN)
        receiveReady();
    if (!isEnded())
        updateWatch();
}

void DatagramEndpoint::receiveReady()
{
    if (status().receive == ReceiveMode::OnDemand)
        return;
    for (int i = 0; i < BatchesPerTurn && receiveBatch(); ++i) { }
}

bool DatagramEndpoint::receiveBatch()
{
    const std::size_t size = std::min<std::size_t>(status().receiveSize, DatagramBatch::MaxDatagramBytes);
    const Call call = recorder().begin(Operation::RecvFrom, id(), size);
    const auto count = m_batch.receive(fd(), size);
    if (!count) {
        if (count.error().code != EAGAIN && count.error().code != EINTR) {
            log(Recorder::fail(call, count.error()));
            setError(count.error());
        }
        return false;
    }
    capture::Record record = Recorder::end(call, std::int64_t{0});
    for (std::size_t i = 0; i < *count; ++i) {
        const Datagram datagram = m_batch.datagram(i);
        logDatagram(datagram, record);
        // The rest of the batch took no call of its own.
        record.duration = 0;
        if (status().echo)
            echo(datagram);
    }
    return *count > 1;
}

void DatagramEndpoint::logDatagram(const Datagram& datagram, capture::Record record)
{
    record.result = static_cast<std::int32_t>(datagram.realSize);
    record.messageFlags = static_cast<std::uint16_t>(datagram.flags);
    if (datagram.control.timeNs)
        record.timeNs = *datagram.control.timeNs;
    record.detail = originIdOf(datagram.from, datagram.control.arrival);
    log(record, datagram.data);
    noticeDrops(datagram.control.overflow);
    logDescriptors(datagram.control);
}

base::DetailId DatagramEndpoint::originIdOf(const net::Address& from, const net::Arrival& arrival)
{
    capture::Writer& writer = recorder().writer();
    // Making, encoding and looking up a sender costs more than all the rest of a record, and most come again.
    if (arrival.isEmpty() && m_origin.detail != base::DetailId{} && m_origin.epoch == writer.detailEpoch()
        && m_origin.from == from)
        return m_origin.detail;
    const base::DetailId detail = writer.intern(originOf(from, arrival));
    m_origin = {from, arrival.isEmpty() ? detail : base::DetailId{}, writer.detailEpoch()};
    mutableStatus().lastSender = from;
    return detail;
}

void DatagramEndpoint::noticeDrops(std::optional<std::uint32_t> overflow)
{
    if (!overflow)
        return;
    // The counter is the socket's, from its beginning, and wraps at 32 bits. Its first value may be above zero.
    const std::uint32_t grown = *overflow - m_lastOverflow;
    m_lastOverflow = *overflow;
    if (grown == 0)
        return;
    mutableStatus().counters.kernelDrops += grown;
    logEvent(Operation::KernelDropped, grown);
}

void DatagramEndpoint::takeErrors()
{
    bool found = false;
    while (auto error = DatagramBatch::takeError(fd())) {
        found = true;
        const Call call = recorder().begin(Operation::SocketError, id());
        log(Recorder::fail(call, {error->code, "ICMP"}),
            capture::AddressDetail{.address = error->destination, .local = error->offender});
        setError({error->code, "ICMP"});
    }
    if (found)
        return;
    if (const auto code = net::takeSocketError(fd()); code && *code != 0) {
        log(Recorder::fail(recorder().begin(Operation::SocketError, id()), {*code, "SO_ERROR"}));
        setError({*code, "SO_ERROR"});
    }
}

void DatagramEndpoint::receive(const Receive& command)
{
    if (usesLanes()) {
        makeCall(net::ReceiveCall{.as = net::ReceiveCall::As::RecvFrom, .size = command.size, .flags = command.flags});
        return;
    }
    const std::size_t size = std::min<std::size_t>(command.size, capture::Writer::MaxReserve);
    const std::span<std::byte> room = recorder().writer().reserve(size);
    Call call = recorder().begin(Operation::RecvFrom, id(), size);
    call.record.messageFlags = static_cast<std::uint16_t>(command.flags);
    // recv(0) makes a call here, other than on a stream: it takes a datagram off the queue - recv(2).
    const auto received = net::recvmsg(fd(), room, command.flags);
    if (!received) {
        log(Recorder::fail(call, received.error()));
        setError(received.error());
        return;
    }
    capture::Record record = Recorder::end(call, static_cast<std::int64_t>(received->size));
    record.messageFlags |= static_cast<std::uint16_t>(received->flags & (MSG_TRUNC | MSG_CTRUNC));
    record.detail = recorder().writer().intern(originOf(received->from, received->control.arrival));
    logReserved(record, 0, std::min(received->size, size));
    noticeDrops(received->control.overflow);
    logDescriptors(received->control);
}

// --- sending ---------------------------------------------------------------------------------------------------------

void DatagramEndpoint::send(const Send& command)
{
    if (loopSends() && m_queue.empty() && sendNow(command.payload, command.to))
        return;
    enqueue(command.payload, command.to);
}

bool DatagramEndpoint::sendNow(const Payload& payload, const std::optional<net::Address>& to)
{
    const std::span<const std::byte> data(*payload);
    const Call call = recorder().begin(to ? Operation::SendTo : Operation::Send, id(), data.size());
    const auto sent = to ? net::sendto(fd(), data, 0, *to) : net::send(fd(), data, 0);
    if (!sent && sent.error().code == EAGAIN)
        return false;
    const auto kept = data.first(sent.value_or(0));
    if (to)
        log(Recorder::end(call, sent), capture::AddressDetail{.address = *to}, kept);
    else
        log(Recorder::end(call, sent), kept);
    if (!sent) {
        countUnsent(data.size());
        setError(sent.error());
    }
    return true;
}

void DatagramEndpoint::enqueue(const Payload& payload, const std::optional<net::Address>& to)
{
    if (m_queuedBytes + payload->size() > QueueHighWaterBytes) {
        countUnsent(payload->size());
        logEvent(Operation::SendRefused, static_cast<std::int64_t>(payload->size()));
        setError({ENOBUFS, "send"});
        return;
    }
    m_queue.push_back({payload, to});
    m_queuedBytes += payload->size();
    mutableStatus().queuedBytes = m_queuedBytes;
    if (!usesLanes())
        logEvent(Operation::SendQueued, static_cast<std::int64_t>(payload->size()));
    updateWatch();
}

void DatagramEndpoint::flushQueue()
{
    while (loopSends() && !m_queue.empty() && sendNow(m_queue.front().payload, m_queue.front().to))
        popFront();
    // A Unix socket that is not connected is writable whether or not the receiver's queue has room, and there is
    // nothing else to wait for: unix_dgram_poll asks the connected peer alone.
    if (loopSends() && !m_queue.empty() && net::isUnix(status().info.protocol) && m_queue.front().to)
        m_retry.start(base::Monotonic::now() + RetryAfter, [this] {
            flushQueue();
            updateWatch();
        });
}

void DatagramEndpoint::popFront()
{
    m_queuedBytes -= m_queue.front().payload->size();
    m_queue.pop_front();
    mutableStatus().queuedBytes = m_queuedBytes;
}

void DatagramEndpoint::echo(const Datagram& datagram)
{
    auto payload = std::make_shared<std::vector<std::byte>>(datagram.data.begin(), datagram.data.end());
    std::optional<net::Address> to;
    if (status().info.peer.isEmpty()) {
        if (datagram.from.isEmpty() || datagram.from.host().empty()) {
            countUnsent(datagram.data.size());
            logEvent(Operation::EchoDropped, static_cast<std::int64_t>(datagram.data.size()));
            return;
        }
        to = datagram.from;
    }
    send({id(), std::move(payload), to});
}

void DatagramEndpoint::abandonQueue()
{
    countUnsent(m_queuedBytes);
    if (!m_queue.empty())
        logEvent(Operation::SendRefused, static_cast<std::int64_t>(m_queuedBytes));
    m_queue.clear();
    m_queuedBytes = 0;
    mutableStatus().queuedBytes = 0;
}

void DatagramEndpoint::wasShutDown(ShutdownHow how)
{
    // A datagram socket that was shut down for reading is readable for ever, with EAGAIN at each recv.
    if (how != ShutdownHow::Write)
        m_receiveShutDown = true;
    updateWatch();
}

void DatagramEndpoint::settingsChanged()
{
    updateWatch();
}

void DatagramEndpoint::updateWatch()
{
    if (status().state != State::Bound && status().state != State::Connected)
        return;
    if (usesLanes()) {
        unwatch();
        pumpLanes();
        return;
    }
    std::uint32_t events = 0;
    if (mayReceive() && isLaneIdle(LaneWork::Way::In))
        events |= EPOLLIN;
    if (!m_queue.empty() && loopSends() && !m_retry.isRunning())
        events |= EPOLLOUT;
    watch(events);
}

} // namespace engine
