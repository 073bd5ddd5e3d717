// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/stuffedscan.h"

#include <cstring>

namespace message {

namespace {

/// The place of a byte; the number of bytes where it is not among them.
std::size_t placeOfByte(std::span<const std::byte> bytes, std::byte byte)
{
    const void* found = std::memchr(bytes.data(), std::to_integer<int>(byte), bytes.size());
    return found == nullptr ? bytes.size()
                            : static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes.data());
}

} // namespace

void StuffedScan::feed(std::span<const std::byte> bytes, OpenMark& open, std::vector<Mark>& marks)
{
    while (!bytes.empty()) {
        const std::size_t length = placeOfByte(bytes, endOf(m_stuffing));
        if (length > 0) {
            m_isBegun = true;
            if (m_stuffing == Stuffing::Cobs)
                takeCobs(bytes.first(length));
            else if (!takeSlip(bytes.first(length)) && !m_isTorn)
                open.spoil();
            open.take(length);
        }
        if (length == bytes.size())
            return;
        open.take(1);
        bytes = bytes.subspan(length + 1);
        if (!m_isBegun)
            continue;
        if (!m_isTorn && (m_isEscaped || m_distance > 0))
            open.spoil();
        open.close(marks);
        beginMessage();
    }
}

void StuffedScan::lose(std::uint64_t bytes, OpenMark& open, std::vector<Mark>& /*marks*/)
{
    // Ends may be among what is missing, too: what is open goes on to the next one that is seen.
    open.lose(bytes);
    m_isBegun = m_isTorn = true;
    m_isEscaped = false;
}

/// False if there is an ESC before a byte that it does not stand for.
bool StuffedScan::takeSlip(std::span<const std::byte> bytes)
{
    bool isWell = true;
    std::size_t place = 0;
    if (!m_isEscaped)
        place = placeOfByte(bytes, SlipEsc) + 1;
    m_isEscaped = false;
    // `place` is behind an ESC from here on.
    while (place < bytes.size()) {
        isWell = isWell && (bytes[place] == SlipEscEnd || bytes[place] == SlipEscEsc);
        ++place;
        place += placeOfByte(bytes.subspan(place), SlipEsc) + 1;
    }
    m_isEscaped = place == bytes.size();
    return isWell;
}

void StuffedScan::takeCobs(std::span<const std::byte> bytes)
{
    // No byte here is zero, so that each step is one forward.
    while (m_distance < bytes.size())
        m_distance += std::to_integer<std::size_t>(bytes[m_distance]);
    m_distance -= bytes.size();
}

void StuffedScan::beginMessage()
{
    m_isBegun = m_isTorn = m_isEscaped = false;
    m_distance = 0;
}

} // namespace message
