// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/openrequest.h"
#include "session/valuerule.h"

#include <QString>
#include <QStringView>

#include <chrono>
#include <optional>
#include <span>

namespace session {

/// A word's value as its rule reads it.
struct WordValue
{
    QString text;
    qint64 number = 0; ///< of a switch 0 or 1
    std::chrono::nanoseconds time{0};
};

/// What the words of one query say together: the mode needs two of them.
struct SaidTogether
{
    std::optional<net::Mode> mode;
    std::optional<std::chrono::nanoseconds> timeout;
    std::optional<OpenError> problem; ///< of a value that fits its rule, and all the same cannot be
};

/// A word of ours that may stand among the options of a URL, "backlog=5".
struct UrlWord
{
    QLatin1StringView name;
    ValueRule (*rule)(net::Protocol protocol);
    /// Takes a value that fits the rule. False where it cannot be all the same.
    bool (*apply)(OpenRequest& request, SaidTogether& said, const WordValue& value);
    /// Whether the word means anything to what is to be opened.
    bool (*fits)(const OpenRequest& request);
    bool mayRepeat = false;
};

/// All of them.
[[nodiscard]] std::span<const UrlWord> urlWords();
/// Null for what is none, such as the name of a socket option.
[[nodiscard]] const UrlWord* findUrlWord(QStringView name);

/// Reads what stands behind the word's '='. Empty for what does not fit the rule.
[[nodiscard]] std::optional<WordValue> readWordValue(const ValueRule& rule, const QString& text);

/// What the value of a word or a socket option may be.
[[nodiscard]] ValueRule valueRule(const QString& name, net::Protocol protocol);

} // namespace session
