// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/option.h"

#include <QStringList>

namespace session {

/// How the value of a socket option, or of a word of a URL, is written.
enum class ValueKind
{
    Unknown, ///< nothing can be said beforehand
    ReadOnly,
    OnOff,
    OneOf, ///< one of `names`
    AnyOf, ///< some of `names`, joined by '|'
    Number, ///< `least` to `most`, or one of `names`
    Seconds, ///< 0 to `most`, with decimals
    Linger, ///< off, or seconds
    Permissions, ///< octal, 0 to 0777
    Ip4,
    Local, ///< ADDRESS, ADDRESS:PORT or :PORT; for Unix sockets a path or an abstract name
    Group, ///< GROUP[%INTERFACE][,SOURCE]
    ReplyFile ///< a path
};

/// What such a value may be: for a hint, and for the message about one that is not.
struct ValueRule
{
    ValueKind kind = ValueKind::Unknown;
    qint64 least = 0;
    qint64 most = 0;
    QStringList names = {};

    friend bool operator==(const ValueRule&, const ValueRule&) = default;
};

[[nodiscard]] ValueRule ruleOf(const net::OptionInfo& option);

} // namespace session
