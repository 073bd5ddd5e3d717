// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/timetext.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <cmath>
#include <cstdlib>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t PerSecond = 1'000'000'000;
constexpr std::int64_t SecondsPerMinute = 60;

/// Whole seconds since 1970 and the nanoseconds after them, for moments before 1970 too.
struct Moment
{
    std::int64_t seconds;
    std::int64_t nanoseconds;
};
Moment momentOf(std::int64_t timeNs)
{
    std::int64_t seconds = timeNs / PerSecond;
    std::int64_t rest = timeNs % PerSecond;
    if (rest < 0) {
        --seconds;
        rest += PerSecond;
    }
    return {seconds, rest};
}

void putDigits(char16_t* end, std::int64_t value, int digits)
{
    for (int i = 0; i < digits; ++i) {
        *--end = static_cast<char16_t>(u'0' + value % 10);
        value /= 10;
    }
}

/// What to add to UTC's seconds for the local clock. Zones change at whole minutes, so that a frame full of rows of the
/// same minute asks the time zone once.
std::int64_t localOffset(std::int64_t seconds)
{
    struct Known
    {
        std::int64_t minute = INT64_MIN;
        std::int64_t offset = 0;
    };
    thread_local Known known;
    const std::int64_t minute = seconds / SecondsPerMinute;
    if (minute != known.minute)
        known = {minute, QDateTime::fromSecsSinceEpoch(seconds).offsetFromUtc()};
    return known.offset;
}

/// @param value  not negative, in nanoseconds.
QString scaled(double value)
{
    struct Unit
    {
        double size;
        double until; ///< where the next unit reads better
        int decimals;
        QStringView name;
    };
    static const std::array Units{
        Unit{1e3, 9.95e3, 1, u"µs"},
        Unit{1e3, 999.5e3, 0, u"µs"},
        Unit{1e6, 99.95e6, 1, u"ms"},
        Unit{1e6, 999.5e6, 0, u"ms"},
        Unit{1e9, 99.95e9, 1, u"s"},
        Unit{60e9, 99.95 * 60e9, 1, u"min"},
    };
    for (const Unit& unit : Units) {
        if (value < unit.until)
            return QString::number(value / unit.size, 'f', unit.decimals) + u' ' + unit.name;
    }
    return QString::number(value / 3600e9, 'f', 1) + " h"_L1;
}

} // namespace

QString timeOfDay(std::int64_t timeNs)
{
    const Moment moment = momentOf(timeNs);
    constexpr std::int64_t SecondsPerDay = 86'400;
    std::int64_t ofDay = (moment.seconds + localOffset(moment.seconds)) % SecondsPerDay;
    if (ofDay < 0)
        ofDay += SecondsPerDay;
    std::array<char16_t, 15> text{u'0', u'0', u':', u'0', u'0', u':', u'0', u'0', u'.'};
    putDigits(text.data() + 2, ofDay / 3600, 2);
    putDigits(text.data() + 5, ofDay / SecondsPerMinute % 60, 2);
    putDigits(text.data() + 8, ofDay % 60, 2);
    putDigits(text.data() + 15, moment.nanoseconds / 1000, 6);
    return QString::fromUtf16(text.data(), text.size());
}

QString dateAndTime(std::int64_t timeNs)
{
    const QDateTime local = QDateTime::fromSecsSinceEpoch(momentOf(timeNs).seconds);
    return local.toString(u"yyyy-MM-dd "_s) + timeOfDay(timeNs);
}

QString secondsText(std::int64_t nanoseconds)
{
    const std::int64_t microseconds = nanoseconds / 1000;
    const std::int64_t magnitude = std::abs(microseconds);
    std::array<char16_t, 6> fraction{};
    putDigits(fraction.data() + fraction.size(), magnitude % 1'000'000, 6);
    return (microseconds < 0 ? u"-"_s : QString()) + QString::number(magnitude / 1'000'000) + u'.'
        + QString::fromUtf16(fraction.data(), fraction.size());
}

QString fullTime(std::int64_t timeNs)
{
    const Moment moment = momentOf(timeNs);
    const QDateTime local = QDateTime::fromSecsSinceEpoch(moment.seconds);
    const QString offset = local.toOffsetFromUtc(local.offsetFromUtc()).toString(u"t"_s).mid(3);
    return local.toString(u"yyyy-MM-dd HH:mm:ss."_s) + QString::number(moment.nanoseconds).rightJustified(9, u'0')
        + u' ' + (offset.isEmpty() ? u"+00:00"_s : offset);
}

QString deltaText(std::int64_t nanoseconds)
{
    const double magnitude = std::abs(static_cast<double>(nanoseconds));
    return (nanoseconds < 0 ? u'-' : u'+') + scaled(magnitude);
}

QString durationText(double seconds)
{
    return scaled(std::max(0.0, seconds) * 1e9);
}

} // namespace ui
