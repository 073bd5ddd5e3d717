// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/arguments.h"

#include "codec/hex.h"

#include <QJsonArray>

#include <arpa/inet.h>

#include <cstring>
#include <span>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

template <class T> void append(Bytes& out, const T& value)
{
    const auto bytes = std::as_bytes(std::span(&value, 1));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

Bytes bytesOf(const std::string& text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

} // namespace

std::shared_ptr<const Bytes> Arguments::data(QLatin1StringView key)
{
    Bytes out;
    const QJsonValue given = value(key);
    const QJsonObject object = given.toObject();
    if (!require(key))
        return std::make_shared<const Bytes>();
    if (given.isString()) {
        const QString text = given.toString();
        out.reserve(static_cast<std::size_t>(text.size()));
        for (const QChar c : text) {
            if (c.unicode() > 0xff)
                refuse(R"(text is Latin-1; give other bytes as {"hex"})", key);
            out.push_back(static_cast<std::byte>(c.unicode()));
        }
    } else if (object.contains("hex"_L1)) {
        allowOnly(object, {"hex"_L1}, key);
        out = hex(object.value("hex"_L1), key);
    } else if (object.contains("rep"_L1)) {
        allowOnly(object, {"rep"_L1, "n"_L1}, key);
        out = repeated(object, key);
    } else if (object.contains("seq"_L1)) {
        allowOnly(object, {"seq"_L1}, key);
        out = counters(object.value("seq"_L1), key);
    } else {
        refuse(R"(text, {"hex"}, {"rep", "n"} or {"seq"} is expected)", key);
    }
    return std::make_shared<const Bytes>(std::move(out));
}

Bytes Arguments::hex(const QJsonValue& digits, QLatin1StringView key)
{
    const QString text = digits.toString();
    auto bytes = codec::parseHex(
        std::u16string_view(reinterpret_cast<const char16_t*>(text.utf16()), static_cast<std::size_t>(text.size())));
    if (!digits.isString() || !bytes) {
        refuse("hex digits are expected, two a byte", key);
        return {};
    }
    return *std::move(bytes);
}

Bytes Arguments::repeated(const QJsonObject& object, QLatin1StringView key)
{
    const Bytes pattern = hex(object.value("rep"_L1), key);
    const auto times = wholeNumber(object.value("n"_L1));
    if (!times || *times < 0) {
        refuse("\"n\" is an integer from 0 on", key);
        return {};
    }
    Bytes out;
    const auto size = static_cast<std::int64_t>(pattern.size());
    if (*times == 0 || size == 0)
        return out;
    if (*times > MostBytes / size) {
        refuse("more than 64 MiB", key);
        return out;
    }
    out.reserve(pattern.size() * static_cast<std::size_t>(*times));
    for (std::int64_t i = 0; i < *times; ++i)
        out.insert(out.end(), pattern.begin(), pattern.end());
    return out;
}

Bytes Arguments::counters(const QJsonValue& count, QLatin1StringView key)
{
    const auto number = wholeNumber(count);
    Bytes out;
    if (!number || *number < 0 || *number > MostBytes / 4) {
        refuse("\"seq\" is an integer from 0 on, and its bytes are at most 64 MiB", key);
        return out;
    }
    for (std::int64_t i = 0; i < *number; ++i)
        append(out, htonl(static_cast<std::uint32_t>(i)));
    return out;
}

Bytes Arguments::optionValue(QLatin1StringView key)
{
    Bytes out;
    const QJsonValue given = value(key);
    const QJsonObject object = given.toObject();
    if (!require(key))
        return out;
    if (object.contains("hex"_L1)) {
        allowOnly(object, {"hex"_L1}, key);
        return hex(object.value("hex"_L1), key);
    }
    if (object.contains("text"_L1)) {
        allowOnly(object, {"text"_L1}, key);
        const auto text = fileNameBytes(object.value("text"_L1).toString());
        if (!object.value("text"_L1).isString() || !text)
            refuse("text is expected", key);
        return bytesOf(text.value_or(std::string()));
    }
    if (given.isArray()) {
        const QJsonArray parts = given.toArray();
        for (const auto& part : parts)
            appendPart(out, part, key);
    } else if (const auto number = intNumber(given)) {
        append(out, *number);
    } else {
        refuse(R"(an integer of 32 bits, {"hex"}, {"text"} or a list is expected)", key);
    }
    return out;
}

void Arguments::appendPart(Bytes& out, const QJsonValue& part, QLatin1StringView key)
{
    const std::string text = part.toString().toStdString();
    in6_addr v6{};
    in_addr v4{};
    if (const auto number = intNumber(part))
        append(out, *number);
    else if (text.find('\0') == std::string::npos && ::inet_pton(AF_INET6, text.c_str(), &v6) == 1)
        append(out, v6);
    else if (text.find('\0') == std::string::npos && ::inet_pton(AF_INET, text.c_str(), &v4) == 1)
        append(out, v4);
    else
        refuse("integers of 32 bits and IP addresses are expected", key);
}

} // namespace cli::script
