// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/logrow.h"

class QColor;
class QPainter;
class QPointF;

namespace ui {

/// Width and height of a row's sign, in device-independent pixels.
inline constexpr int SignPixels = 12;

/// Paints a row's sign with its top left corner at `at`: vectors, so that it is crisp at every scale.
void paintSign(QPainter& painter, QPointF at, RowSign sign, const QColor& color);

} // namespace ui
