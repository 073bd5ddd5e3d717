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

/// A Framer's part for delimiters. Linear in what it is fed, whatever the delimiter.
class DelimiterScan final
{
public:
    explicit DelimiterScan(const Delimiter& framing);

    void feed(std::span<const std::byte> bytes, OpenMark& open, std::vector<Mark>& marks);
    void lose(std::uint64_t bytes, OpenMark& open, std::vector<Mark>& marks);

private:
    [[nodiscard]] std::size_t findStart(std::span<const std::byte> bytes) const;
    [[nodiscard]] std::size_t findEnd(std::span<const std::byte> bytes) const;
    [[nodiscard]] std::size_t findEndAcross(std::span<const std::byte> bytes) const;
    void keepTail(std::span<const std::byte> bytes);

    Delimiter m_framing;
    std::vector<std::byte> m_tail; // of the message at hand, in which its end may have begun
    bool m_isInside = false; // a start has come
};

} // namespace message
