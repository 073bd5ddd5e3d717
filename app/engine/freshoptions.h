// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "net/protocol.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace engine {

/// What the options of a socket are before anybody has set one: sysctl and the kernel decide them, so no table could
/// tell. They are read from the first socket of each kind that is opened anyway, right behind its socket(2).
/// Thread: I/O.
class FreshOptions final
{
public:
    using Readings = std::shared_ptr<const std::vector<OptionReading>>;

    /// The socket is fresh. Reads it if it is the first one of its kind.
    void note(int fd, net::Protocol protocol);
    /// Of a fresh socket of the same kind; null while there was none.
    [[nodiscard]] Readings of(int fd, net::Protocol protocol) const;

private:
    using Kind = std::pair<net::Protocol, int>; // and its family
    std::map<Kind, Readings> m_readings;
};

} // namespace engine
