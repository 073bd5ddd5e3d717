// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/composer/composerfaces.h"
#include "ui/mainwindow/panelayout.h"

#include <QKeySequence>
#include <QList>
#include <QObject>

#include <vector>

class QAction;
class QWidget;

namespace ui {

/// Gives the keyboard to a pane: to each by a key of its own, and to one after the other by F6. Owned by the window.
/// Thread: GUI.
class PaneFocus final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PaneFocus)

public:
    PaneFocus(const Panes& panes, QWidget* window);

    /// One for each pane, in reading order. A pane that is hidden or behind another is shown first.
    [[nodiscard]] QList<QAction*> actions() const;
    /// To the next pane (1) or the one before (-1); hidden ones are passed over.
    void goRound(int step);

private:
    struct Place
    {
        QWidget* pane; ///< whose part the keyboard may be in
        QWidget* focus; ///< that gets it
        QAction* action; ///< null for a pane that has no key
    };
    void add(QWidget* pane, QWidget* focus, const QString& name = {}, const QKeySequence& key = {});
    void addFace(ComposerFaces* faces, ComposerFaces::Face face, const QString& name, const QKeySequence& key);

    QWidget* m_window;
    std::vector<Place> m_places;
};

} // namespace ui
