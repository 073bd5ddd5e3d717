// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

namespace base {

/// A value, or the Error that prevented it. tl::expected is [[nodiscard]] by type.
template <class T> using Result = tl::expected<T, Error>;

/// Shorthand for the unhappy path: `return failure(lastError("bind"));`
[[nodiscard]] inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected<Error>(error);
}

/// The same for errno's present value.
[[nodiscard]] inline tl::unexpected<Error> lastFailure(const char* operation)
{
    return failure(lastError(operation));
}

} // namespace base
