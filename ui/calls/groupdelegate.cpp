// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/groupdelegate.h"

#include "ui/theme/tones.h"

#include <QPainter>

namespace ui {

namespace {

int groupHeight(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    return index.data(GroupRole).toString().isEmpty() ? 0 : option.fontMetrics.height() + GridPixels / 2;
}

} // namespace

GroupDelegate::GroupDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{ }

void GroupDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    item.rect.setTop(option.rect.top() + groupHeight(option, index));
    if (const QRect heading(option.rect.topLeft(), QPoint(option.rect.right(), item.rect.top() - 1));
        !heading.isEmpty()) {
        painter->save();
        QFont font = option.font;
        font.setBold(true);
        painter->setFont(font);
        painter->setPen(toneColor(Tone::Dim, option.palette));
        painter->drawText(heading.adjusted(GridPixels / 2, 0, 0, 0), Qt::AlignLeft | Qt::AlignBottom,
            index.data(GroupRole).toString());
        painter->restore();
    }
    QStyledItemDelegate::paint(painter, item, index);
}

QSize GroupDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, groupHeight(option, index));
}

} // namespace ui
