// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/inspectormodel.h"

#include "ui/bytes/charsets.h"
#include "ui/theme/tones.h"

#include <QGuiApplication>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using codec::InspectedValue;
using codec::TimeStamp;
using codec::ValueKind;

namespace {

/// Without a selection so many bytes are shown as text: a line's worth.
constexpr std::size_t CursorTextBytes = 32;
constexpr std::size_t MaxTextUnits = 1024;

QString timeName(TimeStamp time)
{
    switch (time) {
    case TimeStamp::UnixSeconds32: return InspectorModel::tr("Unix time, 32 bit");
    case TimeStamp::UnixSeconds: return InspectorModel::tr("Unix time, 64 bit");
    case TimeStamp::UnixMilliseconds: return InspectorModel::tr("Unix time, ms");
    case TimeStamp::UnixMicroseconds: return InspectorModel::tr("Unix time, \u00b5s");
    case TimeStamp::UnixNanoseconds: return InspectorModel::tr("Unix time, ns");
    case TimeStamp::Ntp: return InspectorModel::tr("NTP time");
    case TimeStamp::FileTime: return InspectorModel::tr("Windows time");
    case TimeStamp::Dos: return InspectorModel::tr("DOS time");
    }
    return {};
}

/// Words of the field are the same in every language.
QString typeName(const InspectedValue& value)
{
    const QString bits = QString::number(value.bits);
    switch (value.kind) {
    case ValueKind::Unsigned: return u"uint"_s % bits;
    case ValueKind::Signed: return u"int"_s % bits;
    case ValueKind::Float: return u"float"_s % bits;
    case ValueKind::Ipv4: return u"IPv4"_s;
    case ValueKind::Ipv6: return u"IPv6"_s;
    case ValueKind::Mac: return u"MAC"_s;
    case ValueKind::Utf8: return u"UTF-8"_s;
    case ValueKind::Utf16: return u"UTF-16"_s;
    case ValueKind::Utf32: return u"UTF-32"_s;
    case ValueKind::Bits: return InspectorModel::tr("Bits");
    case ValueKind::Time: return timeName(value.time);
    }
    return {};
}

QString readingText(const InspectedValue& value, const codec::Reading& reading)
{
    if (!reading.text.empty())
        return QString::fromStdString(reading.text);
    return value.kind == ValueKind::Time ? QString() : InspectorModel::tr("no character");
}

bool isSameType(const InspectedValue& a, const InspectedValue& b)
{
    return a.kind == b.kind && a.bits == b.bits && a.time == b.time && a.isOrdered == b.isOrdered;
}

} // namespace

InspectorModel::InspectorModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_charset(charsets().constFirst())
{ }

void InspectorModel::setBytes(std::vector<std::byte> bytes, quint64 selected)
{
    m_bytes = std::move(bytes);
    m_selected = selected;
    refresh();
}

void InspectorModel::setBase(codec::NumberBase base)
{
    m_base = base;
    refresh();
}

void InspectorModel::setCharset(const QString& charset)
{
    if (!charsets().contains(charset))
        return;
    m_charset = charset;
    refresh();
}

void InspectorModel::refresh()
{
    const std::span<const std::byte> bytes(m_bytes);
    auto values = codec::inspect(bytes.first(std::min(bytes.size(), codec::InspectedBytes)), m_selected, m_base);
    const auto afterCharacters = std::ranges::find_if(values,
        [](const InspectedValue& value) { return value.kind == ValueKind::Ipv4 || value.kind == ValueKind::Time; });
    const int textRow = values.empty() ? -1 : static_cast<int>(afterCharacters - values.begin());
    m_text = charsetText(m_charset, textBytes(), MaxTextUnits);
    takeValues(std::move(values), textRow);
}

/// The rows that are of the same types keep their places, and what a person has chosen among them.
void InspectorModel::takeValues(std::vector<InspectedValue> values, int textRow)
{
    const auto sameUntil = std::ranges::mismatch(values, m_values, isSameType).in1 - values.begin();
    int kept = static_cast<int>(sameUntil);
    if (textRow != m_textRow)
        kept = std::min({kept, std::max(textRow, 0), std::max(m_textRow, 0)});
    const bool textIsKept = textRow == m_textRow && kept >= textRow && textRow >= 0;
    const int keptRows = kept + (textIsKept ? 1 : 0);
    const int oldRows = rowCount();
    if (oldRows > keptRows) {
        beginRemoveRows({}, keptRows, oldRows - 1);
        m_values.resize(static_cast<std::size_t>(kept));
        m_textRow = textIsKept ? textRow : -1;
        endRemoveRows();
    }
    const int newRows = static_cast<int>(values.size()) + (textRow < 0 ? 0 : 1);
    const bool grows = newRows > keptRows;
    if (grows)
        beginInsertRows({}, keptRows, newRows - 1);
    m_values = std::move(values);
    m_textRow = textRow;
    if (grows)
        endInsertRows();
    if (keptRows > 0)
        Q_EMIT dataChanged(index(0, 0), index(keptRows - 1, ColumnCount - 1));
    if (oldRows != keptRows || grows)
        Q_EMIT rowsChanged();
}

std::span<const std::byte> InspectorModel::textBytes() const
{
    const std::size_t wanted = m_selected == 0 ? CursorTextBytes : std::min<quint64>(m_selected, TextBytes);
    return std::span(m_bytes).first(std::min(m_bytes.size(), wanted));
}

const InspectedValue* InspectorModel::value(int row) const
{
    if (row < 0 || row >= rowCount() || row == m_textRow)
        return nullptr;
    return &m_values[static_cast<std::size_t>(m_textRow >= 0 && row > m_textRow ? row - 1 : row)];
}

bool InspectorModel::isOrdered(int row) const
{
    const InspectedValue* shown = value(row);
    return shown && shown->isOrdered;
}

quint64 InspectorModel::coveredBytes(int row) const
{
    if (row == m_textRow)
        return textBytes().size();
    const InspectedValue* shown = value(row);
    return shown ? std::max(shown->little.bytes, shown->big.bytes) : 0;
}

QString InspectorModel::rowText(int row) const
{
    QString text = cellText(row, Type) % u'\t' % cellText(row, Little);
    if (isOrdered(row))
        text += u'\t' % cellText(row, Big);
    return text;
}

QString InspectorModel::cellText(int row, int column) const
{
    if (row == m_textRow)
        return column == Type ? tr("Text") : m_text;
    const InspectedValue* shown = value(row);
    if (!shown)
        return {};
    return column == Type ? typeName(*shown) : readingText(*shown, column == Big ? shown->big : shown->little);
}

int InspectorModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_values.size()) + (m_textRow < 0 ? 0 : 1);
}

int InspectorModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InspectorModel::data(const QModelIndex& index, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return cellText(index.row(), index.column());
    // As rich text, so that what was received cannot choose to be it.
    case Qt::ToolTipRole:
        return QString("<qt>"_L1 % cellText(index.row(), index.column()).toHtmlEscaped() % "</qt>"_L1);
    case Qt::FontRole: return index.column() == Type ? QVariant() : fixedFont();
    case Qt::ForegroundRole: {
        const InspectedValue* shown = value(index.row());
        const bool isNothing = shown
            && ((index.column() == Little && shown->little.text.empty())
                || (index.column() == Big && shown->big.text.empty()));
        return index.column() == Type || isNothing ? toneColor(Tone::Dim, QGuiApplication::palette()) : QVariant();
    }
    default: return {};
    }
}

QVariant InspectorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Type: return tr("Type");
    case Little: return tr("Little-endian");
    case Big: return tr("Big-endian");
    default: return {};
    }
}

} // namespace ui
