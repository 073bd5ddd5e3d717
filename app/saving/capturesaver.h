// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/recordsink.h"
#include "saving/saveformat.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace saving {

/// Saves records of a capture as a file, step by step, so that whoever does it can tell how far it is and stop. The
/// file is there when finish() has returned, and not before; without it nothing stays behind. What is recorded
/// meanwhile is not touched. Memory is bounded, whatever the capture's size. Thread: the reader's.
class CaptureSaver final
{
public:
    /// Errors: those of SaveFile::create.
    /// @param stop  asked also within a record, whose payload may be large; step() gives ECANCELED then.
    [[nodiscard]] static base::Result<std::unique_ptr<CaptureSaver>> create(capture::Reader& reader,
        query::RangeSource ranges, SaveFormat format, const std::string& path, std::stop_token stop = {});
    CaptureSaver(const CaptureSaver&) = delete;
    CaptureSaver& operator=(const CaptureSaver&) = delete;

    /// Saves at most so many records more, and gives how many there were: less than asked for at the end.
    /// Errors: those of Reader and of write(2) (ENOSPC, EDQUOT, EFBIG, EIO), ECANCELED. Nothing can be saved after one.
    [[nodiscard]] base::Result<std::uint64_t> step(std::uint64_t maxRecords);
    /// Puts the file in its place. Errors: those of write(2), fsync(2), rename(2).
    [[nodiscard]] base::Result<void> finish();
    /// Bytes written so far.
    [[nodiscard]] std::uint64_t bytes() const { return m_file.size(); }

private:
    CaptureSaver(query::RecordSource source, std::unique_ptr<query::RecordSink> sink, base::SaveFile file);

    query::RecordSource m_source;
    std::unique_ptr<query::RecordSink> m_sink;
    base::SaveFile m_file;
};

} // namespace saving
