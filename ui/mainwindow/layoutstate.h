// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

class QDockWidget;
class QMainWindow;
class QSplitter;

namespace workspace {
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

/// As for the first start.
void setDefaultLayout(const LayoutParts& parts);
/// As it was last time, where that is known and of this version.
void restoreLayout(const LayoutParts& parts, const workspace::Settings& settings);
void saveLayout(const LayoutParts& parts, workspace::Settings& settings);

} // namespace ui
