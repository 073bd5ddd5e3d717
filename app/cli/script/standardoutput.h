// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace cli::script {

/// Descriptor 1, where results go. Nothing is kept back: what write() has taken, the kernel has. The first failure is
/// told on standard error and decides the exit status; that nobody reads any more (EPIPE) is no failure to tell of, and
/// gives the status that SIGPIPE gives other filters. Owned by the mode that the program runs in. Thread: one.
class StandardOutput final
{
public:
    StandardOutput() = default;
    StandardOutput(const StandardOutput&) = delete;
    StandardOutput& operator=(const StandardOutput&) = delete;

    /// All of it, whatever signals come, and however long it takes. False when no more is taken, now or since before.
    bool write(std::string_view text);
    /// Closes the descriptor, since some file systems tell only then that there was no room. Gives the exit status:
    /// `status` where all was written.
    [[nodiscard]] int end(int status);

private:
    void fail(int errorNumber);

    int m_error = 0; // errno of the first failure
};

} // namespace cli::script
