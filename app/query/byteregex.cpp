// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/byteregex.h"

#include "base/clock.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace query {

namespace {

/// pcre2_match() has no deadline, and its limit of steps is for each place that a match could begin at. So it is given
/// some thousand places with few steps, which takes milliseconds at worst; where these do not do, few places with many.
constexpr std::size_t QuickPlaces = 16'384;
constexpr std::uint32_t QuickSteps = 500;
constexpr std::size_t FirstCarefulPlaces = 8;
constexpr std::size_t MostCarefulPlaces = 128;
constexpr std::chrono::milliseconds SlowPiece{1};

constexpr std::size_t JitStackFirst = 32 * 1024;
constexpr std::size_t JitStackMost = 1024 * 1024;

std::string regexErrorText(int code)
{
    std::array<PCRE2_UCHAR, 256> text{};
    pcre2_get_error_message(code, text.data(), text.size());
    return reinterpret_cast<const char*>(text.data());
}

PCRE2_SPTR regexBytes(const void* bytes)
{
    return static_cast<PCRE2_SPTR>(bytes);
}

} // namespace

/// Deleters for the library's objects.
struct ByteRegex::Free
{
    void operator()(pcre2_code* part) const { pcre2_code_free(part); }
    void operator()(pcre2_compile_context* part) const { pcre2_compile_context_free(part); }
    void operator()(pcre2_match_context* part) const { pcre2_match_context_free(part); }
    void operator()(pcre2_match_data* part) const { pcre2_match_data_free(part); }
    void operator()(pcre2_jit_stack* part) const { pcre2_jit_stack_free(part); }
};

struct ByteRegex::Code
{
    Owned<pcre2_code> code;
    std::size_t lookBehind = 0;
};

/// What one search needs besides the pattern, and what makes a copy a thread's own.
struct ByteRegex::Scratch
{
    explicit Scratch(const pcre2_code* code)
        : stack(pcre2_jit_stack_create(JitStackFirst, JitStackMost, nullptr))
        , context(pcre2_match_context_create(nullptr))
        , data(pcre2_match_data_create_from_pattern(code, nullptr))
    {
        if (context)
            pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
    }

    Owned<pcre2_jit_stack> stack;
    Owned<pcre2_match_context> context;
    Owned<pcre2_match_data> data;
};

tl::expected<ByteRegex, RegexError> ByteRegex::compile(std::string_view pattern, const RegexOptions& options)
{
    // The library may not be told to read UTF-8 by the pattern either: payload is any bytes.
    std::uint32_t flags
        = PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_MULTILINE | PCRE2_USE_OFFSET_LIMIT | PCRE2_NEVER_BACKSLASH_C;
    if (options.ignoreCase)
        flags |= PCRE2_CASELESS;
    const Owned<pcre2_compile_context> context(pcre2_compile_context_create(nullptr));
    if (!context)
        return tl::unexpected(RegexError{0, base::errnoText(ENOMEM)});
    pcre2_set_max_pattern_length(context.get(), MaxPatternBytes);
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    if (options.wholeWord)
        pcre2_set_compile_extra_options(context.get(), PCRE2_EXTRA_MATCH_WORD);

    int error = 0;
    PCRE2_SIZE offset = 0;
    Owned<pcre2_code> code(pcre2_compile(
        regexBytes(pattern.empty() ? "" : pattern.data()), pattern.size(), flags, &error, &offset, context.get()));
    if (!code)
        return tl::unexpected(RegexError{std::min<std::size_t>(offset, pattern.size()), regexErrorText(error)});
    // Where the system allows no code made at run time, the library interprets the pattern, with the same results.
    pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE | PCRE2_JIT_PARTIAL_HARD);
    std::uint32_t lookBehind = 0;
    pcre2_pattern_info(code.get(), PCRE2_INFO_MAXLOOKBEHIND, &lookBehind);
    // The library counts what assertions look at; `^` at a line looks at the newline before it in any case.
    return ByteRegex(std::make_shared<const Code>(Code{std::move(code), std::max<std::size_t>(lookBehind, 1)}));
}

ByteRegex::ByteRegex(std::shared_ptr<const Code> code)
    : m_code(std::move(code))
    , m_scratch(std::make_unique<Scratch>(m_code->code.get()))
{ }

ByteRegex::~ByteRegex() = default;

ByteRegex::ByteRegex(const ByteRegex& other)
    : m_code(other.m_code)
    , m_scratch(std::make_unique<Scratch>(m_code->code.get()))
    , m_limits(other.m_limits)
{ }

ByteRegex& ByteRegex::operator=(const ByteRegex& other)
{
    if (this != &other)
        *this = ByteRegex(other);
    return *this;
}

ByteRegex::ByteRegex(ByteRegex&& other) noexcept = default;
ByteRegex& ByteRegex::operator=(ByteRegex&& other) noexcept = default;

std::size_t ByteRegex::lookBehind() const
{
    return m_code->lookBehind;
}

base::Result<std::optional<ByteRange>> ByteRegex::find(std::span<const std::byte> bytes, std::size_t from)
{
    const auto found = match(bytes, from, 0);
    if (!found)
        return base::failure(found.error());
    return *found ? std::optional((*found)->range) : std::nullopt;
}

base::Result<std::vector<ByteRange>> ByteRegex::findGroups(std::span<const std::byte> bytes)
{
    const auto found = match(bytes, 0, 0);
    if (!found)
        return base::failure(found.error());
    std::vector<ByteRange> groups;
    if (!*found)
        return groups;
    const PCRE2_SIZE* ranges = pcre2_get_ovector_pointer(m_scratch->data.get());
    groups.push_back((*found)->range);
    for (unsigned group = 1; group <= groupCount(); ++group) {
        const ByteRange range{ranges[2 * group], ranges[2 * group + 1]};
        groups.push_back(range.begin == PCRE2_UNSET ? ByteRange{} : range);
    }
    return groups;
}

unsigned ByteRegex::groupCount() const
{
    std::uint32_t count = 0;
    pcre2_pattern_info(m_code->code.get(), PCRE2_INFO_CAPTURECOUNT, &count);
    return count;
}

base::Result<std::optional<ByteRegex::Match>> ByteRegex::findInPart(
    std::span<const std::byte> bytes, std::size_t from, const Edges& edges)
{
    return match(bytes, from,
        PCRE2_NOTEMPTY | (edges.beginsText ? 0 : PCRE2_NOTBOL)
            | (edges.endsText ? 0 : PCRE2_NOTEOL | PCRE2_PARTIAL_HARD));
}

base::Result<std::optional<ByteRegex::Match>> ByteRegex::match(
    std::span<const std::byte> bytes, std::size_t from, std::uint32_t options)
{
    constexpr std::byte Nothing{};
    const PCRE2_SPTR subject = regexBytes(bytes.empty() ? &Nothing : bytes.data());
    pcre2_match_context* context = m_scratch->context.get();
    if (!context || !m_scratch->data)
        return base::failure({ENOMEM, "regular expression"});
    pcre2_set_heap_limit(context, m_limits.heapKib);
    const auto deadline = base::Monotonic::now() + m_limits.time;
    std::size_t carefulEnd = 0; // places below it need many steps
    std::size_t carefulPlaces = FirstCarefulPlaces;
    while (from <= bytes.size()) {
        const bool isCareful = from < carefulEnd;
        const std::size_t places = isCareful ? carefulPlaces : QuickPlaces;
        pcre2_set_match_limit(context, isCareful ? m_limits.steps : std::min(QuickSteps, m_limits.steps));
        pcre2_set_offset_limit(context, from + places - 1);
        const auto start = base::Monotonic::now();
        const int result
            = pcre2_match(m_code->code.get(), subject, bytes.size(), from, options, m_scratch->data.get(), context);
        if (result >= 0 || result == PCRE2_ERROR_PARTIAL) {
            const PCRE2_SIZE* range = pcre2_get_ovector_pointer(m_scratch->data.get());
            // \K can move the beginning.
            return Match{{std::min(range[0], range[1]), range[1]}, result == PCRE2_ERROR_PARTIAL};
        }
        const auto now = base::Monotonic::now();
        if (result == PCRE2_ERROR_MATCHLIMIT && !isCareful)
            carefulEnd = from + places;
        else if (result == PCRE2_ERROR_NOMATCH)
            from += places;
        else if (result == PCRE2_ERROR_MATCHLIMIT)
            return base::failure({ETIME, "regular expression"});
        else
            return base::failure({ENOMEM, "regular expression"}); // HEAPLIMIT, JIT_STACKLIMIT
        if (now > deadline && from <= bytes.size())
            return base::failure({ETIME, "regular expression"});
        const bool isSlow = now - start > SlowPiece;
        carefulPlaces = isSlow ? FirstCarefulPlaces : std::min(carefulPlaces * 2, MostCarefulPlaces);
    }
    return std::nullopt;
}

} // namespace query
