// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/behaviours/messagebuffer.h"

namespace engine {

void MessageBuffer::feed(std::span<const std::byte> bytes, const std::function<bool(std::span<const std::byte>)>& take)
{
    m_marks.clear();
    m_framer.feed(bytes, 0, m_marks);
    m_kept.insert(m_kept.end(), bytes.begin(), bytes.end());
    const std::uint64_t end = m_begin + m_kept.size();
    for (const message::Mark& mark : m_marks) {
        // Bytes of an oversize message may be gone.
        if (mark.fit != message::Fit::Complete)
            continue;
        if (!take(std::span(m_kept).subspan(mark.offset - m_begin, mark.length)))
            break;
    }
    const std::uint64_t open = m_framer.open().length;
    const std::size_t wanted = open > m_limit ? 0 : static_cast<std::size_t>(open);
    m_kept.erase(m_kept.begin(), m_kept.end() - static_cast<std::ptrdiff_t>(wanted));
    m_begin = end - wanted;
}

} // namespace engine
