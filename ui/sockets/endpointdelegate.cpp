// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointdelegate.h"

#include "session/models/endpointmodel.h"
#include "ui/sockets/endpointtext.h"
#include "ui/sockets/statemark.h"
#include "ui/theme/tones.h"

#include <QApplication>
#include <QPainter>

namespace ui {

namespace {

constexpr int Padding = GridPixels / 2;
constexpr int MarkSize = 9;

/// A text at each end of a line. Where there is not room for both the left one keeps its width, and the right one is
/// the shorter one, and cut.
struct Line
{
    QString left;
    QString right;
    QString shorterRight;
    QColor leftColor;
    QColor rightColor;
    Qt::TextElideMode rightElision;
};

void paintLine(QPainter& painter, const QRect& place, const Line& line)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QString left = metrics.elidedText(line.left, Qt::ElideRight, place.width());
    painter.setPen(line.leftColor);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, left);
    const int room = place.width() - metrics.horizontalAdvance(left) - GridPixels;
    const QString& right = metrics.horizontalAdvance(line.right) <= room ? line.right : line.shorterRight;
    // Two characters and an ellipsis tell nothing.
    if (room < std::min(metrics.horizontalAdvance(right), 4 * GridPixels))
        return;
    painter.setPen(line.rightColor);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(right, line.rightElision, room));
}

} // namespace

EndpointDelegate::EndpointDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{ }

void EndpointDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const auto status = index.data(session::EndpointModel::StatusRole).value<engine::EndpointStatus>();
    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    const auto color = [&item, isSelected](Tone tone) {
        return isSelected ? item.palette.color(QPalette::HighlightedText) : toneColor(tone, item.palette);
    };
    const bool hasEnded = engine::isEnded(status.state);

    painter->save();
    painter->setFont(item.font);
    const QRect content = item.rect.adjusted(Padding, Padding, -Padding, -Padding);
    const int lineHeight = content.height() / 2;
    const QRect first(content.left() + 2 * GridPixels, content.top(), content.width() - 2 * GridPixels, lineHeight);
    const QRect second = first.translated(0, lineHeight);
    const Tone stateTone = endpointStateTone(status);
    paintStateMark(*painter, QRectF(content.left() + 1, first.center().y() - MarkSize / 2.0, MarkSize, MarkSize),
        status.state, color(stateTone));

    // The name is what log, filter and composer call it by. Of an address both ends tell: network and port.
    paintLine(*painter, first,
        {endpointName(status), endpointAddressText(status), endpointShortAddressText(status),
            color(hasEnded ? Tone::Dim : Tone::Text), color(Tone::Dim), Qt::ElideMiddle});
    const QString counters = endpointCountersText(status);
    paintLine(*painter, second,
        {endpointStateText(status, base::Monotonic::now()), counters, counters, color(stateTone), color(Tone::Dim),
            Qt::ElideRight});
    painter->restore();
}

QSize EndpointDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {20 * GridPixels, 2 * option.fontMetrics.height() + 2 * Padding + 2};
}

} // namespace ui
