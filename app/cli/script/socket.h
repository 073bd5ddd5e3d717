// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"
#include "net/mode.h"

#include <memory>
#include <mutex>

namespace cli::script {

/// A socket of a script, as a Python socket object: a descriptor with a mode, which stays open until it is closed and
/// no file made of it is open any more. Thread: any; a background call may use it while the script changes it.
class Socket final
{
public:
    /// The descriptor must be in blocking mode.
    Socket(base::UniqueFd fd, int family, int type)
        : m_family(family)
        , m_type(type)
        , m_fd(std::move(fd))
    { }

    /// Makes socket(2). `type` may hold SOCK_NONBLOCK. Errors: those of the call.
    [[nodiscard]] static base::Result<std::shared_ptr<Socket>> open(int family, int type, int protocol);

    /// -1 when closed.
    [[nodiscard]] int fd() const;
    [[nodiscard]] int family() const { return m_family; }
    /// SOCK_STREAM..., without flags.
    [[nodiscard]] int type() const { return m_type; }
    [[nodiscard]] net::ModeSetting mode() const;
    /// Keeps the mode and gives O_NONBLOCK what it asks for. Errors: EBADF when closed; the mode is kept all the same,
    /// as in Python.
    base::Result<void> setMode(const net::ModeSetting& mode);

    /// Closing would end the descriptor now: no file is open.
    [[nodiscard]] bool isLastUser() const;
    /// Closes the descriptor, or notes that it goes with the last file. Waits when it lingers. Errors: those of
    /// close(2) but ECONNRESET, as in Python.
    base::Result<void> close();
    void addFile();
    /// A file of this socket was closed.
    base::Result<void> removeFile();

private:
    base::Result<void> closeDescriptor(base::UniqueFd fd);

    const int m_family;
    const int m_type;
    mutable std::mutex m_mutex;
    base::UniqueFd m_fd; // guarded by m_mutex
    net::ModeSetting m_mode{net::Mode::Blocking, {}}; // guarded by m_mutex
    int m_files = 0; // guarded by m_mutex
    bool m_isClosed = false; // guarded by m_mutex
};

} // namespace cli::script
