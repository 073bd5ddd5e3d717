// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "base/error.h"

#include <netdb.h>

#include <array>
#include <cstring>

namespace base {

namespace {

static_assert(NoName == EAI_NONAME && TryAgain == EAI_AGAIN && NoAddress == EAI_NODATA && NameOverflow == EAI_OVERFLOW);

constexpr std::array ResolveErrorNames{"EAI_BADFLAGS", "EAI_NONAME", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA",
    "EAI_FAMILY", "EAI_SOCKTYPE", "EAI_SERVICE", "EAI_ADDRFAMILY", "EAI_MEMORY", "EAI_SYSTEM", "EAI_OVERFLOW"};

/// Null where getaddrinfo(3) has no such error.
const char* resolveErrorName(int code)
{
    return code <= BadFlags && code >= NameOverflow ? ResolveErrorNames[static_cast<std::size_t>(-code - 1)] : nullptr;
}

} // namespace

std::string Error::message() const
{
    return std::string(operation) + ": " + errnoName(code) + " (" + errnoText(code) + ")";
}

bool mayPass(int code)
{
    switch (code) {
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case ENOBUFS:
    case ENOSPC:
    case EDQUOT:
    case EIO:
    case EAGAIN:
    case EINTR: return true;
    default: return false;
    }
}

std::string errnoName(int code)
{
    if (code == EOPNOTSUPP)
        return "EOPNOTSUPP";
    if (const char* name = resolveErrorName(code))
        return name;
    // strerrorname_np(3) is thread-safe and returns null for a number that it does not know.
    const char* name = strerrorname_np(code);
    return name ? name : "errno " + std::to_string(code);
}

std::string errnoText(int code)
{
    if (resolveErrorName(code))
        return "the name was not resolved";
    // strerrordesc_np(3) is not translated: what a record says must not depend on the locale.
    const char* text = strerrordesc_np(code);
    return text ? text : "Unknown error " + std::to_string(code);
}

} // namespace base
