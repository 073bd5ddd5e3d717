// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/jobs/payloadcomparison.h"
#include "ui/bytes/bytesource.h"
#include "ui/bytes/hexselection.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ui {

/// Why there is no further difference to go to.
enum class NoDifference
{
    None, ///< there is none in that direction
    NotYet ///< as far as it has been compared
};

/// The way from one difference of two records to the next, by what their comparison knows of each block: at most a few
/// blocks are read, however far apart the differences are and however long they go on. Thread: GUI.
class Differences final
{
public:
    /// @param comparison  must outlive this.
    Differences(const session::PayloadComparison& comparison, std::shared_ptr<ByteSource> left,
        std::shared_ptr<ByteSource> right);

    using Found = tl::expected<ByteRange, NoDifference>;
    /// The first run of differing bytes that begins after `offset`.
    [[nodiscard]] Found after(std::uint64_t offset) const;
    /// The first of all.
    [[nodiscard]] Found first() const;
    /// The last run that begins before the one at `offset`, or before `offset`.
    [[nodiscard]] Found before(std::uint64_t offset) const;

private:
    enum class Wanted
    {
        Same,
        Differing
    };
    using Place = tl::expected<std::uint64_t, NoDifference>;
    /// The first byte of the wanted kind at or after `offset`.
    [[nodiscard]] Place find(std::uint64_t offset, Wanted wanted) const;
    /// The last byte of the wanted kind before `end`.
    [[nodiscard]] Place findBack(std::uint64_t end, Wanted wanted) const;
    [[nodiscard]] Found runFrom(std::uint64_t start) const;
    [[nodiscard]] std::uint64_t size() const;
    void read(std::uint64_t first, std::uint64_t end) const;
    [[nodiscard]] bool isWanted(std::size_t index, Wanted wanted) const;

    const session::PayloadComparison& m_comparison;
    std::shared_ptr<ByteSource> m_left;
    std::shared_ptr<ByteSource> m_right;
    // Of the block that is looked at.
    mutable std::vector<std::byte> m_leftBytes;
    mutable std::vector<std::byte> m_rightBytes;
};

} // namespace ui
