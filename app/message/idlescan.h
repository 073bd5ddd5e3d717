// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/mark.h"
#include "message/openmark.h"
#include "message/rule.h"

#include <cstdint>
#include <vector>

namespace message {

/// A Framer's part for idle gaps. A clock that was set back makes no gap.
class IdleScan final
{
public:
    explicit IdleScan(const IdleGap& framing)
        : m_gapNs(framing.gap.count())
    { }

    void feed(std::uint64_t bytes, std::int64_t timeNs, OpenMark& open, std::vector<Mark>& marks)
    {
        // Two times can lie further apart than one number of them counts, so it is not their difference that is asked.
        std::int64_t end = 0;
        if (!open.isEmpty() && !__builtin_add_overflow(m_lastNs, m_gapNs, &end) && timeNs >= end)
            open.close(marks);
        open.take(bytes);
        m_lastNs = timeNs;
    }

private:
    std::int64_t m_gapNs;
    std::int64_t m_lastNs = 0;
};

} // namespace message
