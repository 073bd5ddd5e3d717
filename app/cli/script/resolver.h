// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/caller.h"
#include "engine/lookup.h"

#include <QString>

#include <optional>
#include <string>

namespace cli::script {

/// What came of a lookup.
struct LookupEnd
{
    enum class As
    {
        Answered, ///< with addresses or an error
        TimedOut,
        Cancelled
    };
    As as = As::Answered;
    engine::LookupAnswer answer;
};

/// Asks, and waits until there is an answer, the deadline has passed, or the caller is cancelled. Thread: any.
[[nodiscard]] LookupEnd lookUp(engine::Lookup& lookup, engine::LookupQuestion question,
    std::optional<base::Monotonic::time_point> deadline, Caller& caller);

/// A host name as Python's "idna" codec sends it: ASCII as it is, all else label by label as xn--... Nothing for a
/// label that is empty or over 63 bytes, and for characters that no name may have. A NUL stays.
[[nodiscard]] std::optional<std::string> asciiHost(const QString& host);

} // namespace cli::script
