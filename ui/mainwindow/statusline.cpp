// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/statusline.h"

#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <QEvent>
#include <QLabel>
#include <QLayout>

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
{
    setSizeGripEnabled(false);
    setAccessibleName(tr("Status"));
    for (QLabel*& label : m_labels) {
        label = new QLabel(this);
        label->setTextFormat(Qt::PlainText);
        label->setFont(fixedFont());
        label->setContentsMargins(GridPixels, 0, GridPixels, 0);
        addWidget(label);
    }
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
    QLabel* label = m_labels[field];
    if (label->text() == text)
        return;
    label->setText(text);
    label->setMinimumWidth(std::max(label->minimumWidth(), label->sizeHint().width()));
}

/// Those that stay longest take their room first.
void StatusLine::fit()
{
    constexpr std::array Order{Dropped, Records, In, Out, Endpoints, Rate, Capture};
    int room = width();
    for (const Field field : Order) {
        QLabel* label = m_labels[field];
        room -= label->minimumWidth() + layout()->spacing();
        label->setVisible(room >= 0 && (field != Dropped || m_isAnyDropped));
        if (field == Dropped && !m_isAnyDropped)
            room = width();
    }
}

QSize StatusLine::minimumSizeHint() const
{
    return {m_labels[Records]->minimumWidth(), QStatusBar::minimumSizeHint().height()};
}

void StatusLine::resizeEvent(QResizeEvent* event)
{
    QStatusBar::resizeEvent(event);
    fit();
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
    if (event->type() == QEvent::FontChange) {
        for (QLabel* label : m_labels)
            label->setMinimumWidth(label->sizeHint().width());
    }
    QStatusBar::changeEvent(event);
}

} // namespace ui
