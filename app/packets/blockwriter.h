// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/savefile.h"
#include "packets/pcapngformat.h"

#include <concepts>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace packets {

/// Options and packets are padded to 32 bits.
[[nodiscard]] constexpr std::size_t paddedBytes(std::size_t bytes)
{
    return (bytes + 3) / 4 * 4;
}

/// Puts values one after the other, little-endian; the caller has made the room.
class Cursor final
{
public:
    explicit Cursor(std::byte* at)
        : m_at(at)
    { }
    template <std::integral Value> void put(Value value)
    {
        std::memcpy(m_at, &value, sizeof(value));
        m_at += sizeof(value);
    }
    void put(std::span<const std::byte> bytes)
    {
        if (!bytes.empty())
            std::memcpy(m_at, bytes.data(), bytes.size());
        m_at += bytes.size();
    }
    void pad(std::size_t bytes)
    {
        std::memset(m_at, 0, bytes);
        m_at += bytes;
    }
    std::byte* skip(std::size_t bytes) { return std::exchange(m_at, m_at + bytes); }

private:
    std::byte* m_at;
};

/// Appends an option with its padding. @param value  at most 65,535 bytes.
void appendOption(std::vector<std::byte>& out, OptionCode code, std::span<const std::byte> value);
/// The same for a text; nothing where it is empty.
void appendOption(std::vector<std::byte>& out, OptionCode code, std::string_view text);

/// Writes a block of some fixed fields and options, which may be at most SaveFile::MaxReserve together; the option that
/// ends them is added.
void writeBlock(
    base::SaveFile& file, BlockType type, std::span<const std::byte> fixed, std::span<const std::byte> options);

} // namespace packets
