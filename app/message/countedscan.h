// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/mark.h"
#include "message/openmark.h"
#include "message/rule.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace message {

/// A Framer's part for messages whose length is known before their end: fixed, by a field, by a varint.
class CountedScan final
{
public:
    explicit CountedScan(const FixedLength& framing);
    explicit CountedScan(const LengthField& framing);
    explicit CountedScan(const VarintPrefix& framing);

    void feed(std::span<const std::byte> bytes, OpenMark& open, std::vector<Mark>& marks);
    void lose(std::uint64_t bytes, OpenMark& open, std::vector<Mark>& marks);

private:
    enum class Number : std::uint8_t
    {
        None, ///< m_rest is the same for all messages
        Big,
        Little,
        Varint
    };
    enum class Header : std::uint8_t
    {
        Unfinished,
        Read, ///< m_rest is what follows it
        Impossible
    };
    [[nodiscard]] Header takeHeader(std::span<const std::byte>& bytes, OpenMark& open);
    [[nodiscard]] bool takeDigit(std::byte byte);
    [[nodiscard]] Header readHeader();
    void beginMessage();

    LengthField m_field; // of a varint its width is the most that it takes
    Number m_number = Number::None;
    std::uint32_t m_fixed = 0;
    // Of the message at hand.
    std::uint64_t m_rest = 0; // behind its header
    std::uint64_t m_value = 0; // of the number, as far as it has come
    std::uint32_t m_before = 0; // bytes before the number that have come
    std::uint8_t m_digits = 0; // bytes of the number that have
    bool m_isHeaderRead = false;
    bool m_isTooLarge = false; // a varint, for 64 bits
};

} // namespace message
