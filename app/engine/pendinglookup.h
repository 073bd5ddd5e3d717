// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/journal.h"

#include <optional>
#include <string>

namespace engine {

/// A name that is being looked up for a call of one endpoint: seen as a call that waits, and a record when it is
/// cancelled. How it ended otherwise is told by whoever looked it up. Thread: I/O.
class PendingLookUp final
{
public:
    explicit PendingLookUp(Journal& journal)
        : m_journal(journal)
    { }

    /// The one before, if it still waits, is not waited for any more.
    void begin(std::string host);
    void cancel();
    /// It has ended, and its record is in the log.
    void end() { m_call.reset(); }
    [[nodiscard]] std::optional<WaitingCall> waiting() const;

private:
    Journal& m_journal;
    std::optional<Call> m_call;
    std::string m_host;
};

} // namespace engine
