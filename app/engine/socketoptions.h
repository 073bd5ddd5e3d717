// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"
#include "engine/command.h"
#include "engine/journal.h"

#include <vector>

namespace engine {

/// The options of one endpoint's socket: sets them, each with its record, and remembers what failed and what follows
/// from what was set. Thread: I/O.
class SocketOptions final
{
public:
    SocketOptions(Journal& journal, const base::UniqueFd& fd);

    /// setsockopt(2), with its record. Errors: those of setsockopt(2).
    base::Result<void> set(const OptionSetting& setting);
    base::Result<void> set(int level, int name, int value);
    /// Whether a bind(2) follows that is meant for one port, again and again: a listener's, or a connection's own.
    enum class Port
    {
        Any,
        Chosen
    };
    /// What a setup asks for before bind and connect. Ends at the first error.
    [[nodiscard]] base::Result<void> setAll(const Setup& setup, int family, Port port);
    /// setsockopt(2) that joins or leaves a multicast group, with its record.
    void change(const ChangeMembership& command);
    /// SO_LINGER {on, 0 seconds}: close discards what is queued and sends RST instead of FIN - socket(7), RFC 9293
    /// 3.10.4.
    void abortAtClose();
    /// Takes note of a setsockopt(2) that is in the log already.
    void note(const OptionSetting& setting, const base::Result<void>& result);

    /// SO_LINGER is on with a time: close may wait.
    [[nodiscard]] bool lingers() const { return m_lingers; }
    /// Of options whose last setsockopt(2) failed; at most one for each option.
    [[nodiscard]] const std::vector<OptionFailure>& failures() const { return m_failures; }

private:
    void noteMembership(const net::MembershipChange& change);

    Journal& m_journal;
    const base::UniqueFd& m_fd;
    std::vector<OptionFailure> m_failures;
    bool m_lingers = false;
};

} // namespace engine
