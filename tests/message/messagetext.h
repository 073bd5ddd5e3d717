// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/framer.h"
#include "message/ruletext.h"
#include "tests/codec/samples.h"

#include <QList>
#include <QString>

#include <array>

/// Messages and rules as texts, so that a test says what it wants in one line.
namespace samples {

inline message::Rule ruleOf(const QByteArray& text)
{
    return message::parseRule(std::string_view(text.constData(), static_cast<std::size_t>(text.size()))).value();
}

/// "0+5 5+3:torn": offset and length, and what is wrong with it.
inline QString textOf(const std::vector<message::Mark>& marks)
{
    static constexpr std::array<const char*, 4> Fits{"", ":oversize", ":malformed", ":torn"};
    QStringList texts;
    for (const message::Mark& mark : marks)
        texts.append(QStringLiteral("%1+%2%3")
                         .arg(mark.offset)
                         .arg(mark.length)
                         .arg(QLatin1StringView(Fits[static_cast<std::size_t>(mark.fit)])));
    return texts.join(u' ');
}

/// What a framer makes of a stream that is there as a whole.
inline QString framed(const message::Rule& rule, const QByteArray& stream)
{
    message::Framer framer(rule);
    std::vector<message::Mark> marks;
    framer.feed(bytesOf(stream), 0, marks);
    framer.finish(marks);
    return textOf(marks);
}

} // namespace samples
