// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/tcpinfo/tcpinfomodel.h"

#include "ui/tcpinfo/sparkline.h"
#include "ui/tcpinfo/tcpinfotext.h"

#include <chrono>
#include <cstdlib>

namespace ui {

using namespace Qt::StringLiterals;
using session::TcpFigure;

TcpInfoModel::TcpInfoModel(const session::TcpSampler& sampler, QObject* parent)
    : QAbstractTableModel(parent)
    , m_sampler(sampler)
{
    refresh();
}

TcpInfoModel::Texts TcpInfoModel::textsOf(TcpFigure figure) const
{
    Texts texts;
    if (history().isEmpty())
        return texts;
    texts.range = tcpRangeText(figure, history());
    texts.value = tcpValueText(figure, history().samples().back().value(figure));
    if (const session::TcpSample* marked = markedSample())
        texts.marked = tcpValueText(figure, marked->value(figure));
    return texts;
}

void TcpInfoModel::refresh()
{
    for (std::size_t row = 0; row < m_texts.size(); ++row)
        m_texts[row] = textsOf(TcpFigure(row));
    // Charts grow even when no value changes, and a narrow pane paints them below the names.
    Q_EMIT dataChanged(index(0, NameColumn), index(rowCount() - 1, ChartColumn));
}

void TcpInfoModel::setMark(std::optional<std::int64_t> timeNs)
{
    m_mark = timeNs;
    refresh();
}

const session::TcpSample* TcpInfoModel::markedSample() const
{
    const session::TcpSample* sample = m_mark ? history().nearest(*m_mark) : nullptr;
    const bool isNear
        = sample && std::abs(sample->timeNs - *m_mark) <= std::chrono::nanoseconds(Sparkline::LongestGap).count();
    return isNear ? sample : nullptr;
}

int TcpInfoModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(session::TcpFigureCount);
}

int TcpInfoModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString TcpInfoModel::accessibleText(const Texts& texts, int column) const
{
    switch (column) {
    case ValueColumn:
        return texts.marked.isEmpty() ? texts.value
                                      : tr("%1; %2 at the selected record").arg(texts.value, texts.marked);
    case ChartColumn: return texts.range.isEmpty() ? QString() : tr("%1, %2").arg(texts.range, tcpSpanText(history()));
    default: return {};
    }
}

QVariant TcpInfoModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto figure = TcpFigure(index.row());
    const Texts& texts = m_texts[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: {
        const std::string_view name = session::tcpFigureName(figure);
        if (index.column() == NameColumn)
            return QString::fromLatin1(name.data(), qsizetype(name.size()));
        return index.column() == ValueColumn ? texts.value : QString();
    }
    case Qt::AccessibleTextRole:
        return index.column() == NameColumn ? data(index, Qt::DisplayRole) : accessibleText(texts, index.column());
    case Qt::ToolTipRole:
        return texts.range.isEmpty() ? tcpMeaningText(figure) : tcpMeaningText(figure) % u'\n' % texts.range;
    case RangeRole: return texts.range == texts.value ? QString() : texts.range;
    case MarkedRole: return texts.marked;
    default: return {};
    }
}

QVariant TcpInfoModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Figure");
    case ValueColumn: return tr("Value");
    case ChartColumn: return tr("Chart");
    default: return {};
    }
}

} // namespace ui
