// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <string>
#include <string_view>

namespace base {

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

/// errno's name as in C, "ECONNREFUSED"; "0" for no error and "errno 4711" for a number that has no name.
/// 95 is EOPNOTSUPP, as Python has it, and never ENOTSUP.
[[nodiscard]] std::string errnoName(int code);

/// The C library's one-line text for errno, "Connection refused". Safe to call from any thread.
[[nodiscard]] std::string errnoText(int code);

} // namespace base
