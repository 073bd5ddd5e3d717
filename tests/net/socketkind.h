// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "net/address.h"
#include "net/protocol.h"

#include <array>

// The sockets that option tests run on: one of each protocol and family.

struct SocketKind
{
    const char* name;
    net::Protocol protocol;
    int family;

    [[nodiscard]] int type() const { return net::isStream(protocol) ? SOCK_STREAM : SOCK_DGRAM; }
    [[nodiscard]] bool isUnix() const { return net::isUnix(protocol); }
};

inline constexpr std::array SocketKinds{
    SocketKind{"TCP v4", net::Protocol::Tcp, AF_INET},
    SocketKind{"TCP v6", net::Protocol::Tcp, AF_INET6},
    SocketKind{"UDP v4", net::Protocol::Udp, AF_INET},
    SocketKind{"UDP v6", net::Protocol::Udp, AF_INET6},
    SocketKind{"Unix stream", net::Protocol::UnixStream, AF_UNIX},
    SocketKind{"Unix datagram", net::Protocol::UnixDatagram, AF_UNIX},
};

/// A fresh socket, neither bound nor connected. Not open when the kernel has no such family.
inline base::UniqueFd openSocket(const SocketKind& kind)
{
    return base::UniqueFd(::socket(kind.family, kind.type() | SOCK_CLOEXEC, 0));
}

/// Two sockets that are connected to each other on loopback, and for TCP the listener they met at.
struct ConnectedPair
{
    base::UniqueFd client;
    base::UniqueFd server;
    base::UniqueFd listener;
};

inline net::Address localAddress(int fd)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof(storage);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &size);
    return net::Address::fromSockaddr(reinterpret_cast<const sockaddr*>(&storage), size);
}

/// Closed descriptors in it where something failed.
inline ConnectedPair connectedPair(const SocketKind& kind)
{
    ConnectedPair pair;
    if (kind.isUnix()) {
        std::array<int, 2> fds{-1, -1};
        if (::socketpair(AF_UNIX, kind.type() | SOCK_CLOEXEC, 0, fds.data()) == 0) {
            pair.client.reset(fds[0]);
            pair.server.reset(fds[1]);
        }
        return pair;
    }
    const auto any = net::Address::fromIp(kind.family == AF_INET ? "127.0.0.1" : "::1", 0);
    pair.client = openSocket(kind);
    base::UniqueFd bound = openSocket(kind);
    if (!any || ::bind(bound.get(), any->data(), any->size()) != 0)
        return {};
    if (kind.protocol == net::Protocol::Tcp && ::listen(bound.get(), 5) != 0)
        return {};
    const net::Address address = localAddress(bound.get());
    if (::connect(pair.client.get(), address.data(), address.size()) != 0)
        return {};
    if (kind.protocol == net::Protocol::Udp) {
        pair.server = std::move(bound);
        return pair;
    }
    pair.server.reset(::accept4(bound.get(), nullptr, nullptr, SOCK_CLOEXEC));
    pair.listener = std::move(bound);
    return pair;
}
