// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/payload.h"

#include <QUuid>

#include <array>
#include <utility>

namespace library {

using namespace Qt::StringLiterals;

namespace {

constexpr auto IdKey = "id"_L1;
constexpr auto RevisionKey = "revision"_L1;
constexpr std::array TextKeys{std::pair("group"_L1, &Payload::group), std::pair("name"_L1, &Payload::name),
    std::pair("target"_L1, &Payload::target), std::pair("note"_L1, &Payload::note)};

} // namespace

bool isSame(const Payload& a, const Payload& b)
{
    return a.group == b.group && a.name == b.name && a.content == b.content && a.target == b.target && a.note == b.note
        && a.unknown == b.unknown;
}

bool isWithinLimits(const Payload& payload)
{
    return payload.content.text.size() <= Payload::MaxTextLength && payload.name.size() <= Payload::MaxNameLength
        && payload.group.size() <= Payload::MaxNameLength && payload.target.size() <= Payload::MaxTargetLength
        && payload.note.size() <= Payload::MaxNoteLength;
}

QString newPayloadId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QJsonObject toJson(const Payload& payload)
{
    QJsonObject object = payload.unknown;
    object[IdKey] = payload.id;
    object[RevisionKey] = payload.revision;
    for (const auto& [key, text] : TextKeys) {
        if (!(payload.*text).isEmpty())
            object[key] = payload.*text;
    }
    session::writePayload(payload.content, object);
    return object;
}

std::optional<Payload> fromJson(const QJsonObject& object)
{
    auto content = session::readPayload(object);
    if (!content)
        return std::nullopt;
    Payload payload;
    payload.id = object[IdKey].toString();
    payload.revision = object[RevisionKey].toInt();
    payload.content = *std::move(content);
    payload.unknown = object;
    for (const auto& [key, text] : TextKeys)
        payload.*text = payload.unknown.take(key).toString();
    for (const QLatin1StringView key : {IdKey, RevisionKey})
        payload.unknown.remove(key);
    QJsonObject written;
    session::writePayload({}, written);
    for (const QString& key : written.keys())
        payload.unknown.remove(key);
    return isWithinLimits(payload) ? std::optional(std::move(payload)) : std::nullopt;
}

} // namespace library
