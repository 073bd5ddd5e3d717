// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace net {

/// The kinds of socket that can be opened: a type, and for Unix sockets the family as well.
enum class Protocol : std::uint8_t
{
    Tcp,
    Udp,
    UnixStream,
    UnixDatagram,
    UnixSeqpacket
};

/// Bytes without boundaries.
[[nodiscard]] constexpr bool isStream(Protocol protocol)
{
    return protocol == Protocol::Tcp || protocol == Protocol::UnixStream;
}
/// Listens, accepts and connects: streams, and SOCK_SEQPACKET, which keeps the boundaries of its messages.
[[nodiscard]] constexpr bool hasConnections(Protocol protocol)
{
    return isStream(protocol) || protocol == Protocol::UnixSeqpacket;
}
[[nodiscard]] constexpr bool isUnix(Protocol protocol)
{
    return protocol == Protocol::UnixStream || protocol == Protocol::UnixDatagram
        || protocol == Protocol::UnixSeqpacket;
}

/// "TCP", "UDP", "Unix stream", "Unix datagram", "Unix seqpacket": the terms of the field, the same in every language.
[[nodiscard]] constexpr std::string_view protocolName(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Tcp: return "TCP";
    case Protocol::Udp: return "UDP";
    case Protocol::UnixStream: return "Unix stream";
    case Protocol::UnixDatagram: return "Unix datagram";
    case Protocol::UnixSeqpacket: return "Unix seqpacket";
    }
    return "";
}

} // namespace net
