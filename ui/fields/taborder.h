// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace ui {

/// Lets Tab go over what is in `pane` right behind what is in `before`. Both are in one window, and neither in the
/// other. Widgets that come later stand last for Tab otherwise, wherever they are.
void placeInTabOrder(QWidget* before, QWidget* pane);

} // namespace ui
