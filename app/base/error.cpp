// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "base/error.h"

#include <cstring>

namespace base {

std::string Error::message() const
{
    return std::string(operation) + ": " + errnoName(code) + " (" + errnoText(code) + ")";
}

std::string errnoName(int code)
{
    if (code == EOPNOTSUPP)
        return "EOPNOTSUPP";
    // strerrorname_np(3) is thread-safe and returns null for a number that it does not know.
    const char* name = strerrorname_np(code);
    return name ? name : "errno " + std::to_string(code);
}

std::string errnoText(int code)
{
    // strerrordesc_np(3) is not translated: what a record says must not depend on the locale.
    const char* text = strerrordesc_np(code);
    return text ? text : "Unknown error " + std::to_string(code);
}

} // namespace base
