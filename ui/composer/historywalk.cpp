// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/historywalk.h"

#include <algorithm>

namespace ui {

using session::SentPayload;

std::optional<SentPayload> HistoryWalk::earlier(const SentPayload& shown)
{
    const auto& entries = m_history.entries();
    std::size_t place = std::min(m_place.value_or(entries.size()), entries.size());
    // What was just sent still stands there; going back to it would look like nothing.
    do {
        if (place == 0)
            return std::nullopt;
        --place;
    } while (entries[place] == shown);
    if (!m_place)
        m_draft = shown;
    m_place = place;
    return entries[place];
}

std::optional<SentPayload> HistoryWalk::later()
{
    if (!m_place)
        return std::nullopt;
    const auto& entries = m_history.entries();
    const std::size_t place = *m_place + 1;
    const bool isLast = place >= entries.size();
    m_place = isLast ? std::nullopt : std::optional(place);
    return isLast ? m_draft : entries[place];
}

} // namespace ui
