// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/rowarea.h"

#include <QApplication>
#include <QWheelEvent>

#include <functional>

/// Rows without content, each 10 pixels high.
class PlainRows final : public ui::RowArea
{
public:
    explicit PlainRows(quint64 rows, int topPadding = 0)
        : ui::RowArea(nullptr, topPadding)
        , m_rows(rows)
    {
        resize(200, 10 * 10 + topPadding + 5);
        show();
    }
    [[nodiscard]] quint64 rowCount() const override { return m_rows; }
    [[nodiscard]] int rowHeight() const override { return 10; }
    void setRows(quint64 rows)
    {
        m_rows = rows;
        updateScrollBars(topRow());
    }
    void setWidth(int width)
    {
        m_width = width;
        updateScrollBars(topRow());
    }
    void turn(int eighths)
    {
        QWheelEvent event({10, 10}, viewport()->mapToGlobal(QPointF(10, 10)), {}, {0, eighths}, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(viewport(), &event);
    }

    int byUser = 0; ///< calls of topMoved() that tell of the user
    std::function<void(ScrolledBy)> onTopMoved;

protected:
    void resizeEvent(QResizeEvent*) override { updateScrollBars(topRow()); }
    [[nodiscard]] int contentWidth() const override { return m_width; }
    void topMoved(ScrolledBy by) override
    {
        byUser += by == ScrolledBy::User ? 1 : 0;
        if (onTopMoved)
            onTopMoved(by);
    }

private:
    quint64 m_rows;
    int m_width = 0;
};
