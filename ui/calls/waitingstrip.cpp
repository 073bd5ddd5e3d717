// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/waitingstrip.h"

#include "session/models/endpointmodel.h"
#include "ui/fields/elidedlabel.h"
#include "ui/theme/tones.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int ClockMilliseconds = 250; // counters update four times a second
constexpr int ClockWidth = 10 * GridPixels; // a day's wait fits, so that the text before it never moves

QLabel* makeLabel()
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setFont(fixedFont());
    return label;
}

} // namespace

WaitingStrip::WaitingStrip(QWidget* parent)
    : QWidget(parent)
    , m_more(makeLabel())
    , m_cancel(new QPushButton(tr("Cancel call")))
{
    build();
    hide();
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_rows.release(m_shown);
        Q_EMIT cancelRequested(m_shown);
    });
    connect(&m_clock, &QTimer::timeout, this, &WaitingStrip::refresh);
    m_clock.setInterval(ClockMilliseconds);
}

void WaitingStrip::build()
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    row->setSpacing(GridPixels);
    auto* grid = new QGridLayout;
    row->addLayout(grid, 1);
    row->addWidget(m_cancel);
    grid->setHorizontalSpacing(GridPixels);
    grid->setVerticalSpacing(0);
    for (std::size_t i = 0; i < MostLines; ++i) {
        const Line line{new ElidedLabel, makeLabel()};
        line.text->setFont(fixedFont());
        line.text->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        line.clock->setMinimumWidth(ClockWidth);
        grid->addWidget(line.text, int(i), 0);
        grid->addWidget(line.clock, int(i), 1);
        m_lines.push_back(line);
    }
    grid->addWidget(m_more, int(MostLines), 0, 1, 3);
    m_more->setForegroundRole(QPalette::PlaceholderText);
    grid->setColumnStretch(2, 1); // the clock is behind its call
    m_cancel->setAccessibleName(tr("Cancel call"));
    m_cancel->setToolTip(tr("End the calls of this endpoint that wait; their records say that they were cancelled"));
    m_cancel->setIcon(themedIcon(u"cancel", palette()));
}

void WaitingStrip::setModel(const session::EndpointModel* model)
{
    m_model = model;
    connect(model, &session::EndpointModel::statusChanged, this, [this](base::EndpointId id) {
        // Looking at all endpoints for each that changed would be too much for ten thousand of them.
        const engine::EndpointStatus* status = m_model->status(id);
        if (!m_clock.isActive() && status && !status->waiting.empty())
            refresh();
    });
    refresh();
}

void WaitingStrip::setCurrentEndpoint(base::EndpointId id)
{
    m_current = id;
    refresh();
}

void WaitingStrip::refresh()
{
    if (!m_model)
        return;
    const auto now = base::Monotonic::now();
    std::vector<engine::EndpointStatus> waiting;
    for (const base::EndpointId id : m_model->openEndpoints()) {
        const engine::EndpointStatus* status = m_model->status(id);
        if (!status->waiting.empty())
            waiting.push_back(*status);
    }
    m_rows.update(waiting, now);
    const std::vector<WaitingRow> rows = m_rows.rows(m_current, now);
    m_shown = rows.empty() ? base::EndpointId{} : rows.front().endpoint;
    showRows(rows, m_rows.others(m_shown, now));
    setVisible(!rows.empty());
    if (m_rows.isEmpty())
        m_clock.stop();
    else if (!m_clock.isActive())
        m_clock.start();
}

void WaitingStrip::showRows(const std::vector<WaitingRow>& rows, int others)
{
    for (std::size_t i = 0; i < MostLines; ++i) {
        const bool isShown = i < rows.size();
        m_lines[i].text->setVisible(isShown);
        m_lines[i].clock->setVisible(isShown);
        if (!isShown)
            continue;
        m_lines[i].text->setLine(waitingText(rows[i]));
        m_lines[i].clock->setText(waitedText(rows[i]));
    }
    const int more = others + std::max(0, int(rows.size()) - int(MostLines));
    m_more->setVisible(more > 0);
    m_more->setText(tr("and %n more", nullptr, more));
}

void WaitingStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_cancel->setIcon(themedIcon(u"cancel", palette()));
    QWidget::changeEvent(event);
}

} // namespace ui
