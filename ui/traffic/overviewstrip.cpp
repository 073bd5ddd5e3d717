// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/overviewstrip.h"

#include "ui/theme/tones.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace ui {

namespace {

constexpr int StripPixels = 20;
constexpr int EdgePixels = 4; // for labels at the left and failures at the right
constexpr int MiddlePixels = 3; // for matches and hits
constexpr int VisiblePixels = 6; // at least, so that it can be seen
constexpr std::chrono::milliseconds PaintEvery{250};

} // namespace

OverviewStrip::OverviewStrip(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Overview"));
    setToolTip(tr("The whole capture: how fast records came, errors at the right, labels at the left, "
                  "matches in the middle. Click to go there."));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAttribute(Qt::WA_OpaquePaintEvent);
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
    const auto height = static_cast<quint64>(std::max(1, this->height()));
    const auto at = static_cast<quint64>(std::clamp(y, 0, this->height()));
    return {m_first.value + at * recordCount() / height};
}

base::RecordIndex OverviewStrip::endOfLine(int y) const
{
    return {std::max(recordAt(y).value + 1, recordAt(y + 1).value)};
}

int OverviewStrip::yOf(base::RecordIndex record) const
{
    const quint64 count = std::max<quint64>(1, recordCount());
    const quint64 place = std::min<quint64>(record.value - std::min(record.value, m_first.value), count);
    return static_cast<int>(place * static_cast<quint64>(height()) / count);
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

void OverviewStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(toneColor(Tone::Separator, palette()));
    painter.drawLine(0, 0, 0, height());
    if (recordCount() == 0)
        return;
    paintLines(painter);
    paintLabels(painter);
    paintVisible(painter);
}

void OverviewStrip::paintLines(QPainter& painter) const
{
    std::vector<double> rates;
    rates.reserve(static_cast<std::size_t>(height()));
    for (int y = 0; y < height(); ++y)
        rates.push_back(rateOf(recordAt(y), endOfLine(y)));
    const double fastest = *std::ranges::max_element(rates);
    const double slowest = *std::ranges::min_element(rates);
    QColor density = toneColor(Tone::Dim, palette());
    density.setAlphaF(0.45F);
    const QColor failure = toneColor(Tone::Error, palette());
    const int room = width() - 2 * EdgePixels;
    for (int y = 0; y < height(); ++y) {
        // By its logarithm: a burst is a thousand times as fast as what people type.
        const double rate = rates[static_cast<std::size_t>(y)];
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

void OverviewStrip::paintVisible(QPainter& painter) const
{
    if (!m_marks.visible)
        return;
    const auto [first, last] = m_marks.visible();
    if (first == last)
        return;
    const int top = yOf(first);
    const int length = std::max(VisiblePixels, yOf({last.value + 1}) - top);
    QRect frame(1, std::min(top, height() - length), width() - 2, length - 1);
    QColor fill = toneColor(Tone::Accent, palette());
    painter.setPen(fill);
    fill.setAlphaF(0.2F);
    painter.setBrush(fill);
    painter.drawRect(frame);
}

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose(static_cast<int>(event->position().y()));
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        choose(static_cast<int>(event->position().y()));
}

void OverviewStrip::choose(int y)
{
    if (recordCount() > 0)
        Q_EMIT recordChosen(std::min(recordAt(y).value, m_overview.recordCount() - 1));
}

} // namespace ui
