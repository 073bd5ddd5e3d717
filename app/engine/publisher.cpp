// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/publisher.h"

#include "engine/endpoint.h"

#include <utility>

namespace engine {

Publisher::Publisher(StatusBoard& board, const capture::Writer& writer, std::function<void()> news)
    : m_board(board)
    , m_writer(writer)
    , m_news(std::move(news))
{ }

void Publisher::changed(Endpoint& endpoint, Urgency urgency)
{
    if (endpoint.news == Urgency::AtOnce || endpoint.news == urgency)
        return;
    endpoint.news = urgency;
    (urgency == Urgency::AtOnce ? m_urgent : m_lazy).push_back(&endpoint);
}

std::optional<base::Monotonic::time_point> Publisher::due() const
{
    return m_lazy.empty() ? std::nullopt : std::optional(m_last + CountersEvery);
}

void Publisher::publishDue(base::Monotonic::time_point now)
{
    if (!m_urgent.empty())
        publish(m_urgent);
    if (m_lazy.empty() || now - m_last < CountersEvery)
        return;
    m_last = now;
    publish(m_lazy);
}

void Publisher::publishAll()
{
    publish(m_urgent);
    publish(m_lazy);
}

void Publisher::publish(std::vector<Endpoint*>& endpoints)
{
    std::vector<EndpointStatus> statuses;
    const capture::DropCount all = m_writer.dropped();
    const bool hasDropped = all.records > 0 || all.cutBytes > 0;
    for (Endpoint* endpoint : endpoints) {
        if (!endpoint->news)
            continue; // published already, by the other list
        endpoint->news.reset();
        statuses.push_back(endpoint->status());
        if (hasDropped) {
            const capture::DropCount dropped = m_writer.droppedOf(endpoint->id());
            statuses.back().counters.droppedRecords = dropped.records;
            statuses.back().counters.droppedBytes = dropped.bytes;
            statuses.back().counters.cutBytes = dropped.cutBytes;
        }
    }
    endpoints.clear();
    if (statuses.empty())
        return;
    m_board.put(std::move(statuses));
    m_news();
}

void Publisher::forget(const std::function<bool(const Endpoint*)>& isGoing)
{
    std::erase_if(m_lazy, isGoing);
    std::erase_if(m_urgent, isGoing);
}

} // namespace engine
