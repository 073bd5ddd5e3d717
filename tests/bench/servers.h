// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <sys/socket.h>
#include <sys/types.h>

namespace bench {

/// A server in a process of its own, so that its CPU time can be told from the client's. It serves until it is stopped.
class Server final
{
public:
    /// Forks; `serve` runs in the child, writes the port that it listens on to the descriptor, and does not return.
    static Server start(const std::function<void(int reportPort)>& serve);
    /// Starts a program that listens on `port`, with these variables besides the environment that we have.
    static Server startProgram(
        std::vector<std::string> command, const std::map<std::string, std::string>& environment, std::uint16_t port);
    ~Server();
    Server(Server&& other) noexcept;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    Server& operator=(Server&&) = delete;

    /// A blocking connection to it. Ends the benchmark when none can be had within 20 seconds.
    [[nodiscard]] base::UniqueFd connect() const;
    /// CPU seconds, of user and kernel, that all its threads have used so far.
    [[nodiscard]] double cpuSeconds() const;

private:
    Server(pid_t pid, std::uint16_t port);

    pid_t m_pid;
    std::uint16_t m_port;
};

/// A port that was free a moment ago, for programs that cannot tell which one they took.
[[nodiscard]] std::uint16_t freePort(int type = SOCK_STREAM);

/// What serves. Each has the folder for its files; none is left behind when the caller removes the folder.

/// recv(2) into one buffer, again and again; what was received is forgotten.
[[nodiscard]] Server discardingServer();
/// The same, and write(2) to a file.
[[nodiscard]] Server writingServer(const std::string& folder);
/// The least that epoll needs: accept, recv, and if `echo` send. Level-triggered, non-blocking, one thread.
[[nodiscard]] Server epollServer(bool echo);
/// Our engine, recording as it always does.
[[nodiscard]] Server engineServer(const std::string& folder, bool echo);

} // namespace bench
