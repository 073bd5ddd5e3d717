// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace net {

/// One fact of struct tcp_info, in the order in which the panel lists them.
struct TcpFact
{
    std::string_view name; ///< "tcpi_rtt", as in <linux/tcp.h>
    std::string_view unit; ///< "us", "bytes", "segments", or empty
    std::uint64_t value;
    std::string_view text; ///< a name for the value where C has one ("ESTABLISHED"), else empty
};

/// TCP_INFO of a socket. Only facts that this kernel fills are listed: it says how many bytes it wrote - tcp(7).
/// Errors: errno of getsockopt; ENOPROTOOPT or EOPNOTSUPP where the socket is not TCP.
[[nodiscard]] base::Result<std::vector<TcpFact>> tcpInfo(int fd);

/// The same from TCP_INFO's bytes as getsockopt(2) gave them; of a member that is cut nothing is listed.
[[nodiscard]] std::vector<TcpFact> tcpFacts(std::span<const std::byte> info);

/// "ESTABLISHED", "TIME_WAIT"... for the kernel's TCP_* numbers; empty for others.
[[nodiscard]] std::string_view tcpStateName(int state);

} // namespace net
