// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/tcpinfo/sparkline.h"

#include "ui/theme/tones.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

using session::TcpFigure;
using session::TcpHistory;

namespace {

constexpr double DotRadius = 2;
constexpr double FillOpacity = 0.16;

/// Collects the points of one line, keeping of each pixel's column the first, the last and the two extremes.
class Column final
{
public:
    explicit Column(QPolygonF& line)
        : m_line(line)
    { }

    void add(QPointF point)
    {
        const bool isNext = m_points.isEmpty() || std::floor(point.x()) > std::floor(m_points.first().x());
        if (isNext)
            flush();
        m_points.append(point);
    }
    void flush()
    {
        if (m_points.isEmpty())
            return;
        const auto isHigher = [](QPointF a, QPointF b) { return a.y() < b.y(); };
        const auto [top, bottom] = std::minmax_element(m_points.begin(), m_points.end(), isHigher);
        const auto last = m_points.end() - 1;
        for (auto point = m_points.begin(); point != m_points.end(); ++point) {
            if (point == m_points.begin() || point == top || point == bottom || point == last)
                m_line.append(*point);
        }
        m_points.clear();
    }

private:
    QPolygonF& m_line;
    QPolygonF m_points;
};

} // namespace

ChartRange ChartRange::of(const TcpHistory& history)
{
    if (history.isEmpty())
        return {};
    const std::int64_t last = history.samples().back().timeNs;
    const std::int64_t shortest = last - std::chrono::nanoseconds(Shortest).count();
    return {std::min(history.samples().front().timeNs, shortest), last};
}

double ChartRange::position(std::int64_t timeNs, double width) const
{
    if (lastNs <= firstNs)
        return width;
    return width * static_cast<double>(timeNs - firstNs) / static_cast<double>(lastNs - firstNs);
}

Sparkline Sparkline::of(const TcpHistory& history, TcpFigure figure, const ChartRange& range, QSizeF size)
{
    Sparkline result;
    const auto extremes = history.extremes(figure);
    if (!extremes)
        return result;
    const auto& samples = history.samples();
    const auto highest = static_cast<double>(*samples[extremes->highest].value(figure));
    const auto pointOf = [&](const session::TcpSample& sample) {
        const auto value = static_cast<double>(*sample.value(figure));
        const double share = highest > 0 ? value / highest : 0;
        return QPointF(range.position(sample.timeNs, size.width()), size.height() * (1 - share));
    };
    if (extremes->lowest != extremes->highest) {
        result.lowest = pointOf(samples[extremes->lowest]);
        result.highest = pointOf(samples[extremes->highest]);
    }
    std::optional<std::int64_t> before;
    QPolygonF line;
    Column column(line);
    const auto finish = [&] {
        column.flush();
        if (!line.isEmpty())
            result.lines.push_back(std::exchange(line, {}));
    };
    for (const session::TcpSample& sample : samples) {
        if (!sample.value(figure))
            continue;
        if (before && sample.timeNs - *before > std::chrono::nanoseconds(LongestGap).count())
            finish();
        column.add(pointOf(sample));
        before = sample.timeNs;
    }
    finish();
    return result;
}

void paintSparkline(
    QPainter& painter, QPointF topLeft, QSizeF size, const Sparkline& sparkline, const QPalette& palette)
{
    painter.save();
    painter.translate(topLeft);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = toneColor(Tone::In, palette);
    QColor area = accent;
    area.setAlphaF(float(FillOpacity));
    painter.setPen(toneColor(Tone::Separator, palette));
    painter.drawLine(QPointF(0, size.height()), QPointF(size.width(), size.height()));
    for (const QPolygonF& line : sparkline.lines) {
        QPolygonF filled = line;
        filled << QPointF(line.last().x(), size.height()) << QPointF(line.first().x(), size.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(area);
        painter.drawPolygon(filled);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(accent, 1.2));
        if (line.size() > 1)
            painter.drawPolyline(line);
        else
            painter.drawPoint(line.first());
    }
    painter.setPen(QPen(accent, 1));
    if (sparkline.lowest) {
        painter.setBrush(palette.color(QPalette::Base));
        painter.drawEllipse(*sparkline.lowest, DotRadius, DotRadius);
    }
    if (sparkline.highest) {
        painter.setBrush(accent);
        painter.drawEllipse(*sparkline.highest, DotRadius, DotRadius);
    }
    painter.restore();
}

} // namespace ui
