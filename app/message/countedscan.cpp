// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/countedscan.h"

#include "message/framer.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace message {

CountedScan::CountedScan(const FixedLength& framing)
    : m_fixed(framing.bytes)
{
    assert(framing.bytes > 0);
}

CountedScan::CountedScan(const LengthField& framing)
    : m_field(framing)
    , m_number(framing.order == ByteOrder::Big ? Number::Big : Number::Little)
{
    assert(framing.width > 0 && framing.width <= LengthField::MaxWidth);
}

CountedScan::CountedScan(const VarintPrefix& framing)
    : m_field{.offset = framing.offset, .width = framing.maxBytes}
    , m_number(Number::Varint)
{
    assert(framing.maxBytes > 0 && framing.maxBytes <= VarintPrefix::MaxBytes);
}

void CountedScan::feed(std::span<const std::byte> bytes, OpenMark& open, std::vector<Mark>& marks)
{
    while (!bytes.empty()) {
        if (!m_isHeaderRead) {
            const Header header = takeHeader(bytes, open);
            if (header == Header::Unfinished)
                return;
            if (header == Header::Impossible) {
                open.spoil();
                open.close(marks);
                beginMessage();
                continue;
            }
            m_isHeaderRead = true;
        }
        const std::uint64_t taken = std::min<std::uint64_t>(m_rest, bytes.size());
        open.take(taken);
        m_rest -= taken;
        bytes = bytes.subspan(taken);
        if (m_rest == 0) {
            open.close(marks);
            beginMessage();
        }
    }
}

void CountedScan::lose(std::uint64_t bytes, OpenMark& open, std::vector<Mark>& marks)
{
    const bool isKnown = bytes != Framer::UnknownBytes;
    if (m_isHeaderRead && isKnown) {
        const std::uint64_t lost = std::min(m_rest, bytes);
        open.lose(lost);
        m_rest -= lost;
        bytes -= lost;
        if (m_rest > 0)
            return;
        open.close(marks);
        beginMessage();
    }
    if (m_number == Number::None && isKnown) {
        // Whole messages that are missing are no part of those that are there.
        if (const std::uint64_t lost = bytes % m_fixed; lost > 0) {
            open.lose(lost);
            m_rest = m_fixed - lost;
            m_isHeaderRead = true;
        }
        return;
    }
    if (bytes == 0)
        return;
    open.tear();
    open.close(marks);
    open.tear();
    beginMessage();
}

/// Takes the bytes of the header, or as many as there are.
CountedScan::Header CountedScan::takeHeader(std::span<const std::byte>& bytes, OpenMark& open)
{
    if (m_number == Number::None) {
        m_rest = m_fixed;
        return Header::Read;
    }
    const std::size_t before = std::min<std::size_t>(m_field.offset - m_before, bytes.size());
    m_before += static_cast<std::uint32_t>(before);
    std::size_t taken = before;
    bool isWhole = false;
    while (taken < bytes.size() && !isWhole)
        isWhole = takeDigit(bytes[taken++]);
    open.take(taken);
    bytes = bytes.subspan(taken);
    if (isWhole)
        return readHeader();
    return Header::Unfinished;
}

/// Takes one byte of the number; true if it is the last one.
bool CountedScan::takeDigit(std::byte byte)
{
    const auto digit = std::to_integer<std::uint64_t>(byte);
    const unsigned place = m_digits++;
    const bool isLast = m_digits == m_field.width;
    switch (m_number) {
    case Number::None: break;
    case Number::Big: m_value = m_value << 8 | digit; break;
    case Number::Little: m_value |= digit << 8 * place; break;
    case Number::Varint:
        m_value |= (digit & 0x7f) << 7 * place;
        // Of the tenth byte 64 bits have room for one bit.
        m_isTooLarge = (isLast && digit >= 0x80) || (place == VarintPrefix::MaxBytes - 1 && digit > 1);
        return isLast || digit < 0x80;
    }
    return isLast;
}

CountedScan::Header CountedScan::readHeader()
{
    if (m_isTooLarge)
        return Header::Impossible;
    std::int64_t added = m_field.adjustment;
    if (m_field.counted == Counted::Whole)
        added -= std::int64_t{m_field.offset} + m_digits;
    if (__builtin_add_overflow(m_value, added, &m_rest)) {
        if (added < 0)
            return Header::Impossible;
        m_rest = std::numeric_limits<std::uint64_t>::max();
    }
    return Header::Read;
}

void CountedScan::beginMessage()
{
    m_rest = m_value = 0;
    m_before = 0;
    m_digits = 0;
    m_isHeaderRead = m_isTooLarge = false;
}

} // namespace message
