// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/windowplace.h"

#include "ui/theme/tones.h"

#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace ui {

QRect placeBeside(QSize size, const QRect& owner, const QRect& screen)
{
    size = size.boundedTo(screen.size());
    QPoint place = owner.topLeft() + QPoint(4 * GridPixels, 4 * GridPixels);
    if (owner.right() + 1 + size.width() <= screen.right() + 1)
        place = {owner.right() + 1, owner.top()};
    else if (owner.left() - size.width() >= screen.left())
        place = {owner.left() - size.width(), owner.top()};
    const QPoint last = screen.bottomRight() - QPoint(size.width() - 1, size.height() - 1);
    place.setX(std::clamp(place.x(), screen.left(), last.x()));
    place.setY(std::clamp(place.y(), screen.top(), last.y()));
    return {place, size};
}

void placeBeside(QWidget& window, const QWidget& owner)
{
    const QWidget& shown = *owner.window();
    // The window manager draws both frames alike.
    const QSize frame = shown.frameGeometry().size() - shown.size();
    const QRect place = placeBeside(window.size() + frame, shown.frameGeometry(), shown.screen()->availableGeometry());
    window.resize(place.size() - frame);
    window.move(place.topLeft());
}

} // namespace ui
