// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/rowscroll.h"

#include <QAbstractScrollArea>

#include <optional>

class QScrollBar;

namespace ui {

/// A view of rows of one height, of which there may be more than a scroll bar can count: knows which row is on top, and
/// keeps the bars to it. What the rows are, and how they are painted, is the derived view's.
class RowArea : public QAbstractScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowArea)

public:
    [[nodiscard]] virtual quint64 rowCount() const = 0;
    [[nodiscard]] quint64 topRow() const { return m_top; }
    /// Rows that are visible as a whole; at least 1.
    [[nodiscard]] int pageRows() const;
    /// True while at least a row's first line of pixels may be in the viewport.
    [[nodiscard]] bool isInView(quint64 row) const;
    /// The row at a height in the viewport, or as far beyond its lower edge; none above it and below the last row.
    [[nodiscard]] std::optional<quint64> rowAt(int y) const;
    [[nodiscard]] RowScroll scroll() const { return {rowCount(), pageRows()}; }
    /// In pixels; at least 1.
    [[nodiscard]] virtual int rowHeight() const = 0;

    enum class ScrolledBy
    {
        User,
        Program
    };
    /// Puts a row on top, or the last one that may be there.
    void setTop(quint64 top, ScrolledBy by);

protected:
    /// @param topPadding  pixels above the first row.
    explicit RowArea(QWidget* parent, int topPadding = 0);

    /// Pixels of the widest row; what is not in the viewport of them is reached by the horizontal bar.
    [[nodiscard]] virtual int contentWidth() const = 0;
    /// Takes a bar in the place of the vertical one.
    void useVerticalBar(QScrollBar* bar);
    /// setTop() was called, maybe with the row that was on top before.
    virtual void topMoved(ScrolledBy by) = 0;
    /// Call it when the count of rows, their height or width or the viewport's size have changed. `top` is on top then,
    /// as far as there are rows; topMoved() is not called.
    void updateScrollBars(quint64 top);

    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void stepBar(int action);

    const int m_topPadding;
    quint64 m_top = 0;
    int m_wheelRest = 0; // eighths of a degree that did not make a row yet
    bool m_settingBar = false; // the bar follows the rows, not the rows the bar
};

} // namespace ui
