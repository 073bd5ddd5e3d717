// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ui {

/// Bytes that never change, read where they are looked at: a view of a tebibyte costs what its window shows.
/// Thread: the GUI's; read() is called while painting and must not wait.
class ByteSource
{
public:
    ByteSource() = default;
    virtual ~ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Fills `bytes` from `offset` on; gives how many were there. Fewer than size() promises means that they could not
    /// be read.
    [[nodiscard]] virtual std::size_t read(std::uint64_t offset, std::span<std::byte> bytes) = 0;
};

} // namespace ui
