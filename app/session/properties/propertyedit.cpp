// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertyedit.h"

#include "message/ruletext.h"
#include "session/properties/propertytext.h"

#include <sys/socket.h>

#include <cmath>
#include <cstring>
#include <utility>

namespace session {

namespace {

base::Result<double> secondsOf(const QString& text)
{
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (!ok || !std::isfinite(seconds))
        return base::failure({EINVAL, "settimeout"});
    if (seconds < 0 || seconds > static_cast<double>(MaxTimeoutSeconds))
        return base::failure({ERANGE, "settimeout"});
    return seconds;
}

base::Result<net::ModeSetting> parseTimeout(QString text)
{
    text = text.trimmed();
    if (text.endsWith(u's'))
        text = text.chopped(1).trimmed();
    if (text.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0)
        return net::ModeSetting{net::Mode::Blocking, {}};
    const auto seconds = secondsOf(text);
    if (!seconds)
        return base::failure(seconds.error());
    // Upwards, as CPython: a time that is not 0 must not become 0, which is another mode.
    const auto timeout = std::chrono::ceil<std::chrono::nanoseconds>(std::chrono::duration<double>(*seconds));
    return net::ModeSetting{timeout.count() == 0 ? net::Mode::NonBlocking : net::Mode::Timeout, timeout};
}

/// The place of a name among the property's choices. Errors: EINVAL.
base::Result<int> parseChoice(const Property& property, const QString& text, const char* operation)
{
    const qsizetype place = property.choices.indexOf(text.trimmed().toLower());
    if (place < 0)
        return base::failure({EINVAL, operation});
    return static_cast<int>(place);
}

/// Errors: EINVAL, ERANGE outside the property's range.
base::Result<qint64> parseWhole(const Property& property, const QString& text, const char* operation)
{
    bool ok = false;
    const qint64 number = text.trimmed().toLongLong(&ok);
    if (!ok)
        return base::failure({EINVAL, operation});
    if (number < property.minimum || number > property.maximum)
        return base::failure({ERANGE, operation});
    return number;
}

base::Result<bool> parseEcho(const QString& text)
{
    const QString word = text.trimmed().toLower();
    if (word == QLatin1String("1") || word == QLatin1String("on"))
        return true;
    if (word == QLatin1String("0") || word == QLatin1String("off"))
        return false;
    return base::failure({EINVAL, "echo"});
}

base::Result<engine::OptionSetting> parseSetting(const net::OptionInfo& option, const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    auto value = net::parseOption(option, {utf8.data(), static_cast<std::size_t>(utf8.size())});
    if (!value)
        return base::failure(value.error());
    return engine::OptionSetting{option.level, option.name, std::move(*value)};
}

net::ModeSetting modeSetting(net::Mode mode, const net::ModeSetting& present)
{
    if (mode != net::Mode::Timeout)
        return {mode, {}};
    return {mode, present.timeout.count() > 0 ? present.timeout : DefaultTimeout};
}

bool isDoubled(const net::OptionInfo& option)
{
    return option.level == SOL_SOCKET && (option.name == SO_RCVBUF || option.name == SO_SNDBUF);
}

base::Result<PropertyChange> parseFraming(base::EndpointId id, const QString& text)
{
    const auto rule = message::parseRule(text.toStdString());
    if (!rule)
        return base::failure({EINVAL, "framing"});
    FramingChange change{id, *rule};
    return change;
}

base::Result<PropertyChange> parseProperty(
    const Property& property, const engine::EndpointStatus& status, const QString& text)
{
    using engine::Command;
    const base::EndpointId id = status.id;
    if (property.isReadOnly)
        return base::failure({ENOPROTOOPT, property.option ? property.option->setOperation : ""});
    switch (property.key) {
    case PropertyKey::Option:
        return parseSetting(*property.option, text).map([id](auto setting) {
            return Command(engine::SetOption{id, std::move(setting)});
        });
    case PropertyKey::Mode:
        return parseChoice(property, text, "settimeout").map([&](int place) {
            return Command(engine::SetMode{id, modeSetting(static_cast<net::Mode>(place), status.mode)});
        });
    case PropertyKey::Timeout:
        return parseTimeout(text).map([id](const net::ModeSetting& mode) {
            return Command(engine::SetMode{id, mode});
        });
    case PropertyKey::Lanes:
        return parseChoice(property, text, "lanes").map([id](int place) {
            return Command(engine::SetLanes{id, place == 1});
        });
    case PropertyKey::Receive:
        return parseChoice(property, text, "recv").map([&](int place) {
            return Command(engine::SetReceive{id, static_cast<engine::ReceiveMode>(place), status.receiveSize});
        });
    case PropertyKey::ReceiveSize:
        return parseWhole(property, text, "recv").map([&](qint64 size) {
            return Command(engine::SetReceive{id, status.receive, static_cast<quint32>(size)});
        });
    case PropertyKey::Echo:
        return parseEcho(text).map([id](bool on) { return Command(engine::SetBehaviour{id, engine::echoIf(on)}); });
    case PropertyKey::Framing: return parseFraming(id, text);
    case PropertyKey::Backlog:
        return parseWhole(property, text, "listen").map([id](qint64 backlog) {
            return Command(engine::MakeCall{id, net::ListenCall{static_cast<int>(backlog)}});
        });
    default: return base::failure({ENOPROTOOPT, ""});
    }
}

/// The change that gives the property its present value again; empty when that is not known. The kernel doubles
/// SO_RCVBUF and SO_SNDBUF - socket(7) - so half of what it shows is what must be asked.
std::optional<PropertyChange> presentValue(const Property& property, const engine::EndpointStatus& status)
{
    const base::EndpointId id = status.id;
    switch (property.key) {
    case PropertyKey::Option: {
        if (property.readError.code != 0 || !property.option->readable)
            return std::nullopt;
        const auto* data = reinterpret_cast<const std::byte*>(property.bytes.constData());
        engine::OptionSetting setting{
            property.option->level, property.option->name, {data, data + property.bytes.size()}};
        if (int bytes = 0; isDoubled(*property.option) && setting.value.size() == sizeof(bytes)) {
            std::memcpy(&bytes, setting.value.data(), sizeof(bytes));
            bytes /= 2;
            std::memcpy(setting.value.data(), &bytes, sizeof(bytes));
        }
        return engine::SetOption{id, std::move(setting)};
    }
    case PropertyKey::Mode:
    case PropertyKey::Timeout: return engine::SetMode{id, status.mode};
    case PropertyKey::Lanes: return engine::SetLanes{id, status.oneLane};
    case PropertyKey::Receive:
    case PropertyKey::ReceiveSize: return engine::SetReceive{id, status.receive, status.receiveSize};
    case PropertyKey::Echo: return engine::SetBehaviour{id, status.behaviour};
    case PropertyKey::Framing: return parseFraming(id, property.value).value();
    case PropertyKey::Backlog: return engine::MakeCall{id, net::ListenCall{status.backlog}};
    default: return std::nullopt;
    }
}

} // namespace

base::Result<PropertyEdit> editOf(const Property& property, const engine::EndpointStatus& status, const QString& text)
{
    auto command = parseProperty(property, status, text);
    if (!command)
        return base::failure(command.error());
    return PropertyEdit{
        inertText(status.info.name), property.name, presentValue(property, status), *std::move(command)};
}

} // namespace session
