// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/callattempt.h"

#include "base/overloaded.h"
#include "net/controlmessage.h"
#include "net/syscalls.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

namespace net {

namespace {

bool fail(CallResult& result, int errorNumber)
{
    result.errorNumber = errorNumber;
    return false;
}

template <class T> bool answer(CallResult& result, const base::Result<T>& outcome)
{
    if (!outcome)
        return fail(result, outcome.error().code);
    if constexpr (std::is_same_v<T, std::size_t>)
        result.value = static_cast<std::int64_t>(*outcome);
    return true;
}

bool answerName(CallResult& result, base::Result<Address> name)
{
    if (name)
        result.address = *name;
    return answer(result, name);
}

/// What is kept of a message that the kernel says was `size` bytes long: with MSG_TRUNC that counts what was cut off.
void keep(CallResult& result, std::size_t size)
{
    result.value = static_cast<std::int64_t>(size);
    result.data.resize(std::min(size, result.data.size()));
}

/// Of TCP MSG_TRUNC throws the bytes away and only counts them - tcp(7): what is in the buffer was never received.
bool isThrownAway(int fd, int flags)
{
    const auto is = [fd](int name, auto... values) {
        int value = 0;
        socklen_t size = sizeof(value);
        return ::getsockopt(fd, SOL_SOCKET, name, &value, &size) == 0 && ((value == values) || ...);
    };
    return (flags & MSG_TRUNC) != 0 && is(SO_TYPE, SOCK_STREAM) && is(SO_DOMAIN, AF_INET, AF_INET6);
}

bool receiveMessage(int fd, const ReceiveCall& call, CallResult& result)
{
    auto received = recvmsg(fd, result.data, call.flags, call.controlSize);
    if (!received)
        return fail(result, received.error().code);
    keep(result, received->size);
    result.flags = received->flags;
    result.address = received->from;
    result.ancillary = std::move(received->ancillary);
    result.control = std::move(received->control);
    return true;
}

bool receivePlain(int fd, const ReceiveCall& call, CallResult& result)
{
    if (call.as == ReceiveCall::As::Recv) {
        const auto size = recv(fd, result.data, call.flags);
        if (size)
            keep(result, *size);
        return answer(result, size);
    }
    const auto received = recvfrom(fd, result.data, call.flags);
    if (!received)
        return fail(result, received.error().code);
    keep(result, received->size);
    result.address = received->from;
    return true;
}

bool once(int fd, const ReceiveCall& call, CallResult& result)
{
    result.data.resize(std::min(call.size, ReceiveCall::MaxBytes));
    const bool isMessage = call.controlSize > 0 || call.as == ReceiveCall::As::RecvMsg;
    const bool received = isMessage ? receiveMessage(fd, call, result) : receivePlain(fd, call, result);
    if (received && isThrownAway(fd, call.flags))
        result.data.clear();
    return received;
}

bool sendMessage(int fd, const SendCall& call, std::span<const std::byte> data, CallResult& result)
{
    iovec vector{const_cast<std::byte*>(data.data()), data.size()};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    if (call.descriptor) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        const int passed = call.descriptor->get();
        std::memcpy(CMSG_DATA(header), &passed, sizeof(passed));
    }
    const ssize_t size = ::sendmsg(fd, &message, call.flags | MSG_NOSIGNAL);
    if (size < 0)
        return fail(result, errno);
    result.value = size;
    return true;
}

bool once(int fd, const SendCall& call, std::size_t offset, CallResult& result)
{
    const auto data = std::span<const std::byte>(*call.data).subspan(offset);
    switch (call.as) {
    case SendCall::As::Send:
    case SendCall::As::SendAll: return answer(result, send(fd, data, call.flags));
    case SendCall::As::SendTo: return answer(result, sendto(fd, data, call.flags, call.to));
    case SendCall::As::SendMsg: break;
    }
    return sendMessage(fd, call, data, result);
}

bool once(int fd, const AcceptCall&, CallResult& result)
{
    auto accepted = accept(fd, FdMode::Blocking);
    if (!accepted)
        return fail(result, accepted.error().code);
    result.value = accepted->fd.get();
    result.fd = std::move(accepted->fd);
    result.address = accepted->peer;
    return true;
}

bool once(int fd, const SetOptionCall& call, CallResult& result)
{
    const auto size = static_cast<socklen_t>(call.value.size());
    return ::setsockopt(fd, call.level, call.name, call.value.data(), size) == 0 || fail(result, errno);
}

bool once(int fd, const GetOptionCall& call, CallResult& result)
{
    result.data.resize(call.length);
    auto size = static_cast<socklen_t>(call.length);
    if (::getsockopt(fd, call.level, call.name, result.data.data(), &size) != 0)
        return fail(result, errno);
    result.data.resize(std::min<std::size_t>(size, call.length));
    return true;
}

} // namespace

bool attempt(int fd, const CallRequest& call, std::size_t offset, CallResult& result)
{
    return std::visit(base::Overloaded{
                          [&](const BindCall& c) { return answer(result, bind(fd, c.address)); },
                          [&](const ListenCall& c) { return answer(result, listen(fd, c.backlog)); },
                          [&](const ConnectCall& c) { return answer(result, connect(fd, c.address)); },
                          [&](const ShutdownCall& c) { return answer(result, shutdown(fd, c.how)); },
                          [&](const NameCall& c) {
                              return answerName(result, c.of == NameCall::Of::Sock ? getsockname(fd) : getpeername(fd));
                          },
                          [&](const SendCall& c) { return once(fd, c, offset, result); },
                          // perform() makes these in loops of their own.
                          [&](const SendFileCall&) { return fail(result, EINVAL); },
                          [&](const PollCall&) { return fail(result, EINVAL); },
                          [&](const ObjectCall&) { return fail(result, EINVAL); },
                          [&](const auto& c) { return once(fd, c, result); },
                      },
        call);
}

} // namespace net
