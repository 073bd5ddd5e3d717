// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/payloads/payloadmodel.h"

#include "ui/payloads/payloadwords.h"
#include "ui/theme/tones.h"

#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using library::Payload;

namespace {

constexpr auto MimeType = "application/x-sockscope-payloads"_L1;
constexpr quintptr OnTop = 0; // id of rows without a group above them; others have the group's number

QString keyText(int number)
{
    return number < NumberedPayloads ? u"Ctrl+%1"_s.arg(number + 1) : QString();
}

} // namespace

PayloadModel::PayloadModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_groups(1)
{ }

void PayloadModel::setPayloads(const std::vector<Payload>& payloads)
{
    beginResetModel();
    m_groups.assign(1, {});
    int number = 0;
    for (const Payload& payload : payloads) {
        if (payload.group != m_groups.back().name)
            m_groups.push_back({payload.group, number, {}});
        m_groups.back().payloads.push_back(payload);
        ++number;
    }
    endResetModel();
}

const PayloadModel::Group* PayloadModel::groupOf(const QModelIndex& index) const
{
    const int onTop = int(m_groups.front().payloads.size());
    if (!index.isValid() || index.internalId() != OnTop || index.row() < onTop)
        return nullptr;
    return &m_groups[std::size_t(index.row() - onTop) + 1];
}

const Payload* PayloadModel::payload(const QModelIndex& index) const
{
    if (!index.isValid() || groupOf(index))
        return nullptr;
    return &m_groups[std::size_t(index.internalId())].payloads[std::size_t(index.row())];
}

std::vector<Payload> PayloadModel::payloads(const QModelIndex& index) const
{
    if (const Payload* one = payload(index))
        return {*one};
    const Group* group = groupOf(index);
    return group ? group->payloads : std::vector<Payload>();
}

QModelIndex PayloadModel::indexOf(const QString& id) const
{
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        const auto& payloads = m_groups[group].payloads;
        const auto found = std::ranges::find(payloads, id, &Payload::id);
        if (found != payloads.end())
            return createIndex(int(found - payloads.begin()), Name, quintptr(group));
    }
    return {};
}

QModelIndex PayloadModel::indexOfGroup(const QString& name) const
{
    const auto found = std::ranges::find(m_groups, name, &Group::name);
    if (found == m_groups.begin() || found == m_groups.end())
        return {};
    return index(int(m_groups.front().payloads.size() + std::size_t(found - m_groups.begin())) - 1, Name);
}

QStringList PayloadModel::groups() const
{
    QStringList names;
    for (std::size_t group = 1; group < m_groups.size(); ++group)
        names << m_groups[group].name;
    return names;
}

QModelIndex PayloadModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Group* group = groupOf(parent);
    return createIndex(row, column, group ? quintptr(group - m_groups.data()) : OnTop);
}

QModelIndex PayloadModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == OnTop)
        return {};
    return index(int(m_groups.front().payloads.size() + child.internalId()) - 1, Name);
}

int PayloadModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_groups.front().payloads.size() + m_groups.size()) - 1;
    const Group* group = parent.column() == Name ? groupOf(parent) : nullptr;
    return group ? int(group->payloads.size()) : 0;
}

int PayloadModel::columnCount(const QModelIndex& /*parent*/) const
{
    return Columns;
}

QVariant PayloadModel::data(const QModelIndex& index, int role) const
{
    if (const Group* group = groupOf(index))
        return groupData(*group, index.column(), role);
    const Payload* one = payload(index);
    if (!one)
        return {};
    return payloadData(*one, m_groups[std::size_t(index.internalId())].first + index.row(), index.column(), role);
}

QVariant PayloadModel::payloadData(const Payload& payload, int number, int column, int role) const
{
    const QString key = keyText(number);
    switch (role) {
    case Qt::DisplayRole: return column == Name ? shownPayloadName(payload.name) : key;
    case Qt::EditRole: return payload.name;
    case Qt::ToolTipRole: return payloadToolTip(payload);
    case Qt::AccessibleTextRole:
        return column == Name && !key.isEmpty() ? QString(shownPayloadName(payload.name) % u", "_s % key) : QVariant();
    case Qt::ForegroundRole: return column == Key ? toneColor(Tone::Dim, QGuiApplication::palette()) : QVariant();
    case SearchRole: return QString(payload.name % u'\n' % payload.content.text % u'\n' % payload.note);
    default: return {};
    }
}

QVariant PayloadModel::groupData(const Group& group, int column, int role)
{
    if (column != Name)
        return {};
    if (role == Qt::DisplayRole)
        return shownPayloadName(group.name);
    return role == Qt::EditRole || role == SearchRole ? QVariant(group.name) : QVariant();
}

bool PayloadModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const QString name = value.toString().trimmed().left(Payload::MaxNameLength);
    std::vector<Payload> changed = payloads(index);
    const bool isGroup = groupOf(index) != nullptr;
    if (role != Qt::EditRole || name.isEmpty() || changed.empty())
        return false;
    QString Payload::*text = isGroup ? &Payload::group : &Payload::name;
    if (changed.front().*text == name)
        return false;
    for (Payload& each : changed)
        each.*text = name;
    Q_EMIT changeRequested(library::UpdatePayloads{std::move(changed)});
    return true;
}

Qt::ItemFlags PayloadModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    const Qt::ItemFlags common = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const Qt::ItemFlags named = index.column() == Name ? common | Qt::ItemIsEditable : common;
    return groupOf(index) ? named | Qt::ItemIsDropEnabled : named | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

Qt::DropActions PayloadModel::supportedDropActions() const
{
    return Qt::MoveAction;
}

QStringList PayloadModel::mimeTypes() const
{
    return {MimeType};
}

QMimeData* PayloadModel::mimeData(const QModelIndexList& indexes) const
{
    QStringList ids;
    for (const QModelIndex& each : indexes) {
        if (const Payload* one = each.column() == Name ? payload(each) : nullptr)
            ids << one->id;
    }
    auto* data = new QMimeData;
    data->setData(MimeType, ids.join(u'\n').toUtf8());
    return data;
}

bool PayloadModel::dropMimeData(
    const QMimeData* data, Qt::DropAction /*action*/, int row, int /*column*/, const QModelIndex& parent)
{
    const QByteArray ids = data->data(MimeType);
    if (ids.isEmpty())
        return false;
    const Group* group = groupOf(parent);
    const Group& target = group ? *group : m_groups.front();
    const bool isBefore = row >= 0 && std::size_t(row) < target.payloads.size();
    Q_EMIT changeRequested(library::MovePayloads{
        QString::fromUtf8(ids).split(u'\n'), target.name, isBefore ? target.payloads[std::size_t(row)].id : QString()});
    return true;
}

} // namespace ui
