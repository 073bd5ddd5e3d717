// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recordfacts.h"

#include "codec/visible.h"
#include "net/protocol.h"
#include "ui/errnocard/explanation.h"
#include "ui/theme/quantity.h"
#include "ui/theme/timetext.h"
#include "ui/traffic/rowtext.h"
#include "words/calltext.h"
#include "words/recordtext.h"

#include <QCoreApplication>
#include <QDateTime>

#include <string_view>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// For the texts of this file.
struct RecordFacts
{
    Q_DECLARE_TR_FUNCTIONS(ui::RecordFacts)
};

QString endpointText(const RecordPresenter::Read& read)
{
    return QString::fromStdU16String(codec::visibleName(read.endpoint.name));
}

QString tookText(const capture::Record& record)
{
    return durationText(static_cast<double>(record.duration));
}

/// "12", or "ECONNREFUSED (111)   Connection refused".
QString resultFact(const RecordPresenter::Read& read)
{
    QString result = QString::fromStdString(words::resultText(read.record));
    if (const auto number = capture::failureNumber(read.record))
        result += u" (%1)"_s.arg(*number);
    const QString words = outcomeText(read.record, read.endpoint.protocol);
    return result.isEmpty() || words.isEmpty() ? QString(result % words) : QString(result % u"   "_s % words);
}

/// How much of what was asked for, or offered, was moved.
QString sizeFact(const capture::Record& record)
{
    if (capture::directionOf(record.operation) == capture::Direction::None)
        return {};
    return RecordFacts::tr("%1 of %2 bytes")
        .arg(countText(capture::movedSize(record).value_or(0)), countText(record.asked));
}

} // namespace

QString recordTitle(quint64 index, const RecordPresenter::Read& read)
{
    QString title = u'#' % countText(index + 1) % u"  "_s % endpointText(read) % u"  "_s;
    title += capture::isFailure(read.record) ? callOf(read) : callAndResult(read);
    const std::string answer = words::callText(read.record, read.detail).answer;
    return answer.empty() ? title : QString(title % u"  "_s % QString::fromStdString(answer));
}

QString recordOutcome(const RecordPresenter::Read& read)
{
    const words::CallText text = words::callText(read.record, read.detail);
    QStringList lines;
    if (!text.answer.empty() && !capture::isEvent(read.record.operation))
        lines << QString::fromStdString(text.answer);
    if (const QString outcome = outcomeText(read.record, read.endpoint.protocol); !outcome.isEmpty())
        lines << outcome;
    return lines.join(u'\n');
}

QList<Fact> recordFacts(const RecordPresenter::Read& read)
{
    const capture::Record& record = read.record;
    const words::CallText text = words::callText(record, read.detail);
    const std::string_view protocol = net::protocolName(read.endpoint.protocol);
    const QString endpoint
        = endpointText(read) % u"   "_s % QString::fromLatin1(protocol.data(), static_cast<qsizetype>(protocol.size()));
    const bool isCall = !capture::isEvent(record.operation);
    QList<Fact> facts{{isCall ? RecordFacts::tr("Call") : RecordFacts::tr("Event"), callOf(read)},
        {isCall ? RecordFacts::tr("Result") : RecordFacts::tr("Outcome"), resultFact(read)},
        {RecordFacts::tr("Answer"), isCall ? QString::fromStdString(text.answer) : QString()},
        {RecordFacts::tr("Size"), sizeFact(record)},
        {RecordFacts::tr("Took"), record.duration > 0 ? tookText(record) : QString()},
        {RecordFacts::tr("Endpoint"), endpoint},
        {RecordFacts::tr("Local"), QString::fromStdString(read.endpoint.local.toString())},
        {RecordFacts::tr("Peer"), QString::fromStdString(read.endpoint.peer.toString())},
        {RecordFacts::tr("Time"), fullTime(record.timeNs)}};
    facts.removeIf([](const Fact& fact) { return fact.value.isEmpty(); });
    return facts;
}

QString recordFactLine(const RecordPresenter::Read& read)
{
    QStringList facts;
    if (read.record.duration > 0)
        facts << RecordFacts::tr("took %1").arg(tookText(read.record));
    QStringList addresses;
    for (const net::Address& address : {read.endpoint.local, read.endpoint.peer}) {
        if (!address.isEmpty())
            addresses << QString::fromStdString(address.toString());
    }
    if (!addresses.isEmpty())
        facts << addresses.join(u" \u2194 ");
    const QDate day = QDateTime::fromMSecsSinceEpoch(read.record.timeNs / 1'000'000).date();
    facts << (day == QDate::currentDate() ? timeOfDay(read.record.timeNs) : dateAndTime(read.record.timeNs));
    return facts.join(u"  ");
}

} // namespace ui
