// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/filter.h"

#include <algorithm>
#include <cstring>

namespace capture {

namespace {

/// Endpoints of which it is remembered whether they match.
constexpr std::size_t MaxRememberedMatches = 65'536;

/// Lower case by ASCII alone: the same in every locale, and no byte of UTF-8 is touched.
constexpr char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

void foldInto(std::string& target, std::string_view text)
{
    target.resize(text.size());
    std::ranges::transform(text, target.begin(), folded);
}

} // namespace

bool movesBytes(const Record& record)
{
    return directionOf(record.operation) != Direction::None
        && (record.payloadSize > 0 || (record.outcome == Outcome::Value && record.result > 0));
}

Filter::Filter(const FilterSpec& spec)
    : m_spec(spec)
{
    foldInto(m_spec.text, spec.text);
    for (std::size_t i = 0; i < m_operationMatches.size(); ++i)
        m_operationMatches[i] = hasText(operationName(static_cast<Operation>(i)));
}

bool Filter::passesAll() const
{
    const bool everyKind = (m_spec.data && m_spec.calls) || (!m_spec.data && !m_spec.calls && !m_spec.errors);
    return everyKind && m_spec.text.empty();
}

base::Result<bool> Filter::matches(const Record& record, Reader& reader)
{
    return matches(record, reader, record.payloadOffset + record.payloadSize);
}

base::Result<void> Filter::matchBlock(
    std::span<const Record> records, base::RecordIndex first, Reader& reader, std::vector<std::uint64_t>& matches)
{
    // Payload is appended in the order of the records, so that the last one says how far it is committed.
    std::uint64_t committedEnd = 0;
    for (const Record& record : records) {
        if (record.payloadSize > 0)
            committedEnd = std::max(committedEnd, record.payloadOffset + record.payloadSize);
    }
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto match = this->matches(records[i], reader, committedEnd);
        if (!match)
            return base::failure(match.error());
        if (*match)
            matches.push_back(first.value + i);
    }
    return {};
}

base::Result<bool> Filter::matches(const Record& record, Reader& reader, std::uint64_t committedEnd)
{
    if (!isKindWanted(record))
        return false;
    if (m_spec.text.empty() || m_operationMatches[static_cast<std::uint8_t>(record.operation)] || isOutcomeMatch(record)
        || isEndpointMatch(record.endpoint, reader))
        return true;
    return isPayloadMatch(record, reader, committedEnd);
}

bool Filter::isKindWanted(const Record& record) const
{
    if (!m_spec.data && !m_spec.calls && !m_spec.errors)
        return true;
    return (movesBytes(record) ? m_spec.data : m_spec.calls) || (m_spec.errors && isFailure(record));
}

bool Filter::hasText(std::string_view text) const
{
    std::string lower;
    foldInto(lower, text);
    return lower.find(m_spec.text) != std::string::npos;
}

bool Filter::isOutcomeMatch(const Record& record)
{
    switch (record.outcome) {
    case Outcome::Value: return false;
    case Outcome::TimedOut: return hasText("timed out");
    case Outcome::Cancelled: return hasText("cancelled");
    case Outcome::Errno: break;
    }
    const auto [entry, isNew] = m_errnoMatches.try_emplace(record.errorNumber);
    if (isNew)
        entry->second = hasText(base::errnoName(record.errorNumber));
    return entry->second;
}

bool Filter::isEndpointMatch(base::EndpointId id, Reader& reader)
{
    if (const auto known = m_endpointMatches.find(id); known != m_endpointMatches.end())
        return known->second;
    const std::string& name = reader.endpoint(id).name;
    const bool match = hasText(name);
    if (m_endpointMatches.size() >= MaxRememberedMatches)
        m_endpointMatches.clear();
    if (!name.empty())
        m_endpointMatches.emplace(id, match);
    return match;
}

base::Result<bool> Filter::isPayloadMatch(const Record& record, Reader& reader, std::uint64_t committedEnd)
{
    if (record.payloadSize < m_spec.text.size())
        return false;
    const auto excerpt = m_window.excerpt(reader, record, committedEnd);
    if (!excerpt)
        return base::failure(excerpt.error());
    foldInto(m_folded, {reinterpret_cast<const char*>(excerpt->data()), excerpt->size()});
    return ::memmem(m_folded.data(), m_folded.size(), m_spec.text.data(), m_spec.text.size()) != nullptr;
}

} // namespace capture
