// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/datagramendpoint.h"

#include "engine/messagefile.h"

#include <netinet/in.h>
#include <sys/epoll.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace engine {

using capture::Operation;

DatagramEndpoint::DatagramEndpoint(
    EndpointHost& host, base::EndpointId id, capture::EndpointInfo info, DatagramBatch& batch)
    : Endpoint(host, id, std::move(info))
    , m_batch(batch)
    , m_sender(host.loop(), journal(), descriptor(), calls(), [this] { queueChanged(); })
    , m_rest(host.loop())
{
    journal().edit().receiveSize = DatagramBatch::MaxDatagramBytes;
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
        (void)options().set(SOL_SOCKET, SO_RCVBUF, ReceiveBufferBytes);
    askForDetails(family);
    return {};
}

void DatagramEndpoint::askForDetails(int family)
{
    (void)options().set(SOL_SOCKET, SO_TIMESTAMPNS, 1);
    if (family == AF_UNIX)
        return;
    (void)options().set(SOL_SOCKET, SO_RXQ_OVFL, 1);
    if (family == AF_INET)
        (void)options().set(IPPROTO_IP, IP_RECVERR, 1);
    else
        (void)options().set(IPPROTO_IPV6, IPV6_RECVERR, 1);
}

void DatagramEndpoint::startBound(const Listen& command)
{
    journal().setAddresses(command.address, {});
    auto opened = openDatagram(command.address.family(), command.setup, true);
    if (opened)
        opened = binding().bind(command.address, command.setup.fileMode);
    if (!opened) {
        journal().setError(opened.error());
        end(State::Failed);
        return;
    }
    journal().setState(State::Bound);
    updateWatch();
}

void DatagramEndpoint::startConnected(const Connect& command)
{
    for (const net::Address& address : command.addresses) {
        journal().setAddresses({}, address);
        auto opened = openDatagram(address.family(), command.setup, false);
        if (opened)
            opened = binding().bindToConnect(command, address.family());
        if (opened) {
            const Call call = journal().begin(Operation::Connect);
            opened = net::connect(fd(), address);
            const capture::Record record = Recorder::end(call, opened);
            const net::Address local = net::getsockname(fd()).value_or(net::Address());
            journal().write(record, capture::AddressDetail{.address = address, .local = local});
            if (opened) {
                journal().setAddresses(local, address);
                journal().setState(State::Connected);
                updateWatch();
                return;
            }
        }
        journal().setError(opened.error());
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
        m_sender.flush();
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
    const Call call = journal().begin(Operation::RecvFrom, size);
    const auto count = m_batch.receive(fd(), size);
    if (!count) {
        if (count.error().code != EAGAIN && count.error().code != EINTR) {
            journal().write(Recorder::fail(call, count.error()));
            journal().setError(count.error());
            receiveFailed(count.error().code);
        }
        return false;
    }
    capture::Record record = Recorder::end(call, std::int64_t{0});
    for (std::size_t i = 0; i < *count; ++i) {
        const Datagram datagram = m_batch.datagram(i);
        logDatagram(datagram, record);
        // The rest of the batch took no call of its own.
        record.duration = 0;
        acting().deliver(datagram.data, datagram.from);
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
    journal().write(record, datagram.data);
    noticeDrops(datagram.control.overflow);
    journal().descriptors(datagram.control);
}

base::DetailId DatagramEndpoint::originIdOf(const net::Address& from, const net::Arrival& arrival)
{
    capture::Writer& writer = journal().writer();
    // Making, encoding and looking up a sender costs more than all the rest of a record, and most come again.
    if (arrival.isEmpty() && m_origin.detail != base::DetailId{} && m_origin.epoch == writer.detailEpoch()
        && m_origin.from == from)
        return m_origin.detail;
    const base::DetailId detail = writer.intern(journal().originOf(from, arrival));
    m_origin = {from, arrival.isEmpty() ? detail : base::DetailId{}, writer.detailEpoch()};
    journal().edit().lastSender = from;
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
    journal().edit().counters.kernelDrops += grown;
    journal().event(Operation::KernelDropped, grown);
}

void DatagramEndpoint::takeErrors()
{
    bool found = false;
    while (auto error = DatagramBatch::takeError(fd())) {
        found = true;
        const Call call = journal().begin(Operation::SocketError);
        journal().write(Recorder::fail(call, {error->code, "ICMP"}),
            capture::AddressDetail{.address = error->destination, .local = error->offender});
        journal().setError({error->code, "ICMP"});
    }
    if (found)
        return;
    if (const auto code = net::takeSocketError(fd()); code && *code != 0) {
        journal().write(Recorder::fail(journal().begin(Operation::SocketError), {*code, "SO_ERROR"}));
        journal().setError({*code, "SO_ERROR"});
    }
}

void DatagramEndpoint::receive(const Receive& command)
{
    // recv(0) makes a call here, other than on a stream: it takes a datagram off the queue - recv(2).
    makeCall(net::ReceiveCall{.as = net::ReceiveCall::As::RecvFrom,
        .size = command.size,
        .flags = command.flags,
        .controlSize = net::ControlRoom});
}

// --- sending ---------------------------------------------------------------------------------------------------------

void DatagramEndpoint::sendFile(const SendFile& command)
{
    if (const Payload message = readMessageFile(journal(), command.path))
        m_sender.send(message, {});
}

void DatagramEndpoint::answer(std::span<const std::byte> bytes, const net::Address& to)
{
    const bool isConnected = !status().info.peer.isEmpty();
    if (!isConnected && (to.isEmpty() || to.host().empty())) {
        journal().countUnsent(bytes.size());
        journal().event(Operation::EchoDropped, static_cast<std::int64_t>(bytes.size()));
        return;
    }
    m_sender.send(std::make_shared<std::vector<std::byte>>(bytes.begin(), bytes.end()),
        isConnected ? std::nullopt : std::optional(to));
}

void DatagramEndpoint::queueChanged()
{
    updateWatch();
    if (m_sender.isEmpty())
        acting().allSent();
}

void DatagramEndpoint::wasShutDown(int how)
{
    // A datagram socket that was shut down for reading is readable for ever, with EAGAIN at each recv.
    if (how != SHUT_WR)
        m_receiveShutDown = true;
    updateWatch();
}

// --- in lanes: blocking and timeout mode -----------------------------------------------------------------------------

void DatagramEndpoint::pumpLanes()
{
    if (isEnded())
        return;
    if (mayReceive() && calls().isIdle(LaneWork::Way::In)) {
        const std::size_t size = std::min<std::size_t>(status().receiveSize, DatagramBatch::MaxDatagramBytes);
        calls().start(net::ReceiveCall{.as = net::ReceiveCall::As::RecvMsg,
                          .size = size,
                          .flags = MSG_TRUNC, // so that the real length is told
                          .controlSize = net::ControlRoom},
            CallOrigin::Endpoint);
    }
    if (!m_sender.isEmpty() && calls().isIdle(LaneWork::Way::Out))
        m_sender.startInLane();
}

void DatagramEndpoint::callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin)
{
    if (result.end == net::CallEnd::Errno && result.errorNumber != EAGAIN)
        takeErrors();
    noticeDrops(result.control.overflow);
    if (origin == CallOrigin::Person)
        return;
    if (std::holds_alternative<net::ReceiveCall>(call))
        receiveEnded(result);
    else if (std::holds_alternative<net::SendCall>(call))
        m_sender.ended(result);
}

void DatagramEndpoint::receiveEnded(const net::CallResult& result)
{
    if (result.end != net::CallEnd::Value) {
        if (result.end == net::CallEnd::Errno)
            receiveFailed(result.errorNumber);
        return;
    }
    journal().edit().lastSender = result.address;
    acting().deliver(result.data, result.address);
}

void DatagramEndpoint::receiveFailed(int code)
{
    if (code == ENOMEM || code == ENOBUFS)
        m_rest.start(base::Monotonic::now() + Rest, [this] { updateWatch(); });
}

// --- what there is to wait for ---------------------------------------------------------------------------------------

void DatagramEndpoint::updateWatch()
{
    if (status().state != State::Bound && status().state != State::Connected)
        return;
    if (calls().useLanes()) {
        unwatch();
        pumpLanes();
        return;
    }
    std::uint32_t events = 0;
    if (mayReceive() && calls().isIdle(LaneWork::Way::In))
        events |= EPOLLIN;
    if (m_sender.awaitsRoom())
        events |= EPOLLOUT;
    watch(events);
}

} // namespace engine
