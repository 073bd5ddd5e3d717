// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <string>
#include <string_view>

namespace base {

/// getaddrinfo(3)'s errors. They are negative, so that they fit where an errno is told.
enum ResolveError : int
{
    BadFlags = -1,
    NoName = -2,
    TryAgain = -3,
    ResolverFailed = -4,
    NoAddress = -5,
    UnsupportedFamily = -6,
    UnsupportedType = -7,
    UnknownService = -8,
    NoAddressOfFamily = -9,
    ResolverMemory = -10,
    SystemError = -11,
    NameOverflow = -12
};

/// Why a call failed: errno's number, and the name of the call that gave it.
/// A value type that is cheap to copy; `operation` is static text, such as "connect" or "setsockopt(SO_RCVBUF)".
struct Error
{
    int code = 0;
    const char* operation = "";

    /// "connect: ECONNREFUSED (Connection refused)", for logs and the command line.
    [[nodiscard]] std::string message() const;

    friend bool operator==(const Error& a, const Error& b)
    {
        return a.code == b.code && std::string_view(a.operation) == b.operation;
    }
};

/// The error that errno holds now. Call it before anything else can change errno.
[[nodiscard]] inline Error lastError(const char* operation)
{
    return Error{errno, operation};
}

/// An error that tells of what the system lacks at the moment, as descriptors or memory: the same call may succeed
/// later.
[[nodiscard]] bool mayPass(int code);

/// errno's name as in C, "ECONNREFUSED"; "EAI_AGAIN" for one of getaddrinfo's; "0" for no error and "errno 4711" for a
/// number that has no name. 95 is EOPNOTSUPP, as Python has it, and never ENOTSUP.
[[nodiscard]] std::string errnoName(int code);

/// The C library's one-line text for errno, "Connection refused"; of getaddrinfo's errors the name has to do. Safe to
/// call from any thread.
[[nodiscard]] std::string errnoText(int code);

} // namespace base
