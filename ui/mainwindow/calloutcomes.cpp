// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/calloutcomes.h"

#include "ui/calls/callspane.h"
#include "ui/mainwindow/recordwatch.h"
#include "ui/theme/quantity.h"
#include "ui/theme/timetext.h"
#include "ui/traffic/rowtext.h"

#include <QPointer>
#include <QStringList>

namespace ui {

using namespace Qt::StringLiterals;
using capture::Operation;
using capture::Record;

namespace {

constexpr qsizetype LongestPayload = 160; // in the pane; the log and the bytes have all of it

/// What keeps a call from being made has a record in its place.
bool isRefusal(const Record& record)
{
    const bool prepares = record.operation == Operation::Resolve || record.operation == Operation::Open;
    return record.operation == Operation::LaneRefused || (prepares && capture::isFailure(record));
}

} // namespace

CallOutcomes::CallOutcomes(RecordWatch& watch, CallsPane* pane, QObject* parent)
    : QObject(parent)
    , m_watch(watch)
    , m_pane(pane)
{ }

void CallOutcomes::follow(base::EndpointId endpoint, Operation operation, quint64 first)
{
    const int number = ++m_calls;
    m_pane->clearOutcome();
    m_watch.watch(endpoint, first, [self = QPointer(this), number, operation](quint64 index, const Record& record) {
        if (!self || number != self->m_calls)
            return true;
        if (record.operation != operation && !isRefusal(record))
            return false;
        self->tell(index, record);
        return true;
    });
}

void CallOutcomes::tell(quint64 index, const Record& record)
{
    const LogRow row = makeRow(*m_watch.reader(), {index}, record, {});
    const QString& result = row.cell(LogColumn::Result);
    QStringList lines{u'#' % countText(index + 1) % u"  "_s % row.call};
    if (!result.isEmpty())
        lines.last() += u" = "_s % result;
    if (row.hasBytes) {
        const QString payload = row.cell(LogColumn::Preview).left(row.mainLength);
        lines << (payload.size() > LongestPayload ? QString(payload.left(LongestPayload) % u'\u2026') : payload);
    }
    if (!row.note.isEmpty())
        lines << row.note;
    if (record.duration > 0)
        lines << tr("took %1").arg(durationText(static_cast<double>(record.duration)));
    m_pane->showOutcome({.text = lines.join(u'\n'), .failed = row.failed, .record = index});
}

} // namespace ui
