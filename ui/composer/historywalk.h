// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/sendhistory.h"

#include <optional>

namespace ui {

/// Goes through what was sent before, as a shell does: back from the latest, forward again, and at last to what stood
/// there before. Thread: GUI.
class HistoryWalk final
{
public:
    explicit HistoryWalk(const session::SendHistory& history)
        : m_history(history)
    { }

    /// What was sent before `shown`, if anything; equal entries are passed over.
    [[nodiscard]] std::optional<session::SentPayload> earlier(const session::SentPayload& shown);
    /// What was sent after what earlier() gave last, and behind the latest what was shown at first; none when the walk
    /// is over.
    [[nodiscard]] std::optional<session::SentPayload> later();
    /// The next one begins at the latest again.
    void end() { m_place.reset(); }

private:
    const session::SendHistory& m_history;
    std::optional<std::size_t> m_place;
    session::SentPayload m_draft;
};

} // namespace ui
