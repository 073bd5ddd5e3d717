// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/stalesocket.h"

#include "net/stalesocket.h"

namespace session {

std::optional<StaleSocket> staleSocketAt(const net::Address& address)
{
    const std::string path = address.path();
    if (path.empty())
        return {};
    const auto identity = net::findStaleSocket(path);
    if (!identity)
        return {};
    return StaleSocket{path, [path, identity = *identity] { return net::removeStaleSocket(path, identity); }};
}

} // namespace session
