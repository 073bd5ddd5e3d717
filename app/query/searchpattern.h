// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "query/bytepattern.h"
#include "query/byteregex.h"

#include <cstddef>
#include <optional>
#include <span>
#include <variant>

namespace query {

/// What a search looks for, whichever kind it is. A copy for each thread.
class SearchPattern final
{
public:
    enum class Words
    {
        Any,
        Whole ///< what is before and behind a match is no part of a word: [0-9A-Za-z_] or a byte of UTF-8 above ASCII
    };

    explicit SearchPattern(BytePattern pattern, Words words = Words::Any);
    explicit SearchPattern(ByteRegex regex);

    /// The bytes that are searched, as a part of a stream.
    struct Part
    {
        std::span<const std::byte> bytes;
        bool beginsStream = true; ///< nothing came before
        bool endsStream = true; ///< nothing follows
    };
    /// What is found from a place on: a match, or from where on more bytes could bring one. Both empty for nothing.
    struct Found
    {
        std::optional<ByteRange> match;
        std::optional<std::size_t> partial; ///< all before it is done with
    };
    /// Errors: those of ByteRegex.
    [[nodiscard]] base::Result<Found> find(const Part& part, std::size_t from);
    /// How many bytes before the place where a match may begin must be kept.
    [[nodiscard]] std::size_t lookBehind() const;
    /// How many bytes from where it begins may decide on a match; 0 where there is no limit.
    [[nodiscard]] std::size_t lookAhead() const;

private:
    struct Bytes
    {
        BytePattern pattern;
        Words words;
    };
    [[nodiscard]] static Found findBytes(const Bytes& wanted, const Part& part, std::size_t from);
    [[nodiscard]] static base::Result<Found> findRegex(ByteRegex& regex, const Part& part, std::size_t from);

    std::variant<Bytes, ByteRegex> m_wanted;
};

} // namespace query
