// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filterhelp.h"

#include "query/filterparser.h"

#include <QCoreApplication>
#include <QLatin1StringView>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

struct FilterHelp
{
    Q_DECLARE_TR_FUNCTIONS(ui::FilterHelp)
};

struct Line
{
    std::string_view word; ///< the field or keyword that it is about; empty for none
    const char* filter;
    const char* meaning;
};

constexpr std::array Texts{
    Line{
        {}, "hello", QT_TRANSLATE_NOOP("ui::FilterHelp", "Anywhere: endpoint, call, errno or payload, in either case")},
    Line{
        {}, "\"GET /\"", QT_TRANSLATE_NOOP("ui::FilterHelp", "The same, with spaces; \\n \\r \\t \\0 \\xNN are known")},
    Line{{}, "recv hello", QT_TRANSLATE_NOOP("ui::FilterHelp", "A call, and what it moved")},
    Line{{}, "contains \"Host:\"", QT_TRANSLATE_NOOP("ui::FilterHelp", "In the payload, letter by letter")},
    Line{{}, "contains hex:0d0a 0d0a", QT_TRANSLATE_NOOP("ui::FilterHelp", "Bytes in the payload")},
    Line{{}, "matches /^GET .*HTTP/i", QT_TRANSLATE_NOOP("ui::FilterHelp", "A regular expression; i: in either case")},
};

constexpr std::array Fields{
    Line{"endpoint", "endpoint = server/1, client",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "One of these; * stands for anything; also with contains and matches")},
    Line{"peer", "peer = 127.0.0.1:40112",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "Address, address:port, :port or path of the other end")},
    Line{"local", "local = :50007", QT_TRANSLATE_NOOP("ui::FilterHelp", "The same of this end")},
    Line{"host", "host = 10.0.0.*", QT_TRANSLATE_NOOP("ui::FilterHelp", "The same of either end")},
    Line{"port", "port = 443, 8000-8080", QT_TRANSLATE_NOOP("ui::FilterHelp", "Of either end")},
    Line{"dir", "dir = in", QT_TRANSLATE_NOOP("ui::FilterHelp", "in, out or none")},
    Line{"call", "call = recv*, accept", QT_TRANSLATE_NOOP("ui::FilterHelp", "The call or event")},
    Line{"size", "size >= 64 KiB", QT_TRANSLATE_NOOP("ui::FilterHelp", "Bytes moved")},
    Line{"errno", "errno = ECONNRESET", QT_TRANSLATE_NOOP("ui::FilterHelp", "errno alone: failed with any")},
    Line{"time", "time > 22:10:05",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "Also 2026-01-31 22:10 (Z at the end: UTC), +5s after the start")},
    Line{"duration", "duration > 10ms",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "How long the call took: s, ms, us, ns, m, h")},
    Line{"result", "result < 0", QT_TRANSLATE_NOOP("ui::FilterHelp", "What the call returned")},
    Line{"asked", "asked = 4096", QT_TRANSLATE_NOOP("ui::FilterHelp", "Bytes that the call was asked for, or offered")},
    Line{"n", "n > 100", QT_TRANSLATE_NOOP("ui::FilterHelp", "The record\xe2\x80\x99s number")},
};

constexpr std::array Words{
    Line{"data", "data", QT_TRANSLATE_NOOP("ui::FilterHelp", "Calls that moved bytes")},
    Line{"calls", "calls", QT_TRANSLATE_NOOP("ui::FilterHelp", "Calls, and no events")},
    Line{"errors", "errors", QT_TRANSLATE_NOOP("ui::FilterHelp", "What failed")},
    Line{"events", "events", QT_TRANSLATE_NOOP("ui::FilterHelp", "What happened without a call")},
    Line{"timedout", "timedout", QT_TRANSLATE_NOOP("ui::FilterHelp", "Calls that their timeout ended")},
    Line{"cancelled", "cancelled", QT_TRANSLATE_NOOP("ui::FilterHelp", "Calls that were cancelled")},
    Line{"retransmission", "retransmission",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "Captured TCP segments that were sent again")},
    Line{"outoforder", "outoforder", QT_TRANSLATE_NOOP("ui::FilterHelp", "Captured TCP segments that overtook others")},
    Line{"gaps", "gaps", QT_TRANSLATE_NOOP("ui::FilterHelp", "Where captured TCP misses bytes")},
    Line{"tcp", "tcp", QT_TRANSLATE_NOOP("ui::FilterHelp", "The endpoint\xe2\x80\x99s protocol")},
    Line{"udp", "udp", QT_TRANSLATE_NOOP("ui::FilterHelp", "The endpoint\xe2\x80\x99s protocol")},
    Line{"unix", "unix", QT_TRANSLATE_NOOP("ui::FilterHelp", "The endpoint\xe2\x80\x99s protocol")},
};

constexpr std::array Joints{
    Line{{}, "data and not (size < 10 or dir = out)",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "and may be left out where no bare text stands beside it")},
    Line{{}, "data && !errors || events", QT_TRANSLATE_NOOP("ui::FilterHelp", "The same in signs")},
};

HelpRow rowOf(const Line& line)
{
    return {QString::fromLatin1(line.filter), FilterHelp::tr(line.meaning)};
}

void addAll(QList<HelpRow>& rows, const char* heading, std::span<const Line> lines)
{
    rows.append({{}, FilterHelp::tr(heading)});
    for (const Line& line : lines)
        rows.append(rowOf(line));
}

/// In the order in which query has them; one that has no line here is there by its name.
void addWord(QList<HelpRow>& rows, std::string_view word, std::span<const Line> lines)
{
    const auto line = std::ranges::find(lines, word, &Line::word);
    rows.append(
        line != lines.end() ? rowOf(*line) : HelpRow{QString::fromLatin1(word.data(), qsizetype(word.size())), {}});
}

} // namespace

QList<HelpRow> filterHelp()
{
    QList<HelpRow> rows;
    addAll(rows, QT_TRANSLATE_NOOP("ui::FilterHelp", "Text"), Texts);
    rows.append({{}, FilterHelp::tr("Fields")});
    for (const query::FilterField& field : query::filterFields())
        addWord(rows, field.name, Fields);
    rows.append({{}, FilterHelp::tr("Words")});
    for (const std::string_view word : query::filterKeywords())
        addWord(rows, word, Words);
    addAll(rows, QT_TRANSLATE_NOOP("ui::FilterHelp", "Joining"), Joints);
    return rows;
}

void showFilterHelp(QWidget* parent)
{
    showHelpTable(parent, FilterHelp::tr("Filter Language"), filterHelp());
}

} // namespace ui
