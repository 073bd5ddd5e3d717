// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/countedscan.h"
#include "message/delimiterscan.h"
#include "message/idlescan.h"
#include "message/mark.h"
#include "message/openmark.h"
#include "message/rule.h"
#include "message/stuffedscan.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace message {

/// Takes the bytes of one direction of a stream in any pieces, and tells where its messages lie. However the bytes are
/// cut, the marks are the same, and each byte is in exactly one of them, or in what is open. It keeps no bytes but
/// those in which a delimiter may have begun, so its memory does not depend on what it is fed, nor on what a length
/// field says.
///
/// How it goes on after a message that is not as the rule has it:
/// - longer than the limit: behind its end. The sender is believed: if a field says 2^63 bytes, so many are passed
/// over.
/// - a length that cannot be (less than the header's own, below 0, a varint that is too long): behind the header.
/// - SLIP and COBS: behind the next END or zero.
/// - bytes before one of the delimiter's starts: at that start.
/// - bytes that are missing: where the message is known to end; else behind the next delimiter, or right behind the
///   hole where there is no such thing.
///
/// A value of some hundred bytes: a copy goes on from where it was made. Not thread-safe.
class Framer final
{
public:
    static constexpr std::uint64_t UnknownBytes = ~std::uint64_t{0};

    explicit Framer(const Rule& rule);

    /// The next bytes, and appends the messages that end in them.
    /// @param timeNs  when they came, by any clock; only idle gaps ask for it.
    void feed(std::span<const std::byte> bytes, std::int64_t timeNs, std::vector<Mark>& marks);
    /// So many bytes of the stream are missing here, or UnknownBytes. Offsets do not count them.
    void lose(std::uint64_t bytes, std::vector<Mark>& marks);
    /// The stream has ended: what is open is told too. Nothing may be fed any more.
    void finish(std::vector<Mark>& marks);

    /// What has come of the message at hand; of length 0 where none is open.
    [[nodiscard]] Mark open() const { return m_open.soFar(); }
    /// True where that is not complete without more bytes. What an idle gap will end has nothing to wait for.
    [[nodiscard]] bool isWaiting() const;
    /// True between two messages: a new framer by the same rule would go on as this one.
    [[nodiscard]] bool isBetweenMessages() const { return m_open.isNew(); }

private:
    std::variant<std::monostate, DelimiterScan, CountedScan, StuffedScan, IdleScan> m_scan;
    OpenMark m_open;
};

} // namespace message
