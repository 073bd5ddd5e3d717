// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <utility> // brings <compare> by the standard; moc of Qt 6.4 cannot read that one by its own name

namespace base {

/// An integer that is not interchangeable with others: a record's index cannot be passed as an endpoint's number.
template <class Tag, class Integer> struct StrongId
{
    using Value = Integer;
    Integer value = 0;

    friend constexpr auto operator<=>(const StrongId&, const StrongId&) = default;
};

/// Number of an endpoint in one capture, from 1 on and never used twice. 0 is none.
using EndpointId = StrongId<struct EndpointTag, std::uint32_t>;

/// Place of a record in one capture, from 0 on.
using RecordIndex = StrongId<struct RecordTag, std::uint64_t>;

/// Number of a detail (arguments that do not fit into a record) in one capture. 0 is none.
using DetailId = StrongId<struct DetailTag, std::uint32_t>;

} // namespace base

template <class Tag, class Integer> struct std::hash<base::StrongId<Tag, Integer>>
{
    std::size_t operator()(const base::StrongId<Tag, Integer>& id) const noexcept
    {
        return std::hash<Integer>{}(id.value);
    }
};
