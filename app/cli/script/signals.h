// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <csignal>

namespace cli::script {

/// While it lives, this thread and those that it begins take no signals: they are the script's own thread's.
class SignalsBlocked final
{
public:
    SignalsBlocked();
    ~SignalsBlocked();
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    sigset_t m_before{};
};

/// Lets SIGINT and SIGTERM end a script in good order: a call that waits in the kernel returns EINTR, again and again
/// (SIGALRM), since the first may come just before the call. One for the process, made on the script's own thread.
class Interruption final
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] const std::atomic<bool>& flag() const;
    /// SIGINT or SIGTERM; 0 before either came.
    [[nodiscard]] int signal() const;
};

} // namespace cli::script
