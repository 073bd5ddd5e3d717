// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/propertyproxy.h"

#include "session/properties/propertymodel.h"
#include "ui/properties/propertywords.h"

namespace ui {

using session::PropertyModel;

PropertyProxy::PropertyProxy(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
}

void PropertyProxy::setSearch(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_search)
        return;
    m_search = trimmed;
    invalidateFilter();
}

bool PropertyProxy::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    if (m_search.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(sourceRow, PropertyModel::NameColumn, sourceParent);
    const auto has = [this](const QString& text) { return text.contains(m_search, Qt::CaseInsensitive); };
    return has(index.data().toString()) || has(propertyName(index)) || has(propertyMeaning(index));
}

QVariant PropertyProxy::data(const QModelIndex& index, int role) const
{
    const QModelIndex source = mapToSource(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == PropertyModel::NameColumn)
            return propertyName(source);
        if (index.column() == PropertyModel::ValueColumn)
            return propertyValue(source);
        break;
    case Qt::ToolTipRole: return propertyToolTip(source);
    case Qt::AccessibleDescriptionRole: return propertyDescription(source);
    default: break;
    }
    return QSortFilterProxyModel::data(index, role);
}

QVariant PropertyProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PropertyModel::NameColumn: return tr("Name");
    case PropertyModel::ValueColumn: return tr("Value");
    case PropertyModel::AskedColumn: return tr("Asked");
    default: return {};
    }
}

} // namespace ui
