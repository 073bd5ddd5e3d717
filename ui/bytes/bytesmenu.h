// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

class QPoint;

namespace ui {

class BytesPane;

/// Opens the menu of the bytes: copying in any format, selecting, going to an offset. Without bytes there is none.
/// @param position  on the screen.
void showBytesMenu(BytesPane* pane, const QPoint& position);

} // namespace ui
