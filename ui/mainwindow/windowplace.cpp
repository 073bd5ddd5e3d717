// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/windowplace.h"

#include "ui/theme/tones.h"

#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace ui {

namespace {

constexpr QSize ComfortableSize{1280, 800};
/// What a window's frame takes, which is not known before the window is shown, and a little of the desktop.
constexpr QSize FrameRoom{4 * GridPixels, 8 * GridPixels};
constexpr QPoint Cascade{4 * GridPixels, 4 * GridPixels};

} // namespace

QSize firstWindowSize(QSize room)
{
    return (room * 0.8).expandedTo(ComfortableSize).boundedTo(room - FrameRoom);
}

std::optional<QPoint> cascadeFrom(const QRect& other, QSize window, const QRect& room)
{
    const QRect place(other.topLeft() + Cascade, window);
    return room.contains(place) ? std::optional(place.topLeft()) : std::nullopt;
}

QRect placeBeside(QSize size, const QRect& owner, const QRect& screen)
{
    size = size.boundedTo(screen.size());
    QPoint place = owner.topLeft() + Cascade;
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
