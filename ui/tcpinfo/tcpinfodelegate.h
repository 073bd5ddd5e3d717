// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace ui {

class TcpInfoModel;

/// Paints a figure's row: its name over its range, its value over the one that is marked, its chart. Owned by the pane.
/// Thread: GUI.
class TcpInfoDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpInfoDelegate)

public:
    /// @param model  must outlive the delegate.
    explicit TcpInfoDelegate(const TcpInfoModel& model, QObject* parent = nullptr);

    /// Paints the chart below the name, in place of the range.
    void setNarrow(bool isNarrow) { m_isNarrow = isNarrow; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintTexts(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintChart(QPainter& painter, const QPalette& palette, const QRectF& room, int row) const;

    const TcpInfoModel& m_model;
    bool m_isNarrow = false;
};

} // namespace ui
