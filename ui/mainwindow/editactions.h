// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QKeyEvent;
class QWidget;

namespace ui {

/// Cut, Copy, Paste and Select All of whatever has the keyboard, for a menu. The keys themselves are each pane's own.
/// Owned by the window. Thread: GUI.
class EditActions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EditActions)

public:
    explicit EditActions(QWidget* window);

    [[nodiscard]] QList<QAction*> all() const { return m_actions; }
    /// Offers what the pane that has the keyboard can do; call it as the menu opens.
    void refresh() const;

private:
    QWidget* m_window;
    QList<QAction*> m_actions;
};

/// Enter presses the button that has the keyboard, as Space does. True if there was one.
bool pressFocusedButton(const QWidget& window, const QKeyEvent& event);

} // namespace ui
