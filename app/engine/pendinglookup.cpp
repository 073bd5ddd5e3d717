// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/pendinglookup.h"

#include <utility>

namespace engine {

void PendingLookUp::begin(std::string host)
{
    cancel();
    m_call = m_journal.begin(capture::Operation::Resolve);
    m_host = std::move(host);
}

void PendingLookUp::cancel()
{
    if (!m_call)
        return;
    capture::Record record = Recorder::end(*std::exchange(m_call, std::nullopt), std::int64_t{-1});
    record.outcome = capture::Outcome::Cancelled;
    m_journal.write(record, capture::TextDetail{m_host});
}

std::optional<WaitingCall> PendingLookUp::waiting() const
{
    if (!m_call)
        return {};
    return WaitingCall{capture::Operation::Resolve, 0, m_call->start, false};
}

} // namespace engine
