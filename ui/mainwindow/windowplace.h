// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>

#include <optional>

class QWidget;

namespace ui {

/// Where a window of this size goes that belongs to another: beside it where the screen has the room, else over it, a
/// step further down. It is made smaller where it would not fit the screen.
/// @param size  with its frame. @param owner  the other's frame. @param screen  the room that windows may take.
[[nodiscard]] QRect placeBeside(QSize size, const QRect& owner, const QRect& screen);

/// The size of a first window, without its frame, on a screen with this much room for windows: most of a large screen,
/// all but the frame of a small one.
[[nodiscard]] QSize firstWindowSize(QSize room);
/// Where a further window of the program goes beside another one: below and to the right of it, as far as it then fits
/// into `room`; else nothing, and the place is the window manager's to choose. All with frames.
[[nodiscard]] std::optional<QPoint> cascadeFrom(const QRect& other, QSize window, const QRect& room);

/// Puts a window that is not shown yet beside its owner, on the owner's screen and all of it there.
void placeBeside(QWidget& window, const QWidget& owner);

} // namespace ui
