// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/framingwords.h"

#include "message/ruletext.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {

using namespace Qt::StringLiterals;
using message::RuleProblem;

namespace {

/// The context of these words for translators.
struct FramingWords
{
    Q_DECLARE_TR_FUNCTIONS(ui::FramingWords)
};

/// What can stand there: words, or a range.
QString allowedText(const RuleProblem& problem)
{
    QStringList words;
    for (const std::string_view word : problem.allowed)
        words.append(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
    if (words.isEmpty())
        return FramingWords::tr("%1 to %2").arg(problem.lowest).arg(problem.highest);
    return words.join(u", "_s);
}

/// @param what  the piece of the text that is wrong.
QString problemText(const RuleProblem& problem, const QString& what)
{
    using Kind = RuleProblem::Kind;
    const QString allowed = allowedText(problem);
    switch (problem.kind) {
    case Kind::UnknownRule:
        return what.isEmpty() ? FramingWords::tr("A rule is needed: %1").arg(allowed)
                              : FramingWords::tr("\u201c%1\u201d is no rule: %2").arg(what, allowed);
    case Kind::UnknownKey: return FramingWords::tr("This rule has no \u201c%1\u201d, but: %2").arg(what, allowed);
    case Kind::UnknownWord: return FramingWords::tr("\u201c%1\u201d can be: %2").arg(what, allowed);
    case Kind::RepeatedKey: return FramingWords::tr("\u201c%1\u201d stands here twice.").arg(what);
    case Kind::MissingValue: return FramingWords::tr("\u201c%1\u201d needs a value behind it.").arg(what);
    case Kind::NotANumber: return FramingWords::tr("\u201c%1\u201d is no number from %2.").arg(what, allowed);
    case Kind::OutOfRange: return FramingWords::tr("\u201c%1\u201d is not in the range of %2.").arg(what, allowed);
    case Kind::NotHex:
        return FramingWords::tr("\u201c%1\u201d: bytes are two hex digits each, as in 0d0a, or %2.").arg(what, allowed);
    case Kind::WrongByteCount: return FramingWords::tr("There can be %1 bytes.").arg(allowed);
    case Kind::NotADuration:
        return FramingWords::tr("\u201c%1\u201d is no time: a number with %2, as in 20ms.").arg(what, allowed);
    }
    return {};
}

} // namespace

QString ruleProblemText(const QString& text)
{
    const std::string utf8 = text.toStdString();
    const auto rule = message::parseRule(utf8);
    if (rule)
        return {};
    const RuleProblem& problem = rule.error();
    return problemText(problem, QString::fromStdString(utf8.substr(problem.begin, problem.end - problem.begin)));
}

} // namespace ui
