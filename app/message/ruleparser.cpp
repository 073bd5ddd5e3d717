// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/hex.h"
#include "message/presets.h"
#include "message/ruletext.h"
#include "message/rulewords.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace message {

namespace {

using Kind = RuleProblem::Kind;
using Step = tl::expected<void, RuleProblem>;

/// A piece of the text, and where it stands in it.
struct Token
{
    std::string_view text;
    std::size_t begin = 0;

    [[nodiscard]] Token part(std::size_t first, std::size_t count = std::string_view::npos) const
    {
        return {text.substr(first, count), begin + first};
    }
    [[nodiscard]] Token trimmed() const
    {
        Token token = *this;
        while (!token.text.empty() && token.text.front() == ' ')
            token = token.part(1);
        while (!token.text.empty() && token.text.back() == ' ')
            token = token.part(0, token.text.size() - 1);
        return token;
    }
    /// Takes what stands before the first of `separators`, and that.
    Token takeUntil(std::string_view separators)
    {
        const std::size_t end = std::min(text.find_first_of(separators), text.size());
        const Token taken = part(0, end).trimmed();
        *this = part(std::min(end + 1, text.size()));
        return taken;
    }
};

using Words = std::span<const std::string_view>;

tl::unexpected<RuleProblem> problem(Kind kind, const Token& token, Words allowed = {})
{
    return tl::unexpected<RuleProblem>({kind, token.begin, token.begin + token.text.size(), 0, 0, allowed});
}

tl::unexpected<RuleProblem> outside(Kind kind, const Token& token, std::int64_t lowest, std::int64_t highest)
{
    return tl::unexpected<RuleProblem>({kind, token.begin, token.begin + token.text.size(), lowest, highest, {}});
}

bool isSame(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// Reads digits, and gives what stands behind them; none where there are no digits. Too many of them make the largest
/// number.
std::optional<Token> takeNumber(Token token, std::int64_t& number)
{
    const char* const end = token.text.data() + token.text.size();
    const auto [behind, error] = std::from_chars(token.text.data(), end, number);
    if (error == std::errc::invalid_argument)
        return std::nullopt;
    if (error == std::errc::result_out_of_range)
        number = token.text.front() == '-' ? std::numeric_limits<std::int64_t>::min()
                                           : std::numeric_limits<std::int64_t>::max();
    return token.part(static_cast<std::size_t>(behind - token.text.data())).trimmed();
}

template <class Number> Step setNumber(const Token& token, std::int64_t lowest, std::int64_t highest, Number& number)
{
    std::int64_t value = 0;
    const auto rest = takeNumber(token, value);
    if (!rest || !rest->text.empty())
        return outside(Kind::NotANumber, token, lowest, highest);
    if (value < lowest || value > highest)
        return outside(Kind::OutOfRange, token, lowest, highest);
    number = static_cast<Number>(value);
    return {};
}

Step setLimit(const Token& token, Rule& rule)
{
    std::int64_t value = 0;
    const auto rest = takeNumber(token, value);
    for (const SizeUnit& unit : sizeUnits()) {
        if (!rest || !isSame(rest->text, unit.name))
            continue;
        if (value < 1 || value > Rule::MaxLimit / unit.bytes)
            return outside(Kind::OutOfRange, token, 1, Rule::MaxLimit);
        rule.limit = static_cast<std::uint32_t>(value) * unit.bytes;
        return {};
    }
    return outside(Kind::NotANumber, token, 1, Rule::MaxLimit);
}

constexpr std::array ByteNames{namedBytes()[0].name, namedBytes()[1].name, namedBytes()[2].name, namedBytes()[3].name};

Step setBytes(const Token& token, std::vector<std::byte>& bytes)
{
    for (const NamedBytes& named : namedBytes()) {
        if (!isSame(token.text, named.name))
            continue;
        bytes.resize(named.bytes.size());
        std::ranges::transform(named.bytes, bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
        return {};
    }
    auto parsed = codec::parseHex(token.text);
    if (!parsed)
        return problem(Kind::NotHex, token.part(std::min(parsed.error().offset, token.text.size())), ByteNames);
    if (parsed->empty() || parsed->size() > Delimiter::MaxBytes)
        return outside(Kind::WrongByteCount, token, 1, Delimiter::MaxBytes);
    bytes = std::move(*parsed);
    return {};
}

constexpr std::array UnitNames{
    durationUnits()[0].name, durationUnits()[1].name, durationUnits()[2].name, durationUnits()[3].name};

Step setGap(const Token& token, IdleGap& framing)
{
    std::int64_t value = 0;
    const auto rest = takeNumber(token, value);
    for (const DurationUnit& unit : durationUnits()) {
        if (!rest || !isSame(rest->text, unit.name))
            continue;
        const std::int64_t most = std::numeric_limits<std::int64_t>::max() / unit.ns;
        if (value < 1 || value > most)
            return outside(Kind::OutOfRange, token, 1, most);
        framing.gap = std::chrono::nanoseconds(value * unit.ns);
        return {};
    }
    return problem(Kind::NotADuration, token, UnitNames);
}

/// One of two words; the second one makes it `second`.
template <class Choice>
Step setChoice(
    const Token& token, const std::array<std::string_view, 2>& words, Choice first, Choice second, Choice& choice)
{
    for (const std::string_view word : words) {
        if (!isSame(token.text, word))
            continue;
        choice = word == words[0] ? first : second;
        return {};
    }
    return problem(Kind::UnknownWord, token, words);
}

constexpr std::array<std::string_view, 2> Orders{"big", "little"};
constexpr std::array<std::string_view, 2> Counts{"rest", "whole"};

constexpr std::array<std::string_view, 1> LimitKeys{"limit"};
constexpr std::array<std::string_view, 2> DelimiterKeys{"starts", "limit"};
constexpr std::array<std::string_view, 6> LengthKeys{"offset", "width", "order", "counts", "adjust", "limit"};
constexpr std::array<std::string_view, 3> VarintKeys{"offset", "max", "limit"};

Words keysOf(const Rule& rule)
{
    if (std::holds_alternative<Delimiter>(rule.framing))
        return DelimiterKeys;
    if (std::holds_alternative<LengthField>(rule.framing))
        return LengthKeys;
    if (std::holds_alternative<VarintPrefix>(rule.framing))
        return VarintKeys;
    return LimitKeys;
}

Step setLengthKey(std::string_view key, const Token& value, LengthField& framing)
{
    if (key == "offset")
        return setNumber(value, 0, LengthField::MaxOffset, framing.offset);
    if (key == "width")
        return setNumber(value, 1, LengthField::MaxWidth, framing.width);
    if (key == "order")
        return setChoice(value, Orders, ByteOrder::Big, ByteOrder::Little, framing.order);
    if (key == "counts")
        return setChoice(value, Counts, Counted::Rest, Counted::Whole, framing.counted);
    return setNumber(
        value, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max(), framing.adjustment);
}

/// @param key  one of keysOf(rule).
Step setKey(std::string_view key, const Token& value, Rule& rule)
{
    if (key == "limit")
        return setLimit(value, rule);
    if (auto* delimiter = std::get_if<Delimiter>(&rule.framing))
        return setBytes(value, delimiter->starts);
    if (auto* length = std::get_if<LengthField>(&rule.framing))
        return setLengthKey(key, value, *length);
    auto& varint = std::get<VarintPrefix>(rule.framing);
    if (key == "offset")
        return setNumber(value, 0, LengthField::MaxOffset, varint.offset);
    return setNumber(value, 1, VarintPrefix::MaxBytes, varint.maxBytes);
}

/// The rules that are no presets, and what they are without any value.
const std::array<std::pair<std::string_view, Rule::Framing>, 6>& plainRules()
{
    static const std::array<std::pair<std::string_view, Rule::Framing>, 6> all{
        {{NoneName, std::monostate()}, {DelimiterName, Delimiter()}, {FixedName, FixedLength()},
            {LengthName, LengthField()}, {VarintName, VarintPrefix()}, {IdleName, IdleGap()}}};
    return all;
}

Words ruleNames()
{
    static const auto names = [] {
        std::vector<std::string_view> all;
        for (const auto& [name, framing] : plainRules())
            all.push_back(name);
        for (const Preset& preset : presets())
            all.push_back(preset.name);
        return all;
    }();
    return names;
}

tl::expected<Rule, RuleProblem> ruleNamed(const Token& name)
{
    for (const auto& [plain, framing] : plainRules()) {
        if (isSame(name.text, plain))
            return Rule{framing};
    }
    for (const Preset& preset : presets()) {
        if (isSame(name.text, preset.name))
            return preset.rule;
    }
    return problem(Kind::UnknownRule, name, ruleNames());
}

/// Takes the value that stands right behind the name, in a rule that has one.
Step takeMainValue(const Token& name, Token& rest, Rule& rule)
{
    auto* const delimiter = std::get_if<Delimiter>(&rule.framing);
    auto* const fixed = std::get_if<FixedLength>(&rule.framing);
    auto* const idle = std::get_if<IdleGap>(&rule.framing);
    const bool isPreset = delimiter != nullptr && !delimiter->end.empty();
    if ((delimiter == nullptr && fixed == nullptr && idle == nullptr) || isPreset)
        return {};
    const Token value = rest.takeUntil(",");
    if (value.text.empty())
        return problem(Kind::MissingValue, name);
    if (delimiter != nullptr)
        return setBytes(value, delimiter->end);
    if (fixed != nullptr)
        return setNumber(value, 1, Rule::MaxLimit, fixed->bytes);
    return setGap(value, *idle);
}

} // namespace

tl::expected<Rule, RuleProblem> parseRule(std::string_view text)
{
    Token rest{text};
    const Token name = rest.takeUntil("=,");
    auto rule = ruleNamed(name);
    if (!rule)
        return rule;
    if (const Step step = takeMainValue(name, rest, *rule); !step)
        return tl::unexpected<RuleProblem>(step.error());
    const Words keys = keysOf(*rule);
    std::vector<std::string_view> taken;
    while (!rest.text.empty()) {
        Token item = rest.takeUntil(",");
        const Token key = item.takeUntil(":");
        const auto known = std::ranges::find_if(keys, [&key](std::string_view word) { return isSame(word, key.text); });
        if (known == keys.end())
            return problem(Kind::UnknownKey, key, keys);
        if (std::ranges::find(taken, *known) != taken.end())
            return problem(Kind::RepeatedKey, key);
        taken.push_back(*known);
        const Token value = item.trimmed();
        if (value.text.empty())
            return problem(Kind::MissingValue, key);
        if (const Step step = setKey(*known, value, *rule); !step)
            return tl::unexpected<RuleProblem>(step.error());
    }
    return rule;
}

} // namespace message
