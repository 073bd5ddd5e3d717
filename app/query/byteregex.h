// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <tl/expected.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace query {

/// Bytes [begin, end) of what was searched.
struct ByteRange
{
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// Where and why a pattern is no regular expression.
struct RegexError
{
    std::size_t offset = 0; ///< bytes from the pattern's beginning; at most its length
    std::string text; ///< the library's own, in English: "missing closing parenthesis"

    friend bool operator==(const RegexError&, const RegexError&) = default;
};

struct RegexOptions
{
    bool ignoreCase = false; ///< of ASCII letters
    bool wholeWord = false; ///< begins and ends where a word does: [0-9A-Za-z_]
};

/// A regular expression over bytes, as Perl has them (PCRE2, pcre2pattern(3)): a byte is a character, `\xff` is a byte,
/// text outside ASCII in the pattern stands for its UTF-8. `^` and `$` match at each line, `.` all but a newline.
/// What it does is bounded: a pattern that tries without end is stopped, with an error. Thread: one at a time; a copy
/// for each thread is cheap, since copies share the compiled pattern.
class ByteRegex final
{
public:
    static constexpr std::size_t MaxPatternBytes = 65'536;

    /// Bounds of one search.
    struct Limits
    {
        std::uint32_t steps = 200'000; ///< tries from one place of the bytes
        std::uint32_t heapKib = 16'384;
        std::chrono::milliseconds time{500}; ///< looked at between places: may be passed by about 100 ms
    };

    /// What is known of the bytes' ends, where they are a part of something longer.
    struct Edges
    {
        bool beginsText = true; ///< `^` and `\A` may match at the beginning
        bool endsText = true; ///< nothing follows; if false, a match that more bytes could change is partial
    };
    struct Match
    {
        ByteRange range; ///< of a partial match: from where it would begin to the end of the bytes
        bool isPartial = false;
    };

    [[nodiscard]] static tl::expected<ByteRegex, RegexError> compile(
        std::string_view pattern, const RegexOptions& options = {});
    ~ByteRegex();
    ByteRegex(const ByteRegex& other);
    ByteRegex& operator=(const ByteRegex& other);
    ByteRegex(ByteRegex&& other) noexcept;
    ByteRegex& operator=(ByteRegex&& other) noexcept;

    void setLimits(const Limits& limits) { m_limits = limits; }

    /// The first match that begins at `from` or later; it may be empty. `^` and look-behind see the bytes before.
    /// Errors: ETIME when a limit of steps or time was reached, ENOMEM when one of memory was.
    [[nodiscard]] base::Result<std::optional<ByteRange>> find(std::span<const std::byte> bytes, std::size_t from = 0);
    /// The first match that is not empty, in bytes that may be a part of something longer. Errors: as find().
    [[nodiscard]] base::Result<std::optional<Match>> findInPart(
        std::span<const std::byte> bytes, std::size_t from, const Edges& edges);

    /// The first match as a whole and behind it what its groups took, a group without a part in it being empty; none of
    /// them where there is no match. Errors: as find().
    [[nodiscard]] base::Result<std::vector<ByteRange>> findGroups(std::span<const std::byte> bytes);
    /// Groups that the pattern has, the whole not counted.
    [[nodiscard]] unsigned groupCount() const;

    /// How many bytes before a match it may look at: `\b`, `^`, `(?<=...)`.
    [[nodiscard]] std::size_t lookBehind() const;

private:
    struct Free;
    template <class Part> using Owned = std::unique_ptr<Part, Free>;
    struct Code;
    struct Scratch;
    explicit ByteRegex(std::shared_ptr<const Code> code);
    [[nodiscard]] base::Result<std::optional<Match>> match(
        std::span<const std::byte> bytes, std::size_t from, std::uint32_t options);

    std::shared_ptr<const Code> m_code;
    std::unique_ptr<Scratch> m_scratch;
    Limits m_limits;
};

} // namespace query
