// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"
#include "capture/record.h"
#include "query/bytepattern.h"
#include "query/byteregex.h"
#include "query/payloadwindow.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace query {

/// Whether something is in the payload of a record, of any size. Thread: its reader's.
class PayloadSearch final
{
public:
    /// A large payload is searched in pieces: what a regular expression matches is found if it is no longer than this.
    static constexpr std::size_t RegexOverlap = std::size_t{64} << 10;

    explicit PayloadSearch(BytePattern pattern);
    explicit PayloadSearch(const ByteRegex& regex);

    /// Small payloads are read through `window`, for which all payload below `committedEnd` is committed.
    /// Errors: those of Reader::payload, and of ByteRegex::find.
    [[nodiscard]] base::Result<bool> isIn(
        const capture::Record& record, capture::Reader& reader, PayloadWindow& window, std::uint64_t committedEnd);

private:
    [[nodiscard]] base::Result<bool> isInPieces(const capture::Record& record, capture::Reader& reader);
    [[nodiscard]] base::Result<bool> isInBytes(std::span<const std::byte> bytes);

    std::variant<BytePattern, ByteRegex> m_wanted;
    std::size_t m_shortest; ///< payload that it can be in
    std::vector<std::byte> m_piece;
};

} // namespace query
