// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/call.h"

#include <QJsonValue>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cli::script {

/// What came of a step, as the keys of its result line. A value.
class Outcome final
{
public:
    [[nodiscard]] static Outcome ok(const QJsonValue& value = QJsonValue::Null);
    /// {"err": errno's name}.
    [[nodiscard]] static Outcome errnoIs(int errorNumber);
    /// {"err": name}, of an error that is no errno.
    [[nodiscard]] static Outcome error(std::string_view name);
    /// settimeout's deadline passed.
    [[nodiscard]] static Outcome timedOut();
    /// The arguments make no call; `field` is the key that is to blame.
    [[nodiscard]] static Outcome invalid(std::string_view why, std::string_view field);
    [[nodiscard]] static Outcome started(const QString& name);
    [[nodiscard]] static Outcome pending();

    /// How a call failed; nothing when it gave a value.
    [[nodiscard]] static std::optional<Outcome> failureOf(const net::CallResult& result);
    /// Null, or how the call failed.
    [[nodiscard]] static Outcome plain(const net::CallResult& result);

    /// Adds a key beside the first.
    Outcome& with(std::string_view key, const QJsonValue& value);
    [[nodiscard]] bool isOk() const;
    [[nodiscard]] bool isInvalid() const;
    /// The line: {"line": number, ...}, without a newline. It is one line and inert on a terminal, whatever it holds.
    [[nodiscard]] std::string toLine(std::uint64_t number) const;

private:
    Outcome(std::string_view key, const QJsonValue& value);

    std::vector<std::pair<std::string, QJsonValue>> m_keys;
};

} // namespace cli::script
