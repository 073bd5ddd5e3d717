// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/outcome.h"

#include "base/error.h"
#include "codec/json.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cli::script {

namespace {

QJsonValue text(std::string_view latin)
{
    return QString::fromUtf8(latin.data(), static_cast<qsizetype>(latin.size()));
}

std::string json(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool: return value.toBool() ? "true" : "false";
    case QJsonValue::Double: {
        // A whole number is one to every reader, and 2^53 is no limit for it.
        if (value.toVariant().typeId() == QMetaType::LongLong)
            return std::to_string(value.toInteger());
        const std::string object = codec::JsonObject().add("", value.toDouble()).toString();
        return object.substr(4, object.size() - 5);
    }
    case QJsonValue::String: {
        std::string out;
        codec::appendJsonString(out, value.toString().toStdString());
        return out;
    }
    case QJsonValue::Array: {
        std::string out;
        const QJsonArray items = value.toArray();
        for (const auto& item : items)
            out += (out.empty() ? "" : ",") + json(item);
        return '[' + out + ']';
    }
    case QJsonValue::Object: {
        codec::JsonObject out;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            out.addRaw(it.key().toStdString(), json(it.value()));
        return out.toString();
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return "null";
}

} // namespace

Outcome::Outcome(std::string_view key, const QJsonValue& value)
{
    with(key, value);
}

Outcome Outcome::ok(const QJsonValue& value)
{
    return {"ok", value};
}

Outcome Outcome::errnoIs(int errorNumber)
{
    return error(base::errnoName(errorNumber));
}

Outcome Outcome::error(std::string_view name)
{
    return {"err", text(name)};
}

Outcome Outcome::timedOut()
{
    return {"timeout", true};
}

Outcome Outcome::invalid(std::string_view why, std::string_view field)
{
    Outcome result("invalid", text(why));
    result.with("field", text(field));
    return result;
}

Outcome Outcome::started(const QString& name)
{
    return {"started", name};
}

Outcome Outcome::pending()
{
    return {"pending", true};
}

std::optional<Outcome> Outcome::failureOf(const net::CallResult& result)
{
    switch (result.end) {
    case net::CallEnd::Value: return std::nullopt;
    case net::CallEnd::Errno: return errnoIs(result.errorNumber);
    case net::CallEnd::TimedOut: return timedOut();
    case net::CallEnd::Cancelled: break;
    }
    return errnoIs(ECANCELED);
}

Outcome Outcome::plain(const net::CallResult& result)
{
    return failureOf(result).value_or(ok());
}

Outcome& Outcome::with(std::string_view key, const QJsonValue& value)
{
    m_keys.emplace_back(key, value);
    return *this;
}

bool Outcome::isOk() const
{
    return m_keys.front().first == "ok";
}

bool Outcome::isInvalid() const
{
    return m_keys.front().first == "invalid";
}

std::string Outcome::toLine(std::uint64_t number) const
{
    codec::JsonObject line;
    line.add("line", number);
    for (const auto& [key, value] : m_keys)
        line.addRaw(key, json(value));
    return line.toString();
}

} // namespace cli::script
