// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/uniquefd.h"
#include "net/address.h"
#include "net/controlmessage.h"
#include "net/mode.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// Socket calls as values: what is asked for, what came of it, and perform(), which makes one call under a mode. One
/// implementation serves the window, its lanes and call scripts.
namespace net {

struct BindCall
{
    Address address;
};
struct ListenCall
{
    int backlog = 128;
};
struct AcceptCall
{ };
struct ConnectCall
{
    enum class As : std::uint8_t
    {
        Connect,
        ConnectEx ///< Python's: the errno is the value. The call is the same; see connectExValue()
    };
    Address address;
    As as = As::Connect;
};

/// recv, recvfrom and recvmsg.
struct ReceiveCall
{
    enum class As : std::uint8_t
    {
        Recv, ///< of 0 bytes it never reaches the kernel, as in Python
        RecvFrom, ///< of 0 bytes it does, and eats a datagram
        RecvMsg
    };
    As as = As::Recv;
    std::size_t size = 0; ///< bytes, at most MaxBytes
    int flags = 0; ///< MSG_*
    /// Bytes of room for ancillary data. recv and recvfrom have none in C; given room here, the call is recvmsg(2) in
    /// their name, so that descriptors which come along are seen.
    std::size_t controlSize = 0;

    /// More is asked for by nobody who means it, and would only be allocated.
    static constexpr std::size_t MaxBytes = 64 * 1024 * 1024;
};

/// send, sendall, sendto and sendmsg, all with MSG_NOSIGNAL.
struct SendCall
{
    enum class As : std::uint8_t
    {
        Send, ///< may take less than it was given
        SendAll, ///< send again and again under one deadline
        SendTo,
        SendMsg ///< with the descriptor going along (SCM_RIGHTS)
    };
    As as = As::Send;
    std::shared_ptr<const std::vector<std::byte>> data;
    int flags = 0; ///< MSG_*
    Address to; ///< SendTo
    std::shared_ptr<const base::UniqueFd> descriptor; ///< SendMsg
};

/// sendfile(2) until the count or the file's end; each wait for room has the mode's timeout. What sendfile(2) refuses
/// from the first byte on is sent with send(2) instead. There is no MSG_NOSIGNAL for it: the process ignores SIGPIPE.
struct SendFileCall
{
    std::string path;
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> count; ///< bytes; unset: to the file's end
    std::shared_ptr<const base::UniqueFd> file; ///< opened already; null: `path` is opened for this call
};
struct ShutdownCall
{
    int how = 1; ///< SHUT_RD, SHUT_WR, SHUT_RDWR
};
struct NameCall
{
    enum class Of : std::uint8_t
    {
        Sock,
        Peer
    };
    Of of = Of::Sock;
};
struct SetOptionCall
{
    int level = 0;
    int name = 0;
    std::vector<std::byte> value;
};
struct GetOptionCall
{
    int level = 0;
    int name = 0;
    std::size_t length = sizeof(int); ///< bytes of room for the answer
};
struct PollCall
{
    short events = 0; ///< POLL*
    std::optional<std::chrono::nanoseconds> wait; ///< unset: for ever
};

/// What Python's socket object answers by itself, without the kernel.
struct ObjectCall
{
    enum class As : std::uint8_t
    {
        FileNo,
        GetTimeout
    };
    As as = As::FileNo;
};

using CallRequest = std::variant<BindCall, ListenCall, AcceptCall, ConnectCall, ReceiveCall, SendCall, SendFileCall,
    ShutdownCall, NameCall, SetOptionCall, GetOptionCall, PollCall, ObjectCall>;

/// The call's POSIX name, "recvfrom"; "sendall" for the loop of sends that Python calls so. Static text.
[[nodiscard]] const char* callName(const CallRequest& call);

/// How a call ended. A timeout is settimeout's, which has no errno; the kernel's own ETIMEDOUT is Errno.
enum class CallEnd : std::uint8_t
{
    Value,
    Errno,
    TimedOut,
    Cancelled
};

struct CallResult
{
    CallEnd end = CallEnd::Value;
    int errorNumber = 0; ///< errno, where end is Errno
    std::int64_t value
        = 0; ///< what the call returned; bytes taken so far for a sendall or sendfile that did not end well
    std::vector<std::byte> data; ///< received bytes, or an option's value
    std::optional<ModeSetting> mode; ///< gettimeout
    Address address; ///< the sender, the accepted peer, or the name asked for
    base::UniqueFd fd; ///< the accepted connection: close-on-exec, blocking
    int flags = 0; ///< with room for ancillary data: MSG_TRUNC, MSG_CTRUNC... that came back
    std::vector<AncillaryData> ancillary; ///< recvmsg; descriptors in it are closed already
    Control control; ///< what the ancillary data say
    base::Monotonic::time_point start;
    base::Monotonic::time_point stop;
};

/// A file that sendfile can send, and how long it is.
struct FileToSend
{
    base::UniqueFd fd;
    std::uint64_t size = 0; ///< bytes
};
/// Opens it without waiting for a pipe's other end. Errors: those of open(2) and fstat(2); EISDIR.
[[nodiscard]] base::Result<FileToSend> openToSend(const std::string& path);

/// What connect_ex gives for how its connect ended: an errno, or 0. Python has EAGAIN for a timeout, and nothing for a
/// call that was cancelled, of which this makes EINTR.
[[nodiscard]] int connectExValue(const CallResult& result);

/// Makes one call on fd under a mode, as CPython's socket module does (sock_call_impl in socketmodule.c):
/// blocking calls the kernel, and again after EINTR; non-blocking calls it once; timeout polls until the deadline, then
/// calls, and goes on with the rest of the time after a false alarm. The descriptor's O_NONBLOCK must already say what
/// the mode says: see setMode. One deadline counts for all of a sendall. A connect in timeout mode calls first and
/// waits only after EINPROGRESS.
///
/// `cancelled` ends the call at the next EINTR: set it, then send the thread a signal that has a handler without
/// SA_RESTART, again and again until perform returns, for the signal may come just before the call. A call that had
/// moved bytes by then gives their number as its value.
/// Errors: those of the call, in the result; EBADF at once where fd is -1, whatever the mode. Thread: any; waits where
/// the mode says so. The caller keeps fd open.
[[nodiscard]] CallResult perform(
    int fd, const ModeSetting& mode, const CallRequest& call, const std::atomic<bool>& cancelled);

/// Gives the descriptor the O_NONBLOCK that the mode asks for: set for non-blocking and, as in Python, for timeout.
/// Errors: EBADF.
[[nodiscard]] base::Result<void> setMode(int fd, const ModeSetting& mode);

} // namespace net
