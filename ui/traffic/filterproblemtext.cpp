// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filterproblemtext.h"

#include "query/filterparser.h"
#include "query/filterword.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// The context of these words for translators.
struct FilterProblemText
{
    Q_DECLARE_TR_FUNCTIONS(ui::FilterProblemText)
};

constexpr qsizetype MaxQuoted = 40;

/// The digits of 0x0d0a and 0d:0a, in pairs.
QString hexDigitsOf(const QString& bytes)
{
    QString digits = bytes.startsWith("0x"_L1, Qt::CaseInsensitive) ? bytes.mid(2) : QString(bytes).remove(u':');
    return digits.size() % 2 == 0 ? digits : digits.prepend(u'0');
}

} // namespace

TextRange rangeOf(const query::FilterProblem& problem, const QString& filter)
{
    const QByteArray utf8 = filter.toUtf8();
    const auto units = [&utf8](std::size_t bytes) {
        return QString::fromUtf8(utf8.first(std::min<qsizetype>(qsizetype(bytes), utf8.size()))).size();
    };
    return {units(problem.begin), units(problem.end)};
}

QString filterProblemText(const query::FilterProblem& problem, const QString& filter)
{
    using Reason = query::FilterProblem::Kind;
    using Text = FilterProblemText;
    const TextRange range = rangeOf(problem, filter);
    const QString place = filter.mid(range.begin, std::min(range.end - range.begin, MaxQuoted));
    switch (problem.kind) {
    case Reason::TooLong: return Text::tr("The filter is longer than %1 KiB.").arg(query::MaxFilterBytes / 1024);
    case Reason::TooDeep: return Text::tr("Too many brackets or nots within each other.");
    case Reason::UnclosedQuote: return Text::tr("The quote is not closed: a \" is missing at the end.");
    case Reason::UnclosedRegex: return Text::tr("The regular expression is not closed: a / is missing at the end.");
    case Reason::UnclosedBracket: return Text::tr("The bracket is not closed: a ) is missing.");
    case Reason::ExpectedTest:
        return Text::tr("Something to test is missing here, for instance size > 100 or a text to look for.");
    case Reason::Unexpected:
        return Text::tr("%1 belongs to nothing here. To look for it as text, put it in quotes.").arg(place);
    case Reason::ExpectedJoint:
        return Text::tr(R"(Write "and" or "or" before %1. If it is one text with what stands before it, use quotes.)")
            .arg(place);
    case Reason::UnknownField:
        if (const std::string_view here = query::wordHere(place.simplified().toStdString()); !here.empty())
            return Text::tr("For %1 write %2 here.").arg(place, QString::fromUtf8(here.data(), qsizetype(here.size())));
        return Text::tr("There is no field %1. To look for it as text, put it and what follows in quotes.").arg(place);
    case Reason::ExpectedOperator:
        return Text::tr("%1 needs a comparison, for instance %1 = \xe2\x80\xa6 To look for the word, put it in quotes.")
            .arg(place);
    case Reason::OperatorNotHere: return Text::tr("This field cannot be compared with %1.").arg(place);
    case Reason::ExpectedValue: return Text::tr("A value is missing here.");
    case Reason::ExpectedRegex:
        return Text::tr("A regular expression is needed here, between slashes: /\xe2\x80\xa6/ or /\xe2\x80\xa6/i.");
    case Reason::BadEscape: return Text::tr(R"(In quotes \" \\ \n \r \t \0 and \x with two digits are known.)");
    case Reason::BadHex: return Text::tr("After hex: pairs of hexadecimal digits are needed, as in hex:0d0a.");
    case Reason::SingleQuote: return Text::tr(R"(A text stands in double quotes here: "hello".)");
    case Reason::EscapeNeedsQuotes:
        return Text::tr(R"(\n, \x0d and their kin are known in quotes only: "%1". For a backslash write \\ there.)")
            .arg(place);
    case Reason::BytesNeedHex:
        return Text::tr("For these bytes write hex:%1, for this text \"%2\".").arg(hexDigitsOf(place), place);
    case Reason::NoWildcardHere:
        return Text::tr("A text is found anywhere: leave the * out, or put it in quotes to look for a *.");
    case Reason::RegexNeedsMatches:
        return Text::tr("For a regular expression write matches %1, for this text put it in quotes.").arg(place);
    case Reason::FieldWithColon:
        return Text::tr("To compare the field write %1. To look for the text, put it in quotes.")
            .arg(QString(place).replace(place.indexOf(u':'), 1, u" = "_s));
    case Reason::BracedList:
        return Text::tr("Several values stand behind = with commas between them, and no braces: port = 80, 443.");
    case Reason::GroupedDigits:
        return Text::tr("One number or two? Write %1, or a space after the comma.").arg(QString(place).remove(u','));
    case Reason::BadRegex: return Text::tr("This is no regular expression.");
    case Reason::NotANumber: return Text::tr("A number is needed here, as in 1500, 64K or 4M.");
    case Reason::NotADuration: return Text::tr("A duration is needed here, as in 10ms, 2.5s or 300us.");
    case Reason::NotATime:
        return Text::tr("A time is needed here, as in 22:10:05, 2026-01-31T22:10:05 or +5s after the start.");
    case Reason::NotADirection: return Text::tr("A direction is needed here: in, out or none.");
    case Reason::NotAnAddress:
        return Text::tr("An address is needed here, as in 127.0.0.1, 127.0.0.1:80, [::1]:80, :80 or a path.");
    case Reason::NetworkNeedsStar: return Text::tr("A network is written with a * here, as 10.0.0.* for 10.0.0.0/24.");
    case Reason::NotAPort: return Text::tr("A port is needed here, 0 to 65535, or a range of ports as in 50-100.");
    case Reason::UnknownCall: return Text::tr("There is no call or event %1.").arg(place);
    case Reason::UnknownErrno: return Text::tr("There is no errno %1.").arg(place);
    }
    return {};
}

} // namespace ui
