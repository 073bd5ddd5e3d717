// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings.h"

#include <QKeySequence>
#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMenuBar;
class QUndoStack;

namespace ui {

class CaptureActions;
class EditActions;
struct Target;

/// The actions of a window that are neither about one endpoint nor about its capture. Whoever owns it connects them.
/// Owned by the window.
class WindowActions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowActions)

public:
    WindowActions(QUndoStack* undoStack, QWidget* window);

    /// What differs from window to window in the menus.
    struct MenuParts
    {
        const CaptureActions& capture;
        QList<QAction*> endpoint;
        QList<QAction*> panes; ///< that show and hide a pane
        QList<QAction*> focus; ///< that give the keyboard to a pane
        QAction* savePayload;
        QList<QAction*> payloadFiles; ///< that import and export saved payloads
    };
    void fill(QMenuBar* bar, const MenuParts& parts);
    void setTheme(session::ThemeChoice theme);
    /// What the composer would send on: without it there is nothing to send.
    void setTarget(const Target& target) const;
    /// Draws the icons for the palette that the application has now.
    void applyIcons();

    QAction* const newWindow;
    QAction* const echoLab;
    QAction* const listen;
    QAction* const connectTo;
    QAction* const callByCall;
    QAction* const openCapture;
    QAction* const reopenLast; ///< the capture of the window that was closed last
    QAction* const closeWindow;
    QAction* const quit;
    QAction* const undo;
    QAction* const redo;
    QAction* const nextPane;
    QAction* const previousPane;
    QAction* const resetLayout;
    QAction* const zoomIn;
    QAction* const zoomOut;
    QAction* const zoomReset;
    QAction* const send;
    QAction* const sendFile;
    QAction* const recordingLimits;

Q_SIGNALS:
    void themeChosen(session::ThemeChoice theme);

private:
    QAction* make(const QString& text, const QList<QKeySequence>& keys = {});
    void buildThemes();

    EditActions* m_edit;
    QActionGroup* m_themes;
};

} // namespace ui
