// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/text.h"

#include <QString>

#include <cstdint>
#include <optional>

class QJsonObject;

namespace session {

/// How a payload that was typed stands for bytes.
enum class PayloadFormat : std::uint8_t
{
    Text, ///< UTF-8
    Escaped, ///< as in a Python bytes literal
    Hex
};

/// A payload as it was typed, not as it went over the wire: what can be called back and changed.
struct SentPayload
{
    QString text;
    PayloadFormat format = PayloadFormat::Text;
    codec::LineEnding ending = codec::LineEnding::None;

    friend bool operator==(const SentPayload&, const SentPayload&) = default;
};

/// Puts the payload into an object of a file, under the keys "text", "format" and "ending".
void writePayload(const SentPayload& payload, QJsonObject& object);
/// What writePayload has put there; none where a key is missing or has a value that this version does not know.
[[nodiscard]] std::optional<SentPayload> readPayload(const QJsonObject& object);

} // namespace session
