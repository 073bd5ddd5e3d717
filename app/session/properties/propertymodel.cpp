// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertymodel.h"

#include "session/properties/propertylist.h"

#include <algorithm>

namespace session {

using namespace Qt::StringLiterals;

namespace {

// A property's index carries its group, so that it survives groups that come and go before it. 0 marks a group itself.
quintptr childId(PropertyGroup group)
{
    return static_cast<quintptr>(group) + 1;
}

QVariant displayData(const PropertyRow& row, int column)
{
    switch (column) {
    case PropertyModel::NameColumn: return row.property.name;
    case PropertyModel::ValueColumn: return row.property.value;
    case PropertyModel::AskedColumn: return row.asked;
    default: return {};
    }
}

QVariant checkState(const Property& property)
{
    if (property.isReadOnly || property.type != PropertyType::Flag)
        return {};
    if (property.value.isEmpty())
        return static_cast<int>(Qt::PartiallyChecked);
    return static_cast<int>(property.value == "0"_L1 ? Qt::Unchecked : Qt::Checked);
}

QVariant roleData(const PropertyRow& row, int role)
{
    const Property& property = row.property;
    switch (role) {
    case PropertyModel::KeyRole: return static_cast<int>(property.key);
    case PropertyModel::GroupRole: return static_cast<int>(property.group);
    case PropertyModel::TypeRole: return static_cast<int>(property.type);
    case PropertyModel::CodeRole: return property.code;
    case PropertyModel::MinimumRole: return property.minimum;
    case PropertyModel::MaximumRole: return property.maximum;
    case PropertyModel::ChoicesRole: return property.choices;
    case PropertyModel::UnitRole: return property.unit;
    case PropertyModel::OptionRole: return QVariant::fromValue(property.option);
    case PropertyModel::BytesRole: return property.bytes;
    case PropertyModel::AskedRole: return row.asked;
    case PropertyModel::ErrorRole: return row.error.code;
    case PropertyModel::ReadErrorRole: return property.readError.code;
    case PropertyModel::ReadOnlyRole: return property.isReadOnly;
    case PropertyModel::FreshValueRole: return property.freshValue ? QVariant(*property.freshValue) : QVariant();
    default: return {};
    }
}

QVariant groupData(PropertyGroup group, int column, int role)
{
    if (role == PropertyModel::GroupRole)
        return static_cast<int>(group);
    if (role == Qt::DisplayRole && column == PropertyModel::NameColumn)
        return groupName(group);
    return {};
}

} // namespace

PropertyModel::PropertyModel(QObject* parent)
    : QAbstractItemModel(parent)
{ }

PropertyModel::~PropertyModel() = default;

void PropertyModel::setEndpoint(base::EndpointId endpoint)
{
    if (endpoint == m_wanted)
        return;
    if (endpoint.value == 0) {
        clear();
        return;
    }
    m_wanted = endpoint;
    requestRefresh();
}

void PropertyModel::requestRefresh()
{
    if (m_wanted.value != 0)
        Q_EMIT refreshRequested(m_wanted);
}

void PropertyModel::clear()
{
    m_wanted = {};
    if (m_status.id.value == 0)
        return;
    Q_EMIT endpointAboutToChange();
    m_status = {};
    merge({});
}

void PropertyModel::update(const engine::Properties& properties)
{
    if (properties.status.id != m_wanted || m_wanted.value == 0)
        return;
    if (m_status.id != m_wanted)
        Q_EMIT endpointAboutToChange();
    m_status = properties.status;
    if (engine::isEnded(m_status.state))
        m_asked.forget(m_status.id);
    else
        m_asked.takeFailures(properties);
    std::vector<Group> fresh;
    for (Property& property : listProperties(properties, framingOf(m_status))) {
        if (fresh.empty() || fresh.back().group != property.group)
            fresh.push_back({property.group, {}});
        fresh.back().rows.push_back(m_asked.rowOf(m_status.id, std::move(property)));
    }
    merge(std::move(fresh));
}

void PropertyModel::setFraming(const query::FramingRules& rules)
{
    m_framing = rules;
    requestRefresh();
}

message::Rule PropertyModel::framingOf(const engine::EndpointStatus& status) const
{
    const auto* const entry = query::entryFor(m_framing, status.id, status.info);
    return entry == nullptr ? message::Rule() : entry->second;
}

void PropertyModel::apply(const PropertyChange& change)
{
    if (const auto* framing = std::get_if<FramingChange>(&change)) {
        Q_EMIT framingRequested(*framing);
        return;
    }
    const auto& command = std::get<engine::Command>(change);
    if (const auto* option = std::get_if<engine::SetOption>(&command)) {
        m_asked.note(option->id, option->setting);
        refreshAsked();
    }
    Q_EMIT commandRequested(command);
    Q_EMIT refreshRequested(engine::endpointOf(command));
}

bool PropertyModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const PropertyRow* row = rowOf(index);
    if (!row || index.column() != ValueColumn || row->property.isReadOnly)
        return false;
    QString text = value.toString();
    if (role == Qt::CheckStateRole && row->property.type == PropertyType::Flag)
        text = value.toInt() == Qt::Checked ? u"1"_s : u"0"_s;
    else if (role != Qt::EditRole)
        return false;
    const auto edit = editOf(row->property, m_status, text);
    if (!edit) {
        m_asked.note(m_status.id, row->property, text.simplified(), edit.error());
        refreshAsked();
        return false;
    }
    m_asked.forget(m_status.id, row->property);
    refreshAsked();
    apply(edit->after);
    Q_EMIT edited(*edit);
    return true;
}

// --- what changed ----------------------------------------------------------------------------------------------------

void PropertyModel::merge(std::vector<Group> fresh)
{
    std::vector<PropertyRow> settings;
    if (!fresh.empty() && fresh.front().group == m_settings.group) {
        settings = std::move(fresh.front().rows);
        fresh.erase(fresh.begin());
    }
    mergeRows({}, m_settings, std::move(settings));
    const auto isSameGroup = [](const Group& a, const Group& b) { return a.group == b.group; };
    merge({}, firstGroup(), m_groups, std::move(fresh), isSameGroup, [&](std::size_t place, Group group) {
        const QModelIndex parent = index(firstGroup() + static_cast<int>(place), NameColumn);
        mergeRows(parent, m_groups[place], std::move(group.rows));
    });
}

void PropertyModel::mergeRows(const QModelIndex& parent, Group& shown, std::vector<PropertyRow> fresh)
{
    const auto isSameRow = [](const PropertyRow& a, const PropertyRow& b) { return isSame(a.property, b.property); };
    merge(parent, 0, shown.rows, std::move(fresh), isSameRow,
        [&](std::size_t place, PropertyRow row) { replaceRow(shown, place, std::move(row)); });
}

template <class Row, class IsSame, class Take>
void PropertyModel::merge(
    const QModelIndex& parent, int first, std::vector<Row>& shown, std::vector<Row> fresh, IsSame isSame, Take take)
{
    std::ptrdiff_t place = 0;
    const auto removeUntil = [&](auto end) {
        if (end == shown.begin() + place)
            return;
        beginRemoveRows(parent, first + static_cast<int>(place), first + static_cast<int>(end - shown.begin()) - 1);
        shown.erase(shown.begin() + place, end);
        endRemoveRows();
    };
    for (Row& row : fresh) {
        const auto found
            = std::find_if(shown.begin() + place, shown.end(), [&](const Row& each) { return isSame(each, row); });
        if (found == shown.end()) {
            beginInsertRows(parent, first + static_cast<int>(place), first + static_cast<int>(place));
            shown.insert(shown.begin() + place, std::move(row));
            endInsertRows();
        } else {
            removeUntil(found);
            take(static_cast<std::size_t>(place), std::move(row));
        }
        ++place;
    }
    removeUntil(shown.end());
}

void PropertyModel::replaceRow(Group& group, std::size_t place, PropertyRow fresh)
{
    PropertyRow& row = group.rows[place];
    if (row == fresh)
        return;
    const bool askedChanged = row.asked != fresh.asked;
    row = std::move(fresh);
    const QModelIndex value = createIndex(static_cast<int>(place), ValueColumn, childId(group.group));
    Q_EMIT dataChanged(value, askedChanged ? value.siblingAtColumn(AskedColumn) : value);
}

void PropertyModel::refreshAsked()
{
    const auto refresh = [this](Group& group) {
        for (std::size_t place = 0; place < group.rows.size(); ++place)
            replaceRow(group, place, m_asked.rowOf(m_status.id, group.rows[place].property));
    };
    refresh(m_settings);
    std::ranges::for_each(m_groups, refresh);
}

// --- the tree --------------------------------------------------------------------------------------------------------

const PropertyModel::Group* PropertyModel::groupOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    if (index.internalId() == 0) {
        const auto place = static_cast<std::size_t>(std::max(0, index.row() - firstGroup()));
        return place < m_groups.size() ? &m_groups[place] : nullptr;
    }
    if (index.internalId() == childId(m_settings.group))
        return &m_settings;
    const auto found
        = std::ranges::find(m_groups, index.internalId(), [](const Group& each) { return childId(each.group); });
    return found == m_groups.end() ? nullptr : &*found;
}

const PropertyRow* PropertyModel::rowOf(const QModelIndex& index) const
{
    const Group* group = index.internalId() == 0 ? nullptr : groupOf(index);
    const auto place = static_cast<std::size_t>(index.row());
    return group && place < group->rows.size() ? &group->rows[place] : nullptr;
}

QModelIndex PropertyModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (parent.isValid())
        return createIndex(row, column, childId(groupOf(parent)->group));
    return createIndex(row, column, row < firstGroup() ? childId(m_settings.group) : 0);
}

QModelIndex PropertyModel::parent(const QModelIndex& child) const
{
    const Group* group = child.internalId() == 0 ? nullptr : groupOf(child);
    if (!group || group == &m_settings)
        return {};
    return createIndex(firstGroup() + static_cast<int>(group - m_groups.data()), NameColumn, quintptr{0});
}

int PropertyModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return firstGroup() + static_cast<int>(m_groups.size());
    if (parent.internalId() != 0 || parent.column() != NameColumn)
        return 0;
    const Group* group = groupOf(parent);
    return group ? static_cast<int>(group->rows.size()) : 0;
}

int PropertyModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

// --- what is in a cell -----------------------------------------------------------------------------------------------

Qt::ItemFlags PropertyModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const PropertyRow* row = rowOf(index);
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
    const PropertyRow* row = rowOf(index);
    if (!row)
        return groupData(group->group, index.column(), role);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return displayData(*row, index.column());
    case Qt::CheckStateRole: return index.column() == ValueColumn ? checkState(row->property) : QVariant();
    default: return roleData(*row, role);
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
