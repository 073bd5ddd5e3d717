// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/logrow.h"
#include "ui/traffic/timecolumn.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace capture {
class Reader;
}
namespace session {
class FilteredLog;
class MessageMarks;
} // namespace session

namespace ui {

/// The rows that are visible, read from the capture when they come into view and kept while they stay there. Holds a
/// screenful and no more, whatever the capture's size. Owned by the view. Thread: GUI.
class LogRowCache final
{
public:
    LogRowCache(const session::FilteredLog& log, std::unique_ptr<capture::Reader> reader);
    ~LogRowCache();
    LogRowCache(const LogRowCache&) = delete;
    LogRowCache& operator=(const LogRowCache&) = delete;

    /// Makes the rows from `first` on available; what is kept already is not read again. Rows beyond the end are left
    /// out.
    void fetch(std::uint64_t first, std::size_t count);
    /// A row that fetch() was called for; null for others. Valid until the next call of fetch or clear.
    [[nodiscard]] const LogRow* row(std::uint64_t row) const;
    /// A row whether or not it is kept, read for this once.
    [[nodiscard]] LogRow readRow(std::uint64_t row);
    /// Rows are others now.
    void clear();
    /// How records lie in messages; null for no marks. Rows that are kept are marked anew; true if one of them has
    /// another mark. `marks` must outlive this or the next call.
    bool setMessages(const session::MessageMarks* marks);
    /// How the column Time is written from now on, in the rows that are kept too.
    void setTimes(const TimeColumn& times);
    [[nodiscard]] capture::Reader& reader() { return *m_reader; }

private:
    /// A socket gets its name when it connects or listens; rows that are kept have it from then on.
    void renameEndpoints(std::span<LogRow> rows);
    [[nodiscard]] std::vector<LogRow> load(std::uint64_t first, std::size_t count);
    [[nodiscard]] std::optional<std::int64_t> timeBefore(std::uint64_t row);
    void markMessage(LogRow& row) const;

    const session::FilteredLog& m_log;
    std::unique_ptr<capture::Reader> m_reader;
    TimeColumn m_times;
    const session::MessageMarks* m_messages = nullptr;
    std::uint64_t m_first = 0;
    std::vector<LogRow> m_rows;
};

} // namespace ui
