// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/behaviours/replytest.h"

#include "base/overloaded.h"

#include <chrono>
#include <utility>

namespace engine {

namespace {

using Fit = base::Result<std::optional<ReplyTest::Groups>>;

bool fits(const query::BytePattern& pattern, ReplyTest::Where where, std::span<const std::byte> message)
{
    if (message.size() < pattern.size() || (where == ReplyTest::Where::Whole && message.size() != pattern.size()))
        return false;
    const bool isAnywhere = where == ReplyTest::Where::Anywhere;
    return pattern.find(isAnywhere ? message : message.first(pattern.size())).has_value();
}

Fit fitOf(query::ByteRegex& expression, std::span<const std::byte> message)
{
    const auto ranges = expression.findGroups(message);
    if (!ranges)
        return base::failure(ranges.error());
    if (ranges->empty())
        return std::optional<ReplyTest::Groups>();
    ReplyTest::Groups groups;
    for (const query::ByteRange& range : std::span(*ranges).subspan(1))
        groups.push_back(message.subspan(range.begin, range.end - range.begin));
    return std::optional(std::move(groups));
}

} // namespace

ReplyTest::ReplyTest(query::ByteRegex expression)
    : m_what(std::move(expression))
{
    std::get<query::ByteRegex>(m_what).setLimits({.time = std::chrono::milliseconds(50)});
}

Fit ReplyTest::tryOn(std::span<const std::byte> message)
{
    const auto found = [](bool isFound) { return isFound ? std::optional(Groups()) : std::nullopt; };
    return std::visit(base::Overloaded{
                          [&](std::monostate) -> Fit { return found(true); },
                          [&](const Bytes& bytes) -> Fit { return found(fits(bytes.pattern, bytes.where, message)); },
                          [&](query::ByteRegex& expression) { return fitOf(expression, message); },
                      },
        m_what);
}

unsigned ReplyTest::groupCount() const
{
    const auto* expression = std::get_if<query::ByteRegex>(&m_what);
    return expression ? expression->groupCount() : 0;
}

} // namespace engine
