// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace query {

/// Bytes to look for, of which some bits may be anything: text with or without case, hex with wildcards. Finding them
/// takes little more than reading the memory. A value; thread: any.
class BytePattern final
{
public:
    /// Longer patterns are not to be made.
    static constexpr std::size_t MaxBytes = 4096;

    /// @param bytes  1 to MaxBytes of them.
    /// @param masks  a byte matches where it has the pattern's bits under the mask; as many as `bytes`, or none for
    /// all bits of all bytes.
    explicit BytePattern(std::vector<std::byte> bytes, std::vector<std::byte> masks = {});
    /// The bytes of a text. Without case ASCII letters match in either; other bytes are as they are.
    [[nodiscard]] static BytePattern fromText(std::string_view text, bool ignoreCase);

    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    /// Where the pattern first lies as a whole in `bytes`, beginning at `from` or later.
    [[nodiscard]] std::optional<std::size_t> find(std::span<const std::byte> bytes, std::size_t from = 0) const;
    /// Where the end of `bytes`, from `from` on, begins like the pattern but is too short for it: what comes next may
    /// complete it. The first such place; none when there is none.
    [[nodiscard]] std::optional<std::size_t> findBegun(std::span<const std::byte> bytes, std::size_t from = 0) const;

private:
    void chooseProbes();
    [[nodiscard]] bool startsLike(std::span<const std::byte> bytes) const;
    template <bool Exact>
    [[nodiscard]] std::optional<std::size_t> search(std::span<const std::byte> bytes, std::size_t from) const;

    std::vector<std::byte> m_bytes; // its bits outside the mask are 0
    std::vector<std::byte> m_masks;
    std::size_t m_first = 0; // places of the two bytes that are looked for before all others
    std::size_t m_second = 0;
    bool m_exact = true;
};

} // namespace query
