// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/searchpattern.h"

#include <utility>

namespace query {

namespace {

constexpr bool isOfWord(std::byte byte)
{
    const auto value = std::to_integer<unsigned>(byte);
    const unsigned lower = value | 0x20U;
    return value >= 0x80 || value == '_' || (value >= '0' && value <= '9') || (lower >= 'a' && lower <= 'z');
}

} // namespace

SearchPattern::SearchPattern(BytePattern pattern, Words words)
    : m_wanted(Bytes{std::move(pattern), words})
{ }

SearchPattern::SearchPattern(ByteRegex regex)
    : m_wanted(std::move(regex))
{ }

std::size_t SearchPattern::lookBehind() const
{
    if (const auto* regex = std::get_if<ByteRegex>(&m_wanted))
        return regex->lookBehind();
    return std::get<Bytes>(m_wanted).words == Words::Whole ? 1 : 0;
}

std::size_t SearchPattern::lookAhead() const
{
    const auto* wanted = std::get_if<Bytes>(&m_wanted);
    return wanted ? wanted->pattern.size() + lookBehind() : 0;
}

base::Result<SearchPattern::Found> SearchPattern::find(const Part& part, std::size_t from)
{
    if (auto* regex = std::get_if<ByteRegex>(&m_wanted))
        return findRegex(*regex, part, from);
    return findBytes(std::get<Bytes>(m_wanted), part, from);
}

SearchPattern::Found SearchPattern::findBytes(const Bytes& wanted, const Part& part, std::size_t from)
{
    const std::size_t size = wanted.pattern.size();
    for (auto place = wanted.pattern.find(part.bytes, from); place;
         place = wanted.pattern.find(part.bytes, *place + 1)) {
        const ByteRange match{*place, *place + size};
        if (wanted.words == Words::Any)
            return {match, {}};
        if (match.begin > 0 && isOfWord(part.bytes[match.begin - 1]))
            continue;
        if (match.end < part.bytes.size() ? !isOfWord(part.bytes[match.end]) : part.endsStream)
            return {match, {}};
        if (match.end == part.bytes.size())
            return {{}, match.begin};
    }
    return {{}, part.endsStream ? std::nullopt : wanted.pattern.findBegun(part.bytes, from)};
}

base::Result<SearchPattern::Found> SearchPattern::findRegex(ByteRegex& regex, const Part& part, std::size_t from)
{
    const auto found = regex.findInPart(part.bytes, from, {part.beginsStream, part.endsStream});
    if (!found)
        return base::failure(found.error());
    if (!*found)
        return Found{};
    if ((*found)->isPartial)
        return Found{{}, (*found)->range.begin};
    return Found{(*found)->range, {}};
}

} // namespace query
