// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointdelegate.h"

#include "ui/sockets/endpointtext.h"
#include "ui/sockets/statemark.h"
#include "ui/theme/tones.h"
#include "workspace/endpointmodel.h"

#include <QApplication>
#include <QPainter>

namespace ui {

namespace {

constexpr int Padding = GridPixels / 2;
constexpr int MarkSize = 9;

/// Which of two texts on a line keeps its width where there is not room for both.
enum class Keeps
{
    Left,
    Right
};
struct Line
{
    QString left;
    QString right;
    QColor leftColor;
    QColor rightColor;
    Keeps keeps;
};

int rightWidthOf(const Line& line, const QFontMetrics& metrics, int width)
{
    if (line.right.isEmpty())
        return 0;
    const int wanted = metrics.horizontalAdvance(line.right) + 1;
    if (line.keeps == Keeps::Right)
        return std::min(wanted, width * 2 / 3);
    const int room = width - GridPixels - metrics.horizontalAdvance(line.left) - 1;
    // A name of two letters and an ellipsis tells nothing.
    return room < std::min(wanted, 4 * GridPixels) ? 0 : std::min(wanted, room);
}

void paintLine(QPainter& painter, const QRect& place, const Line& line)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int rightWidth = rightWidthOf(line, metrics, place.width());
    const int leftWidth = place.width() - rightWidth - (rightWidth > 0 ? GridPixels : 0);
    painter.setPen(line.leftColor);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(line.left, Qt::ElideRight, leftWidth));
    if (rightWidth == 0)
        return;
    painter.setPen(line.rightColor);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(line.right, Qt::ElideRight, rightWidth));
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

    const auto status = index.data(workspace::EndpointModel::StatusRole).value<engine::EndpointStatus>();
    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    const auto color = [&item, isSelected](Tone tone) {
        return isSelected ? item.palette.color(QPalette::HighlightedText) : toneColor(tone, item.palette);
    };
    const bool hasEnded = engine::isEnded(status.state);

    painter->save();
    painter->setFont(item.font);
    const QRect content = item.rect.adjusted(Padding, Padding, -GridPixels, -Padding);
    const int lineHeight = content.height() / 2;
    const QRect first(content.left() + 2 * GridPixels, content.top(), content.width() - 2 * GridPixels, lineHeight);
    const QRect second = first.translated(0, lineHeight);
    const Tone stateTone = endpointStateTone(status);
    paintStateMark(*painter, QRectF(content.left() + 1, first.center().y() - MarkSize / 2.0, MarkSize, MarkSize),
        status.state, color(stateTone));

    const QString name = QString::fromStdString(status.info.name);
    paintLine(*painter, first,
        {endpointAddressText(status), name, color(hasEnded ? Tone::Dim : Tone::Text), color(Tone::Dim), Keeps::Left});
    paintLine(*painter, second,
        {endpointStateText(status, base::Monotonic::now()), endpointCountersText(status), color(stateTone),
            color(Tone::Dim), Keeps::Right});
    painter->restore();
}

QSize EndpointDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {20 * GridPixels, 2 * option.fontMetrics.height() + 2 * Padding + 2};
}

} // namespace ui
