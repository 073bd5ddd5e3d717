// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/messagemarks.h"

#include "session/models/recordset.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace session {

namespace {

/// So much a step: a cancelled worker ends within a few milliseconds.
constexpr std::size_t FramedStepBytes = std::size_t{1} << 20;

} // namespace

/// One set of rules at work. Shared by the marks and the worker.
class MessageMarks::Task final : public ScanTask
{
public:
    explicit Task(const query::FramingRules& rules)
        : m_scan(rules)
    { }

    [[nodiscard]] base::Result<bool> step(capture::Reader& reader) override
    {
        m_found.clear();
        auto more = m_scan.step(reader, m_found, FramedStepBytes);
        // While more records follow, it is they that the last ones wait for.
        std::vector<query::RecordMessages> waiting;
        if (more && !*more)
            waiting = m_scan.waiting();
        const std::scoped_lock lock(m_mutex);
        for (const query::RecordMessages& record : m_found)
            take(record);
        m_waiting = std::move(waiting);
        m_counts = m_scan.counts();
        return more;
    }

    // Thread: any.
    [[nodiscard]] MessageMark markOf(base::RecordIndex record) const
    {
        const std::scoped_lock lock(m_mutex);
        MessageMark mark{m_continuing.contains(record), m_goingOn.contains(record), false, m_coalesced.contains(record),
            m_faulty.contains(record)};
        const auto waiting = std::ranges::lower_bound(m_waiting, record, {}, &query::RecordMessages::record);
        if (waiting != m_waiting.end() && waiting->record == record)
            mark = {waiting->continues, false, true, waiting->isCoalesced(), waiting->faulty > 0};
        return mark;
    }
    [[nodiscard]] std::map<base::EndpointId, query::MessageCounts> counts() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_counts;
    }
    void letGo(base::RecordIndex first)
    {
        const std::scoped_lock lock(m_mutex);
        m_first = std::max(m_first, first);
        for (RecordSet* const set : {&m_continuing, &m_goingOn, &m_coalesced, &m_faulty})
            set->removeBelow(first);
    }

private:
    void take(const query::RecordMessages& messages)
    {
        if (messages.record < m_first)
            return;
        const auto insertIf = [&messages](bool holds, RecordSet& set) {
            if (holds)
                set.insert(messages.record);
        };
        insertIf(messages.continues, m_continuing);
        insertIf(messages.goesOn, m_goingOn);
        insertIf(messages.isCoalesced(), m_coalesced);
        insertIf(messages.faulty > 0, m_faulty);
    }

    query::MessageScan m_scan; // the worker's alone
    std::vector<query::RecordMessages> m_found; // the worker's alone

    mutable std::mutex m_mutex; // guards all that follows
    base::RecordIndex m_first; // what is found below it is gone
    RecordSet m_continuing;
    RecordSet m_goingOn;
    RecordSet m_coalesced;
    RecordSet m_faulty;
    std::vector<query::RecordMessages> m_waiting; // in the order of their records
    std::map<base::EndpointId, query::MessageCounts> m_counts;
};

MessageMarks::MessageMarks(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_worker(std::move(newReader))
{
    connect(&m_worker, &ScanWorker::progressed, this, &MessageMarks::changed);
    connect(&m_worker, &ScanWorker::finished, this, &MessageMarks::finished);
    connect(&m_worker, &ScanWorker::failed, this, &MessageMarks::failed);
}

MessageMarks::~MessageMarks() = default;

void MessageMarks::setRules(const query::FramingRules& rules)
{
    if (rules == m_rules)
        return;
    m_rules = rules;
    m_task = rules.empty() ? nullptr : std::make_shared<Task>(rules);
    m_worker.setTask(m_task);
    Q_EMIT changed();
}

void MessageMarks::letGo(base::RecordIndex first)
{
    if (m_task)
        m_task->letGo(first);
}

MessageMark MessageMarks::markOf(base::RecordIndex record) const
{
    return m_task ? m_task->markOf(record) : MessageMark();
}

std::map<base::EndpointId, query::MessageCounts> MessageMarks::counts() const
{
    return m_task ? m_task->counts() : std::map<base::EndpointId, query::MessageCounts>();
}

} // namespace session
