// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/timecolumn.h"

#include "ui/theme/timetext.h"

#include <QCoreApplication>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

struct TimeColumnText
{
    Q_DECLARE_TR_FUNCTIONS(ui::TimeColumn)
};

} // namespace

QString TimeColumn::text(std::int64_t timeNs, std::optional<std::int64_t> previousNs) const
{
    switch (format) {
    case TimeFormat::TimeOfDay: return timeOfDay(timeNs);
    case TimeFormat::DateAndTime: return dateAndTime(timeNs);
    case TimeFormat::SinceStart: return secondsText(timeNs - startNs);
    case TimeFormat::SincePrevious: return secondsText(timeNs - previousNs.value_or(timeNs));
    case TimeFormat::SinceReference: break;
    }
    return secondsText(timeNs - referenceNs.value_or(startNs));
}

QString timeFormatName(TimeFormat format)
{
    switch (format) {
    case TimeFormat::TimeOfDay: return TimeColumnText::tr("Time of Day");
    case TimeFormat::DateAndTime: return TimeColumnText::tr("Date and Time");
    case TimeFormat::SinceStart: return TimeColumnText::tr("Seconds Since the Start");
    case TimeFormat::SincePrevious: return TimeColumnText::tr("Seconds Since the Row Above");
    case TimeFormat::SinceReference: break;
    }
    return TimeColumnText::tr("Seconds Since the Reference Record");
}

QString timeSample(TimeFormat format)
{
    switch (format) {
    case TimeFormat::TimeOfDay: return u"22:22:22.222222"_s;
    case TimeFormat::DateAndTime: return u"2022-12-22 22:22:22.222222"_s;
    case TimeFormat::SinceStart:
    case TimeFormat::SincePrevious: return u"22222.222222"_s;
    case TimeFormat::SinceReference: break;
    }
    return u"-22222.222222"_s;
}

} // namespace ui
