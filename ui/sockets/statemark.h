// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace ui {

/// Paints an endpoint's state as a sign whose shape alone tells it: a disc is open, a ring with a dot listens, a dashed
/// ring is on its way, a half disc is half-closed, a cross has failed, an empty ring is closed.
void paintStateMark(QPainter& painter, const QRectF& place, engine::State state, const QColor& color);

} // namespace ui
