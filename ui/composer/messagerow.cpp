// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/messagerow.h"

#include "ui/theme/tones.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace ui {

namespace {

Tone toneOf(std::optional<Severity> severity)
{
    if (!severity)
        return Tone::Dim;
    switch (*severity) {
    case Severity::Information: return Tone::Text;
    case Severity::Warning: return Tone::Warning;
    case Severity::Error: break;
    }
    return Tone::Error;
}

} // namespace

MessageRow::MessageRow(QWidget* parent)
    : QWidget(parent)
    , m_mark(new SeverityMark(this))
    , m_message(new QLabel(this))
    , m_count(new QLabel(this))
{
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_count->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(GridPixels);
    layout->addWidget(m_mark);
    layout->addWidget(m_message, 1);
    layout->addWidget(m_count);
    applyTones();
}

void MessageRow::setMessage(const QString& text, std::optional<Severity> severity)
{
    m_severity = severity;
    m_mark->setVisible(severity.has_value());
    m_mark->setSeverity(severity.value_or(Severity::Information));
    m_message->setText(text);
    applyTones();
}

void MessageRow::setCount(const QString& text)
{
    m_count->setText(text);
}

void MessageRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTones();
}

void MessageRow::applyTones()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(toneOf(m_severity), colors));
    m_message->setPalette(colors);
    colors.setColor(QPalette::WindowText, toneColor(Tone::Dim, colors));
    m_count->setPalette(colors);
}

} // namespace ui
