// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/handendpoint.h"

#include <utility>

namespace engine {

void HandEndpoint::start(const OpenSocket& command)
{
    const int family = net::isUnix(command.protocol) ? AF_UNIX : command.family;
    journal().writer().describe(id(), status().info);
    if (const auto opened = openSocket(family, command.setup); !opened) {
        journal().setError(opened.error());
        end(State::Failed);
        return;
    }
    journal().setState(State::Created);
}

void HandEndpoint::startAccepted(base::UniqueFd fd, const Setup& setup)
{
    m_hasRole = true;
    takeFd(std::move(fd));
    adoptSettings(setup);
    journal().writer().describe(id(), status().info);
    journal().setState(State::Connected);
}

void HandEndpoint::send(const Send& command)
{
    net::SendCall call{
        .as = isStream() ? net::SendCall::As::SendAll : net::SendCall::As::Send, .data = command.payload};
    if (command.to) {
        call.as = net::SendCall::As::SendTo;
        call.to = *command.to;
    }
    makeCall(call);
}

void HandEndpoint::sendFile(const SendFile& command)
{
    useFile({.as = FileRequest::As::Send, .path = command.path});
}

void HandEndpoint::receive(const Receive& command)
{
    const auto as = isStream() ? net::ReceiveCall::As::Recv : net::ReceiveCall::As::RecvFrom;
    makeCall(net::ReceiveCall{.as = as, .size = command.size, .flags = command.flags});
}

void HandEndpoint::callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin)
{
    if (const auto* connect = std::get_if<net::ConnectCall>(&call)) {
        connectEnded(*connect, result);
        return;
    }
    if (result.end != net::CallEnd::Value)
        return;
    if (std::holds_alternative<net::BindCall>(call))
        becomeBound();
    else if (std::holds_alternative<net::ListenCall>(call))
        becomeListener();
    const auto* receive = std::get_if<net::ReceiveCall>(&call);
    if (receive && isStream() && receive->size > 0 && result.value == 0)
        journal().setState(State::HalfClosedIn);
}

void HandEndpoint::connectEnded(const net::ConnectCall& call, const net::CallResult& result)
{
    const bool connected = result.end == net::CallEnd::Value
        || (result.end == net::CallEnd::Errno && result.errorNumber == EISCONN && status().state == State::Connecting);
    const bool goesOn = result.end == net::CallEnd::TimedOut || result.end == net::CallEnd::Cancelled
        || (result.end == net::CallEnd::Errno && result.errorNumber == EINPROGRESS);
    if (connected) {
        takeRole(capture::Role::Connection);
        journal().setAddresses(net::getsockname(fd()).value_or(net::Address()), call.address);
        // A shutdown that was made by hand as soon as the kernel was connected is ahead of the lane's news of it.
        journal().setState(status().sendShutDown ? State::HalfClosedOut : State::Connected);
    } else if (goesOn) {
        // The kernel goes on connecting, and may succeed later: a second connect, or getpeername, tells.
        journal().setState(State::Connecting);
    }
}

/// A bound datagram socket serves whoever writes to it; a stream socket may still become anything.
void HandEndpoint::becomeBound()
{
    if (!isStream())
        takeRole(capture::Role::Datagram);
    journal().setState(State::Bound);
}

/// The first counts: a datagram socket may be connected anew.
void HandEndpoint::takeRole(capture::Role role)
{
    if (!std::exchange(m_hasRole, true))
        journal().setRole(role);
}

void HandEndpoint::becomeListener()
{
    takeRole(capture::Role::Listener);
    journal().setAddresses(net::getsockname(fd()).value_or(net::Address()), {});
    journal().setState(State::Listening);
}

void HandEndpoint::wasShutDown(int how)
{
    if (how != SHUT_RD)
        journal().setState(State::HalfClosedOut);
}

void HandEndpoint::accepted(base::EndpointId child, net::Accepted connection)
{
    auto endpoint = std::make_unique<HandEndpoint>(host(), child, journal().infoOfChild(connection));
    HandEndpoint& accepted = *endpoint;
    host().adopt(std::move(endpoint));
    journal().childAdded();
    // accept4(2) does not hand the flag on, and Python makes its connections blocking whatever the listener is.
    accepted.startAccepted(
        std::move(connection.fd), {.mode = {net::Mode::Blocking, {}}, .receive = ReceiveMode::OnDemand});
}

} // namespace engine
