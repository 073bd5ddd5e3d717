// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/packetsender.h"

#include "codec/escape.h"
#include "codec/hex.h"
#include "library/payloadlist.h"

#include <QJsonArray>
#include <QSettings>

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace library {

using namespace Qt::StringLiterals;

namespace {

using Bytes = std::vector<std::byte>;
/// Gives a packet's value by its name in lower case.
using Values = std::function<QString(QLatin1StringView key)>;

constexpr qsizetype DigitsInLine = 3 * 32; // of hex, with the spaces between bytes

bool isBetweenBytes(QChar character)
{
    return character.isSpace() || QStringView(u",;:-").contains(character);
}

/// A number of one or two digits is a byte; a longer one is a row of bytes, which may lack the first zero.
bool appendBytes(Bytes& bytes, QString digits)
{
    if (digits.size() % 2 != 0)
        digits.prepend(u'0');
    const auto parsed = codec::parseHex(digits.toStdString());
    if (parsed)
        bytes.insert(bytes.end(), parsed->begin(), parsed->end());
    return parsed.has_value();
}

std::optional<Bytes> bytesOf(QString hex)
{
    hex.replace("0x"_L1, " "_L1, Qt::CaseInsensitive);
    Bytes bytes;
    for (qsizetype at = 0; at < hex.size();) {
        qsizetype end = at;
        while (end < hex.size() && !isBetweenBytes(hex[end]))
            ++end;
        if (end > at && !appendBytes(bytes, hex.mid(at, end - at)))
            return std::nullopt;
        at = end + 1;
    }
    return bytes;
}

/// As a person would type it: words as words, the rest in hex.
session::SentPayload typed(const Bytes& bytes)
{
    const auto isWord = [](std::byte byte) {
        const char character = char(byte);
        return (character >= ' ' && character <= '~') || character == '\r' || character == '\n' || character == '\t';
    };
    if (std::ranges::all_of(bytes, isWord))
        return {QString::fromStdString(codec::toEscaped(bytes)), session::PayloadFormat::Escaped, {}};
    QString hex = QString::fromStdString(codec::toHex(bytes, " "));
    for (qsizetype at = DigitsInLine - 1; at < hex.size(); at += DigitsInLine)
        hex[at] = u'\n';
    return {hex, session::PayloadFormat::Hex, {}};
}

QString targetOf(const QString& host, const QString& port)
{
    if (host.isEmpty())
        return {};
    return (host.contains(u':') ? u'[' % host % u']' : host) % u':' % port;
}

std::optional<Payload> payloadOf(const Values& value)
{
    const auto bytes = bytesOf(value("hexstring"_L1));
    if (!bytes)
        return std::nullopt;
    Payload payload;
    payload.name = value("name"_L1);
    payload.content = typed(*bytes);
    payload.target = targetOf(value("toip"_L1), value("port"_L1));
    payload.note = QString(value("tcporudp"_L1) % u' ' % value("requestpath"_L1)).trimmed();
    return isWithinLimits(payload) ? std::optional(std::move(payload)) : std::nullopt;
}

Problem noPayload(const QString& name)
{
    Problem problem{Problem::Kind::NoLibrary};
    problem.item = name;
    return problem;
}

/// The names of the packets, in their order.
QStringList packetNames(QSettings& settings)
{
    QStringList names;
    const int count = settings.beginReadArray(u"NAMES"_s);
    for (int i = 0; i < std::min(count, int(PayloadList::MaxPayloads)); ++i) {
        settings.setArrayIndex(i);
        names << settings.value("name"_L1).toString();
    }
    settings.endArray();
    return names;
}

/// Its keys are written in several ways: "hexString", "toIP".
QString iniValue(const QSettings& settings, const QString& packet, const QStringList& keys, QLatin1StringView key)
{
    const auto found
        = std::ranges::find_if(keys, [key](const QString& each) { return !each.compare(key, Qt::CaseInsensitive); });
    if (found == keys.end())
        return {};
    const QVariant value = settings.value(packet % u'/' % *found);
    // What has a comma in it is a list to INI.
    return value.typeId() == QMetaType::QStringList ? value.toStringList().join(u',') : value.toString();
}

} // namespace

Problem noPayload(std::size_t number)
{
    return noPayload(u'#' % QString::number(number + 1));
}

Outcome<std::vector<Payload>> packetSenderJson(const QJsonArray& packets)
{
    std::vector<Payload> payloads;
    for (const auto& packet : packets) {
        const auto value = [&packet](QLatin1StringView key) { return packet.toObject()[key].toVariant().toString(); };
        auto payload = packet.toObject().contains("hexstring"_L1) ? payloadOf(value) : std::nullopt;
        if (!payload)
            return tl::unexpected(noPayload(payloads.size()));
        payloads.push_back(*std::move(payload));
    }
    return payloads;
}

Outcome<std::vector<Payload>> packetSenderIni(const QString& path)
{
    QSettings settings(path, QSettings::IniFormat);
    const QStringList names = packetNames(settings);
    if (settings.status() != QSettings::NoError || names.isEmpty())
        return tl::unexpected(Problem{Problem::Kind::NoLibrary});
    std::vector<Payload> payloads;
    for (const QString& name : names) {
        settings.beginGroup(name);
        const QStringList keys = settings.childKeys();
        settings.endGroup();
        auto payload = keys.contains("hexString"_L1)
            ? payloadOf([&](QLatin1StringView key) { return iniValue(settings, name, keys, key); })
            : std::nullopt;
        if (!payload)
            return tl::unexpected(noPayload(name));
        payloads.push_back(*std::move(payload));
    }
    return payloads;
}

} // namespace library
