// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterexpression.h"

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace query {

// The values of a filter as they are typed. Each gives nothing for what is no such value. Thread: any.

/// "1500", "64K", "64KiB", "64kB", "-1": K, M, G and KiB, MiB, GiB are powers of 1024, and kB, MB, GB of 1000.
[[nodiscard]] std::optional<std::int64_t> parseCount(std::string_view text);
/// "2.5s", "10ms", "3us", "7ns", "2m", "1h"; a bare number means seconds. In nanoseconds.
[[nodiscard]] std::optional<std::int64_t> parseDuration(std::string_view text);
struct FilterTime
{
    NumberTest::Field field = NumberTest::Field::Time; ///< that it is compared with
    std::int64_t value = 0; ///< nanoseconds
    std::int64_t span = 1; ///< nanoseconds that it names from there on: a day, a minute, a second or a part of one
};
/// "+2.5s" since the start, "22:10:05.25" of the local day, "2026-01-31T22:10:05" local, with a Z at the end UTC. Also
/// a date alone, times without seconds, and a space for the T.
[[nodiscard]] std::optional<FilterTime> parseTime(std::string_view text);
/// "recv", "peer closed" (or "peer-closed"), "recv*": all operations so named; empty for none.
[[nodiscard]] std::bitset<256> operationsNamed(std::string_view text);
/// "ECONNRESET", "EAI_NONAME", "104".
[[nodiscard]] std::optional<int> errnoNamed(std::string_view text);
/// "127.0.0.1", "127.0.0.1:80", "[::1]:80", "::1", ":80", "/run/x", "@name".
[[nodiscard]] std::optional<AddressTest::Wanted> parseWantedAddress(std::string_view text);
/// "80", and "50-100" for all from the first to the last.
[[nodiscard]] std::optional<AddressTest::Wanted> parseWantedPorts(std::string_view text);

/// The names that a person may choose from, in the order of the numbers.
[[nodiscard]] std::vector<std::string> operationNames();
[[nodiscard]] std::vector<std::string> errnoNames();

} // namespace query
