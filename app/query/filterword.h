// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterparser.h"
#include "query/filterproblem.h"

#include <optional>
#include <string>
#include <string_view>

namespace query {

// What people write without quotes, and mean as one thing or as something else than its letters. Thread: any.

/// A value and the word that stands behind it, where they are one value: "1 KB", "10 ms", "2023-11-14 22:13:22".
[[nodiscard]] std::optional<std::string> joinedValue(
    FilterValues values, std::string_view value, std::string_view next);
/// The same for bytes to look for: "hex:00 01 ff".
[[nodiscard]] std::optional<std::string> joinedBytes(std::string_view value, std::string_view next);

/// Why a word cannot be taken as a text to look for: it is how bytes, escapes, quotes or wildcards are written
/// elsewhere, and its letters are hardly meant.
[[nodiscard]] std::optional<FilterProblem::Kind> textProblem(std::string_view word);
/// The same for a word that is a test by itself, which may also be a field or an expression written as elsewhere.
[[nodiscard]] std::optional<FilterProblem::Kind> loneWordProblem(std::string_view word);

/// What a field, a word or two words of Wireshark's or tcpdump's filters are called here: "port" for "tcp.port"; empty
/// for what is none of theirs that could be told.
[[nodiscard]] std::string_view wordHere(std::string_view elsewhere);

/// Whether it is a network as written elsewhere: "10.0.0.0/24".
[[nodiscard]] bool isNetwork(std::string_view word);

/// Whether a comma between two numbers may group the digits of one: "1,234".
[[nodiscard]] bool mayBeGrouped(std::string_view before, std::string_view after);

} // namespace query
