// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace query {

/// Lower case by ASCII alone: the same in every locale, and no byte of UTF-8 is touched.
[[nodiscard]] constexpr char foldedChar(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Writes `text` in lower case over what `target` held, whose memory is used again.
inline void foldInto(std::string& target, std::string_view text)
{
    target.resize(text.size());
    std::ranges::transform(text, target.begin(), foldedChar);
}

[[nodiscard]] inline std::string foldedText(std::string_view text)
{
    std::string folded;
    foldInto(folded, text);
    return folded;
}

} // namespace query
