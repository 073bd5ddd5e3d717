// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace capture {

/// Writes one stream of a capture (records or payload) into files of a fixed size, one after the other; the place in
/// the stream alone says which file. Owned by the writer; the folder's descriptor must outlive it.
class SegmentWriter final
{
public:
    SegmentWriter(int folder, std::string_view prefix, std::uint64_t segmentBytes);

    /// Writes at a place in the stream, over segments where need be. Offsets go up, save that after a failure the same
    /// place may be written again. Errors: those of open(2) and pwrite(2).
    [[nodiscard]] base::Result<void> write(std::span<const std::byte> bytes, std::uint64_t offset);

    /// Removes the files of segments that end at or before a place in the stream. One that cannot be removed stays: it
    /// costs room, and nobody reads it.
    void removeBefore(std::uint64_t offset);

private:
    [[nodiscard]] base::Result<int> segment(std::uint64_t index);

    int m_folder;
    std::string_view m_prefix;
    std::uint64_t m_segmentBytes;
    std::uint64_t m_removed = 0; ///< segments below it are gone
    std::uint64_t m_created = 0; ///< segments from there to this exist
    std::uint64_t m_index = 0; ///< of m_fd
    base::UniqueFd m_fd;
};

} // namespace capture
