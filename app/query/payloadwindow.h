// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"
#include "capture/record.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace query {

/// The first bytes of records' payloads, for going through many records in order: small payloads lie side by side on
/// file and are read together. What it holds is committed and so never changes. Thread: its reader's.
class PayloadWindow final
{
public:
    /// The longest excerpt.
    static constexpr std::size_t ExcerptBytes = 4096;

    /// At most ExcerptBytes of a record's payload; valid until the next call. All payload below `committedEnd` is known
    /// to be committed and may be read ahead. Errors: those of Reader::payload.
    [[nodiscard]] base::Result<std::span<const std::byte>> excerpt(
        capture::Reader& reader, const capture::Record& record, std::uint64_t committedEnd);

private:
    std::vector<std::byte> m_bytes;
    std::uint64_t m_start = 0; ///< place of m_bytes in the capture's payload
};

} // namespace query
