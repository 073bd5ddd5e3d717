// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "capture/record.h"
#include "net/protocol.h"

#include <cerrno>

/// How a call failed in one of the oracle's cases, when Python made it.
struct OracleError
{
    const char* name; ///< "connect ECONNREFUSED TCP"; oracleerrors.py compares these with the oracle
    capture::Operation operation;
    int code; ///< errno, or base::ResolveError; 0 is settimeout's expiry
    net::Protocol protocol;
};

namespace oracle {

using capture::Operation;
using net::Protocol;

/// Every failure of the cases, and the expiry of every call that can wait.
inline constexpr OracleError Errors[] = {
    // clang-format off
    {"accept EAGAIN TCP", Operation::Accept, EAGAIN, Protocol::Tcp},
    {"accept EBADF TCP", Operation::Accept, EBADF, Protocol::Tcp},
    {"accept EINVAL TCP", Operation::Accept, EINVAL, Protocol::Tcp},
    {"accept EINVAL Unix stream", Operation::Accept, EINVAL, Protocol::UnixStream},
    {"accept EMFILE TCP", Operation::Accept, EMFILE, Protocol::Tcp},
    {"accept EOPNOTSUPP UDP", Operation::Accept, EOPNOTSUPP, Protocol::Udp},
    {"accept timed out TCP", Operation::Accept, 0, Protocol::Tcp},
    {"accept timed out Unix stream", Operation::Accept, 0, Protocol::UnixStream},
    {"bind EACCES Unix stream", Operation::Bind, EACCES, Protocol::UnixStream},
    {"bind EADDRINUSE TCP", Operation::Bind, EADDRINUSE, Protocol::Tcp},
    {"bind EADDRINUSE Unix stream", Operation::Bind, EADDRINUSE, Protocol::UnixStream},
    {"bind EADDRNOTAVAIL TCP", Operation::Bind, EADDRNOTAVAIL, Protocol::Tcp},
    {"bind EBADF TCP", Operation::Bind, EBADF, Protocol::Tcp},
    {"bind EINVAL TCP", Operation::Bind, EINVAL, Protocol::Tcp},
    {"bind ENOENT Unix stream", Operation::Bind, ENOENT, Protocol::UnixStream},
    {"connect EACCES UDP", Operation::Connect, EACCES, Protocol::Udp},
    {"connect EACCES Unix stream", Operation::Connect, EACCES, Protocol::UnixStream},
    {"connect EALREADY TCP", Operation::Connect, EALREADY, Protocol::Tcp},
    {"connect EBADF TCP", Operation::Connect, EBADF, Protocol::Tcp},
    {"connect ECONNREFUSED TCP", Operation::Connect, ECONNREFUSED, Protocol::Tcp},
    {"connect ECONNREFUSED Unix stream", Operation::Connect, ECONNREFUSED, Protocol::UnixStream},
    {"connect ECONNRESET TCP", Operation::Connect, ECONNRESET, Protocol::Tcp},
    {"connect EINPROGRESS TCP", Operation::Connect, EINPROGRESS, Protocol::Tcp},
    {"connect EINVAL TCP", Operation::Connect, EINVAL, Protocol::Tcp},
    {"connect EISCONN TCP", Operation::Connect, EISCONN, Protocol::Tcp},
    {"connect EISCONN Unix stream", Operation::Connect, EISCONN, Protocol::UnixStream},
    {"connect ENETUNREACH TCP", Operation::Connect, ENETUNREACH, Protocol::Tcp},
    {"connect ENOENT Unix stream", Operation::Connect, ENOENT, Protocol::UnixStream},
    {"connect ETIMEDOUT TCP", Operation::Connect, ETIMEDOUT, Protocol::Tcp},
    {"connect timed out TCP", Operation::Connect, 0, Protocol::Tcp},
    {"getaddrinfo EAI_AGAIN TCP", Operation::Resolve, base::TryAgain, Protocol::Tcp},
    {"getaddrinfo EAI_NODATA TCP", Operation::Resolve, base::NoAddress, Protocol::Tcp},
    {"getaddrinfo EAI_NONAME TCP", Operation::Resolve, base::NoName, Protocol::Tcp},
    {"getsockopt EBADF TCP", Operation::GetSockOpt, EBADF, Protocol::Tcp},
    {"getsockopt ENOPROTOOPT TCP", Operation::GetSockOpt, ENOPROTOOPT, Protocol::Tcp},
    {"getsockopt EOPNOTSUPP TCP", Operation::GetSockOpt, EOPNOTSUPP, Protocol::Tcp},
    {"getsockopt EOPNOTSUPP UDP", Operation::GetSockOpt, EOPNOTSUPP, Protocol::Udp},
    {"listen EADDRINUSE TCP", Operation::Listen, EADDRINUSE, Protocol::Tcp},
    {"listen EBADF TCP", Operation::Listen, EBADF, Protocol::Tcp},
    {"listen EINVAL Unix stream", Operation::Listen, EINVAL, Protocol::UnixStream},
    {"listen EOPNOTSUPP UDP", Operation::Listen, EOPNOTSUPP, Protocol::Udp},
    {"recv EAGAIN TCP", Operation::Recv, EAGAIN, Protocol::Tcp},
    {"recv EAGAIN UDP", Operation::Recv, EAGAIN, Protocol::Udp},
    {"recv EBADF TCP", Operation::Recv, EBADF, Protocol::Tcp},
    {"recv ECONNREFUSED UDP", Operation::Recv, ECONNREFUSED, Protocol::Udp},
    {"recv ECONNRESET TCP", Operation::Recv, ECONNRESET, Protocol::Tcp},
    {"recv EINVAL TCP", Operation::Recv, EINVAL, Protocol::Tcp},
    {"recv ENOTCONN TCP", Operation::Recv, ENOTCONN, Protocol::Tcp},
    {"recv timed out TCP", Operation::Recv, 0, Protocol::Tcp},
    {"recv timed out UDP", Operation::Recv, 0, Protocol::Udp},
    {"recvfrom EAGAIN UDP", Operation::RecvFrom, EAGAIN, Protocol::Udp},
    {"recvfrom EBADF TCP", Operation::RecvFrom, EBADF, Protocol::Tcp},
    {"recvfrom ECONNREFUSED UDP", Operation::RecvFrom, ECONNREFUSED, Protocol::Udp},
    {"recvfrom timed out UDP", Operation::RecvFrom, 0, Protocol::Udp},
    {"recvfrom timed out Unix datagram", Operation::RecvFrom, 0, Protocol::UnixDatagram},
    {"send EAGAIN TCP", Operation::Send, EAGAIN, Protocol::Tcp},
    {"send EBADF TCP", Operation::Send, EBADF, Protocol::Tcp},
    {"send ECONNREFUSED TCP", Operation::Send, ECONNREFUSED, Protocol::Tcp},
    {"send ECONNREFUSED UDP", Operation::Send, ECONNREFUSED, Protocol::Udp},
    {"send EDESTADDRREQ UDP", Operation::Send, EDESTADDRREQ, Protocol::Udp},
    {"send EPIPE TCP", Operation::Send, EPIPE, Protocol::Tcp},
    {"send EPIPE UDP", Operation::Send, EPIPE, Protocol::Udp},
    {"send EPIPE Unix stream", Operation::Send, EPIPE, Protocol::UnixStream},
    {"send ETIMEDOUT TCP", Operation::Send, ETIMEDOUT, Protocol::Tcp},
    {"send timed out TCP", Operation::Send, 0, Protocol::Tcp},
    {"send timed out Unix datagram", Operation::Send, 0, Protocol::UnixDatagram},
    {"send timed out Unix stream", Operation::Send, 0, Protocol::UnixStream},
    {"sendfile timed out TCP", Operation::SendFile, 0, Protocol::Tcp},
    {"sendto EACCES UDP", Operation::SendTo, EACCES, Protocol::Udp},
    {"sendto EBADF TCP", Operation::SendTo, EBADF, Protocol::Tcp},
    {"sendto EINVAL UDP", Operation::SendTo, EINVAL, Protocol::Udp},
    {"sendto EMSGSIZE UDP", Operation::SendTo, EMSGSIZE, Protocol::Udp},
    {"sendto ENETUNREACH UDP", Operation::SendTo, ENETUNREACH, Protocol::Udp},
    {"sendto ENOENT Unix datagram", Operation::SendTo, ENOENT, Protocol::UnixDatagram},
    {"sendto timed out UDP", Operation::SendTo, 0, Protocol::Udp},
    {"sendto timed out Unix datagram", Operation::SendTo, 0, Protocol::UnixDatagram},
    {"setsockopt EADDRNOTAVAIL UDP", Operation::SetSockOpt, EADDRNOTAVAIL, Protocol::Udp},
    {"setsockopt EBADF TCP", Operation::SetSockOpt, EBADF, Protocol::Tcp},
    {"setsockopt EINVAL TCP", Operation::SetSockOpt, EINVAL, Protocol::Tcp},
    {"setsockopt EINVAL UDP", Operation::SetSockOpt, EINVAL, Protocol::Udp},
    {"setsockopt ENODEV TCP", Operation::SetSockOpt, ENODEV, Protocol::Tcp},
    {"setsockopt ENODEV UDP", Operation::SetSockOpt, ENODEV, Protocol::Udp},
    {"setsockopt ENOENT TCP", Operation::SetSockOpt, ENOENT, Protocol::Tcp},
    {"setsockopt ENOPROTOOPT TCP", Operation::SetSockOpt, ENOPROTOOPT, Protocol::Tcp},
    {"setsockopt ENOPROTOOPT UDP", Operation::SetSockOpt, ENOPROTOOPT, Protocol::Udp},
    {"setsockopt EPERM TCP", Operation::SetSockOpt, EPERM, Protocol::Tcp},
    {"settimeout EBADF TCP", Operation::SetTimeout, EBADF, Protocol::Tcp},
    {"shutdown EBADF TCP", Operation::Shutdown, EBADF, Protocol::Tcp},
    {"shutdown EINVAL TCP", Operation::Shutdown, EINVAL, Protocol::Tcp},
    {"shutdown ENOTCONN TCP", Operation::Shutdown, ENOTCONN, Protocol::Tcp},
    {"socket EAFNOSUPPORT TCP", Operation::Socket, EAFNOSUPPORT, Protocol::Tcp},
    {"socket EINVAL TCP", Operation::Socket, EINVAL, Protocol::Tcp},
    {"socket EMFILE TCP", Operation::Socket, EMFILE, Protocol::Tcp},
    {"socket EPERM TCP", Operation::Socket, EPERM, Protocol::Tcp},
    {"socket EPROTONOSUPPORT TCP", Operation::Socket, EPROTONOSUPPORT, Protocol::Tcp},
    {"socket EPROTONOSUPPORT Unix stream", Operation::Socket, EPROTONOSUPPORT, Protocol::UnixStream},
    // clang-format on
};

} // namespace oracle
