// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertymodel.h"

#include "session/properties/propertylist.h"

#include <algorithm>

namespace session {

using namespace Qt::StringLiterals;

namespace {

// A child's index carries its group, so that it survives groups that come and go before it. 0 marks a group itself.
quintptr childId(PropertyGroup group)
{
    return static_cast<quintptr>(group) + 1;
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
        forgetAsked(m_status.id);
    else
        takeFailures(properties);
    std::vector<Group> fresh;
    for (Property& property : listProperties(properties)) {
        if (fresh.empty() || fresh.back().group != property.group)
            fresh.push_back({property.group, {}});
        fresh.back().rows.push_back(makeRow(std::move(property)));
    }
    merge(std::move(fresh));
}

/// What was refused is shown until a reading says otherwise.
void PropertyModel::takeFailures(const engine::Properties& properties)
{
    for (auto& [key, asked] : m_asked) {
        if (asked.isRefused && std::get<0>(key) == properties.status.id)
            asked = {asked.text, {}, false};
    }
    for (const engine::OptionFailure& failure : properties.failures) {
        Asked& asked = m_asked[{properties.status.id, PropertyKey::Option, failure.level, failure.name}];
        asked.error = failure.error;
        asked.isRefused = true;
    }
}

void PropertyModel::apply(const engine::Command& command)
{
    if (const auto* option = std::get_if<engine::SetOption>(&command))
        remember(option->id, option->setting);
    Q_EMIT commandRequested(command);
    Q_EMIT refreshRequested(engine::endpointOf(command));
}

void PropertyModel::remember(base::EndpointId endpoint, const engine::OptionSetting& setting)
{
    const net::OptionInfo* option = net::findOption(setting.level, setting.name);
    const AskedKey key{endpoint, PropertyKey::Option, setting.level, setting.name};
    const std::string text = option ? net::formatOption(*option, setting.value) : std::string();
    m_asked[key] = {QString::fromStdString(text), {}};
    refreshAsked(key);
}

bool PropertyModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const Row* row = rowOf(index);
    if (!row || index.column() != ValueColumn || row->property.isReadOnly)
        return false;
    QString text = value.toString();
    if (role == Qt::CheckStateRole && row->property.type == PropertyType::Flag)
        text = value.toInt() == Qt::Checked ? u"1"_s : u"0"_s;
    else if (role != Qt::EditRole)
        return false;
    const AskedKey key = askedKey(row->property);
    const auto command = parseProperty(row->property, m_status, text);
    if (!command) {
        m_asked[key] = {text.simplified(), command.error()};
        refreshAsked(key);
        return false;
    }
    const PropertyEdit edit{row->property.name, presentValue(row->property, m_status), *command};
    if (m_asked.erase(key) > 0)
        refreshAsked(key);
    apply(*command);
    Q_EMIT edited(edit);
    return true;
}

PropertyModel::AskedKey PropertyModel::askedKey(const Property& property) const
{
    const net::OptionInfo* option = property.option;
    return {m_status.id, property.key, option ? option->level : 0, option ? option->name : 0};
}

PropertyModel::Row PropertyModel::makeRow(Property property) const
{
    Row row{std::move(property), {}, {}};
    const auto asked = row.property.isReadOnly ? m_asked.end() : m_asked.find(askedKey(row.property));
    if (asked != m_asked.end()) {
        row.error = asked->second.error;
        if (asked->second.text != row.property.value)
            row.asked = asked->second.text;
    }
    return row;
}

void PropertyModel::refreshAsked(const AskedKey& key)
{
    for (const auto& group : m_groups) {
        for (int place = 0; place < static_cast<int>(group->rows.size()); ++place) {
            const Property& property = group->rows[static_cast<std::size_t>(place)].property;
            if (askedKey(property) == key)
                replaceRow(*group, place, makeRow(property));
        }
    }
}

void PropertyModel::forgetAsked(base::EndpointId endpoint)
{
    std::erase_if(m_asked, [endpoint](const auto& each) { return std::get<0>(each.first) == endpoint; });
}

// --- what changed ----------------------------------------------------------------------------------------------------

void PropertyModel::merge(std::vector<Group> fresh)
{
    int place = 0;
    const auto removeBefore = [this, &place](std::size_t end) {
        const auto first = m_groups.begin() + place;
        const auto last = m_groups.begin() + static_cast<std::ptrdiff_t>(end);
        if (first == last)
            return;
        beginRemoveRows({}, place, static_cast<int>(end) - 1);
        m_groups.erase(first, last);
        endRemoveRows();
    };
    for (Group& group : fresh) {
        const auto found = std::find_if(m_groups.begin() + place, m_groups.end(),
            [&group](const auto& each) { return each->group == group.group; });
        if (found == m_groups.end()) {
            beginInsertRows({}, place, place);
            m_groups.insert(m_groups.begin() + place, std::make_unique<Group>(std::move(group)));
            endInsertRows();
        } else {
            removeBefore(static_cast<std::size_t>(found - m_groups.begin()));
            mergeRows(*m_groups[static_cast<std::size_t>(place)], std::move(group.rows));
        }
        ++place;
    }
    removeBefore(m_groups.size());
}

void PropertyModel::mergeRows(Group& group, std::vector<Row> fresh)
{
    const auto groupPlace
        = std::find_if(m_groups.begin(), m_groups.end(), [&group](const auto& each) { return each.get() == &group; });
    const QModelIndex parentIndex = index(static_cast<int>(groupPlace - m_groups.begin()), NameColumn);
    std::ptrdiff_t place = 0;
    const auto removeUntil = [&](std::vector<Row>::iterator last) {
        const auto first = group.rows.begin() + place;
        if (first == last)
            return;
        beginRemoveRows(parentIndex, static_cast<int>(place), static_cast<int>(last - group.rows.begin()) - 1);
        group.rows.erase(first, last);
        endRemoveRows();
    };
    for (Row& row : fresh) {
        const auto found = std::find_if(group.rows.begin() + place, group.rows.end(),
            [&row](const Row& each) { return isSame(each.property, row.property); });
        if (found == group.rows.end()) {
            beginInsertRows(parentIndex, static_cast<int>(place), static_cast<int>(place));
            group.rows.insert(group.rows.begin() + place, std::move(row));
            endInsertRows();
        } else {
            removeUntil(found);
            replaceRow(group, static_cast<int>(place), std::move(row));
        }
        ++place;
    }
    removeUntil(group.rows.end());
}

void PropertyModel::replaceRow(Group& group, int place, Row fresh)
{
    Row& row = group.rows[static_cast<std::size_t>(place)];
    const bool valueChanged = row.property != fresh.property || row.error != fresh.error || row.asked != fresh.asked;
    const bool askedChanged = row.asked != fresh.asked;
    row = std::move(fresh);
    if (!valueChanged)
        return;
    const QModelIndex value = createIndex(place, ValueColumn, childId(group.group));
    Q_EMIT dataChanged(value, askedChanged ? value.siblingAtColumn(AskedColumn) : value);
}

// --- the tree --------------------------------------------------------------------------------------------------------

PropertyModel::Group* PropertyModel::groupOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    if (index.internalId() == 0)
        return index.row() < rowCount() ? m_groups[static_cast<std::size_t>(index.row())].get() : nullptr;
    const auto found = std::find_if(m_groups.begin(), m_groups.end(),
        [&index](const auto& each) { return childId(each->group) == index.internalId(); });
    return found == m_groups.end() ? nullptr : found->get();
}

const PropertyModel::Row* PropertyModel::rowOf(const QModelIndex& index) const
{
    const Group* group = index.internalId() == 0 ? nullptr : groupOf(index);
    const auto place = static_cast<std::size_t>(index.row());
    return group && place < group->rows.size() ? &group->rows[place] : nullptr;
}

QModelIndex PropertyModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? childId(groupOf(parent)->group) : 0);
}

QModelIndex PropertyModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    const auto found = std::find_if(m_groups.begin(), m_groups.end(),
        [&child](const auto& each) { return childId(each->group) == child.internalId(); });
    return found == m_groups.end() ? QModelIndex()
                                   : createIndex(static_cast<int>(found - m_groups.begin()), NameColumn, quintptr{0});
}

int PropertyModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != 0 || parent.column() != NameColumn)
        return 0;
    const Group* group = groupOf(parent);
    return group ? static_cast<int>(group->rows.size()) : 0;
}

int PropertyModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

} // namespace session
