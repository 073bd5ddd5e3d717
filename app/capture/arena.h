// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <cstddef>
#include <span>

namespace capture {

/// Page-aligned memory into which payload is received before it is written. Every page is touched at the start, so that
/// no receive call pays for a page fault. Owned by the writer.
class Arena final
{
public:
    /// Errors: ENOMEM.
    [[nodiscard]] static base::Result<Arena> create(std::size_t bytes);
    Arena(Arena&& other) noexcept;
    Arena& operator=(Arena&& other) noexcept;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena();

    [[nodiscard]] std::span<std::byte> bytes() const { return m_bytes; }

private:
    explicit Arena(std::span<std::byte> bytes);

    std::span<std::byte> m_bytes;
};

} // namespace capture
