// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/ruletext.h"

#include "base/overloaded.h"
#include "codec/hex.h"
#include "message/presets.h"
#include "message/rulewords.h"

#include <algorithm>
#include <array>

namespace message {

namespace {

std::string bytesText(const std::vector<std::byte>& bytes)
{
    for (const NamedBytes& named : namedBytes()) {
        if (std::ranges::equal(named.bytes, bytes, {}, [](char c) { return static_cast<std::byte>(c); }))
            return std::string(named.name);
    }
    return codec::toHex(bytes);
}

std::string durationText(std::chrono::nanoseconds duration)
{
    const auto units = durationUnits();
    const auto unit = std::ranges::find_if(
        units, [duration](const DurationUnit& candidate) { return duration.count() % candidate.ns == 0; });
    return std::to_string(duration.count() / unit->ns) += unit->name;
}

std::string sizeText(std::uint32_t bytes)
{
    const auto units = sizeUnits();
    const auto unit
        = std::ranges::find_if(units, [bytes](const SizeUnit& candidate) { return bytes % candidate.bytes == 0; });
    return std::to_string(bytes / unit->bytes) += unit->name;
}

/// A rule's name and its values, one behind the other.
class RuleWriter final
{
public:
    explicit RuleWriter(std::string_view name)
        : m_text(name)
    { }

    RuleWriter& value(std::string_view value)
    {
        m_text += m_isFirst ? '=' : ',';
        m_text += value;
        m_isFirst = false;
        return *this;
    }
    /// A key, where it is not what is meant without it.
    template <class T> RuleWriter& key(std::string_view name, T is, T usual, std::string_view text)
    {
        return is == usual ? *this : value(std::string(name).append(":").append(text));
    }
    RuleWriter& number(std::string_view name, std::int64_t is, std::int64_t usual)
    {
        return key(name, is, usual, std::to_string(is));
    }
    [[nodiscard]] std::string text() && { return std::move(m_text); }

private:
    std::string m_text;
    bool m_isFirst = true;
};

RuleWriter writerOf(const Rule::Framing& framing)
{
    return std::visit(
        base::Overloaded{
            [](std::monostate) { return RuleWriter(NoneName); },
            [](const Delimiter& rule) {
                RuleWriter writer(DelimiterName);
                writer.value(bytesText(rule.end));
                return writer.key("starts", rule.starts, {}, codec::toHex(rule.starts));
            },
            [](const FixedLength& rule) { return RuleWriter(FixedName).value(std::to_string(rule.bytes)); },
            [](const LengthField& rule) {
                constexpr LengthField Usual;
                return RuleWriter(LengthName)
                    .number("offset", rule.offset, Usual.offset)
                    .number("width", rule.width, Usual.width)
                    .key("order", rule.order, Usual.order, "little")
                    .key("counts", rule.counted, Usual.counted, "whole")
                    .number("adjust", rule.adjustment, Usual.adjustment);
            },
            [](const VarintPrefix& rule) {
                constexpr VarintPrefix Usual;
                return RuleWriter(VarintName)
                    .number("offset", rule.offset, Usual.offset)
                    .number("max", rule.maxBytes, Usual.maxBytes);
            },
            [](Slip) { return RuleWriter(SlipName); },
            [](Cobs) { return RuleWriter(CobsName); },
            [](const IdleGap& rule) { return RuleWriter(IdleName).value(durationText(rule.gap)); },
        },
        framing);
}

} // namespace

std::string ruleText(const Rule& rule)
{
    const auto all = presets();
    if (const auto preset = std::ranges::find(all, rule, &Preset::rule); preset != all.end())
        return std::string(preset->name);
    std::string text = writerOf(rule.framing).text();
    if (rule.limit != Rule::DefaultLimit)
        text += ",limit:" + sizeText(rule.limit);
    return text;
}

} // namespace message
