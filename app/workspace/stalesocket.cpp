// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "workspace/stalesocket.h"

#include "net/stalesocket.h"

namespace workspace {

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

} // namespace workspace
