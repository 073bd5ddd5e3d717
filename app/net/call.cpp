// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/call.h"

#include "base/overloaded.h"
#include "net/callattempt.h"
#include "net/callwait.h"
#include "net/syscalls.h"

#include <poll.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace net {

namespace {

constexpr std::array<const char*, 3> ReceiveNames{"recv", "recvfrom", "recvmsg"};
constexpr std::array<const char*, 4> SendNames{"send", "sendall", "sendto", "sendmsg"};

bool wouldBlock(int errorNumber)
{
    return errorNumber == EAGAIN || errorNumber == EWOULDBLOCK;
}

void endWith(CallResult& result, CallEnd end)
{
    result.end = end;
    if (end != CallEnd::Errno)
        result.errorNumber = 0;
}

/// The kernel's answer to one call, waited for as the mode says. `deadline` is that of the whole operation.
class Performance final
{
public:
    Performance(int fd, const CallRequest& call, Wait& wait, CallResult& result)
        : m_fd(fd)
        , m_call(call)
        , m_wait(wait)
        , m_result(result)
    { }

    void run()
    {
        if (std::holds_alternative<ConnectCall>(m_call))
            runConnect();
        else if (const auto* object = std::get_if<ObjectCall>(&m_call))
            askObject(*object);
        else if (const auto* send = std::get_if<SendCall>(&m_call); send && send->as == SendCall::As::SendAll)
            runSendAll(send->data->size());
        else if (const auto* file = std::get_if<SendFileCall>(&m_call))
            runSendFile(*file);
        else if (const auto* poll = std::get_if<PollCall>(&m_call))
            runPoll(*poll);
        else
            endWith(m_result, waitAndTry(0));
    }

private:
    /// What the call waits for, in timeout mode; 0 for calls that never wait.
    [[nodiscard]] short awaited() const
    {
        if (std::holds_alternative<ReceiveCall>(m_call) || std::holds_alternative<AcceptCall>(m_call))
            return POLLIN;
        return std::holds_alternative<SendCall>(m_call) ? POLLOUT : short{0};
    }

    void askObject(const ObjectCall& call)
    {
        if (call.as == ObjectCall::As::FileNo)
            m_result.value = m_fd;
        else
            m_result.mode = m_wait.mode();
    }

    /// CPython's sock_call_impl: wait (in timeout mode), call, call again after EINTR, wait again after a false alarm.
    CallEnd waitAndTry(std::size_t offset)
    {
        for (;;) {
            if (m_wait.hasTimeout() && awaited() != 0) {
                if (const auto end = m_wait.untilReady(m_fd, awaited(), m_result.errorNumber); end != CallEnd::Value)
                    return end;
            }
            do {
                if (m_wait.isCancelled())
                    return CallEnd::Cancelled;
                if (attempt(m_fd, m_call, offset, m_result))
                    return CallEnd::Value;
            } while (m_result.errorNumber == EINTR);
            if (!(m_wait.hasTimeout() && awaited() != 0 && wouldBlock(m_result.errorNumber)))
                return CallEnd::Errno;
        }
    }

    void runSendAll(std::size_t size)
    {
        std::size_t sent = 0;
        do {
            const CallEnd end = waitAndTry(sent);
            if (end != CallEnd::Value) {
                m_result.value = static_cast<std::int64_t>(sent);
                endWith(m_result, end);
                return;
            }
            sent += static_cast<std::size_t>(m_result.value);
        } while (sent < size);
        m_result.value = static_cast<std::int64_t>(sent);
        endWith(m_result, CallEnd::Value);
    }

    /// CPython's internal_connect: the call comes first. After EINTR the kernel goes on connecting, and what is left to
    /// do is to wait: connect(2).
    void runConnect()
    {
        if (attempt(m_fd, m_call, 0, m_result)) {
            endWith(m_result, CallEnd::Value);
            return;
        }
        const bool interrupted = m_result.errorNumber == EINTR && !m_wait.isNonBlocking();
        if (!interrupted && !(m_result.errorNumber == EINPROGRESS && m_wait.hasTimeout())) {
            endWith(m_result, CallEnd::Errno);
            return;
        }
        const CallEnd end = m_wait.untilReady(m_fd, POLLOUT, m_result.errorNumber);
        if (end != CallEnd::Value) {
            endWith(m_result, end);
            return;
        }
        const auto error = takeSocketError(m_fd);
        m_result.errorNumber = error ? *error : error.error().code;
        const bool connected = m_result.errorNumber == 0 || m_result.errorNumber == EISCONN;
        endWith(m_result, connected ? CallEnd::Value : CallEnd::Errno);
    }

    /// CPython's socket.sendfile: each wait for room has the timeout anew, and what sendfile(2) refuses from the first
    /// byte on is sent with send(2). A file without a size, such as one of /proc, has nothing to send.
    void runSendFile(const SendFileCall& call)
    {
        if (call.file) {
            sendFrom(call.file->get(), call);
            return;
        }
        const auto opened = openToSend(call.path);
        if (!opened)
            endWith(m_result, failWith(opened.error().code));
        else if (opened->size > 0)
            sendFrom(opened->fd.get(), call);
    }

    void sendFrom(int file, const SendFileCall& call)
    {
        CallEnd end = sendWhole(file, call);
        if (end == CallEnd::Errno && m_result.value == 0)
            end = sendPieces(file, call);
        endWith(m_result, end);
    }

    /// What is left of the count; the largest piece where there is none.
    [[nodiscard]] std::size_t leftOf(const SendFileCall& call, std::size_t largest) const
    {
        if (!call.count)
            return largest;
        const std::uint64_t left = *call.count - static_cast<std::uint64_t>(m_result.value);
        return static_cast<std::size_t>(std::min<std::uint64_t>(left, largest));
    }

    CallEnd sendWhole(int file, const SendFileCall& call)
    {
        auto offset = static_cast<off_t>(call.offset);
        while (leftOf(call, LargestPiece) > 0) {
            if (m_wait.isCancelled())
                return CallEnd::Cancelled;
            m_wait.begin();
            if (m_wait.hasTimeout()) {
                if (const auto end = m_wait.untilReady(m_fd, POLLOUT, m_result.errorNumber); end != CallEnd::Value)
                    return end;
            }
            const ssize_t sent = ::sendfile(m_fd, file, &offset, leftOf(call, LargestPiece));
            if (sent == 0)
                break;
            if (sent > 0) {
                m_result.value += sent;
                continue;
            }
            const int error = errno;
            if (error != EINTR && (m_wait.isNonBlocking() || !wouldBlock(error)))
                return failWith(error);
            if (wouldBlock(error) && !m_wait.hasTimeout())
                (void)m_wait.untilReady(m_fd, POLLOUT, m_result.errorNumber);
        }
        return CallEnd::Value;
    }

    CallEnd sendPieces(int file, const SendFileCall& call)
    {
        if (::lseek(file, static_cast<off_t>(call.offset), SEEK_SET) < 0)
            return failWith(errno);
        while (leftOf(call, SmallPiece) > 0) {
            std::vector<std::byte> piece(leftOf(call, SmallPiece));
            const ssize_t size = ::read(file, piece.data(), piece.size());
            if (size < 0)
                return failWith(errno);
            if (size == 0)
                break;
            piece.resize(static_cast<std::size_t>(size));
            const CallRequest send
                = SendCall{.as = SendCall::As::SendAll, .data = std::make_shared<const std::vector<std::byte>>(piece)};
            CallResult sent;
            m_wait.begin();
            Performance(m_fd, send, m_wait, sent).run();
            m_result.value += sent.value;
            m_result.errorNumber = sent.errorNumber;
            if (sent.end != CallEnd::Value)
                return sent.end;
        }
        return CallEnd::Value;
    }

    CallEnd failWith(int errorNumber)
    {
        m_result.errorNumber = errorNumber;
        return CallEnd::Errno;
    }

    void runPoll(const PollCall& call)
    {
        m_wait.limit(call.wait);
        short happened = 0;
        const CallEnd end = m_wait.untilReady(m_fd, call.events, m_result.errorNumber, &happened);
        m_result.value = happened;
        // That nothing happened is poll's own answer, not a timeout of the socket's.
        endWith(m_result, end == CallEnd::TimedOut ? CallEnd::Value : end);
    }

    static constexpr std::size_t LargestPiece = std::size_t{1} << 30; // of one sendfile(2)
    static constexpr std::size_t SmallPiece = 8192; // of one read(2) and send(2), as in Python

    int m_fd;
    const CallRequest& m_call;
    Wait& m_wait;
    CallResult& m_result;
};

} // namespace

const char* callName(const CallRequest& call)
{
    return std::visit(
        base::Overloaded{
            [](const BindCall&) { return "bind"; },
            [](const ListenCall&) { return "listen"; },
            [](const AcceptCall&) { return "accept"; },
            [](const ConnectCall& c) { return c.as == ConnectCall::As::Connect ? "connect" : "connect_ex"; },
            [](const ReceiveCall& c) { return ReceiveNames[static_cast<std::size_t>(c.as)]; },
            [](const SendCall& c) { return SendNames[static_cast<std::size_t>(c.as)]; },
            [](const SendFileCall&) { return "sendfile"; },
            [](const ShutdownCall&) { return "shutdown"; },
            [](const NameCall& c) { return c.of == NameCall::Of::Sock ? "getsockname" : "getpeername"; },
            [](const SetOptionCall&) { return "setsockopt"; },
            [](const GetOptionCall&) { return "getsockopt"; },
            [](const PollCall&) { return "poll"; },
            [](const ObjectCall& c) { return c.as == ObjectCall::As::FileNo ? "fileno" : "gettimeout"; },
        },
        call);
}

base::Result<FileToSend> openToSend(const std::string& path)
{
    base::UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status
    { };
    if (!file || ::fstat(file.get(), &status) != 0)
        return base::lastFailure("open");
    if (S_ISDIR(status.st_mode))
        return base::failure({EISDIR, "open"});
    return FileToSend{std::move(file), static_cast<std::uint64_t>(status.st_size)};
}

int connectExValue(const CallResult& result)
{
    switch (result.end) {
    case CallEnd::Value: return 0;
    case CallEnd::Errno: return result.errorNumber;
    case CallEnd::TimedOut: return EAGAIN;
    case CallEnd::Cancelled: return EINTR;
    }
    return 0;
}

CallResult perform(int fd, const ModeSetting& mode, const CallRequest& call, const std::atomic<bool>& cancelled)
{
    CallResult result;
    result.start = base::Monotonic::now();
    const auto* receive = std::get_if<ReceiveCall>(&call);
    if (!(receive && receive->as == ReceiveCall::As::Recv && receive->size == 0)) {
        Wait wait(mode, cancelled);
        Performance(fd, call, wait, result).run();
    }
    if (result.end != CallEnd::Value)
        result.data.clear();
    result.stop = base::Monotonic::now();
    return result;
}

base::Result<void> setMode(int fd, const ModeSetting& mode)
{
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0)
        return base::lastFailure("fcntl(F_GETFL)");
    const int wanted = mode.mode == Mode::Blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
    if (wanted != flags && ::fcntl(fd, F_SETFL, wanted) < 0)
        return base::lastFailure("fcntl(F_SETFL)");
    return {};
}

} // namespace net
