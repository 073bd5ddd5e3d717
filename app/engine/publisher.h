// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "capture/writer.h"
#include "engine/endpointhost.h"
#include "engine/statusboard.h"

#include <functional>
#include <optional>
#include <vector>

namespace engine {

/// Puts the statuses of endpoints that have changed on the board: at the end of a turn, or with the counters four times
/// a second. Owned by the Loop. Thread: I/O.
class Publisher final
{
public:
    /// @param news  is called when the board has something new.
    Publisher(StatusBoard& board, const capture::Writer& writer, std::function<void()> news);

    void changed(Endpoint& endpoint, Urgency urgency);
    /// When the counters are to be published; none while nothing waits for that.
    [[nodiscard]] std::optional<base::Monotonic::time_point> due() const;
    /// What is urgent, and the rest where it is due.
    void publishDue(base::Monotonic::time_point now);
    void publishAll();
    /// Endpoints for which `isGoing` are destroyed soon.
    void forget(const std::function<bool(const Endpoint*)>& isGoing);

private:
    static constexpr std::chrono::milliseconds CountersEvery{250};

    void publish(std::vector<Endpoint*>& endpoints);

    StatusBoard& m_board;
    const capture::Writer& m_writer;
    std::function<void()> m_news;
    std::vector<Endpoint*> m_urgent; // to be published at the end of this turn
    std::vector<Endpoint*> m_lazy; // to be published with the counters
    base::Monotonic::time_point m_last;
};

} // namespace engine
