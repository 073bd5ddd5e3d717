// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/program.h"

#include "programs/programdraft.h"
#include "programs/programsource.h"
#include "programs/stepmaker.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace programs {

using capture::Operation;

namespace {

/// Goes through the records in an order in which one thread can make their calls. Lives as long as readProgram.
class RecordOrder final
{
public:
    explicit RecordOrder(const ProgramSource& source)
        : m_source(source)
        , m_visited(source.size())
    { }

    [[nodiscard]] base::Result<Program> build();

private:
    /// Causes of causes are looked for so far: a file from elsewhere must not end the stack.
    static constexpr int DeepestCause = 50;

    [[nodiscard]] base::Result<void> visit(std::size_t place);
    [[nodiscard]] base::Result<void> visitUpTo(std::size_t place);
    [[nodiscard]] base::Result<void> visitCauses(std::size_t place);

    const ProgramSource& m_source;
    ProgramDraft m_draft{m_source};
    StepMaker m_steps{m_source, m_draft};
    std::vector<bool> m_visited; // of each record
    int m_depth = 0; // of visitUpTo
};

base::Result<Program> RecordOrder::build()
{
    for (std::size_t place = 0; place < m_source.size(); ++place) {
        if (auto visited = visit(place); !visited)
            return base::failure(visited.error());
    }
    return std::move(m_draft).finish();
}

base::Result<void> RecordOrder::visit(std::size_t place)
{
    if (m_visited[place])
        return {};
    m_visited[place] = true;
    if (auto caused = visitCauses(place); !caused)
        return caused;
    return m_steps.add(place);
}

/// Calls that waited in threads of their own are recorded when they end, so what they waited for may be recorded
/// behind them. In one thread it has to come first.
base::Result<void> RecordOrder::visitCauses(std::size_t place)
{
    const SourceRecord& source = m_source.at(place);
    const Operation operation = source.record.operation;
    const bool receives = capture::directionOf(operation) == capture::Direction::In;
    if (!source.succeeded() || (!receives && operation != Operation::Accept) || m_depth == DeepestCause)
        return {};
    const auto* accepted = operation == Operation::Accept ? source.address() : nullptr;
    const auto other = m_source.otherEnd(accepted ? accepted->child : source.record.endpoint);
    if (!other)
        return {};
    const std::size_t cause = m_draft.socketOf(*other);
    const std::uint64_t wanted = m_draft.state(m_draft.socketOf(source.record.endpoint)).received
        + static_cast<std::uint64_t>(std::max(0, source.record.result));
    for (const std::size_t next : m_source.placesOf(*other)) {
        const bool isThere = accepted ? m_draft.state(cause).isConnected : m_draft.state(cause).sent >= wanted;
        if (isThere && (accepted || source.record.result > 0))
            break;
        const capture::Record& record = m_source.at(next).record;
        const bool isCause = accepted ? record.operation == Operation::Connect
                                      : capture::directionOf(record.operation) == capture::Direction::Out;
        const bool isEnd = !accepted && source.record.result == 0
            && (record.operation == Operation::Close
                || (record.operation == Operation::Shutdown && record.asked != SHUT_RD));
        if (next < place) {
            if (isEnd)
                break;
            continue;
        }
        if (!isCause && !isEnd)
            continue;
        if (auto visited = visitUpTo(next); !visited)
            return visited;
        if (isEnd)
            break;
    }
    return {};
}

/// The records of an endpoint up to one of them, in their order.
base::Result<void> RecordOrder::visitUpTo(std::size_t place)
{
    base::Result<void> visited;
    ++m_depth;
    for (const std::size_t each : m_source.placesOf(m_source.at(place).record.endpoint)) {
        if (each > place || !visited)
            break;
        visited = visit(each);
    }
    --m_depth;
    return visited;
}

} // namespace

base::Result<Program> readProgram(capture::Reader& reader, std::span<const base::RecordIndex> records)
{
    const auto source = ProgramSource::read(reader, records);
    if (!source)
        return base::failure(source.error());
    return RecordOrder(*source).build();
}

} // namespace programs
