// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/rowscroll.h"

#include <Qt>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace ui {

/// The row that a key of movement leads to; none for other keys and without rows.
/// @param current  where the keyboard is; without it movement begins at `top`.
[[nodiscard]] constexpr std::optional<std::uint64_t> rowAfterKey(
    int key, std::optional<std::uint64_t> current, std::uint64_t top, const RowScroll& scroll)
{
    if (scroll.rows() == 0)
        return {};
    const std::uint64_t last = scroll.rows() - 1;
    const auto up = [&](std::uint64_t rows) { return current ? (*current > rows ? *current - rows : 0) : top; };
    const auto down = [&](std::uint64_t rows) {
        return current ? (last - std::min(last, *current) > rows ? *current + rows : last) : std::min(top, last);
    };
    switch (key) {
    case Qt::Key_Up: return up(1);
    case Qt::Key_Down: return down(1);
    case Qt::Key_PageUp: return up(scroll.page());
    case Qt::Key_PageDown: return down(scroll.page());
    case Qt::Key_Home: return 0;
    case Qt::Key_End: return last;
    default: return {};
    }
}

} // namespace ui
