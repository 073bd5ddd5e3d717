// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace packets {

/// Numbers of a file or packet in one byte order. Where they go past the end they are 0: sizes are checked by whoever
/// must tell.
class FieldReader final
{
public:
    enum class Order : std::uint8_t
    {
        Little,
        Big
    };
    FieldReader(std::span<const std::byte> bytes, Order order)
        : m_bytes(bytes)
        , m_order(order)
    { }

    template <std::unsigned_integral Integer> [[nodiscard]] Integer at(std::size_t offset) const
    {
        if (offset > m_bytes.size() || m_bytes.size() - offset < sizeof(Integer))
            return 0;
        Integer value = 0;
        std::memcpy(&value, m_bytes.data() + offset, sizeof(value));
        return (m_order == Order::Little) == (std::endian::native == std::endian::little) ? value : swapped(value);
    }
    [[nodiscard]] std::uint8_t u8(std::size_t offset) const { return at<std::uint8_t>(offset); }
    [[nodiscard]] std::uint16_t u16(std::size_t offset) const { return at<std::uint16_t>(offset); }
    [[nodiscard]] std::uint32_t u32(std::size_t offset) const { return at<std::uint32_t>(offset); }
    [[nodiscard]] std::uint64_t u64(std::size_t offset) const { return at<std::uint64_t>(offset); }

private:
    template <std::unsigned_integral Integer> [[nodiscard]] static Integer swapped(Integer value)
    {
        if constexpr (sizeof(Integer) == 2)
            return __builtin_bswap16(value);
        else if constexpr (sizeof(Integer) == 4)
            return __builtin_bswap32(value);
        else if constexpr (sizeof(Integer) == 8)
            return __builtin_bswap64(value);
        else
            return value;
    }

    std::span<const std::byte> m_bytes;
    Order m_order;
};

} // namespace packets
