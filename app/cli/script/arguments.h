// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/mode.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cli::script {

using Bytes = std::vector<std::byte>;

/// What is wrong with a step, and with which of its keys.
struct Problem
{
    std::string why;
    std::string field;
};

/// The keys of one step, read by type. Nothing is converted silently: what has not the type and range that is asked for
/// is a problem, the first of which is kept, and the getter gives a harmless value instead. So an operation asks for
/// all that it needs and then looks at problem() once. A value; no thread.
class Arguments final
{
public:
    /// No call takes or gives more at once: far over what a socket's buffers hold.
    static constexpr std::int64_t MostBytes = 64 * 1024 * 1024;

    explicit Arguments(QJsonObject keys)
        : m_keys(std::move(keys))
    { }

    [[nodiscard]] bool has(QLatin1StringView key) const { return m_keys.contains(key); }
    [[nodiscard]] QJsonValue value(QLatin1StringView key) const { return m_keys.value(key); }

    [[nodiscard]] QString name(QLatin1StringView key);
    [[nodiscard]] QString text(QLatin1StringView key);
    /// A C int.
    [[nodiscard]] int integer(QLatin1StringView key);
    [[nodiscard]] int integer(QLatin1StringView key, int absent);
    [[nodiscard]] std::int64_t wide(QLatin1StringView key, std::int64_t minimum, std::int64_t maximum);
    /// A number of bytes, 0 to MostBytes.
    [[nodiscard]] std::size_t size(QLatin1StringView key);
    /// A C int by number or name; the name is one of those that this key takes, as SHUT_WR for "how".
    [[nodiscard]] int constant(QLatin1StringView key);
    [[nodiscard]] int constant(QLatin1StringView key, int absent);
    /// A list of constants, joined; 0 where there is none. `names` is what their names begin with.
    [[nodiscard]] int flags(QLatin1StringView key, std::string_view names = "MSG_");
    /// Text (Latin-1), {"hex"}, {"rep", "n"} or {"seq"}.
    [[nodiscard]] std::shared_ptr<const Bytes> data(QLatin1StringView key);
    /// An option's value: an int, {"hex"}, {"text"}, or a list of ints and addresses.
    [[nodiscard]] Bytes optionValue(QLatin1StringView key);
    /// What settimeout takes: null, or seconds from 0 on, rounded up to a nanosecond.
    [[nodiscard]] net::ModeSetting timeout(QLatin1StringView key);
    /// Seconds from 0 on.
    [[nodiscard]] std::chrono::nanoseconds seconds(QLatin1StringView key);
    /// What poll waits, in whole milliseconds; nothing where the number is negative: without end.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> wait(QLatin1StringView key, double absent);
    /// true or false, also as 1 or 0; false where there is none.
    [[nodiscard]] bool choice(QLatin1StringView key);
    /// Refuses an object that has other keys than these: none of them would be read.
    void allowOnly(const QJsonObject& object, std::initializer_list<QLatin1StringView> keys, QLatin1StringView field);

    /// Notes a problem, unless there is one already.
    void refuse(std::string_view why, std::string_view field);
    void refuse(std::string_view why, QLatin1StringView field);
    [[nodiscard]] const std::optional<Problem>& problem() const { return m_problem; }

private:
    [[nodiscard]] bool require(QLatin1StringView key);
    [[nodiscard]] int constantOf(const QJsonValue& value, QLatin1StringView key, std::string_view names);
    [[nodiscard]] Bytes repeated(const QJsonObject& object, QLatin1StringView key);
    [[nodiscard]] Bytes counters(const QJsonValue& count, QLatin1StringView key);
    [[nodiscard]] Bytes hex(const QJsonValue& digits, QLatin1StringView key);
    void appendPart(Bytes& out, const QJsonValue& part, QLatin1StringView key);

    QJsonObject m_keys;
    std::optional<Problem> m_problem;
};

/// A whole number, or true and false as 1 and 0; nothing for all else, fractions included.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(const QJsonValue& value);
/// The same within a C int.
[[nodiscard]] std::optional<int> intNumber(const QJsonValue& value);
/// UTF-8; a lone surrogate from U+DC80 to U+DCFF is a byte that was no UTF-8, as in Python's file names. Nothing for
/// any other lone surrogate.
[[nodiscard]] std::optional<std::string> fileNameBytes(const QString& text);

} // namespace cli::script
