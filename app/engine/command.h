// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/retention.h"
#include "engine/behaviours/choice.h"
#include "engine/filerequest.h"
#include "engine/status.h"
#include "net/address.h"
#include "net/call.h"
#include "net/filemode.h"
#include "net/mode.h"
#include "net/multicast.h"
#include "net/protocol.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace engine {

/// Bytes that several queues may hold at once without copying.
using Payload = std::shared_ptr<const std::vector<std::byte>>;

/// A value for setsockopt(2).
struct OptionSetting
{
    int level = 0;
    int name = 0;
    std::vector<std::byte> value;
};

/// The most that an endpoint asks for by one receive of its own, in bytes: of a stream what the capture takes at once,
/// of datagrams what a slot of a batch holds.
[[nodiscard]] constexpr std::uint32_t mostReceiveSize(net::Protocol protocol)
{
    constexpr std::uint32_t OfConnections = 4 * 1024 * 1024;
    constexpr std::uint32_t OfDatagrams = 64 * 1024;
    return net::hasConnections(protocol) ? OfConnections : OfDatagrams;
}

/// What an endpoint starts with. Accepted connections take it from their listener.
struct Setup
{
    net::ModeSetting mode;
    ReceiveMode receive = ReceiveMode::Automatic;
    std::uint32_t receiveSize = 0; ///< bufsize of recv in bytes, at most mostReceiveSize(); 0 is the default: 64 KiB
    BehaviourChoice behaviour;
    /// Close our side too when the peer has closed its own and everything is sent; unset: accepted connections do,
    /// connections that were opened by hand stay half-closed until they are closed by hand.
    std::optional<bool> closeAtEof;
    bool oneLane = false; ///< blocking and timeout mode: one thread for both directions, as in a simple program
    bool reuseAddress = true; ///< SO_REUSEADDR on TCP sockets that are bound; never on UDP, where it steals datagrams
    std::optional<bool> v6Only; ///< IPV6_V6ONLY; unset leaves the system's default (dual-stack)
    std::optional<std::uint8_t> ttl; ///< hops, by IP_TTL or IPV6_UNICAST_HOPS, as the socket's family wants it
    std::optional<net::FileMode>
        fileMode; ///< of a bound Unix socket's file, whatever the umask is; unset: 0600 less that
    std::vector<OptionSetting> options; ///< set after socket() and before bind() and connect()
};

/// An address as a person writes it. An IP address, or a name, which is looked up first: that is seen as a waiting
/// call, and told in the log. Of a Unix socket a path, or '@' and a name in the abstract namespace.
struct NamedAddress
{
    std::string host;
    std::uint16_t port = 0;
    int family = AF_UNSPEC; ///< of a name's addresses that count; unset: that of the socket, where it has one
};

/// Opens a listener, or binds a datagram socket.
struct Listen
{
    base::EndpointId id; ///< from Engine::allocateId
    net::Protocol protocol = net::Protocol::Tcp;
    net::Address address;
    std::optional<NamedAddress> named; ///< in place of the address
    int backlog = 128;
    std::uint32_t maxChildren = 10'000; ///< more are accepted and closed at once, and counted
    Setup setup;
};

/// Whose place a connection takes.
struct Again
{
    base::EndpointId first; ///< of those that were opened one after another, which it is then told to follow
    std::string name; ///< unique in the capture, where the next "client" is not its name
};

/// Opens a connection. The addresses are tried in turn; each try is a record.
struct Connect
{
    base::EndpointId id;
    net::Protocol protocol = net::Protocol::Tcp;
    std::vector<net::Address> addresses;
    std::optional<NamedAddress> named; ///< in place of the addresses
    std::optional<net::Address> local; ///< bound to before connecting; a wildcard is that of each address's family
    std::chrono::nanoseconds timeout{0}; ///< for each address; 0 leaves it to the kernel
    Setup setup;
    std::optional<Again> again;
};

/// Opens a socket and does nothing else with it: every other call is made by hand. Its connections, when it listens and
/// accepts, are of the same kind. What it sends and receives it does when told to.
struct OpenSocket
{
    base::EndpointId id;
    net::Protocol protocol = net::Protocol::Tcp;
    int family = AF_INET; ///< for TCP and UDP; the others are AF_UNIX
    Setup setup{.mode = {net::Mode::Blocking, std::chrono::nanoseconds(0)}, .receive = ReceiveMode::OnDemand};
};
/// Makes one call on an endpoint, by hand: at once where it cannot wait, else in a lane, behind those that wait there.
struct MakeCall
{
    base::EndpointId id;
    net::CallRequest call;
    std::optional<NamedAddress> named; ///< in place of the address of a bind, connect or sendto
};

/// Reads or writes a socket's file, or sends one, by calls in lanes whatever the mode. One request for each direction
/// at a time: another waits until the one before it has ended.
struct UseFile
{
    base::EndpointId id;
    FileRequest request;
};
/// Queues bytes. On a datagram socket they are one datagram.
struct Send
{
    base::EndpointId id;
    Payload payload;
    std::optional<net::Address> to; ///< sendto, for a datagram socket that is not connected
    std::optional<NamedAddress> named; ///< in place of that
};
/// Streams a file, never read whole.
struct SendFile
{
    base::EndpointId id;
    std::string path;
};
/// Closes an endpoint, and a listener's children stay open. What is still queued is given up and counted.
struct Close
{
    base::EndpointId id;
};
/// SO_LINGER {on, 0} and close: the peer sees ECONNRESET - tcp(7).
struct Reset
{
    base::EndpointId id;
};
/// Ends the calls in progress as cancelled; the socket stays open, unless it was connecting. Automatic receiving
/// becomes receiving on demand, since it would only wait again.
struct CancelCall
{
    base::EndpointId id;
};
struct SetOption
{
    base::EndpointId id;
    OptionSetting setting;
};
/// Joins a multicast group, or leaves one: setsockopt(2).
struct ChangeMembership
{
    base::EndpointId id;
    net::Membership membership;
    bool joins = true;
};
struct SetMode
{
    base::EndpointId id;
    net::ModeSetting mode;
};
/// Both directions in one thread, or each in its own. Takes effect with the next call.
struct SetLanes
{
    base::EndpointId id;
    bool oneLane = false;
};
struct SetReceive
{
    base::EndpointId id;
    ReceiveMode mode = ReceiveMode::Automatic;
    std::uint32_t size = 0; ///< 0 keeps the size
};
/// One recv on demand.
struct Receive
{
    base::EndpointId id;
    std::uint32_t size = 1024;
    int flags = 0; ///< MSG_PEEK...
};
/// Calls an endpoint otherwise from now on, in the records that it has too. The open connections of a listener follow,
/// as "name/1". The name is one that nothing in the capture has had, and no '/' is in it.
struct Rename
{
    base::EndpointId id;
    std::string name;
};
/// What the endpoint does by itself with what it receives from now on.
struct SetBehaviour
{
    base::EndpointId id;
    BehaviourChoice behaviour;
};
/// Reads all options of an endpoint. The answer is called on the I/O thread; empty when there is no such endpoint.
struct ReadProperties
{
    base::EndpointId id;
    std::function<void(std::optional<Properties>)> answer;
};
/// Reads how a TCP socket stands: two ioctls and one getsockopt, light enough for four times a second. The answer is
/// called on the I/O thread; empty when there is no such endpoint.
struct ReadTcpInfo
{
    base::EndpointId id;
    std::function<void(std::optional<TcpReading>)> answer;
};
/// How much of what is recorded is kept, from now on.
struct LimitRecording
{
    capture::RecordingLimits limits;
};
/// Records again, where the disk had stopped it.
struct ResumeRecording
{ };
/// Calls back on the I/O thread when all commands before it are done and the capture is committed.
struct Barrier
{
    std::function<void()> answer;
};

using Command = std::variant<Listen, Connect, OpenSocket, MakeCall, UseFile, SetLanes, Send, SendFile, Close, Reset,
    CancelCall, SetOption, ChangeMembership, SetMode, SetReceive, Receive, Rename, SetBehaviour, ReadProperties,
    ReadTcpInfo, LimitRecording, ResumeRecording, Barrier>;

/// The endpoint that a command is for; none where it is for the capture.
[[nodiscard]] inline base::EndpointId endpointOf(const Command& command)
{
    return std::visit(
        [](const auto& one) {
            if constexpr (requires { one.id; })
                return one.id;
            else
                return base::EndpointId{};
        },
        command);
}

} // namespace engine
