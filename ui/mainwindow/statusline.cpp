// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/statusline.h"

#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double Smoothing = 0.35; // of a tick's rate; after a second 80 % of a step is shown

} // namespace

StatusLine::StatusLine(std::function<WindowFigures()> figures, QWidget* parent)
    : QStatusBar(parent)
    , m_figures(std::move(figures))
    , m_row(new QWidget(this))
{
    setSizeGripEnabled(false);
    setAccessibleName(tr("Status"));
    auto* row = new QHBoxLayout(m_row);
    row->setContentsMargins({});
    for (QLabel*& label : m_labels) {
        label = new QLabel(m_row);
        label->setTextFormat(Qt::PlainText);
        label->setFont(fixedFont());
        label->setContentsMargins(GridPixels, 0, GridPixels, 0);
        row->addWidget(label);
    }
    row->addStretch(1);
    m_row->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_row->installEventFilter(this);
    addWidget(m_row, 1);
    m_timer.setInterval(Interval);
    connect(&m_timer, &QTimer::timeout, this, &StatusLine::tick);
    tick();
    applyTones();
}

void StatusLine::markChanged()
{
    m_hasChanged = true;
    if (!m_timer.isActive()) {
        m_sinceTick.start();
        m_timer.start();
    }
}

void StatusLine::tick()
{
    const WindowFigures figures = m_figures();
    const quint64 moved = figures.totals.bytesIn + figures.totals.bytesOut;
    const double seconds = m_sinceTick.isValid() ? double(m_sinceTick.restart()) / 1000 : 0;
    const double now = seconds > 0 && moved > m_moved ? double(moved - m_moved) / seconds : 0;
    m_moved = moved;
    m_rate = now * Smoothing + m_rate * (1 - Smoothing);
    if (m_rate < 1)
        m_rate = 0;

    show(Endpoints, tr("%1 open").arg(countText(figures.openEndpoints)));
    show(In, tr("in %1").arg(bytesText(figures.totals.bytesIn)));
    show(Out, tr("out %1").arg(bytesText(figures.totals.bytesOut)));
    show(Rate, tr("%1/s").arg(bytesText(quint64(m_rate))));
    show(Records, figures.records == 1 ? tr("1 record") : tr("%1 records").arg(countText(figures.records)));
    show(Capture, tr("capture %1").arg(bytesText(figures.captureBytes)));
    m_labels[Capture]->setToolTip(figures.letGoRecords == 0
            ? QString()
            : tr("The first %1 records were let go by the recording limits.").arg(countText(figures.letGoRecords)));
    show(Dropped, tr("%1 not recorded").arg(countText(figures.droppedRecords)));
    m_isAnyDropped = figures.droppedRecords > 0;
    fit();

    // An idle window wakes nobody up.
    if (!m_hasChanged && m_rate == 0)
        m_timer.stop();
    m_hasChanged = false;
}

void StatusLine::show(Field field, const QString& text)
{
    m_labels[field]->setText(text);
    m_widest[field] = std::max(m_widest[field], text.size());
}

/// Those that stay longest take their room first.
void StatusLine::fit()
{
    constexpr std::array Order{Dropped, Records, In, Out, Endpoints, Rate, Capture};
    int room = m_row->width();
    for (const Field field : Order) {
        QLabel* label = m_labels[field];
        const int text = label->fontMetrics().horizontalAdvance(QString(m_widest[field], u'0'));
        label->setFixedWidth(text + 2 * GridPixels); // a label keeps a hint that was once larger
        const bool isWanted = field != Dropped || m_isAnyDropped;
        if (isWanted)
            room -= label->minimumWidth() + m_row->layout()->spacing();
        label->setVisible(isWanted && room >= 0);
    }
}

QSize StatusLine::minimumSizeHint() const
{
    return {m_labels[Records]->minimumWidth(), QStatusBar::minimumSizeHint().height()};
}

/// The row has another width, or the texts in it have another size.
bool StatusLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_row && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest))
        fit();
    return QStatusBar::eventFilter(watched, event);
}

void StatusLine::applyTones()
{
    QPalette error = palette();
    error.setColor(QPalette::WindowText, toneColor(Tone::Error, palette()));
    m_labels[Dropped]->setPalette(error);
}

void StatusLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyTones();
    QStatusBar::changeEvent(event);
}

} // namespace ui
