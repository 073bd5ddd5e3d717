// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/openmessage.h"

#include <QAccessible>
#include <QEvent>

namespace ui {

OpenMessage::OpenMessage(QWidget* bar)
    : QLabel(bar)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    // The line is there also while it says nothing: what is below must not move when it does.
    QSizePolicy kept(QSizePolicy::Ignored, QSizePolicy::Fixed);
    kept.setRetainSizeWhenHidden(true);
    setSizePolicy(kept);
    applyTone();
    hide();
}

void OpenMessage::tell(const QString& text, const QWidget* below, Tone tone)
{
    m_tone = tone;
    applyTone();
    setText(text);
    setIndent(below->x() - GridPixels);
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void OpenMessage::applyTone()
{
    const QColor color = toneColor(m_tone, parentWidget()->palette());
    if (palette().color(QPalette::WindowText) == color)
        return;
    QPalette own = palette();
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

void OpenMessage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyTone();
    QLabel::changeEvent(event);
}

} // namespace ui
