// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace programs {

/// A definition that programs of one language use. A program has those that it uses: a compiler warns of others.
struct Helper
{
    std::string_view name;
    std::array<std::string_view, 4> needs; ///< helpers before it that it uses itself
    std::string_view text;
};

/// The texts of the helpers in `used` and of those that they need, in the order of `helpers`.
[[nodiscard]] inline std::string helperTexts(
    std::span<const Helper> helpers, std::set<std::string_view> used, std::string_view between)
{
    std::string text;
    for (auto helper = helpers.rbegin(); helper != helpers.rend(); ++helper) {
        if (!used.contains(helper->name))
            continue;
        used.insert(helper->needs.begin(), helper->needs.end());
        text.insert(0, std::string(between) + std::string(helper->text.substr(1)));
    }
    return text;
}

} // namespace programs
