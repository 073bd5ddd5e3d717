// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace query {

/// Whether all of `text` is as `pattern` says, in which each * stands for any number of any characters.
[[nodiscard]] constexpr bool matchesGlob(std::string_view pattern, std::string_view text)
{
    std::size_t inPattern = 0;
    std::size_t inText = 0;
    // Behind the last *, and where in the text it was taken to end; from there on more can be given to it.
    std::size_t afterStar = std::string_view::npos;
    std::size_t starEnd = 0;
    while (inText < text.size()) {
        if (inPattern < pattern.size() && pattern[inPattern] == '*') {
            afterStar = ++inPattern;
            starEnd = inText;
        } else if (inPattern < pattern.size() && pattern[inPattern] == text[inText]) {
            ++inPattern;
            ++inText;
        } else if (afterStar != std::string_view::npos) {
            inPattern = afterStar;
            inText = ++starEnd;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', inPattern) == std::string_view::npos;
}

} // namespace query
