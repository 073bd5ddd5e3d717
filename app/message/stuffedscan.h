// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/mark.h"
#include "message/openmark.h"
#include "message/stuffing.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace message {

/// A Framer's part for SLIP and COBS. Ends with nothing before them are part of the message that follows: RFC 1055
/// has them sent to end what noise on the line had begun.
class StuffedScan final
{
public:
    explicit StuffedScan(Stuffing stuffing)
        : m_stuffing(stuffing)
    { }

    void feed(std::span<const std::byte> bytes, OpenMark& open, std::vector<Mark>& marks);
    void lose(std::uint64_t bytes, OpenMark& open, std::vector<Mark>& marks);

private:
    [[nodiscard]] bool takeSlip(std::span<const std::byte> bytes);
    void takeCobs(std::span<const std::byte> bytes);
    void beginMessage();

    Stuffing m_stuffing;
    bool m_isBegun = false; // something other than ends has come
    bool m_isTorn = false; // how its bytes hang together is not known any more
    bool m_isEscaped = false; // SLIP: an ESC was the last byte
    std::size_t m_distance = 0; // COBS: bytes up to the next one that says how far the one behind it is
};

} // namespace message
