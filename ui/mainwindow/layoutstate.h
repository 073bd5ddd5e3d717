// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPoint>
#include <QRect>
#include <QSize>

#include <optional>

class QDockWidget;
class QMainWindow;
class QSplitter;

namespace session {
class Settings;
}

namespace ui {

class BytesPane;
class TrafficPane;

/// The parts of a window whose sizes and places are remembered.
struct LayoutParts
{
    QMainWindow* window; ///< whose geometry it is
    QMainWindow* panes; ///< that holds the docks
    QDockWidget* endpoints;
    QDockWidget* properties;
    QDockWidget* calls; ///< behind the properties at first
    QDockWidget* tcpInfo; ///< below the properties at first
    QSplitter* centre; ///< log, bytes, composer
    TrafficPane* log;
    BytesPane* bytes;
};

/// Panes and columns as for the first start; the window keeps its size and place.
void setDefaultLayout(const LayoutParts& parts);
/// The size of a first window, without its frame, on a screen with this much room for windows: most of a large screen,
/// all but the frame of a small one.
[[nodiscard]] QSize firstWindowSize(QSize room);
/// Where a further window goes beside another one: below and to the right of it, as far as it then fits into `room`;
/// else nothing, and the place is the window manager's to choose. All with frames.
[[nodiscard]] std::optional<QPoint> placeBeside(const QRect& other, QSize window, const QRect& room);
/// As it was last time, where that is known and of this version.
void restoreLayout(const LayoutParts& parts, const session::Settings& settings);
void saveLayout(const LayoutParts& parts, session::Settings& settings);

} // namespace ui
