// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/callrecord.h"

#include "net/option.h"
#include "net/syscalls.h"

#include <algorithm>
#include <limits>

namespace engine {

namespace {

/// What is not known of an address stays empty.
net::Address nameOf(int fd)
{
    return net::getsockname(fd).value_or(net::Address());
}

capture::Detail detailOf(Recorder& recorder, const net::CallRequest& call, const net::CallResult& result, int fd)
{
    if (const auto* bind = std::get_if<net::BindCall>(&call))
        return capture::AddressDetail{.address = bind->address, .local = nameOf(fd)};
    if (const auto* connect = std::get_if<net::ConnectCall>(&call))
        return capture::AddressDetail{.address = connect->address, .local = nameOf(fd)};
    if (std::holds_alternative<net::ListenCall>(call))
        return capture::AddressDetail{.local = nameOf(fd)};
    if (const auto* send = std::get_if<net::SendCall>(&call); send && send->as == net::SendCall::As::SendTo)
        return capture::AddressDetail{.address = send->to};
    if (const auto* file = std::get_if<net::SendFileCall>(&call))
        return capture::TextDetail{file->path};
    if (const auto* set = std::get_if<net::SetOptionCall>(&call))
        return capture::OptionDetail{set->level, set->name, set->value,
            net::getOption(fd, set->level, set->name).value_or(std::vector<std::byte>())};
    if (const auto* get = std::get_if<net::GetOptionCall>(&call))
        return capture::OptionDetail{get->level, get->name, {}, result.data};
    if (const auto* name = std::get_if<net::NameCall>(&call)) {
        if (name->of == net::NameCall::Of::Sock)
            return capture::AddressDetail{.local = result.address};
        return capture::AddressDetail{.address = result.address};
    }
    if (result.mode)
        return capture::ModeDetail{*result.mode};
    // The kernel is asked for the port only where there is a destination to add it to.
    const net::Arrival& arrival = result.control.arrival;
    return originDetail(recorder, result.address, arrival, arrival.isEmpty() ? std::uint16_t{0} : nameOf(fd).port());
}

int flagsOf(const net::CallRequest& call, const net::CallResult& result)
{
    if (const auto* receive = std::get_if<net::ReceiveCall>(&call))
        // What was asked of recvmsg with MSG_TRUNC is only to be told a length; that it was cut comes back in the
        // flags.
        return receive->as == net::ReceiveCall::As::RecvMsg
            ? (receive->flags & ~MSG_TRUNC) | result.flags
            : receive->flags | (result.flags & (MSG_TRUNC | MSG_CTRUNC));
    if (const auto* send = std::get_if<net::SendCall>(&call))
        return send->flags;
    return 0;
}

std::vector<std::byte> sentOf(const net::SendFileCall& call, std::int64_t sent)
{
    std::vector<std::byte> data(std::min(static_cast<std::size_t>(std::max<std::int64_t>(0, sent)), SendFileKept));
    if (data.empty() || !call.file)
        return {};
    const ssize_t count = ::pread(call.file->get(), data.data(), data.size(), static_cast<off_t>(call.offset));
    data.resize(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
    return data;
}

} // namespace

capture::Outcome outcomeOf(net::CallEnd end)
{
    switch (end) {
    case net::CallEnd::Value: return capture::Outcome::Value;
    case net::CallEnd::Errno: return capture::Outcome::Errno;
    case net::CallEnd::TimedOut: return capture::Outcome::TimedOut;
    case net::CallEnd::Cancelled: break;
    }
    return capture::Outcome::Cancelled;
}

bool isConnectEx(const net::CallRequest& call)
{
    const auto* connect = std::get_if<net::ConnectCall>(&call);
    return connect && connect->as == net::ConnectCall::As::ConnectEx;
}

CallRecord recordOf(
    Recorder& recorder, base::EndpointId endpoint, int fd, const net::CallRequest& call, const net::CallResult& result)
{
    CallRecord made;
    capture::Record& record = made.record;
    record = recorder.beginAt(result.start, operationOf(call), endpoint, askedOf(call)).record;
    record.duration = std::chrono::duration<float>(result.stop - result.start).count();
    record.outcome = outcomeOf(result.end);
    record.errorNumber = static_cast<std::uint16_t>(result.errorNumber);
    const bool hasValue = result.end == net::CallEnd::Value || result.value > 0;
    record.result = hasValue ? static_cast<std::int32_t>(std::min<std::int64_t>(result.value, INT32_MAX)) : -1;
    if (isConnectEx(call) && result.end != net::CallEnd::Cancelled) {
        record.outcome = capture::Outcome::Value;
        record.errorNumber = 0;
        record.result = net::connectExValue(result);
    }
    record.messageFlags = static_cast<std::uint16_t>(flagsOf(call, result));
    made.detail = detailOf(recorder, call, result, fd);
    if (std::holds_alternative<net::ReceiveCall>(call)) {
        made.payload = result.data;
    } else if (const auto* send = std::get_if<net::SendCall>(&call)) {
        made.payload = std::span<const std::byte>(*send->data).first(static_cast<std::size_t>(result.value));
    } else if (const auto* file = std::get_if<net::SendFileCall>(&call)) {
        made.fileData = sentOf(*file, result.value);
        made.payload = made.fileData;
    }
    return made;
}

capture::Detail originDetail(
    Recorder& recorder, const net::Address& from, const net::Arrival& arrival, std::uint16_t localPort)
{
    if (arrival.isEmpty())
        return from.isEmpty() ? capture::Detail() : capture::AddressDetail{.address = from};
    capture::AddressDetail detail{.address = from, .local = arrival.destination.withPort(localPort)};
    if (arrival.interfaceIndex != 0)
        detail.interface = recorder.interfaceName(arrival.interfaceIndex);
    detail.hops = arrival.hops;
    return detail;
}

capture::TextDetail descriptorsDetail(const std::vector<std::string>& descriptors)
{
    constexpr std::size_t Named = 16;
    std::string text;
    for (std::size_t i = 0; i < std::min(descriptors.size(), Named); ++i)
        text += (i == 0 ? "" : ", ") + descriptors[i];
    if (descriptors.size() > Named)
        text += " and " + std::to_string(descriptors.size() - Named) + " more";
    return {text};
}

} // namespace engine
