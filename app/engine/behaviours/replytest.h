// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "query/bytepattern.h"
#include "query/byteregex.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace engine {

/// What a rule asks of a message.
class ReplyTest final
{
public:
    enum class Where : std::uint8_t
    {
        Whole,
        Begin,
        Anywhere
    };
    /// What the groups of the expression took, from the first one on: parts of the message. None for other tests.
    using Groups = std::vector<std::span<const std::byte>>;

    /// Fits any message.
    ReplyTest() = default;
    ReplyTest(query::BytePattern pattern, Where where)
        : m_what(Bytes{std::move(pattern), where})
    { }
    /// Its time is bounded by what the I/O thread can spare.
    explicit ReplyTest(query::ByteRegex expression);

    /// Nothing if it does not fit. Errors: ETIME, ENOMEM of an expression that tries without end.
    [[nodiscard]] base::Result<std::optional<Groups>> tryOn(std::span<const std::byte> message);
    [[nodiscard]] unsigned groupCount() const;

private:
    struct Bytes
    {
        query::BytePattern pattern;
        Where where;
    };
    std::variant<std::monostate, Bytes, query::ByteRegex> m_what;
};

} // namespace engine
