// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace ui {

/// The text above the first item of a group, in a list that GroupDelegate paints.
inline constexpr int GroupRole = Qt::UserRole;

/// Paints a list in groups, each with its name above its first item. The names are no items of their own, over which
/// keys and screen readers would have to go.
class GroupDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GroupDelegate)

public:
    explicit GroupDelegate(QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace ui
