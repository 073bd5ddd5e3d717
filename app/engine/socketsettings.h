// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "engine/command.h"
#include "engine/journal.h"

namespace engine {

/// How one endpoint makes its calls: mode, lanes, receiving and its size. Thread: I/O.
class SocketSettings final
{
public:
    SocketSettings(Journal& journal, const base::UniqueFd& fd);

    /// Takes them over from a setup, whose mode the descriptor gets with apply().
    void adopt(const Setup& setup);
    /// Gives the descriptor its mode, with the record of settimeout.
    void apply();
    void setMode(const net::ModeSetting& mode);
    /// Takes effect with the next call.
    void setLanes(bool oneLane);
    void setReceive(const SetReceive& command);

private:
    Journal& m_journal;
    const base::UniqueFd& m_fd;
};

} // namespace engine
