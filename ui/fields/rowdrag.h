// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPoint>
#include <QTimer>

class QWidget;

namespace ui {

/// A selection that is drawn with the mouse over a viewport: goes on by itself while the mouse is held above or below.
class RowDrag final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowDrag)

public:
    /// @param viewport  must outlive the drag's use.
    explicit RowDrag(const QWidget& viewport);

    [[nodiscard]] bool isActive() const { return m_active; }
    void begin() { m_active = true; }
    /// The mouse is there now, in the viewport's coordinates.
    void moveTo(const QPoint& position);
    void end();

    [[nodiscard]] QPoint position() const { return m_position; }
    /// Pixels above the viewport, as a negative number, or below it; 0 over it.
    [[nodiscard]] int beyond() const;

Q_SIGNALS:
    /// Time to go on: the mouse is still above or below.
    void held();

private:
    const QWidget& m_viewport;
    QPoint m_position;
    QTimer m_timer;
    bool m_active = false;
};

} // namespace ui
