// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/logrow.h"

class QColor;
class QPainter;
class QPointF;
class QRectF;

namespace ui {

/// Width and height of a row's sign, in device-independent pixels.
inline constexpr int SignPixels = 12;

/// Paints a row's sign with its top left corner at `at`: vectors, so that it is crisp at every scale.
void paintSign(QPainter& painter, QPointF at, RowSign sign, const QColor& color);
/// Paints how a row lies in its messages, at the left of `cell`: a bracket over the rows of a split one, whose end is
/// dotted while it waits, and three lines for several in one.
void paintMessageMark(
    QPainter& painter, const QRectF& cell, const session::MessageMark& mark, const QColor& color, const QColor& faulty);

} // namespace ui
