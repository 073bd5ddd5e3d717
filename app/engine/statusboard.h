// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"

#include <mutex>
#include <unordered_map>
#include <vector>

namespace engine {

/// Where the I/O thread leaves statuses and others fetch them: one per endpoint, the newest. Bounded by the number of
/// endpoints that changed. Thread: any.
class StatusBoard final
{
public:
    /// Thread: I/O.
    void put(std::vector<EndpointStatus> statuses);
    /// Those that changed since the last call, in the order of their first change.
    [[nodiscard]] std::vector<EndpointStatus> take();

private:
    std::mutex m_mutex;
    std::vector<EndpointStatus> m_statuses; // guarded by m_mutex
    std::unordered_map<base::EndpointId, std::size_t> m_places; // guarded by m_mutex: index into m_statuses
};

} // namespace engine
