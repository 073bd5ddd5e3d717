// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>

class QWidget;

namespace ui {

/// Where a window of this size goes that belongs to another: beside it where the screen has the room, else over it, a
/// step further down. It is made smaller where it would not fit the screen.
/// @param size  with its frame. @param owner  the other's frame. @param screen  the room that windows may take.
[[nodiscard]] QRect placeBeside(QSize size, const QRect& owner, const QRect& screen);

/// Puts a window that is not shown yet beside its owner, on the owner's screen and all of it there.
void placeBeside(QWidget& window, const QWidget& owner);

} // namespace ui
