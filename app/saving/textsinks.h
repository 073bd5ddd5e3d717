// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/recordsink.h"

#include <cstddef>
#include <string>
#include <vector>

namespace saving {

/// recordLine for each record, and nothing else.
class LineSink final : public query::RecordSink
{
public:
    [[nodiscard]] base::Result<void> write(
        const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file) override;

private:
    std::vector<std::byte> m_preview;
};

/// JSON Lines: recordJson for each record; bytes go by in pieces, however many there are.
class JsonLinesSink final : public query::RecordSink
{
public:
    [[nodiscard]] base::Result<void> write(
        const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file) override;

private:
    std::vector<std::byte> m_piece;
};

/// CSV after RFC 4180 with a header line; its columns are the keys of recordJson. A text that a spreadsheet would take
/// for a formula gets an apostrophe in front.
class CsvSink final : public query::RecordSink
{
public:
    void begin(base::SaveFile& file) override;
    [[nodiscard]] base::Result<void> write(
        const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file) override;

private:
    std::vector<std::byte> m_piece;
};

/// A text as a cell of CSV: quoted where it must be, and inert in a spreadsheet.
[[nodiscard]] std::string csvCell(std::string_view text);

} // namespace saving
