// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/socket.h"

#include "net/call.h"
#include "net/syscalls.h"

#include <sys/socket.h>

#include <utility>

namespace cli::script {

base::Result<std::shared_ptr<Socket>> Socket::open(int family, int type, int protocol)
{
    auto fd = net::socket(family, type, net::FdMode::Blocking, protocol);
    if (!fd)
        return base::failure(fd.error());
    auto socket = std::make_shared<Socket>(*std::move(fd), family, type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC));
    if ((type & SOCK_NONBLOCK) != 0)
        socket->m_mode = {net::Mode::NonBlocking, {}};
    return socket;
}

int Socket::fd() const
{
    const std::scoped_lock lock(m_mutex);
    return m_fd.get();
}

net::ModeSetting Socket::mode() const
{
    const std::scoped_lock lock(m_mutex);
    return m_mode;
}

base::Result<void> Socket::setMode(const net::ModeSetting& mode)
{
    const std::scoped_lock lock(m_mutex);
    m_mode = mode;
    return net::setMode(m_fd.get(), mode);
}

bool Socket::isLastUser() const
{
    const std::scoped_lock lock(m_mutex);
    return m_files == 0;
}

base::Result<void> Socket::close()
{
    base::UniqueFd fd;
    {
        const std::scoped_lock lock(m_mutex);
        m_isClosed = true;
        if (m_files == 0)
            fd = std::move(m_fd);
    }
    return closeDescriptor(std::move(fd));
}

void Socket::addFile()
{
    const std::scoped_lock lock(m_mutex);
    ++m_files;
}

base::Result<void> Socket::removeFile()
{
    bool isLast = false;
    {
        const std::scoped_lock lock(m_mutex);
        --m_files;
        isLast = m_isClosed;
    }
    return isLast ? close() : base::Result<void>();
}

base::Result<void> Socket::closeDescriptor(base::UniqueFd fd)
{
    if (!fd)
        return {};
    // Not under the lock: it may linger, and others may ask for the descriptor meanwhile.
    auto closed = net::close(std::move(fd));
    if (!closed && closed.error().code == ECONNRESET)
        return {};
    return closed;
}

} // namespace cli::script
