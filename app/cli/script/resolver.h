// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/caller.h"
#include "net/address.h"

#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cli::script {

/// What getaddrinfo(3) is asked. A host or service that is not set is NULL.
struct Lookup
{
    std::optional<std::string> host;
    std::optional<std::string> service;
    int family = 0;
    int type = 0;
    int flags = 0;
};

struct LookupEntry
{
    int family = 0;
    int type = 0;
    int protocol = 0;
    net::Address address;
};

/// What came of a lookup.
struct LookupAnswer
{
    enum class End
    {
        Found,
        Error, ///< EAI_*, and errno where it is EAI_SYSTEM
        TimedOut,
        Cancelled
    };
    End end = End::Found;
    int error = 0;
    int errorNumber = 0;
    std::vector<LookupEntry> entries;
};

/// Asks the C library for addresses, on threads of its own, since a lookup can neither be bounded nor cancelled: who
/// has waited long enough leaves it behind. A few lookups at once are the most; further ones wait for their turn.
/// Thread: any.
class Resolver final
{
public:
    /// Waits until there is an answer, the deadline has passed, or the caller is cancelled.
    [[nodiscard]] LookupAnswer find(
        const Lookup& lookup, std::optional<base::Monotonic::time_point> deadline, Caller& caller);

private:
    std::shared_ptr<std::atomic<int>> m_running = std::make_shared<std::atomic<int>>(0);
};

/// A host name as Python's "idna" codec sends it: ASCII as it is, all else label by label as xn--... Nothing for a
/// label that is empty or over 63 bytes, and for characters that no name may have. A NUL stays.
[[nodiscard]] std::optional<std::string> asciiHost(const QString& host);

} // namespace cli::script
