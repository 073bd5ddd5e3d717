// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace message {

/// What came of a message. Where several are true, the first of them in the order Malformed, Torn, Oversize is told.
enum class Fit : std::uint8_t
{
    Complete,
    Oversize, ///< complete, and longer than the rule's limit
    Malformed, ///< what the rule does not allow, or bytes that belong to no message
    Torn ///< the stream ended within it, bytes of it are missing, or nobody knows whether it began here
};

/// Where a message lies in the bytes that a Framer was fed, from its first byte of framing to its last one.
struct Mark
{
    std::uint64_t offset = 0;
    std::uint64_t length = 0; ///< at least 1
    Fit fit = Fit::Complete;

    friend bool operator==(const Mark&, const Mark&) = default;
};

} // namespace message
