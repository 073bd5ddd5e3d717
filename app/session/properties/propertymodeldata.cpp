// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of PropertyModel that says what is in a cell.
#include "session/properties/propertymodel.h"

namespace session {

using namespace Qt::StringLiterals;

Qt::ItemFlags PropertyModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const Row* row = rowOf(index);
    if (!row)
        return flags;
    flags |= Qt::ItemNeverHasChildren;
    if (index.column() == ValueColumn && !row->property.isReadOnly) {
        flags |= Qt::ItemIsEditable;
        if (row->property.type == PropertyType::Flag)
            flags |= Qt::ItemIsUserCheckable;
    }
    return flags;
}

QVariant PropertyModel::data(const QModelIndex& index, int role) const
{
    const Group* group = groupOf(index);
    if (!group)
        return {};
    const Row* row = rowOf(index);
    if (!row)
        return groupData(*group, index, role);
    switch (role) {
    case Qt::DisplayRole: return displayData(*row, index.column());
    case Qt::EditRole: return index.column() == ValueColumn ? row->property.value : displayData(*row, index.column());
    case Qt::CheckStateRole:
        if (index.column() != ValueColumn || !(flags(index) & Qt::ItemIsUserCheckable))
            return {};
        if (row->property.value.isEmpty())
            return static_cast<int>(Qt::PartiallyChecked);
        return static_cast<int>(row->property.value == "0"_L1 ? Qt::Unchecked : Qt::Checked);
    default: return roleData(*row, role);
    }
}

QVariant PropertyModel::groupData(const Group& group, const QModelIndex& index, int role) const
{
    if (role == GroupRole)
        return static_cast<int>(group.group);
    if (role == Qt::DisplayRole && index.column() == NameColumn)
        return groupName(group.group);
    return {};
}

QVariant PropertyModel::displayData(const Row& row, int column) const
{
    switch (column) {
    case NameColumn: return row.property.name;
    case ValueColumn: return row.property.value;
    case AskedColumn: return row.asked;
    default: return {};
    }
}

QVariant PropertyModel::roleData(const Row& row, int role) const
{
    const Property& property = row.property;
    switch (role) {
    case KeyRole: return static_cast<int>(property.key);
    case GroupRole: return static_cast<int>(property.group);
    case TypeRole: return static_cast<int>(property.type);
    case CodeRole: return property.code;
    case MinimumRole: return property.minimum;
    case MaximumRole: return property.maximum;
    case ChoicesRole: return property.choices;
    case UnitRole: return property.unit;
    case OptionRole: return QVariant::fromValue(property.option);
    case BytesRole: return property.bytes;
    case AskedRole: return row.asked;
    case ErrorRole: return row.error.code;
    case ReadErrorRole: return property.readError.code;
    case ReadOnlyRole: return property.isReadOnly;
    default: return {};
    }
}

QVariant PropertyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return u"Name"_s;
    case ValueColumn: return u"Value"_s;
    case AskedColumn: return u"Asked"_s;
    default: return {};
    }
}

} // namespace session
