// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/properties/property.h"

#include <QColor>
#include <QRect>

class QPainter;

namespace ui {

// What shows that a value can be changed, and how.

/// Pixels of a side.
inline constexpr int EditMarkSize = 9;

/// An arrow where there is a list to choose from, else a pencil.
void paintEditMark(QPainter& painter, const QRect& place, session::PropertyType type, const QColor& color);
/// A check box of our own, since Fusion's outline cannot be seen on a dark base: with a tick on a fill.
void paintFilledBox(QPainter& painter, const QRect& place, const QColor& fill, const QColor& tick);
/// The same without a fill.
void paintOpenBox(QPainter& painter, const QRect& place, Qt::CheckState state, const QColor& color);

} // namespace ui
