// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/call.h"

namespace net {

/// Makes the system call of a request once, without looking at the mode: what the kernel answers is put into `result`.
/// False when it answered with an errno, which is in result.errorNumber then. A sendall is one send of what is left
/// from `offset` on, a connect is connect(2) alone. Thread: any; waits as long as the kernel does.
[[nodiscard]] bool attempt(int fd, const CallRequest& call, std::size_t offset, CallResult& result);

} // namespace net
