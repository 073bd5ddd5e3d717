// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace capture {

/// Reads one stream of a capture from its segments, and keeps the few files open that it used last. Owned by a reader;
/// the folder's descriptor must outlive it.
class SegmentReader final
{
public:
    SegmentReader(int folder, std::string_view prefix, std::uint64_t segmentBytes);

    /// Fills `bytes` from a place in the stream. Errors: those of open(2) and pread(2); EBADMSG when bytes are missing.
    [[nodiscard]] base::Result<void> read(std::span<std::byte> bytes, std::uint64_t offset);

private:
    struct Open
    {
        std::uint64_t index = 0;
        std::uint64_t used = 0; ///< value of m_clock at the last use
        base::UniqueFd fd;
    };
    [[nodiscard]] base::Result<int> segment(std::uint64_t index);

    int m_folder;
    std::string_view m_prefix;
    std::uint64_t m_segmentBytes;
    std::uint64_t m_clock = 0;
    std::array<Open, 4> m_open;
};

} // namespace capture
