// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/payloadlist.h"

#include "library/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace library {

using namespace Qt::StringLiterals;

namespace {

constexpr auto VersionKey = "version"_L1;
constexpr auto PayloadsKey = "payloads"_L1;

/// Written by hand, perhaps: without an id, or copied with it. Whoever reads the same file gives the same ids.
void makeUnique(QString& id, std::size_t place, std::set<QString>& ids)
{
    while (id.isEmpty() || !ids.insert(id).second)
        id = u"entry-%1"_s.arg(place++);
}

} // namespace

Outcome<PayloadList> PayloadList::parse(const QByteArray& json)
{
    const auto document = parseJson(json);
    if (!document)
        return tl::unexpected(document.error());
    PayloadList list;
    list.m_root = document->object();
    if (list.m_root[VersionKey].toInt(Version) > Version)
        return tl::unexpected(Problem{Problem::Kind::LaterVersion});
    const QJsonValue payloads = list.m_root.take(PayloadsKey);
    if (!payloads.isArray())
        return tl::unexpected(Problem{Problem::Kind::NoLibrary});
    const QJsonArray array = payloads.toArray();
    if (std::size_t(array.size()) > MaxPayloads)
        return tl::unexpected(Problem{Problem::Kind::TooLarge});
    std::set<QString> ids;
    for (const auto& value : array) {
        Entry entry{value, fromJson(value.toObject())};
        if (entry.payload)
            makeUnique(entry.payload->id, list.m_entries.size(), ids);
        list.m_entries.push_back(std::move(entry));
    }
    return list;
}

QByteArray PayloadList::json() const
{
    QJsonArray array;
    for (const Entry& entry : m_entries)
        array.append(entry.payload ? toJson(*entry.payload) : entry.value);
    QJsonObject root = m_root;
    root[VersionKey] = Version;
    root[PayloadsKey] = array;
    return QJsonDocument(root).toJson();
}

std::vector<Payload> PayloadList::payloads() const
{
    std::vector<QString> groups{{}};
    for (const Entry& entry : m_entries) {
        if (entry.payload && std::ranges::find(groups, entry.payload->group) == groups.end())
            groups.push_back(entry.payload->group);
    }
    std::vector<Payload> found;
    for (const QString& group : groups) {
        for (const Entry& entry : m_entries) {
            if (entry.payload && entry.payload->group == group)
                found.push_back(*entry.payload);
        }
    }
    return found;
}

std::optional<std::size_t> PayloadList::firstUnreadable() const
{
    const auto found = std::ranges::find_if(m_entries, [](const Entry& entry) { return !entry.payload; });
    return found == m_entries.end() ? std::nullopt : std::optional(std::size_t(found - m_entries.begin()));
}

bool PayloadList::isWithinLimits() const
{
    return m_entries.size() <= MaxPayloads && std::ranges::all_of(m_entries, [](const Entry& entry) {
        return !entry.payload || library::isWithinLimits(*entry.payload);
    });
}

void PayloadList::apply(const Change& change)
{
    std::visit([this](const auto& each) { make(each); }, change);
}

void PayloadList::make(const AddPayloads& change)
{
    auto place = find(change.before);
    for (const Payload& payload : change.payloads)
        place = std::next(insert(place, payload));
}

void PayloadList::make(const UpdatePayloads& change)
{
    for (const Payload& payload : change.payloads) {
        const auto found = find(payload.id);
        if (found == m_entries.end()) {
            insert(found, payload);
        } else if (found->payload->revision != payload.revision) {
            if (!isSame(*found->payload, payload))
                insert(std::next(found), payload);
        } else {
            found->payload = payload;
            ++found->payload->revision;
        }
    }
}

void PayloadList::make(const RemovePayloads& change)
{
    std::erase_if(m_entries, [&change](const Entry& entry) {
        return entry.payload && std::ranges::any_of(change.payloads, [&entry](const Payload& removed) {
            return entry.payload->id == removed.id && entry.payload->revision == removed.revision;
        });
    });
}

void PayloadList::make(const MovePayloads& change)
{
    Entries moved;
    for (const QString& id : change.ids) {
        const auto found = find(id);
        if (found == m_entries.end())
            continue;
        if (found->payload->group != change.group) {
            found->payload->group = change.group;
            ++found->payload->revision;
        }
        moved.push_back(std::move(*found));
        m_entries.erase(found);
    }
    m_entries.insert(find(change.before), std::move_iterator(moved.begin()), std::move_iterator(moved.end()));
}

PayloadList::Entries::iterator PayloadList::find(const QString& id)
{
    return std::ranges::find_if(
        m_entries, [&id](const Entry& entry) { return entry.payload && entry.payload->id == id; });
}

PayloadList::Entries::iterator PayloadList::insert(Entries::iterator before, Payload payload)
{
    const auto place = std::distance(m_entries.begin(), before);
    if (payload.id.isEmpty() || find(payload.id) != m_entries.end())
        payload.id = newPayloadId();
    ++payload.revision;
    return m_entries.insert(m_entries.begin() + place, Entry{{}, std::move(payload)});
}

} // namespace library
