// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/tcpinfo/tcpinfodelegate.h"

#include "ui/tcpinfo/sparkline.h"
#include "ui/tcpinfo/tcpinfomodel.h"
#include "ui/tcpinfo/tcpinfotext.h"
#include "ui/theme/tones.h"

#include <QPainter>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = GridPixels / 2;
constexpr double MarkWidth = 1.5;

/// The moment of the selected record is told from the line by shape as well: a line from top to bottom.
void paintMark(QPainter& painter, double x, const QRectF& room, const QPalette& palette)
{
    painter.setPen(QPen(toneColor(Tone::Out, palette), MarkWidth));
    painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()));
}

} // namespace

TcpInfoDelegate::TcpInfoDelegate(const TcpInfoModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{ }

QSize TcpInfoDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {GridPixels, 2 * option.fontMetrics.height() + Margin};
}

void TcpInfoDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, option.palette.alternateBase());
    if (index.column() == TcpInfoModel::ChartColumn)
        paintChart(*painter, option.palette, QRectF(option.rect).adjusted(Margin, Margin, -GridPixels, -Margin - 1),
            index.row());
    else
        paintTexts(*painter, option, index);
    painter->setPen(toneColor(Tone::Separator, option.palette));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->restore();
}

void TcpInfoDelegate::paintTexts(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool isName = index.column() == TcpInfoModel::NameColumn;
    const QRect room = option.rect.adjusted(isName ? GridPixels : 0, Margin / 2, -Margin, -Margin / 2);
    // What has one line stands in the middle, name and value at one height.
    const bool hasTwoLines = m_isNarrow
        || !index.siblingAtColumn(TcpInfoModel::NameColumn).data(TcpInfoModel::RangeRole).toString().isEmpty()
        || !index.siblingAtColumn(TcpInfoModel::ValueColumn).data(TcpInfoModel::MarkedRole).toString().isEmpty();
    const QRect above(room.left(), room.top(), room.width(), hasTwoLines ? room.height() / 2 : room.height());
    const QRect below = above.translated(0, above.height());
    const Qt::Alignment alignment = (isName ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
    const auto put = [&](const QRect& rect, const QString& text, Tone tone) {
        painter.setPen(toneColor(tone, option.palette));
        painter.drawText(rect, int(alignment), option.fontMetrics.elidedText(text, Qt::ElideRight, rect.width()));
    };
    const QString text = index.data().toString();
    put(above, text, Tone::Text);
    const QString plain = isName ? tcpPlainName(session::TcpFigure(index.row())) : QString();
    const int used = option.fontMetrics.horizontalAdvance(text) + GridPixels;
    if (used + option.fontMetrics.horizontalAdvance(plain) <= above.width())
        put(above.adjusted(used, 0, 0, 0), plain, Tone::Dim);
    if (isName && m_isNarrow)
        paintChart(painter, option.palette, QRectF(below).adjusted(0, 1, -GridPixels, -1), index.row());
    else if (isName)
        put(below, index.data(TcpInfoModel::RangeRole).toString(), Tone::Dim);
    else
        put(below, index.data(TcpInfoModel::MarkedRole).toString(), Tone::Out);
}

void TcpInfoDelegate::paintChart(QPainter& painter, const QPalette& palette, const QRectF& room, int row) const
{
    const ChartRange range = ChartRange::of(m_model.history());
    const Sparkline line = Sparkline::of(m_model.history(), session::TcpFigure(row), range, room.size());
    paintSparkline(painter, room.topLeft(), room.size(), line, palette);
    if (const session::TcpSample* marked = m_model.markedSample())
        paintMark(painter, room.left() + range.position(marked->timeNs, room.width()), room, palette);
}

} // namespace ui
