// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/recordplace.h"

#include "capture/reader.h"
#include "query/filtervalue.h"
#include "query/timesearch.h"
#include "ui/theme/quantity.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct RecordPlace
{
    Q_DECLARE_TR_FUNCTIONS(ui::RecordPlace)
};

GoToBar::Place placeOfTime(const query::FilterTime& time, capture::Reader& reader)
{
    const auto found = query::findTime(reader, query::momentOf(time.field, time.value, reader.startNs()));
    if (!found)
        return tl::unexpected(QString::fromStdString(found.error().message()));
    if (found->value == reader.recordCount())
        return tl::unexpected(RecordPlace::tr("The last record is earlier than that."));
    return found->value;
}

} // namespace

GoToBar::Place readRecordPlace(const QString& text, capture::Reader& reader)
{
    const QString typed = text.trimmed();
    const quint64 count = reader.recordCount();
    if (count == 0)
        return tl::unexpected(RecordPlace::tr("There are no records yet."));
    if (const auto time = query::parseTime(typed.toStdString()))
        return placeOfTime(*time, reader);
    bool isNumber = false;
    const quint64 number = QString(typed).remove(u',').toULongLong(&isNumber);
    if (!isNumber)
        return tl::unexpected(RecordPlace::tr("Type a number, or a time such as 22:10:05 or +5s after the start."));
    if (number < 1 || number > count)
        return tl::unexpected(RecordPlace::tr("Records are numbered from 1 to %1.").arg(countText(count)));
    return number - 1;
}

} // namespace ui
