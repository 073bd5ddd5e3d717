// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "capture/record.h"
#include "net/protocol.h"

#include <QString>
#include <QStringList>

namespace ui {

/// A failure in words for a person. A value; all texts are plain text in the user's language.
struct Explanation
{
    QString name; ///< "ECONNREFUSED", or "timed out", which is no errno
    int number = 0; ///< errno's number; 0 where there is none
    QString sentence; ///< what happened, one sentence
    QStringList causes; ///< the usual ones, most likely first
    QStringList remedies; ///< what to try, simplest first
    QString manPage; ///< where to read on: "connect(2), tcp(7)"
};

/// What an errno means for this call on such a socket: EADDRINUSE of bind is not that of connect. A number that nobody
/// has written about gets the C library's text, and no causes.
[[nodiscard]] Explanation explainErrno(int code, capture::Operation operation, net::Protocol protocol);
/// settimeout's expiry, which is not the kernel's ETIMEDOUT.
[[nodiscard]] Explanation explainTimeout(capture::Operation operation, net::Protocol protocol);
/// A name that the resolver could not turn into addresses.
/// @param code  base::ResolveError; anything else counts as EAI_NONAME.
[[nodiscard]] Explanation explainUnresolved(int code = base::NoName);
/// How a record's call ended, in the words of the three above; a cancelled call has its own.
[[nodiscard]] Explanation explainRecord(const capture::Record& record, net::Protocol protocol);

} // namespace ui
