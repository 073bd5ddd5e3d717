// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/messagetext.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {

using namespace Qt::StringLiterals;
using session::MessageMark;

namespace {

/// The context of these words for translators.
struct MessageText
{
    Q_DECLARE_TR_FUNCTIONS(ui::MessageText)
};

QString splitNote(const MessageMark& mark)
{
    if (mark.continues && mark.goesOn)
        return MessageText::tr("Split: a message that an earlier call began goes on through this one to a later one.");
    return mark.continues ? MessageText::tr("Split: a message that an earlier call began ends here.")
                          : MessageText::tr("Split: a message begins here, and goes on in a later call.");
}

} // namespace

QString messageCell(const MessageMark& mark)
{
    QStringList words;
    if (mark.isSplit())
        words.append(MessageText::tr("split"));
    if (mark.isCoalesced)
        words.append(MessageText::tr("coalesced"));
    if (mark.isWaiting)
        words.append(MessageText::tr("waiting"));
    if (mark.isFaulty)
        words.append(MessageText::tr("faulty"));
    return words.join(u", "_s);
}

QString messageNote(const MessageMark& mark)
{
    QStringList sentences;
    if (mark.isSplit())
        sentences.append(splitNote(mark));
    if (mark.isCoalesced)
        sentences.append(MessageText::tr("Coalesced: one call has bytes of several messages."));
    if (mark.isWaiting)
        sentences.append(MessageText::tr("Waiting: its last message is not complete so far."));
    if (mark.isFaulty)
        sentences.append(
            MessageText::tr("Faulty: a message that ends here is not as the endpoint\u2019s Framing has it."));
    return sentences.join(u' ');
}

} // namespace ui
