// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"

#include <QString>

#include <chrono>
#include <vector>

namespace ui {

/// A waiting call as it is shown.
struct WaitingRow
{
    base::EndpointId endpoint;
    std::string endpointName;
    engine::WaitingCall call;
    base::Monotonic::time_point seen; ///< when it last waited
};

/// Which waiting calls are shown, and since when, so that the eye has peace: a call comes when it has waited a moment,
/// and stays a moment after its end, since an automatic recv that returned is made again at once. Knows no widget and
/// no clock. Owned by the strip.
class WaitingRows final
{
public:
    static constexpr std::chrono::milliseconds Delay{250}; ///< shorter waits are never shown
    static constexpr std::chrono::milliseconds Hold{500};

    /// Takes in what waits now.
    void update(const std::vector<engine::EndpointStatus>& waiting, base::Monotonic::time_point now);

    /// The endpoint's calls are being cancelled: they go as soon as they have ended.
    void release(base::EndpointId endpoint);
    /// What has waited long enough: the calls of `preferred`, or of the first endpoint that has any, oldest first.
    [[nodiscard]] std::vector<WaitingRow> rows(base::EndpointId preferred, base::Monotonic::time_point now) const;
    /// How many calls of other endpoints than those of rows() are waiting.
    [[nodiscard]] int others(base::EndpointId shown, base::Monotonic::time_point now) const;
    /// Nothing waits, and nothing is held.
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }

private:
    struct Known
    {
        WaitingRow row;
        bool isHeld = true;
        base::Monotonic::time_point from; ///< since when it has been known, whatever was made again in between
    };
    [[nodiscard]] static bool isShown(const Known& known, base::Monotonic::time_point now);

    std::vector<Known> m_rows; // in the order in which they came
};

/// "server waits in accept()", "client waits in recv(1024)"; of one that waits for the lane "client waits to make
/// send(5)".
[[nodiscard]] QString waitingText(const WaitingRow& row);
/// "3.2 s": how long it had waited when it was last seen to wait.
[[nodiscard]] QString waitedText(const WaitingRow& row);

} // namespace ui
