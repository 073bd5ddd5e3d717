// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/dock.h"

#include "ui/theme/tones.h"

#include <QPainter>

namespace ui {

void Dock::paintEvent(QPaintEvent* event)
{
    QDockWidget::paintEvent(event);
    if (!isFloating())
        return;
    QPainter painter(this);
    painter.setPen(toneColor(Tone::Dim, palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace ui
