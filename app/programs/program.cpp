// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/program.h"

#include "programs/programbuilder.h"
#include "programs/programcomment.h"

#include <algorithm>
#include <cerrno>

namespace programs {

using capture::Operation;
using capture::Outcome;

base::Result<Program> readProgram(capture::Reader& reader, std::span<const base::RecordIndex> records)
{
    const auto source = ProgramSource::read(reader, records);
    if (!source)
        return base::failure(source.error());
    return ProgramBuilder(*source).build();
}

base::Result<Program> ProgramBuilder::build()
{
    m_visited.resize(m_source.size());
    m_program.records = m_source.size();
    for (std::size_t place = 0; place < m_source.size(); ++place) {
        if (auto visited = visit(place); !visited)
            return base::failure(visited.error());
    }
    for (ProgramSocket& socket : m_program.sockets) {
        const auto other = m_source.otherEnd(socket.id);
        if (other && m_sockets.contains(*other))
            socket.other = m_sockets.at(*other);
    }
    markExactReceives();
    dropUnusedSenders();
    return std::move(m_program);
}

base::Result<void> ProgramBuilder::visit(std::size_t place)
{
    if (m_visited[place])
        return {};
    m_visited[place] = true;
    if (auto caused = visitCauses(place); !caused)
        return caused;
    const SourceRecord& source = m_source.at(place);
    const auto preview = m_source.payload(source, CommentedBytes);
    if (!preview)
        return base::failure(preview.error());
    Step step;
    step.operation = source.record.operation;
    step.socket = socketOf(source.record.endpoint);
    step.comment = stepComment(source.record, source.detail, *preview);
    step.outcome = source.record.outcome;
    step.errorNumber = source.record.errorNumber;
    step.result = source.record.result;
    step.asked = source.record.asked;
    step.flags = source.record.messageFlags;
    step.mode = m_states[step.socket].mode;
    if (auto filled = fillStep(step, source, place); !filled)
        return filled;
    add(std::move(step));
    return {};
}

/// Calls that waited in threads of their own are recorded when they end, so what they waited for may be recorded
/// behind them. In one thread it has to come first.
base::Result<void> ProgramBuilder::visitCauses(std::size_t place)
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
    const std::size_t cause = socketOf(*other);
    const std::uint64_t wanted = m_states[socketOf(source.record.endpoint)].received
        + static_cast<std::uint64_t>(std::max(0, source.record.result));
    for (const std::size_t next : m_source.placesOf(*other)) {
        const bool isThere = accepted ? m_states[cause].isConnected : m_states[cause].sent >= wanted;
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
base::Result<void> ProgramBuilder::visitUpTo(std::size_t place)
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

base::Result<void> ProgramBuilder::fillStep(Step& step, const SourceRecord& source, std::size_t place)
{
    const Need need = source.succeeded() ? Need::Ready : Need::Socket;
    switch (step.operation) {
    case Operation::Socket: fillSocket(step, place); return {};
    case Operation::Bind: fillBind(step, source); return {};
    case Operation::Listen: fillListen(step); return {};
    case Operation::Accept:
        require(step.socket, need);
        fillAccept(step, source);
        return {};
    case Operation::Connect: fillConnect(step, source, place); return {};
    case Operation::Connected:
    case Operation::ConnectFailed: fillConnectEnd(step, source); return {};
    case Operation::Recv:
    case Operation::RecvFrom:
    case Operation::RecvMsg:
        require(step.socket, need);
        fillReceive(step, source);
        return {};
    case Operation::Send:
    case Operation::SendTo:
    case Operation::SendMsg:
    case Operation::SendAll:
    case Operation::SendFile:
        require(step.socket, step.operation == Operation::SendTo ? Need::Socket : need);
        return fillSend(step, source);
    case Operation::Close: fillClose(step); return {};
    case Operation::SetSockOpt:
    case Operation::GetSockOpt:
        require(step.socket, Need::Socket);
        if (const auto* option = std::get_if<capture::OptionDetail>(&source.detail))
            fillOption(step, *option);
        else
            step.isComment = true;
        return {};
    case Operation::SetTimeout:
        require(step.socket, Need::Socket);
        if (const auto* mode = std::get_if<capture::ModeDetail>(&source.detail))
            fillMode(step, *mode);
        else
            step.isComment = true;
        return {};
    case Operation::Shutdown: require(step.socket, need); return {};
    case Operation::GetSockName:
    case Operation::GetPeerName: require(step.socket, Need::Socket); return {};
    case Operation::Poll:
        require(step.socket, Need::Socket);
        step.wait = std::chrono::duration_cast<std::chrono::nanoseconds>(
            std::chrono::duration<float>(source.record.duration));
        return {};
    case Operation::Unlink: {
        const auto* text = std::get_if<capture::TextDetail>(&source.detail);
        step.isComment = !text || !source.succeeded();
        if (!step.isComment) {
            const auto bytes = std::as_bytes(std::span(text->text));
            step.data.assign(bytes.begin(), bytes.end());
        }
        return {};
    }
    case Operation::SocketError:
        // The error would be the result of the next call, had it not been taken from the socket.
        step.isComment = source.succeeded() || !m_states[step.socket].isOpen;
        return {};
    default: step.isComment = true; return {};
    }
}

/// Two receives with nothing sent between them: now the first might get what the second had, and the second then wait.
void ProgramBuilder::markExactReceives()
{
    std::vector<Step*> last(m_program.sockets.size(), nullptr);
    for (Step& step : m_program.steps) {
        const ProgramSocket& socket = m_program.sockets[step.socket];
        if (step.isComment || !net::isStream(socket.info.protocol))
            continue;
        const capture::Direction direction = capture::directionOf(step.operation);
        if (direction == capture::Direction::Out) {
            last[step.socket] = nullptr;
            if (socket.other)
                last[*socket.other] = nullptr;
        } else if (direction == capture::Direction::In && step.outcome == Outcome::Value && step.result > 0
            && step.flags == 0) {
            if (Step* before = last[step.socket])
                before->isExact = step.isExact = true;
            last[step.socket] = &step;
        }
    }
}

void ProgramBuilder::dropUnusedSenders()
{
    for (Step& step : m_program.steps) {
        if (step.sender && !m_senderIsUsed[*step.sender])
            step.sender.reset();
    }
    for (std::size_t i = 0; i < m_senderIsUsed.size(); ++i) {
        if (!m_senderIsUsed[i])
            m_program.senders[i].clear();
    }
}

} // namespace programs
