// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QDockWidget;
class QMainWindow;

namespace session {
class Settings;
}

namespace ui {

class CaptureView;
class Composer;
class ComposerFaces;
class EndpointsPane;
class NoticeBar;
class OpenBar;
class PropertyPanel;
class TcpInfoPane;

/// The panes of a window, in reading order.
struct Panes
{
    OpenBar* openBar; ///< on top of all
    NoticeBar* notices; ///< below it
    EndpointsPane* endpoints;
    CaptureView* capture; ///< in the middle
    Composer* composer; ///< below it, as a face of
    ComposerFaces* faces;
    PropertyPanel* properties;
    TcpInfoPane* tcpInfo; ///< below the properties at first
};

/// Puts the panes into their places, remembers where a person moves them, and goes round them by the keyboard. Owned by
/// the window, to which the panes then belong. Thread: GUI.
class PaneLayout final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PaneLayout)

public:
    PaneLayout(const Panes& panes, QMainWindow* window);

    /// As it was last time, where that is known and of this version.
    void restore(const session::Settings& settings);
    void save(session::Settings& settings) const;
    /// Panes and columns as for the first start; the window keeps its size and place.
    void reset();
    /// Gives the keyboard to the next pane (1) or the one before (-1); hidden ones are passed over.
    void goRound(int step);
    /// Those that show and hide a pane, in the order of a menu.
    [[nodiscard]] QList<QAction*> actions() const;

private:
    void fillCentre();
    [[nodiscard]] QDockWidget* addDock(
        Qt::DockWidgetArea area, const QString& title, const QString& name, QWidget* pane);
    void arrange();

    Panes m_panes;
    QMainWindow* m_window; // whose geometry it is
    QMainWindow* m_places; // that holds the docks
    QDockWidget* m_endpoints;
    QDockWidget* m_properties;
    QDockWidget* m_tcpInfo;
    QAction* m_composerAction;
};

} // namespace ui
