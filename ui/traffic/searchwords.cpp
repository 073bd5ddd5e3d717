// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/searchwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <cerrno>

namespace ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ui::SearchWords", text);
}

QString hexProblemText(codec::Reason reason)
{
    switch (reason) {
    case codec::Reason::OddDigit: return tr("the second digit of a byte is missing");
    case codec::Reason::SpaceInsideByte: return tr("there is a space between the two digits of a byte");
    default: return tr("not a hex digit, and not ? for any digit");
    }
}

} // namespace

QString problemText(const session::SearchProblem& problem)
{
    using Kind = session::SearchProblem::Kind;
    const QString place = tr("At %1: %2").arg(QLocale().toString(problem.offset + 1));
    switch (problem.kind) {
    case Kind::Empty: return {};
    case Kind::Hex: return place.arg(hexProblemText(problem.reason));
    case Kind::OnlyWildcards: return tr("At least one digit must not be ?");
    case Kind::TooLong: return tr("At most %1 bytes can be looked for").arg(query::BytePattern::MaxBytes);
    case Kind::Regex: return place.arg(problem.text);
    }
    return {};
}

QString searchFailureText(const base::Error& error)
{
    if (error.code == ETIME)
        return tr("Stopped: the regular expression tries too many ways to match. Make it more definite.");
    if (error.code == ENOMEM)
        return tr("Stopped: the regular expression needs too much memory. Make it more definite.");
    return tr("Stopped: %1").arg(QString::fromStdString(error.message()));
}

} // namespace ui
