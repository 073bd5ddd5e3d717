// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/hitmodel.h"

#include "codec/visible.h"
#include "session/jobs/search.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 ExcerptBefore = 12; // bytes that are shown before a hit
constexpr std::size_t ExcerptBytes = 160;
constexpr std::size_t ExcerptUnits = 120;

/// Of a column's cells and of its title.
int alignmentOf(int column)
{
    const bool isNumber = column == HitModel::Record || column == HitModel::Offset;
    return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

HitModel::HitModel(QObject* parent)
    : QAbstractTableModel(parent)
{ }

HitModel::~HitModel() = default;

void HitModel::setSearch(const session::Search* search, std::unique_ptr<capture::Reader> reader)
{
    beginResetModel();
    m_search = search;
    m_reader = std::move(reader);
    m_rows = 0;
    endResetModel();
    refresh();
}

void HitModel::refresh()
{
    const int rows = m_search ? int(m_search->listedCount()) : 0;
    if (rows < m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    if (rows == m_rows)
        return;
    const int before = m_rows;
    beginInsertRows({}, before, rows - 1);
    m_rows = rows;
    endInsertRows();
    // A hit that begins in an older record comes in between.
    if (before > 0)
        Q_EMIT dataChanged(index(0, 0), index(before - 1, ColumnCount - 1));
}

int HitModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int HitModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HitModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows)
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::FontRole && index.column() != Endpoint && index.column() != Call)
        return fixedFont();
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column());
    return {};
}

QVariant HitModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Record: return tr("#");
    case Endpoint: return tr("Endpoint");
    case Call: return tr("Call");
    case Offset: return tr("Offset");
    case Excerpt: return tr("Excerpt");
    default: return {};
    }
}

QString HitModel::text(int row, int column) const
{
    const query::SearchHit hit = m_search->hitAt(quint64(row));
    switch (column) {
    case Record: {
        const QString number = countText(hit.record.value + 1);
        return hit.endRecord == hit.record ? number : number % u'-' % countText(hit.endRecord.value + 1);
    }
    case Offset: return countText(hit.offset);
    default: break;
    }
    const auto record = m_reader->record(hit.record);
    if (!record)
        return {};
    if (column == Endpoint) {
        const std::u16string name = codec::visibleName(m_reader->endpoint(record->endpoint).name);
        return QString::fromStdU16String(name);
    }
    if (column == Call) {
        const std::string_view name = capture::operationName(record->operation);
        return QString::fromLatin1(name.data(), qsizetype(name.size()));
    }
    return excerpt(*record, hit.offset);
}

QString HitModel::excerpt(const capture::Record& record, quint32 offset) const
{
    const quint32 first = offset > ExcerptBefore ? offset - ExcerptBefore : 0;
    std::array<std::byte, ExcerptBytes> bytes{};
    const auto count = m_reader->payload(record, first, bytes);
    if (!count)
        return {};
    const auto shown = codec::visibleText(std::span<const std::byte>(bytes).first(*count), ExcerptUnits);
    return (first > 0 ? u"\u2026"_s : QString()) % QString::fromStdU16String(shown.text);
}

} // namespace ui
