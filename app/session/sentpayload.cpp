// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/sentpayload.h"

#include <QJsonObject>

#include <algorithm>
#include <array>

namespace session {

using namespace Qt::StringLiterals;

namespace {

// In the order of the enumerations. They are part of the formats of files.
constexpr std::array FormatNames{"text"_L1, "escaped"_L1, "hex"_L1};
constexpr std::array EndingNames{"none"_L1, "lf"_L1, "cr"_L1, "crlf"_L1, "nul"_L1};

template <class Enum, std::size_t Size>
std::optional<Enum> fromName(const std::array<QLatin1StringView, Size>& names, const QJsonValue& value)
{
    const auto found = std::find(names.begin(), names.end(), value.toString());
    return found == names.end() ? std::nullopt : std::optional(static_cast<Enum>(found - names.begin()));
}

} // namespace

void writePayload(const SentPayload& payload, QJsonObject& object)
{
    object["text"_L1] = payload.text;
    object["format"_L1] = FormatNames[static_cast<std::size_t>(payload.format)];
    object["ending"_L1] = EndingNames[static_cast<std::size_t>(payload.ending)];
}

std::optional<SentPayload> readPayload(const QJsonObject& object)
{
    const auto format = fromName<PayloadFormat>(FormatNames, object["format"_L1]);
    const auto ending = fromName<codec::LineEnding>(EndingNames, object["ending"_L1]);
    const QJsonValue text = object["text"_L1];
    if (!format || !ending || !text.isString())
        return std::nullopt;
    return SentPayload{text.toString(), *format, *ending};
}

} // namespace session
