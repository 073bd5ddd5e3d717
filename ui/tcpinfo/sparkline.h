// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/tcphistory.h"

#include <QPolygonF>
#include <QSizeF>

#include <optional>
#include <vector>

class QPainter;
class QPalette;

namespace ui {

/// The time that all charts of a pane share. It ends with the newest sample and is never shorter than half a minute, so
/// that a chart that has just begun grows from the right instead of being stretched.
struct ChartRange
{
    static constexpr std::chrono::seconds Shortest{30};

    std::int64_t firstNs = 0;
    std::int64_t lastNs = 0;

    [[nodiscard]] static ChartRange of(const session::TcpHistory& history);
    /// Where a moment is on a chart of this width, in pixels from its left edge.
    [[nodiscard]] double position(std::int64_t timeNs, double width) const;
};

/// A figure over time as a line without axes: 0 is at the bottom, its largest value at the top. Geometry only, in
/// pixels from the chart's upper left corner.
struct Sparkline
{
    /// Nobody looked for longer than this: the line is interrupted.
    static constexpr std::chrono::seconds LongestGap{2};

    std::vector<QPolygonF> lines; ///< one for each stretch without a gap
    std::optional<QPointF> lowest; ///< where its smallest and largest value are first; only where they differ
    std::optional<QPointF> highest;

    /// At most four points come from each pixel's column, whatever the number of samples.
    [[nodiscard]] static Sparkline of(
        const session::TcpHistory& history, session::TcpFigure figure, const ChartRange& range, QSizeF size);
};

/// @param topLeft  the chart's corner.
void paintSparkline(
    QPainter& painter, QPointF topLeft, QSizeF size, const Sparkline& sparkline, const QPalette& palette);

} // namespace ui
