// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/inputpump.h"

#include "base/error.h"
#include "cli/script/tell.h"
#include "session/models/endpointmodel.h"

#include <sys/ioctl.h>
#include <sys/stat.h>

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

namespace cli {

using engine::EndpointStatus;
using engine::State;

namespace {

/// No more is read from standard input while so much waits to be sent.
constexpr std::uint64_t InputHighWaterBytes = 4 * 1024 * 1024;
/// So much may be on its way to the I/O thread: with the high-water mark far below what a send queue takes.
constexpr std::uint64_t UnsynchronizedBytes = 1024 * 1024;
constexpr std::chrono::milliseconds RetryAfter{5};
constexpr std::uint32_t StreamPiece = 65536;

bool canSend(const EndpointStatus& status)
{
    return status.state == State::Connected || status.state == State::HalfClosedIn;
}

} // namespace

InputPump::InputPump(session::Session& session, std::function<std::uint32_t(base::EndpointId)> messageSizeOf)
    : m_session(session)
    , m_messageSizeOf(std::move(messageSizeOf))
    , m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
    m_retry.setSingleShot(true);
    m_retry.setInterval(RetryAfter);
    connect(&m_retry, &QTimer::timeout, this, &InputPump::synchronize);
    connect(&m_notifier, &QSocketNotifier::activated, this, &InputPump::read);
    // An endpoint that has ended may leave the model before the end: what it has sent is noted as it goes.
    const session::EndpointModel* endpoints = m_session.endpoints();
    connect(endpoints, &session::EndpointModel::statusChanged, this, [this, endpoints](base::EndpointId id) {
        const auto share = m_shares.find(id.value);
        if (const EndpointStatus* status = endpoints->status(id); status && share != m_shares.end())
            share->second.sent = status->counters.bytesOut;
    });
}

base::EndpointId InputPump::target() const
{
    base::EndpointId accepted;
    for (const base::EndpointId id : m_session.endpoints()->openEndpoints()) {
        const EndpointStatus& status = *m_session.endpoints()->status(id);
        if (!canSend(status) || engine::echoes(status.behaviour))
            continue;
        if (status.info.role == capture::Role::Accepted) {
            if (accepted == base::EndpointId{})
                accepted = id;
        } else if (status.info.role == capture::Role::Connection) {
            return id;
        }
    }
    return accepted;
}

void InputPump::update()
{
    if (m_isStopped || m_isSynchronizing)
        return;
    const base::EndpointId id = target();
    const EndpointStatus* status = m_session.endpoints()->status(id);
    const bool isFull = status && status->queuedBytes >= InputHighWaterBytes;
    m_notifier.setEnabled(status && !m_hasEnded && !isFull);
    if (isFull && !m_retry.isActive())
        m_retry.start();
    if (m_hasEnded && status && !m_endWasSent && status->queuedBytes == 0
        && status->info.role == capture::Role::Connection && net::hasConnections(status->info.protocol)) {
        m_endWasSent = true;
        m_session.post(engine::MakeCall{id, net::ShutdownCall{SHUT_WR}});
    }
}

void InputPump::synchronize()
{
    if (std::exchange(m_isSynchronizing, true))
        return;
    m_notifier.setEnabled(false);
    m_session.afterAllPosted(this, [this] {
        m_isSynchronizing = false;
        m_unsynchronized = 0;
        update();
    });
}

void InputPump::read()
{
    const base::EndpointId id = target();
    const EndpointStatus* status = m_session.endpoints()->status(id);
    if (!status) {
        update();
        return;
    }
    const std::uint32_t piece = net::isStream(status->info.protocol) ? StreamPiece : m_messageSizeOf(id);
    QByteArray bytes(static_cast<qsizetype>(piece), Qt::Uninitialized);
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), piece);
    if (count > 0) {
        bytes.truncate(count);
        take(id, bytes);
    } else if (count == 0) {
        ended();
    } else if (errno != EAGAIN && errno != EINTR) {
        m_hasFailed = true;
        script::tell("standard input cannot be read: " + base::lastError("read").message());
        ended();
    }
}

void InputPump::take(base::EndpointId target, const QByteArray& bytes)
{
    const auto size = static_cast<std::uint64_t>(bytes.size());
    m_readBytes += size;
    m_shares[target.value].given += size;
    m_session.send(target, bytes);
    m_unsynchronized += size;
    if (m_unsynchronized >= UnsynchronizedBytes)
        synchronize();
}

void InputPump::ended()
{
    m_hasEnded = true;
    // What was read is on its way to the I/O thread; the end goes after it.
    synchronize();
}

void InputPump::stop()
{
    m_isStopped = true;
    m_notifier.setEnabled(false);
    m_retry.stop();
}

InputCount InputPump::count() const
{
    InputCount count = waiting();
    count.readBytes = m_readBytes;
    for (const auto& [id, share] : m_shares)
        count.unsentBytes += share.given - std::min(share.given, share.sent);
    return count;
}

/// A terminal gives what is typed when it is read, and nothing waits there; nor on /dev/null and its like, of which
/// FIONREAD says nothing.
InputCount InputPump::waiting() const
{
    struct stat file
    { };
    if (m_hasEnded || ::fstat(STDIN_FILENO, &file) != 0)
        return {.isWhole = true};
    if (S_ISREG(file.st_mode)) {
        const off_t place = ::lseek(STDIN_FILENO, 0, SEEK_CUR);
        const bool isBefore = place >= 0 && file.st_size > place;
        return {.unreadBytes = isBefore ? static_cast<std::uint64_t>(file.st_size - place) : 0, .isWhole = true};
    }
    // Looked at first: when all writers have gone nothing comes between the two calls.
    pollfd writers{STDIN_FILENO, POLLRDHUP, 0};
    const bool isEnded = ::poll(&writers, 1, 0) == 1 && (writers.revents & (POLLHUP | POLLRDHUP)) != 0;
    int bytes = 0;
    if (::isatty(STDIN_FILENO) != 0 || ::ioctl(STDIN_FILENO, FIONREAD, &bytes) != 0)
        return {};
    return {.unreadBytes = static_cast<std::uint64_t>(std::max(bytes, 0)), .isWhole = isEnded};
}

} // namespace cli
