// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/rowdrag.h"

#include <QObject>

class QContextMenuEvent;
class QKeyEvent;
class QMouseEvent;

namespace ui {

class LogView;

/// What keys and the mouse mean to a LogView: moves its selection, and asks for what is not the view's to do. Owned by
/// the view.
class LogInput final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogInput)

public:
    explicit LogInput(LogView& view);

Q_SIGNALS:
    /// Enter or a double click.
    void activated(quint64 record);
    /// The selected rows are to be copied as text: Ctrl+C.
    void copyRequested();
    /// @param position  on the screen.
    void menuRequested(const QPoint& position);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool onViewport(QEvent* event);
    bool pressKey(const QKeyEvent& event);
    void press(const QMouseEvent& event);
    void dragTo(const QMouseEvent& event);
    void dragOn();
    void activate(const QMouseEvent& event);
    void openMenu(const QContextMenuEvent& event);
    void showToolTip(const QPoint& position);
    void moveTo(quint64 row, Qt::KeyboardModifiers modifiers);
    void toggle(quint64 row);
    [[nodiscard]] quint64 nearestRow(int y) const;

    LogView& m_view;
    RowDrag m_drag;
};

} // namespace ui
