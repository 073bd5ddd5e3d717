// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/overviewstrip.h"

#include "ui/theme/tones.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>
#include <vector>

namespace ui {

namespace {

constexpr int StripPixels = 14;
constexpr int EdgePixels = 4; // for labels at the left and failures at the right
constexpr int MiddlePixels = 3; // for matches and hits
constexpr int HandlePixels = 2 * GridPixels; // at least, so that it can be taken hold of
constexpr std::chrono::milliseconds PaintEvery{250};

} // namespace

OverviewStrip::OverviewStrip(QWidget* parent)
    : QScrollBar(Qt::Vertical, parent)
{
    setAccessibleName(tr("Overview"));
    setContextMenuPolicy(Qt::NoContextMenu); // a scroll bar's own speaks of places that are not this one's
    m_pacing.setSingleShot(true);
    connect(&m_pacing, &QTimer::timeout, this, [this] { update(); });
}

void OverviewStrip::setMarks(OverviewMarks marks)
{
    m_marks = std::move(marks);
    marksChanged();
}

void OverviewStrip::setOverview(query::Overview overview, base::RecordIndex first)
{
    m_overview = std::move(overview);
    m_first = first;
    const auto all = m_overview.sum(0, m_overview.buckets().size());
    setAccessibleDescription(tr("%1 records, %2 of them errors or losses")
                                 .arg(QLocale().toString(m_overview.recordCount()), QLocale().toString(all.failures)));
    marksChanged();
}

void OverviewStrip::marksChanged()
{
    if (!m_pacing.isActive())
        m_pacing.start(PaintEvery);
}

QSize OverviewStrip::sizeHint() const
{
    return {StripPixels, 10 * GridPixels};
}

quint64 OverviewStrip::recordCount() const
{
    return m_overview.recordCount() - std::min(m_first.value, m_overview.recordCount());
}

base::RecordIndex OverviewStrip::recordAt(int y) const
{
    const QRect area = contentsRect();
    const auto height = static_cast<quint64>(std::max(1, area.height()));
    const auto at = static_cast<quint64>(std::clamp(y - area.top(), 0, std::max(0, area.height())));
    return {m_first.value + at * recordCount() / height};
}

base::RecordIndex OverviewStrip::endOfLine(int y) const
{
    return {std::max(recordAt(y).value + 1, recordAt(y + 1).value)};
}

int OverviewStrip::yOf(base::RecordIndex record) const
{
    const QRect area = contentsRect();
    const quint64 count = std::max<quint64>(1, recordCount());
    const quint64 place = std::min<quint64>(record.value - std::min(record.value, m_first.value), count);
    return area.top() + static_cast<int>(place * static_cast<quint64>(std::max(0, area.height())) / count);
}

quint64 OverviewStrip::visibleSpan() const
{
    if (!m_marks.visible)
        return 0;
    const auto [first, last] = m_marks.visible();
    return first == last ? 0 : last.value - first.value + 1;
}

QRect OverviewStrip::handle() const
{
    const quint64 span = visibleSpan();
    const quint64 count = recordCount();
    const QRect area = contentsRect();
    if (span == 0 || span >= count || area.height() <= HandlePixels)
        return {};
    const auto height = static_cast<quint64>(area.height());
    const int length = std::max(HandlePixels, static_cast<int>(span * height / count));
    // As with any scroll bar the way of the handle is shorter by its length: so it reaches both ends, and what is in
    // view lies under it wherever it is.
    const base::RecordIndex first = m_marks.visible().first;
    const quint64 before = std::min<quint64>(first.value - std::min(first.value, m_first.value), count - span);
    const quint64 way = height - static_cast<quint64>(length);
    return {area.left(), area.top() + static_cast<int>(before * way / (count - span)), area.width(), length};
}

query::Overview::Bucket OverviewStrip::bucketOf(base::RecordIndex first, base::RecordIndex end) const
{
    const quint64 size = m_overview.bucketRecords();
    return m_overview.sum(first.value / size, (end.value + size - 1) / size);
}

double OverviewStrip::rateOf(base::RecordIndex first, base::RecordIndex end) const
{
    const auto& buckets = m_overview.buckets();
    const auto timeOf = [&](base::RecordIndex record) {
        const std::size_t place = record.value / m_overview.bucketRecords();
        return place < buckets.size() ? buckets[place].firstNs : buckets.back().lastNs;
    };
    // Within one bucket its own rate is all that is known; where no time went by, a microsecond is taken.
    const quint64 size = m_overview.bucketRecords();
    const base::RecordIndex from{first.value / size * size};
    const base::RecordIndex to{std::min<quint64>((end.value + size - 1) / size * size, m_overview.recordCount())};
    const double seconds = std::max(1e-6, static_cast<double>(timeOf(to) - timeOf(from)) * 1e-9);
    return static_cast<double>(to.value - from.value) / seconds;
}

// --- painting --------------------------------------------------------------------------------------------------------

void OverviewStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    paintHead(painter);
    if (recordCount() == 0)
        return;
    paintLines(painter);
    paintLabels(painter);
    paintHandle(painter);
}

/// The header goes on above the strip.
void OverviewStrip::paintHead(QPainter& painter) const
{
    const QRect area = contentsRect();
    painter.fillRect(QRect(0, 0, width(), area.top()), palette().color(QPalette::Window));
    painter.setPen(toneColor(Tone::Separator, palette()));
    if (area.top() > 0)
        painter.drawLine(0, area.top() - 1, width(), area.top() - 1);
    painter.drawLine(0, area.top(), 0, area.bottom());
}

void OverviewStrip::paintLines(QPainter& painter) const
{
    const QRect area = contentsRect();
    std::vector<double> rates;
    rates.reserve(static_cast<std::size_t>(area.height()));
    for (int y = area.top(); y <= area.bottom(); ++y)
        rates.push_back(rateOf(recordAt(y), endOfLine(y)));
    const double fastest = *std::ranges::max_element(rates);
    const double slowest = *std::ranges::min_element(rates);
    QColor density = toneColor(Tone::Dim, palette());
    density.setAlphaF(0.45F);
    const QColor failure = toneColor(Tone::Error, palette());
    const int room = width() - 2 * EdgePixels;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        // By its logarithm: a burst is a thousand times as fast as what people type.
        const double rate = rates[static_cast<std::size_t>(y - area.top())];
        const double part = fastest > slowest ? std::log(rate / slowest) / std::log(fastest / slowest) : 1;
        painter.fillRect(EdgePixels, y, 1 + static_cast<int>(part * (room - 1)), 1, density);
        const base::RecordIndex first = recordAt(y);
        const base::RecordIndex end = endOfLine(y);
        if (bucketOf(first, end).failures > 0)
            painter.fillRect(width() - EdgePixels, y, EdgePixels, 1, failure);
        const int middle = (width() - MiddlePixels) / 2;
        if (m_marks.matches && m_marks.matches(first, end) > 0)
            painter.fillRect(middle, y, MiddlePixels, 1, toneColor(Tone::Accent, palette()));
        if (m_marks.hits && m_marks.hits(first, end))
            painter.fillRect(middle - MiddlePixels, y, 3 * MiddlePixels, 1, toneColor(Tone::Warning, palette()));
    }
}

void OverviewStrip::paintLabels(QPainter& painter) const
{
    if (!m_marks.labels)
        return;
    for (const auto& [record, label] : *m_marks.labels)
        painter.fillRect(0, std::min(yOf(record), height() - 2), EdgePixels + 1, 2, labelColor(label, palette()));
}

void OverviewStrip::paintHandle(QPainter& painter) const
{
    const QRect place = handle();
    if (place.isEmpty())
        return;
    QColor fill = toneColor(Tone::Accent, palette());
    painter.setPen(fill);
    fill.setAlphaF(m_grip ? 0.4F : 0.2F);
    painter.setBrush(fill);
    painter.drawRect(place.adjusted(1, 0, -1, -1));
}

// --- mouse -----------------------------------------------------------------------------------------------------------

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    const int y = static_cast<int>(event->position().y());
    const bool isLeft = event->button() == Qt::LeftButton;
    if ((!isLeft && event->button() != Qt::MiddleButton) || recordCount() == 0 || y < contentsRect().top())
        return;
    // What is not the handle leads there at once, and then the handle is under the pointer.
    if (!isLeft || !handle().contains(handle().left(), y))
        Q_EMIT recordChosen(std::min(recordAt(y).value, m_overview.recordCount() - 1));
    if (const QRect place = handle(); !place.isEmpty())
        m_grip = std::clamp(y - place.top(), 0, place.height() - 1);
    update();
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (m_grip)
        dragTo(static_cast<int>(event->position().y()));
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent*)
{
    m_grip.reset();
    update();
}

void OverviewStrip::dragTo(int y)
{
    const QRect area = contentsRect();
    const int way = area.height() - handle().height();
    const quint64 span = visibleSpan();
    if (way <= 0 || span >= recordCount())
        return;
    const int top = std::clamp(y - *m_grip - area.top(), 0, way);
    const quint64 before = static_cast<quint64>(top) * (recordCount() - span) / static_cast<quint64>(way);
    // With a filter the rows that are in view there may be further apart: the lower end is the last row in any case.
    Q_EMIT topChosen(top == way ? m_overview.recordCount() - 1 : m_first.value + before);
}

bool OverviewStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QScrollBar::event(event);
    showPlace(static_cast<QHelpEvent&>(*event));
    return true;
}

void OverviewStrip::showPlace(const QHelpEvent& event)
{
    const int y = event.pos().y();
    if (!m_marks.place || recordCount() == 0 || y < contentsRect().top()) {
        QToolTip::hideText();
        return;
    }
    const base::RecordIndex record{std::min(recordAt(y).value, m_overview.recordCount() - 1)};
    QToolTip::showText(event.globalPos(), m_marks.place(record), this, QRect(0, y, width(), 1));
}

} // namespace ui
