// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/mark.h"

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace message {

/// The message at hand: what has come of it, and what is wrong with it so far.
class OpenMark final
{
public:
    explicit OpenMark(std::uint64_t limit)
        : m_limit(limit)
    { }

    /// The next `bytes` are part of it.
    void take(std::uint64_t bytes) { m_mark.length += bytes; }
    /// Bytes of it did not come.
    void lose(std::uint64_t bytes)
    {
        m_missing = bytes > std::numeric_limits<std::uint64_t>::max() - m_missing
            ? std::numeric_limits<std::uint64_t>::max()
            : m_missing + bytes;
        tear();
    }
    /// Nobody knows whether it began, or ends, where it seems to.
    void tear() { m_isTorn = true; }
    void spoil() { m_isMalformed = true; }
    /// Its end. Where no byte of it came nothing is told.
    void close(std::vector<Mark>& marks)
    {
        const Mark mark = soFar();
        if (mark.length > 0)
            marks.push_back(mark);
        m_mark = {mark.offset + mark.length, 0, Fit::Complete};
        m_missing = 0;
        m_isMalformed = m_isTorn = false;
    }

    /// What would be told of it if it ended here.
    [[nodiscard]] Mark soFar() const
    {
        const bool isOversize = m_missing > m_limit || m_mark.length > m_limit - m_missing;
        return {m_mark.offset, m_mark.length,
            m_isMalformed    ? Fit::Malformed
                : m_isTorn   ? Fit::Torn
                : isOversize ? Fit::Oversize
                             : Fit::Complete};
    }
    [[nodiscard]] bool isEmpty() const { return m_mark.length == 0; }
    /// Empty, and nothing is known of it so far.
    [[nodiscard]] bool isNew() const { return isEmpty() && !m_isTorn; }

private:
    Mark m_mark;
    std::uint64_t m_limit;
    std::uint64_t m_missing = 0;
    bool m_isMalformed = false;
    bool m_isTorn = false;
};

} // namespace message
