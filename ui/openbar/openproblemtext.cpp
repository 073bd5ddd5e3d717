// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/openproblemtext.h"

#include "base/result.h"
#include "codec/visible.h"

#include <QCoreApplication>

namespace ui {

using namespace Qt::StringLiterals;
using session::OpenProblem;

namespace {

constexpr qsizetype LongestQuote = 40;

QString tr(const char* text)
{
    return QCoreApplication::translate("ui::OpenProblem", text);
}

/// What was typed, inert: an override of the writing direction must not turn our own sentence around.
QString quoted(const QString& typed)
{
    QString shown = QString::fromStdU16String(codec::visibleName(typed.toStdString()));
    if (shown.size() > LongestQuote)
        shown = shown.first(LongestQuote) % u'\u2026';
    return u'"' % shown % u'"';
}

/// The sentence, and what there could be instead.
QString withAllowed(const QString& sentence, const session::ValueRule& rule)
{
    const QString allowed = allowedText(rule);
    return allowed.isEmpty() ? sentence : QString(sentence % u": " % allowed);
}

} // namespace

OpenField fieldOf(const session::OpenError& error)
{
    if (!error.option.isEmpty()) // options stand behind the address
        return OpenField::Address;
    switch (error.problem) {
    case OpenProblem::PortMissing:
    case OpenProblem::PortNotANumber:
    case OpenProblem::PortOutOfRange:
    case OpenProblem::PortZero: return OpenField::Port;
    default: return OpenField::Address;
    }
}

QString allowedText(const session::ValueRule& rule)
{
    using Kind = session::ValueKind;
    const auto range = [&rule] { return tr("%1 to %2").arg(rule.least).arg(rule.most); };
    QString names = rule.names.join(u" | "_s);
    switch (rule.kind) {
    case Kind::Unknown: return {};
    case Kind::ReadOnly: return tr("only the system sets it");
    case Kind::OnOff: return u"1 | 0"_s;
    case Kind::OneOf: return names;
    case Kind::AnyOf: return tr("any of %1").arg(names);
    case Kind::Number: return names.isEmpty() ? range() : QString(range() % u" | " % names);
    case Kind::Seconds: return tr("seconds, such as 2.5; at most %1").arg(rule.most);
    case Kind::Linger: return tr("off, or seconds from %1 to %2").arg(rule.least).arg(rule.most);
    case Kind::Permissions: return tr("0 to 0777, octal");
    case Kind::Ip4: return tr("an IPv4 address");
    case Kind::Local: return tr("an address, an address:port or :port; of Unix sockets a path or @name");
    case Kind::ReplyFile: return tr("a file of rules for replies");
    case Kind::Group: return tr("group%interface,source; the last two may be left out");
    }
    return {};
}

QString problemText(const session::OpenError& error, session::OpenAs as)
{
    const int lowestPort = as == session::OpenAs::Listener ? 0 : 1;
    const QString part = quoted(error.part);
    switch (error.problem) {
    case OpenProblem::UnknownScheme:
        return tr("%1 is no scheme: use tcp, tcp-listen, udp, udp-listen, unix or unix-listen").arg(part);
    case OpenProblem::MissingAddress: return tr("An address is needed: a name, an IP address or a path");
    case OpenProblem::BadAddress: return tr("%1 is neither an IP address nor a name").arg(part);
    case OpenProblem::UnknownScope: return tr("There is no network interface %1").arg(part);
    case OpenProblem::AddressHasExtraParts: return tr("%1 does not belong to an address").arg(part);
    case OpenProblem::BadBrackets: return tr("%1: brackets enclose an IPv6 address, as in [::1]").arg(part);
    case OpenProblem::PortMissing: return tr("A port is needed: %1 to 65535").arg(lowestPort);
    case OpenProblem::PortNotANumber:
        return tr("%1 is not a port: use a number from %2 to 65535").arg(part, QString::number(lowestPort));
    case OpenProblem::PortOutOfRange: return tr("%1 is over the highest port, 65535").arg(part);
    case OpenProblem::PortZero: return tr("Port 0 cannot be connected to; only a listener may ask for any port");
    case OpenProblem::PathTooLong: return tr("A Unix path has at most 107 bytes (ENAMETOOLONG)");
    case OpenProblem::PathHasNul: return tr("A Unix path cannot hold a NUL byte (EINVAL)");
    case OpenProblem::UnknownOption:
        return error.part.isEmpty() ? tr("The name of a socket option is missing")
                                    : tr("%1 is no socket option and no word known here").arg(part);
    case OpenProblem::OptionTwice: return tr("%1 is there twice").arg(part);
    case OpenProblem::OptionWithoutUse: return tr("%1 has no meaning for this kind of socket").arg(part);
    case OpenProblem::ReplyFileUnreadable:
        return tr("%1 cannot be read: %2").arg(part, QString::fromStdString(base::errnoText(error.errorNumber)));
    case OpenProblem::ReplyFileWrong:
        return withAllowed(tr("%1 is nothing that rules for replies have").arg(part), error.allowed);
    case OpenProblem::LocalIsName:
        return tr("%1 is nothing to bind to: use an IP address of this machine, a port from 1 to 65535, or both")
            .arg(part);
    case OpenProblem::FamilyAgainstAddress: return tr("%1 is an address of the other family").arg(part);
    case OpenProblem::ModeAgainstTimeout: return tr("Mode Timeout needs a time above 0 s; the other modes have none");
    case OpenProblem::BadOptionValue: return withAllowed(tr("%1: the value does not fit").arg(part), error.allowed);
    case OpenProblem::OptionValueMissing: return withAllowed(tr("%1 needs a value").arg(part), error.allowed);
    case OpenProblem::NotAscii: return tr("%1 has characters that no address has").arg(part);
    }
    return {};
}

} // namespace ui
