// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/payloadwindow.h"
#include "capture/reader.h"
#include "capture/record.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace capture {

/// What to show: a union of kinds (none chosen means every kind), and of those the records that have a text in them.
struct FilterSpec
{
    bool data = false; ///< calls that moved bytes
    bool calls = false; ///< all other calls, and events
    bool errors = false; ///< isFailure
    std::string text; ///< plain text, ASCII letters in either case; other bytes as they are

    friend bool operator==(const FilterSpec&, const FilterSpec&) = default;
};

/// True for a call that moved bytes, or kept some.
[[nodiscard]] bool movesBytes(const Record& record);

/// Decides whether a record passes a FilterSpec. The text is looked for in the endpoint's name, the operation's name,
/// the outcome ("ECONNRESET", "timed out", "cancelled") and the first 4096 bytes of payload. Thread: its reader's.
class Filter final
{
public:
    explicit Filter(const FilterSpec& spec);

    /// True when every record passes, so that none need be read.
    [[nodiscard]] bool passesAll() const;
    /// Whether one record passes. Errors: those of Reader::payload.
    [[nodiscard]] base::Result<bool> matches(const Record& record, Reader& reader);
    /// Appends to `matches` the numbers of those that pass; `records` begin with number `first`. Much faster than one
    /// by one where payload is looked at. Errors: as above, with `matches` as far as it came.
    [[nodiscard]] base::Result<void> matchBlock(
        std::span<const Record> records, base::RecordIndex first, Reader& reader, std::vector<std::uint64_t>& matches);

private:
    [[nodiscard]] bool isKindWanted(const Record& record) const;
    [[nodiscard]] bool hasText(std::string_view text) const;
    [[nodiscard]] bool isOutcomeMatch(const Record& record);
    [[nodiscard]] bool isEndpointMatch(base::EndpointId id, Reader& reader);
    [[nodiscard]] base::Result<bool> isPayloadMatch(const Record& record, Reader& reader, std::uint64_t committedEnd);
    [[nodiscard]] base::Result<bool> matches(const Record& record, Reader& reader, std::uint64_t committedEnd);

    FilterSpec m_spec; ///< its text is in lower case
    std::array<bool, 256> m_operationMatches{};
    std::unordered_map<int, bool> m_errnoMatches; ///< of numbers met so far
    std::unordered_map<base::EndpointId, bool> m_endpointMatches; ///< of endpoints met so far: a name never changes
    PayloadWindow m_window;
    std::string m_folded; ///< an excerpt in lower case
};

} // namespace capture
