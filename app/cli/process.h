// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

namespace cli {

/// What the process needs before its first socket: SIGPIPE and SIGXFSZ ignored, so that a peer that is gone (EPIPE) and
/// a full file (EFBIG) are results and not the end, and as many descriptors as the system allows (RLIMIT_NOFILE).
void prepareProcess();

} // namespace cli
