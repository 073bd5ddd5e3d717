// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/messagerow.h"

#include "ui/fields/linelabel.h"
#include "ui/theme/tones.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

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
    , m_message(new LineLabel(this))
    , m_count(new LineLabel(this))
{
    m_count->setWordWrap(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
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

QSize MessageRow::sizeHint() const
{
    const int mark = m_severity ? m_mark->sizeHint().width() + GridPixels : 0;
    const QSize message = m_message->sizeHint();
    const QSize count = m_count->sizeHint();
    return {mark + message.width() + GridPixels + count.width(), std::max(message.height(), count.height())};
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
