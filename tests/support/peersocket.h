// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "net/syscalls.h"

#include <QByteArray>

#include <poll.h>

#include <array>

namespace support {

/// The other end of a test's connection: plain blocking POSIX calls, each with a deadline of five seconds, so that a
/// broken endpoint fails the test instead of hanging it.
class PeerSocket final
{
public:
    static constexpr int DeadlineMs = 5000;

    PeerSocket() = default;
    explicit PeerSocket(base::UniqueFd fd)
        : m_fd(std::move(fd))
    { }

    static PeerSocket connected(net::Protocol protocol, const net::Address& address)
    {
        auto fd = net::socket(address.family(), net::socketType(protocol), net::FdMode::Blocking).value();
        if (!net::connect(fd.get(), address))
            fd.reset();
        return PeerSocket(std::move(fd));
    }
    static PeerSocket listening(net::Protocol protocol, const net::Address& address, int backlog = 16)
    {
        auto fd = net::socket(address.family(), net::socketType(protocol), net::FdMode::Blocking).value();
        if (!net::bind(fd.get(), address) || (net::hasConnections(protocol) && !net::listen(fd.get(), backlog)))
            fd.reset();
        return PeerSocket(std::move(fd));
    }

    [[nodiscard]] PeerSocket accept() const
    {
        if (!waitFor(POLLIN))
            return {};
        auto accepted = net::accept(m_fd.get(), net::FdMode::Blocking);
        return accepted ? PeerSocket(std::move(accepted->fd)) : PeerSocket();
    }

    [[nodiscard]] bool isOpen() const { return m_fd.isOpen(); }
    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] net::Address local() const { return net::getsockname(m_fd.get()).value_or(net::Address()); }
    void close() { m_fd.reset(); }
    /// RST instead of FIN.
    void abort()
    {
        const linger now{1, 0};
        ::setsockopt(m_fd.get(), SOL_SOCKET, SO_LINGER, &now, sizeof(now));
        m_fd.reset();
    }

    bool sendAll(const QByteArray& bytes) const
    {
        qsizetype sent = 0;
        while (sent < bytes.size()) {
            if (!waitFor(POLLOUT))
                return false;
            const auto rest = std::span(reinterpret_cast<const std::byte*>(bytes.constData()) + sent,
                static_cast<std::size_t>(bytes.size() - sent));
            const auto count = net::send(m_fd.get(), rest, MSG_DONTWAIT);
            if (!count && count.error().code != EAGAIN)
                return false;
            sent += static_cast<qsizetype>(count.value_or(0));
        }
        return true;
    }
    /// One recv, or "(timed out)", or the errno's name in brackets.
    [[nodiscard]] QByteArray receive(std::size_t size = 65536) const
    {
        QByteArray result(static_cast<qsizetype>(size), Qt::Uninitialized);
        const auto count = receiveInto(result);
        if (!count)
            return count.error().code == ETIME
                ? QByteArrayLiteral("(timed out)")
                : '(' + QByteArray::fromStdString(base::errnoName(count.error().code)) + ')';
        result.truncate(static_cast<qsizetype>(*count));
        return result;
    }
    /// Receives until there are so many bytes, or the stream ends, fails, or the deadline passes.
    [[nodiscard]] QByteArray receiveAll(qsizetype size) const
    {
        QByteArray result;
        QByteArray piece(65536, Qt::Uninitialized);
        while (result.size() < size) {
            const auto count = receiveInto(piece);
            if (!count || *count == 0)
                break;
            result.append(piece.constData(), static_cast<qsizetype>(*count));
        }
        return result;
    }

private:
    /// One recv. Errors: errno, and ETIME when nothing came before the deadline.
    [[nodiscard]] base::Result<std::size_t> receiveInto(QByteArray& room) const
    {
        if (!waitFor(POLLIN))
            return base::failure({ETIME, "poll"});
        return net::recv(
            m_fd.get(), {reinterpret_cast<std::byte*>(room.data()), static_cast<std::size_t>(room.size())}, 0);
    }
    [[nodiscard]] bool waitFor(short events) const
    {
        pollfd poll{m_fd.get(), events, 0};
        return ::poll(&poll, 1, DeadlineMs) == 1;
    }

    base::UniqueFd m_fd;
};

/// Sends datagrams "f" until the receiver's queue is full. Returns how many.
inline int fillQueue(const PeerSocket& sender)
{
    const std::array filling{std::byte{'f'}};
    int filled = 0;
    while (net::send(sender.fd(), filling, MSG_DONTWAIT))
        ++filled;
    return filled;
}

} // namespace support
