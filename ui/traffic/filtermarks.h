// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterexpression.h"

#include <QString>

#include <vector>

namespace ui {

/// The texts that a filter looks for in payloads, as the log shows them, so that they can be marked there. What must
/// not be in a payload, and regular expressions, are not among them. A value.
class FilterMarks final
{
public:
    /// Enough for a row.
    static constexpr std::size_t MaxRanges = 64;

    struct Range
    {
        qsizetype begin = 0;
        qsizetype length = 0;

        friend bool operator==(const Range&, const Range&) = default;
    };

    FilterMarks() = default;
    explicit FilterMarks(const query::FilterExpression& filter) { collect(filter.root()); }

    [[nodiscard]] bool isEmpty() const { return m_texts.empty(); }
    /// Where they are in a payload as it is shown.
    [[nodiscard]] std::vector<Range> in(const QString& payload) const;

private:
    struct Text
    {
        QString shown;
        Qt::CaseSensitivity sensitivity;
    };
    void collect(const query::FilterNode& node);
    void add(const std::string& bytes, Qt::CaseSensitivity sensitivity);

    std::vector<Text> m_texts;
};

} // namespace ui
