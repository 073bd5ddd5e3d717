// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

namespace support {

constexpr net::ModeSetting Blocking{net::Mode::Blocking, std::chrono::nanoseconds(0)};
constexpr net::ModeSetting NonBlocking{net::Mode::NonBlocking, std::chrono::nanoseconds(0)};

/// A connection of ours under a mode, and the peer at its other end.
struct ModePair
{
    PeerSocket listener = PeerSocket::listening(net::Protocol::Tcp, loopback());
    base::EndpointId id;
    PeerSocket peer;

    ModePair(EngineRig& rig, const engine::Setup& setup)
    {
        id = rig.connectTo(net::Protocol::Tcp, {listener.local()}, setup);
        peer = listener.accept();
    }
};

} // namespace support
