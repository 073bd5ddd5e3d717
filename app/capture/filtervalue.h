// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/filterexpression.h"

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace capture {

// The values of a filter as they are typed. Each gives nothing for what is no such value. Thread: any.

/// "1500", "64K", "64KiB", "-1": the units K, M, G are powers of 1024.
[[nodiscard]] std::optional<std::int64_t> parseCount(std::string_view text);
/// "2.5s", "10ms", "3us", "7ns", "2m", "1h"; a bare number means seconds. In nanoseconds.
[[nodiscard]] std::optional<std::int64_t> parseDuration(std::string_view text);
/// "+2.5s" since the start, "22:10:05.25" of the local day, "2026-01-31T22:10:05" local, with a Z at the end UTC. Also
/// a date alone, and times without seconds. Says which field of a NumberTest it is compared with.
[[nodiscard]] std::optional<std::pair<NumberTest::Field, std::int64_t>> parseTime(std::string_view text);
/// "recv", "peer closed" (or "peer-closed"), "recv*": all operations so named; empty for none.
[[nodiscard]] std::bitset<256> operationsNamed(std::string_view text);
/// "ECONNRESET", "EAI_NONAME", "104".
[[nodiscard]] std::optional<int> errnoNamed(std::string_view text);
/// "127.0.0.1", "127.0.0.1:80", "[::1]:80", "::1", ":80", "/run/x", "@name".
[[nodiscard]] std::optional<AddressTest::Wanted> parseWantedAddress(std::string_view text);

/// The names that a person may choose from, in the order of the numbers.
[[nodiscard]] std::vector<std::string> operationNames();
[[nodiscard]] std::vector<std::string> errnoNames();

} // namespace capture
