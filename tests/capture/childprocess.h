// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"

#include <cstdint>
#include <functional>
#include <optional>

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

/// A forked child that can tell its parent numbers, and that ends with SIGKILL at the latest when this goes.
class ChildProcess final
{
public:
    /// `body` runs in the child and must not return to the caller's stack; it is ended with _exit.
    explicit ChildProcess(const std::function<void(int tellFd)>& body)
    {
        int ends[2] = {-1, -1};
        if (::pipe(ends) != 0)
            return;
        m_listen.reset(ends[0]);
        m_pid = ::fork();
        if (m_pid == 0) {
            m_listen.reset();
            body(ends[1]);
            ::_exit(0);
        }
        ::close(ends[1]);
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess() { kill(); }

    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// The next number that the child tells; none when it has ended and everything is read.
    [[nodiscard]] std::optional<std::uint64_t> listen() const
    {
        std::uint64_t number = 0;
        if (::read(m_listen.get(), &number, sizeof(number)) != ssize_t{sizeof(number)})
            return std::nullopt;
        return number;
    }
    static void tell(int fd, std::uint64_t number)
    {
        if (::write(fd, &number, sizeof(number)) != ssize_t{sizeof(number)})
            ::_exit(1);
    }
    void kill()
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = -1;
    }

private:
    base::UniqueFd m_listen;
    pid_t m_pid = -1;
};
