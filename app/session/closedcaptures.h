// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/recovery.h"

#include <QString>

#include <cstdint>
#include <memory>

namespace session {

/// The capture of the window that was closed last is kept until another one is closed, so that it can be looked at
/// again: one of at most MaxBytes.
inline constexpr std::uint64_t MaxClosedCaptureBytes = std::uint64_t{1} << 30U;

/// $XDG_STATE_HOME/sockscope/closed
[[nodiscard]] QString closedCaptureParent();

/// Takes over a capture that nobody writes any more, and removes what was kept before, but for what is being looked at.
/// One without records, or that is too large, is removed.
void keepClosedCapture(const QString& directory, const QString& closedParent);

/// A closed capture that is being looked at: it is not removed while this is there.
class HeldCapture final
{
public:
    /// The one that was closed last and is not held yet; none where there is none that can be read.
    [[nodiscard]] static std::shared_ptr<HeldCapture> last(const QString& closedParent);
    ~HeldCapture();
    HeldCapture(const HeldCapture&) = delete;
    HeldCapture& operator=(const HeldCapture&) = delete;

    [[nodiscard]] const capture::FoundCapture& found() const;

private:
    HeldCapture();

    struct Hold;
    std::unique_ptr<Hold> m_hold;
};

} // namespace session
