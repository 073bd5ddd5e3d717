// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/arguments.h"

#include "net/names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

constexpr double NanosecondsPerSecond = 1e9;

/// What a clock of nanoseconds holds; nothing for what is no number, NaN or too much.
std::optional<std::chrono::nanoseconds> nanoseconds(const QJsonValue& value)
{
    double seconds = 0;
    if (value.isDouble())
        seconds = value.toDouble();
    else if (value.isBool())
        seconds = value.toBool() ? 1 : 0;
    else
        return std::nullopt;
    // Rounded away from zero, as CPython does: a timeout of 1e-12 is one, and not the non-blocking mode.
    const double rounded
        = seconds < 0 ? std::floor(seconds * NanosecondsPerSecond) : std::ceil(seconds * NanosecondsPerSecond);
    if (!(std::abs(rounded) < 9.2e18))
        return std::nullopt;
    return std::chrono::nanoseconds(static_cast<std::int64_t>(rounded));
}

/// A word of the language alone, for what the system says to a number that it has given to no family, type, protocol,
/// level or option.
constexpr struct
{
    QLatin1StringView name;
    int value;
} NoConstant{"BOGUS"_L1, 9999};

/// What the names begin with that a key takes. A name of another kind has a number too: SOL_SOCKET is SHUT_WR's.
std::string_view constantNames(QLatin1StringView key)
{
    constexpr std::array<std::pair<QLatin1StringView, std::string_view>, 5> Names{{{"family"_L1, "AF_ PF_"},
        {"type"_L1, "SOCK_"}, {"proto"_L1, "IPPROTO_"}, {"level"_L1, "SOL_ IPPROTO_"}, {"how"_L1, "SHUT_"}}};
    const auto* const found = std::find_if(Names.begin(), Names.end(), [key](const auto& n) { return n.first == key; });
    return found == Names.end() ? std::string_view("SO_ IP_ IPV6_ TCP_ UDP_") : found->second;
}

bool beginsWithOneOf(std::string_view name, std::string_view beginnings)
{
    while (!beginnings.empty()) {
        const std::string_view first = beginnings.substr(0, beginnings.find(' '));
        if (name.starts_with(first))
            return true;
        beginnings.remove_prefix(std::min(first.size() + 1, beginnings.size()));
    }
    return false;
}

} // namespace

std::optional<std::int64_t> wholeNumber(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? 1 : 0;
    // Over 2^63 Qt makes it a double, which is out of every range here.
    if (value.isDouble() && value.toVariant().typeId() == QMetaType::LongLong)
        return value.toInteger();
    return std::nullopt;
}

std::optional<int> intNumber(const QJsonValue& value)
{
    const auto number = wholeNumber(value);
    if (!number || *number < std::numeric_limits<int>::min() || *number > std::numeric_limits<int>::max())
        return std::nullopt;
    return static_cast<int>(*number);
}

std::optional<std::string> fileNameBytes(const QString& text)
{
    std::string out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        const bool isPair = unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair) {
            out += QStringView(text).mid(i, 2).toUtf8().toStdString();
            ++i;
        } else if (unit.isSurrogate()) {
            if (unit.unicode() < 0xdc80 || unit.unicode() > 0xdcff)
                return std::nullopt;
            out += static_cast<char>(unit.unicode() & 0xff);
        } else {
            out += QString(unit).toStdString();
        }
    }
    return out;
}

bool Arguments::require(QLatin1StringView key)
{
    if (!has(key))
        refuse("missing", key);
    return has(key);
}

void Arguments::refuse(std::string_view why, std::string_view field)
{
    if (!m_problem)
        m_problem = Problem{std::string(why), std::string(field)};
}

void Arguments::refuse(std::string_view why, QLatin1StringView field)
{
    refuse(why, std::string_view(field.data(), static_cast<std::size_t>(field.size())));
}

QString Arguments::name(QLatin1StringView key)
{
    QString name = text(key);
    if (name.isEmpty())
        refuse("a name is expected", key);
    return name;
}

QString Arguments::text(QLatin1StringView key)
{
    if (require(key) && !value(key).isString())
        refuse("text is expected", key);
    return value(key).toString();
}

int Arguments::integer(QLatin1StringView key)
{
    if (!require(key))
        return 0;
    return integer(key, 0);
}

int Arguments::integer(QLatin1StringView key, int absent)
{
    if (!has(key))
        return absent;
    const auto number = intNumber(value(key));
    if (!number)
        refuse("an integer of 32 bits is expected", key);
    return number.value_or(absent);
}

std::int64_t Arguments::wide(QLatin1StringView key, std::int64_t minimum, std::int64_t maximum)
{
    if (!require(key))
        return minimum;
    const auto number = wholeNumber(value(key));
    if (!number) {
        refuse("an integer of 64 bits is expected", key);
    } else if (*number < minimum || *number > maximum) {
        refuse("out of range: " + std::to_string(minimum) + " to " + std::to_string(maximum), key);
    } else {
        return *number;
    }
    return minimum;
}

std::size_t Arguments::size(QLatin1StringView key)
{
    return static_cast<std::size_t>(wide(key, 0, MostBytes));
}

int Arguments::constant(QLatin1StringView key)
{
    return require(key) ? constant(key, 0) : 0;
}

int Arguments::constant(QLatin1StringView key, int absent)
{
    if (!has(key))
        return absent;
    return value(key).toString() == NoConstant.name ? NoConstant.value
                                                    : constantOf(value(key), key, constantNames(key));
}

int Arguments::constantOf(const QJsonValue& value, QLatin1StringView key, std::string_view names)
{
    if (value.isString()) {
        const std::string name = value.toString().toStdString();
        const auto number = beginsWithOneOf(name, names) ? net::constantValue(name) : std::nullopt;
        if (!number)
            refuse("no constant of this kind has the name " + value.toString().left(40).toStdString(), key);
        return number.value_or(0);
    }
    const auto number = intNumber(value);
    if (!number)
        refuse("a constant's name or an integer of 32 bits is expected", key);
    return number.value_or(0);
}

int Arguments::flags(QLatin1StringView key, std::string_view names)
{
    const QJsonValue list = value(key);
    if (!has(key) || list.isNull() || intNumber(list) == 0)
        return 0;
    if (!list.isArray())
        refuse("a list of flags is expected", key);
    unsigned joined = 0;
    const QJsonArray flags = list.toArray();
    for (const auto& flag : flags)
        joined |= static_cast<unsigned>(constantOf(flag, key, names));
    return static_cast<int>(joined);
}

net::ModeSetting Arguments::timeout(QLatin1StringView key)
{
    if (!require(key))
        return {};
    if (value(key).isNull())
        return {net::Mode::Blocking, {}};
    const auto time = nanoseconds(value(key));
    if (!time || time->count() < 0)
        refuse("null or a number of seconds from 0 on is expected", key);
    else if (time->count() > 0)
        return {net::Mode::Timeout, *time};
    return {net::Mode::NonBlocking, {}};
}

std::chrono::nanoseconds Arguments::seconds(QLatin1StringView key)
{
    const auto time = require(key) ? nanoseconds(value(key)) : std::chrono::nanoseconds(0);
    if (!time || time->count() < 0)
        refuse("a number of seconds from 0 on is expected", key);
    return time.value_or(std::chrono::nanoseconds(0));
}

std::optional<std::chrono::nanoseconds> Arguments::wait(QLatin1StringView key, double absent)
{
    const QJsonValue given = has(key) ? value(key) : QJsonValue(absent);
    double milliseconds = 0;
    if (given.isDouble())
        milliseconds = std::trunc(given.toDouble() * 1000);
    else if (given.isBool())
        milliseconds = given.toBool() ? 1000 : 0;
    else
        refuse("a number of seconds is expected", key);
    if (!(std::abs(milliseconds) <= std::numeric_limits<int>::max()))
        refuse("poll waits at most 2147483.647 s", key);
    if (milliseconds < 0)
        return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(milliseconds, 2147483647.0)));
}

bool Arguments::choice(QLatin1StringView key)
{
    if (!has(key))
        return false;
    const auto number = wholeNumber(value(key)).value_or(-1);
    if (number < 0 || number > 1)
        refuse("true or false is expected", key);
    return number == 1;
}

void Arguments::allowOnly(
    const QJsonObject& object, std::initializer_list<QLatin1StringView> keys, QLatin1StringView field)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (std::find(keys.begin(), keys.end(), it.key()) == keys.end())
            refuse("nothing reads \"" + it.key().left(40).toStdString() + "\" in it", field);
    }
}

} // namespace cli::script
