// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/rowdrag.h"

#include <QObject>

class QKeyEvent;
class QMouseEvent;

namespace ui {

class HexView;

/// What keys and the mouse mean to a HexView: moves its selection and asks for what is not the view's to do. Owned by
/// the view.
class HexInput final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HexInput)

public:
    explicit HexInput(HexView& view);

    /// The bytes are others: a selection that is being drawn is given up.
    void endDrag() { m_drag.end(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool keyOnView(QEvent* event);
    bool runCommand(const QKeyEvent& event);
    bool moveCursor(const QKeyEvent& event);
    void press(const QMouseEvent& event);
    void selectRow(const QMouseEvent& event);
    void drag();
    [[nodiscard]] int contentX(const QPoint& position) const;

    HexView& m_view;
    RowDrag m_drag;
};

} // namespace ui
