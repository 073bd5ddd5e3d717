// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/framer.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace engine {

/// Keeps of a stream what may become a message, and hands on each that is complete. What it keeps is never more than
/// the rule's limit and one receive: of a longer message the bytes are let go.
class MessageBuffer final
{
public:
    explicit MessageBuffer(const message::Rule& framing)
        : m_framer(framing)
        , m_limit(framing.limit)
    { }

    /// The next bytes. `take` gets each complete message with its framing, valid for the call, and says whether to go
    /// on; the others are let go where it does not.
    void feed(std::span<const std::byte> bytes, const std::function<bool(std::span<const std::byte>)>& take);

private:
    message::Framer m_framer;
    std::uint32_t m_limit;
    std::vector<std::byte> m_kept; // the stream's bytes from m_begin on
    std::uint64_t m_begin = 0;
    std::vector<message::Mark> m_marks; // of one feed
};

} // namespace engine
