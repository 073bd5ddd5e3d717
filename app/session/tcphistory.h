// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

namespace session {

/// The figures of a TCP connection that are followed over time, in the order in which they are listed.
enum class TcpFigure : std::uint8_t
{
    Rtt,
    CongestionWindow,
    Unacked,
    TotalRetrans,
    DeliveryRate,
    SendQueue,
    ReceiveQueue
};
inline constexpr std::size_t TcpFigureCount = 7;

/// "tcpi_rtt", "SIOCOUTQ": the name in C.
[[nodiscard]] std::string_view tcpFigureName(TcpFigure figure);

/// One look at a connection.
struct TcpSample
{
    std::int64_t timeNs = 0; ///< CLOCK_REALTIME
    std::string_view state; ///< "ESTABLISHED"; empty where the kernel gave no TCP_INFO
    std::array<std::optional<std::uint64_t>, TcpFigureCount> values; ///< microseconds, segments, bytes, bytes a second

    [[nodiscard]] std::optional<std::uint64_t> value(TcpFigure figure) const
    {
        return values[static_cast<std::size_t>(figure)];
    }
};

[[nodiscard]] TcpSample tcpSample(const engine::TcpReading& reading);

/// What was seen of one connection, the oldest sample first: at most 2,400 samples (about 370 KiB), none over ten
/// minutes older than the newest. A value. Thread: one.
class TcpHistory final
{
public:
    static constexpr std::size_t MaxSamples = 2400;
    static constexpr std::chrono::minutes MaxAge{10};

    /// The oldest samples give way. A clock that was set back begins anew: times before and after are not comparable.
    void append(const TcpSample& sample);
    [[nodiscard]] const std::deque<TcpSample>& samples() const { return m_samples; }
    [[nodiscard]] bool isEmpty() const { return m_samples.empty(); }
    /// The sample whose time is nearest to this one, the earlier of two; null when there is none.
    [[nodiscard]] const TcpSample* nearest(std::int64_t timeNs) const;

    /// The smallest and largest value of a figure, and where they are first; empty when it never had one.
    struct Extremes
    {
        std::size_t lowest;
        std::size_t highest;
    };
    [[nodiscard]] std::optional<Extremes> extremes(TcpFigure figure) const;

private:
    std::deque<TcpSample> m_samples;
};

} // namespace session
