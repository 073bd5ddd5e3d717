// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/tcphistory.h"

#include "net/tcpinfo.h"

#include <algorithm>

namespace session {

namespace {

constexpr std::array<std::string_view, TcpFigureCount> Names{
    "tcpi_rtt", "tcpi_snd_cwnd", "tcpi_unacked", "tcpi_total_retrans", "tcpi_delivery_rate", "SIOCOUTQ", "FIONREAD"};

std::optional<std::uint64_t> queueLength(int bytes)
{
    return bytes < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(bytes));
}

} // namespace

std::string_view tcpFigureName(TcpFigure figure)
{
    return Names[static_cast<std::size_t>(figure)];
}

TcpSample tcpSample(const engine::TcpReading& reading)
{
    TcpSample sample;
    sample.timeNs = reading.timeNs;
    for (const net::TcpFact& fact : net::tcpFacts(reading.info)) {
        if (fact.name == "tcpi_state")
            sample.state = fact.text;
        const auto found = std::find(Names.begin(), Names.end(), fact.name);
        if (found != Names.end())
            sample.values[static_cast<std::size_t>(found - Names.begin())] = fact.value;
    }
    sample.values[static_cast<std::size_t>(TcpFigure::SendQueue)] = queueLength(reading.sendQueue);
    sample.values[static_cast<std::size_t>(TcpFigure::ReceiveQueue)] = queueLength(reading.receiveQueue);
    return sample;
}

void TcpHistory::append(const TcpSample& sample)
{
    if (!m_samples.empty() && sample.timeNs < m_samples.back().timeNs)
        m_samples.clear();
    const std::int64_t oldest = sample.timeNs - std::chrono::nanoseconds(MaxAge).count();
    while (!m_samples.empty() && (m_samples.size() >= MaxSamples || m_samples.front().timeNs < oldest))
        m_samples.pop_front();
    m_samples.push_back(sample);
}

const TcpSample* TcpHistory::nearest(std::int64_t timeNs) const
{
    if (m_samples.empty())
        return nullptr;
    const auto isBefore = [](const TcpSample& sample, std::int64_t time) { return sample.timeNs < time; };
    const auto after = std::lower_bound(m_samples.begin(), m_samples.end(), timeNs, isBefore);
    if (after == m_samples.begin())
        return &m_samples.front();
    const TcpSample& before = *(after - 1);
    if (after == m_samples.end() || timeNs - before.timeNs <= after->timeNs - timeNs)
        return &before;
    return &*after;
}

std::optional<TcpHistory::Extremes> TcpHistory::extremes(TcpFigure figure) const
{
    std::optional<Extremes> result;
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        const auto value = m_samples[i].value(figure);
        if (!value)
            continue;
        if (!result)
            result = Extremes{i, i};
        if (*value < *m_samples[result->lowest].value(figure))
            result->lowest = i;
        if (*value > *m_samples[result->highest].value(figure))
            result->highest = i;
    }
    return result;
}

} // namespace session
