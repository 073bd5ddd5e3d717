// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/address.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// What getaddrinfo(3) is asked. A host or service that is not set is NULL.
struct LookupQuestion
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

/// What getaddrinfo(3) said.
struct LookupAnswer
{
    int error = 0; ///< EAI_*, 0 when there are entries
    int errorNumber = 0; ///< errno, where error is EAI_SYSTEM
    std::vector<LookupEntry> entries;
};

/// Asks the C library for addresses, on threads of its own, since a lookup can neither be bounded nor cancelled: who
/// has waited long enough leaves it behind. The one way from names to addresses, for the window and for scripts.
/// Thread: any.
class Lookup final
{
public:
    /// So many are asked at once; further ones wait for their turn.
    static constexpr int MostAtOnce = 8;

    /// A question that was asked. Without it, or after cancel(), nobody is answered.
    class Ticket final
    {
    public:
        Ticket() = default;
        ~Ticket() { cancel(); }
        Ticket(Ticket&&) noexcept = default;
        Ticket& operator=(Ticket&& other) noexcept;
        /// The answer is not given any more, nor is it being given, once this has returned.
        void cancel();

    private:
        friend class Lookup;
        struct State;
        std::shared_ptr<State> m_state;
    };

    Lookup();
    ~Lookup();
    Lookup(const Lookup&) = delete;
    Lookup& operator=(const Lookup&) = delete;

    /// `answered` is called once, on another thread (on this one where none can be made); it must only pass the answer
    /// on.
    [[nodiscard]] Ticket ask(LookupQuestion question, std::function<void(LookupAnswer)> answered);

private:
    struct Threads;
    std::shared_ptr<Threads> m_threads; // outlives this: a lookup that is left behind goes on
};

} // namespace engine
