// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"
#include "query/streamindex.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace session {

/// How a stream is cut into rows. A row never holds bytes of both directions, nor of both sides of a gap.
struct StreamRowRule
{
    std::size_t bytesPerRow = 16; ///< at most
    bool atNewlines = false; ///< a newline ends its row; a row that is full does not cut a character of UTF-8
    bool atCalls = false; ///< each call begins a row

    friend bool operator==(const StreamRowRule&, const StreamRowRule&) = default;
};

/// The bytes of one row, by their place in both directions together.
struct StreamRow
{
    std::uint64_t offset = 0;
    std::size_t size = 0;

    friend bool operator==(const StreamRow&, const StreamRow&) = default;
};

/// The size of the first row of `bytes`, which begin a row and go on to where it must end at the latest, or for more
/// than a row holds.
[[nodiscard]] std::size_t streamRowSize(std::span<const std::byte> bytes, const StreamRowRule& rule);
/// The row that begins at an offset below index.size(). Errors: those of capture::readStream.
[[nodiscard]] base::Result<StreamRow> streamRowAt(
    capture::Reader& reader, const query::StreamIndex& index, std::uint64_t offset, const StreamRowRule& rule);

/// Where rows begin: a checkpoint each StreamRowMarks::Step rows. A value.
struct StreamRowMarks
{
    static constexpr std::uint64_t Step = 64;

    std::vector<std::uint64_t> offsets; ///< of the rows 0, Step, 2 * Step, ...
    std::uint64_t rows = 0; ///< the last one may become longer
};

/// Cuts a growing stream into rows, in steps. Thread: one at a time.
class StreamRowBuilder final
{
public:
    explicit StreamRowBuilder(const StreamRowRule& rule)
        : m_rule(rule)
    { }

    /// Goes on for about `maxBytes` of the stream. New checkpoints are appended to `marks`. False when there is no more
    /// for now. Errors: those of capture::readStream.
    [[nodiscard]] base::Result<bool> step(capture::Reader& reader, const query::StreamIndex& index,
        std::vector<std::uint64_t>& marks, std::size_t maxBytes);
    /// Rows so far, the last one with all that is there of it.
    [[nodiscard]] std::uint64_t rows() const { return m_rows; }

private:
    void findRunEnd(const query::StreamIndex& index);
    void addRow(std::size_t size, std::vector<std::uint64_t>& marks);
    [[nodiscard]] base::Result<std::span<const std::byte>> readAhead(
        capture::Reader& reader, const query::StreamIndex& index, std::size_t size);
    [[nodiscard]] base::Result<void> cutByContent(
        capture::Reader& reader, const query::StreamIndex& index, std::vector<std::uint64_t>& marks);
    void cutBySize(std::vector<std::uint64_t>& marks);

    StreamRowRule m_rule;
    std::uint64_t m_rowStart = 0; // of the row that is not complete
    std::uint64_t m_complete = 0; // rows before it
    std::uint64_t m_rows = 0;
    std::uint64_t m_seen = 0; // bytes of the stream that the rows are made of
    std::uint64_t m_nextPart = 0; // the first part behind the run at hand
    std::uint64_t m_runEnd = 0;
    capture::Direction m_runDirection = capture::Direction::In;
    bool m_runIsClosed = false; // another run follows
    std::vector<std::byte> m_bytes; // read ahead
    std::uint64_t m_bytesStart = 0;
};

} // namespace session
