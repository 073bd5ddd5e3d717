// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/statusboard.h"

#include <utility>

namespace engine {

void StatusBoard::put(std::vector<EndpointStatus> statuses)
{
    const std::scoped_lock lock(m_mutex);
    for (EndpointStatus& status : statuses) {
        const auto [place, isNew] = m_places.try_emplace(status.id, m_statuses.size());
        if (isNew)
            m_statuses.push_back(std::move(status));
        else
            m_statuses[place->second] = std::move(status);
    }
}

std::vector<EndpointStatus> StatusBoard::take()
{
    const std::scoped_lock lock(m_mutex);
    m_places.clear();
    return std::exchange(m_statuses, {});
}

} // namespace engine
