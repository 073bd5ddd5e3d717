// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/sentpayload.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace library {

/// A payload that is kept under a name, to be sent again. Texts are as they were typed: what bytes they stand for is
/// found out when they are sent.
struct Payload
{
    /// UTF-16 units. A text has what the editor of payloads can hold.
    static constexpr qsizetype MaxTextLength = 1024 * 1024;
    static constexpr qsizetype MaxNameLength = 200; ///< of a name and of a group
    static constexpr qsizetype MaxTargetLength = 300;
    static constexpr qsizetype MaxNoteLength = 4096;

    QString id; ///< never changes; empty for one that is not in a library yet
    int revision = 0; ///< counts its changes, so that two windows notice when they change the same one
    QString group; ///< empty for one that stands above the groups
    QString name;
    session::SentPayload content;
    QString target; ///< "host:port" for a datagram, where the endpoint has no peer; empty where it has
    QString note;
    QJsonObject unknown; ///< what the file says beyond this: a later version's, kept when it is saved

    friend bool operator==(const Payload&, const Payload&) = default;
};

/// Is this the same payload, whatever id it has and however often it was changed?
[[nodiscard]] bool isSame(const Payload& a, const Payload& b);
/// The texts are not longer than what is kept.
[[nodiscard]] bool isWithinLimits(const Payload& payload);

/// One that no payload has had.
[[nodiscard]] QString newPayloadId();

[[nodiscard]] QJsonObject toJson(const Payload& payload);
/// Errors: none where the object is no payload that this version can show.
[[nodiscard]] std::optional<Payload> fromJson(const QJsonObject& object);

} // namespace library
