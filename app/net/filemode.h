// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace net {

/// The permission bits of a file, 0600.
using FileMode = std::uint32_t;
/// Of a Unix socket's file that nothing else was said of: private to the user.
inline constexpr FileMode PrivateFile = 0600;

} // namespace net
