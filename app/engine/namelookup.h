// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "engine/command.h"
#include "engine/journal.h"
#include "engine/lookup.h"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// A name that is looked up for one endpoint: seen as a call that waits, and told in the log. Thread: I/O.
class NameLookUp final
{
public:
    /// Takes at least one address. Errors: code is a base::ResolveError, negative.
    using Use = std::function<void(base::Result<std::vector<net::Address>>)>;

    NameLookUp(EndpointHost& host, Journal& journal);

    /// The name before, if it still waits, is not waited for any more.
    void begin(const NamedAddress& named, Use use);
    /// A record, where there was something to cancel.
    void cancel();
    /// Where the answer has come: writes its record and hands on what was found.
    void takeAnswer();
    [[nodiscard]] std::optional<WaitingCall> waiting() const;

private:
    struct Asked
    {
        Call call;
        NamedAddress named;
        Use use;
    };

    EndpointHost& m_host;
    Journal& m_journal;
    std::optional<Asked> m_asked; // while it waits
    std::mutex m_mutex;
    std::optional<LookupAnswer> m_answer; // guarded by m_mutex: to m_asked
    Lookup::Ticket m_ticket; // the last member: without it nobody writes m_answer any more
};

} // namespace engine
