// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace engine {

/// When to try again what has failed and may pass: soon, and then less and less often, so that it costs next to nothing
/// however long it lasts. What fails again soon after it went well goes on being tried less often. A value.
class Retry final
{
public:
    static constexpr std::chrono::milliseconds First{250};
    static constexpr std::chrono::milliseconds Longest{4000};

    /// It has failed now.
    void failed(base::Monotonic::time_point now)
    {
        const bool isFirst = !m_last || now - *m_last > 2 * Longest;
        m_wait = isFirst ? First : std::min(2 * m_wait, Longest);
        m_last = now;
        m_due = now + m_wait;
    }
    void succeeded() { m_due.reset(); }
    /// When it is to be tried again; none where nothing has failed.
    [[nodiscard]] std::optional<base::Monotonic::time_point> due() const { return m_due; }
    [[nodiscard]] bool isDue(base::Monotonic::time_point now) const { return m_due && now >= *m_due; }

private:
    std::chrono::milliseconds m_wait = First;
    std::optional<base::Monotonic::time_point> m_last; // when it failed last
    std::optional<base::Monotonic::time_point> m_due;
};

} // namespace engine
