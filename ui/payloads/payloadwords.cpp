// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/payloads/payloadwords.h"

#include "codec/visible.h"
#include "library/payloadlist.h"
#include "ui/theme/quantity.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {

using namespace Qt::StringLiterals;
using library::Problem;

namespace {

constexpr qsizetype ProposedLength = 40;
constexpr qsizetype TipLength = 200;

QString tr(const char* text)
{
    return QCoreApplication::translate("ui::Payloads", text);
}

QString inert(const QString& text)
{
    return QString::fromStdU16String(codec::visibleName(text.toStdString()));
}

QString beginning(const QString& text, qsizetype length)
{
    return text.size() > length ? QString(text.left(length) % u'\u2026') : text;
}

QString readAs(session::PayloadFormat format)
{
    switch (format) {
    case session::PayloadFormat::Text: return tr("Text");
    case session::PayloadFormat::Escaped: return tr("Escaped");
    case session::PayloadFormat::Hex: break;
    }
    return tr("Hex");
}

QString errorText(const Problem& problem)
{
    return QString::fromStdString(problem.error.message());
}

} // namespace

QString shownPayloadName(const QString& name)
{
    return name.isEmpty() ? tr("no name") : inert(name);
}

QString proposedPayloadName(const session::SentPayload& content)
{
    const QString line = content.text.trimmed().section(u'\n', 0, 0).trimmed().left(ProposedLength);
    return line.isEmpty() ? tr("Payload") : line;
}

QString payloadToolTip(const library::Payload& payload)
{
    QStringList lines{inert(beginning(payload.content.text, TipLength)), readAs(payload.content.format)};
    if (!payload.target.isEmpty())
        lines << tr("To %1").arg(inert(payload.target));
    for (const QString& line : payload.note.split(u'\n', Qt::SkipEmptyParts))
        lines << inert(line);
    for (QString& line : lines)
        line = line.toHtmlEscaped();
    return u"<p>"_s % lines.join("<br/>"_L1) % u"</p>"_s;
}

QString payloadProblemText(const Problem& problem)
{
    const QString path = inert(problem.path);
    switch (problem.kind) {
    case Problem::Kind::Unreadable: return tr("%1 cannot be read: %2").arg(path, errorText(problem));
    case Problem::Kind::Unwritable:
        return tr("%1 cannot be written: %2. It is as it was.").arg(path, errorText(problem));
    case Problem::Kind::InUse:
        return tr("Another program keeps %1 locked. Nothing was changed: try again, or end that program.").arg(path);
    case Problem::Kind::TooLarge:
        return tr("Too large for saved payloads: %1 may have %2 and %3 payloads, each with %4 characters.")
            .arg(path, bytesText(library::PayloadList::MaxFileBytes), countText(library::PayloadList::MaxPayloads),
                countText(library::Payload::MaxTextLength));
    case Problem::Kind::NoJson:
        return tr("%1 is damaged: line %2, column %3 is no JSON.").arg(path).arg(problem.line).arg(problem.column);
    case Problem::Kind::NoLibrary:
        return problem.item.isEmpty() ? tr("%1 has no payloads that Sockscope knows.").arg(path)
                                      : tr("%1: %2 is no payload that Sockscope knows.").arg(path, inert(problem.item));
    case Problem::Kind::LaterVersion: break;
    }
    return tr(
        "%1 was written by a later version of Sockscope, and is left alone: update Sockscope, or move the file away.")
        .arg(path);
}

} // namespace ui
