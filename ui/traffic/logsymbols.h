// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/logrow.h"

#include <QColor>

class QPainter;
class QPointF;
class QRectF;

namespace ui {

/// Width and height of a row's sign, in device-independent pixels.
inline constexpr int SignPixels = 12;

/// Paints a row's sign with its top left corner at `at`: vectors, so that it is crisp at every scale.
void paintSign(QPainter& painter, QPointF at, RowSign sign, const QColor& color);
/// Colours of a row's mark. Brackets have the endpoint's, since rows of others may stand between theirs.
struct MessageInk
{
    QColor bracket;
    QColor lines;
    QColor faulty;
};
/// Paints how a row lies in its messages, at the left of `cell`: a bracket over the rows of a split one, whose end is
/// dotted while it waits, and three lines for several in one. What was sent has its brackets right of what was
/// received.
void paintMessageMark(QPainter& painter, const QRectF& cell, const LogRow& row, const MessageInk& ink);

} // namespace ui
