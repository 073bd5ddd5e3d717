// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace capture {

/// The file `details`: blobs of a 32-bit length and that many bytes, each on a multiple of 8, one after the other. A
/// detail's number is its place: offset / 8 + 1.
inline constexpr std::uint64_t DetailAlignment = 8;
inline constexpr std::size_t DetailLengthBytes = sizeof(std::uint32_t);
/// The longest detail that is kept. Only a text from outside could be longer.
inline constexpr std::size_t MaxDetailBytes = 1'048'576;

[[nodiscard]] constexpr std::uint64_t detailOffset(base::DetailId id)
{
    return (std::uint64_t{id.value} - 1) * DetailAlignment;
}

/// Numbers encoded details and holds the new ones until they are written. Equal details get the same number as long as
/// the table remembers them: each datagram names its sender, and most senders have been named before. Owned by the
/// writer.
class DetailTable final
{
public:
    /// The number of an encoded detail of at most MaxDetailBytes; none when the numbers are used up (32 GiB of
    /// details).
    [[nodiscard]] std::optional<base::DetailId> intern(std::span<const std::byte> encoded);

    /// What is to be written, at offset().
    [[nodiscard]] std::span<const std::byte> staged() const { return m_staged; }
    [[nodiscard]] std::uint64_t offset() const { return m_offset; }
    [[nodiscard]] std::uint64_t size() const { return m_offset + m_staged.size(); }
    /// staged() has been written and committed.
    void commit();
    /// staged() could not be written: its numbers are free again.
    void discard();
    /// How often numbers were made free.
    [[nodiscard]] std::uint64_t epoch() const { return m_epoch; }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    std::unordered_map<std::string, base::DetailId, Hash, std::equal_to<>> m_known;
    std::vector<std::byte> m_staged;
    std::uint64_t m_offset = 0;
    std::uint64_t m_epoch = 0;
};

} // namespace capture
