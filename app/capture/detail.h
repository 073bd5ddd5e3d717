// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "net/address.h"
#include "net/mode.h"
#include "net/protocol.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace capture {

/// What an endpoint is there for.
enum class Role : std::uint8_t
{
    Listener,
    Accepted,
    Connection,
    Datagram
};

/// Who an endpoint is. Written when it is opened and again when an address of it becomes known.
struct EndpointInfo
{
    std::string name; ///< "server", "server/1", "client", "client/2" when it was opened again: unique in a capture
    /// The listener of an accepted connection; of one that was opened again, the first of those that were opened one
    /// after another; else 0.
    base::EndpointId parent;
    net::Protocol protocol = net::Protocol::Tcp;
    Role role = Role::Connection;
    net::Address local;
    net::Address peer;

    friend bool operator==(const EndpointInfo&, const EndpointInfo&) = default;
};

/// The address argument of a call (connect, sendto), or the one it gave back (accept, recvfrom, bind), and how a
/// datagram came in.
struct AddressDetail
{
    net::Address address; ///< the argument; for recvfrom and accept the peer
    net::Address local; ///< what the kernel chose, where it did: after bind, connect, accept
    base::EndpointId child; ///< accept: the endpoint of the new connection
    // Of a datagram, where the socket was asked to tell: `local` is what it was sent to, and
    std::string interface; ///< the name of the interface that it came in by
    std::optional<std::uint8_t> hops; ///< the TTL or hop limit that it had left

    friend bool operator==(const AddressDetail&, const AddressDetail&) = default;
};

/// setsockopt: the value asked for, and what getsockopt read afterwards. Both are the option's bytes.
struct OptionDetail
{
    int level = 0;
    int name = 0;
    std::vector<std::byte> asked;
    std::vector<std::byte> effective;

    friend bool operator==(const OptionDetail&, const OptionDetail&) = default;
};

/// socket: the kind of socket that was asked for, as socket(2) takes it.
struct SocketDetail
{
    int family = 0; ///< AF_INET, AF_INET6 or AF_UNIX
    int type = 0; ///< SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET, without SOCK_NONBLOCK and SOCK_CLOEXEC
    int protocol = 0; ///< 0 for the one that the type has

    friend bool operator==(const SocketDetail&, const SocketDetail&) = default;
};

/// settimeout: what the mode is from now on.
struct ModeDetail
{
    net::ModeSetting setting;

    friend bool operator==(const ModeDetail&, const ModeDetail&) = default;
};

/// A name to resolve, a file, a reason: UTF-8 where it is ours, any bytes where it came from outside.
struct TextDetail
{
    std::string text;

    friend bool operator==(const TextDetail&, const TextDetail&) = default;
};

/// Of a captured TCP segment that does not go on where the one before it in its direction ended, and of an event that
/// tells of missing bytes: where its first byte is.
struct SegmentDetail
{
    std::int64_t position
        = 0; ///< in its direction's stream, from 0 on; below that it was sent before the capture began
    std::int64_t distance = 0; ///< from where the furthest byte before it ended; above 0 bytes between have not come

    friend bool operator==(const SegmentDetail&, const SegmentDetail&) = default;
};

using Detail = std::variant<std::monostate, EndpointInfo, AddressDetail, OptionDetail, ModeDetail, TextDetail,
    SocketDetail, SegmentDetail>;

/// The file's form of a detail. Thread: any.
[[nodiscard]] std::vector<std::byte> encodeDetail(const Detail& detail);
/// Reads what encodeDetail wrote. Never reads past `bytes`; sizes inside are checked against what is there.
/// Errors: EBADMSG.
[[nodiscard]] base::Result<Detail> decodeDetail(std::span<const std::byte> bytes);

} // namespace capture
