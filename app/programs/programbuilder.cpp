// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/programbuilder.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace programs {

using capture::Operation;
using capture::Outcome;

namespace {

constexpr int DefaultBacklog = 128;
/// A connect that nobody waited for to the end is waited for at least so long.
constexpr std::chrono::milliseconds LeastWait{100};

std::chrono::nanoseconds durationOf(const capture::Record& record)
{
    const std::chrono::duration<float> seconds(record.duration);
    return std::max<std::chrono::nanoseconds>(LeastWait, std::chrono::duration_cast<std::chrono::nanoseconds>(seconds));
}

/// Whether the call was given MSG_TRUNC, which in a record may also say that a message was cut, or that a capture does
/// not have all of a packet.
bool wasAskedForLength(const capture::Record& record, net::Protocol protocol)
{
    if ((record.messageFlags & MSG_TRUNC) == 0)
        return false;
    // More than the buffer holds is told only to who has asked, and nothing that leaves room in it was cut.
    if (record.outcome != Outcome::Value || record.result != static_cast<std::int64_t>(record.asked))
        return true;
    switch (protocol) {
    case net::Protocol::Tcp: return record.payloadSize == 0; // tcp(7): the bytes are thrown away
    case net::Protocol::Udp: return record.operation != Operation::RecvMsg && record.payloadSize == record.asked;
    case net::Protocol::UnixStream: return true;
    case net::Protocol::UnixDatagram:
    case net::Protocol::UnixSeqpacket: break;
    }
    return false;
}

bool isUnbound(const net::Address& address)
{
    return address.isEmpty() || (address.family() == AF_UNIX && address.host().empty());
}

} // namespace

std::size_t ProgramBuilder::socketOf(base::EndpointId id)
{
    const auto [found, isNew] = m_sockets.try_emplace(id, m_program.sockets.size());
    if (isNew) {
        capture::EndpointInfo info = m_source.endpoint(id);
        std::string name = m_names.take(info.name);
        m_program.sockets.push_back({std::move(name), id, std::move(info), {}, false});
        m_states.emplace_back();
    }
    return found->second;
}

// --- what was not selected -------------------------------------------------------------------------------------------

void ProgramBuilder::imply(Step step)
{
    step.isImplied = true;
    step.mode = m_states[step.socket].mode;
    add(std::move(step));
}

void ProgramBuilder::requireChild(std::size_t socket)
{
    const std::size_t parent = socketOf(m_program.sockets[socket].info.parent);
    require(parent, Need::Ready);
    imply({.operation = Operation::Accept, .socket = parent, .child = socket});
    m_states[socket].isOpen = m_states[socket].isBound = m_states[socket].isConnected = true;
}

void ProgramBuilder::require(std::size_t socket, Need need)
{
    const capture::EndpointInfo info = m_program.sockets[socket].info;
    const bool isListener = info.role == capture::Role::Listener;
    // Only a listener accepts. A damaged capture may name another accepted connection, and so on in a circle.
    if (info.role == capture::Role::Accepted && !m_states[socket].isOpen
        && m_source.endpoint(info.parent).role == capture::Role::Listener) {
        requireChild(socket);
        return;
    }
    if (!m_states[socket].isOpen) {
        const int family = net::isUnix(info.protocol) ? AF_UNIX
            : info.local.isEmpty()                    ? info.peer.family()
                                                      : info.local.family();
        imply({.operation = Operation::Socket, .socket = socket, .family = family});
        m_states[socket].isOpen = true;
    }
    const bool bindsFirst = isListener || (info.role == capture::Role::Datagram && isUnbound(info.peer));
    if (need != Need::Socket && bindsFirst && !m_states[socket].isBound && !isUnbound(info.local)) {
        imply({.operation = Operation::Bind, .socket = socket, .address = {info.local, {}, {}}});
        m_states[socket].isBound = true;
    }
    if (need != Need::Ready)
        return;
    if (isListener && net::hasConnections(info.protocol) && !m_states[socket].isListening) {
        imply({.operation = Operation::Listen, .socket = socket, .asked = DefaultBacklog});
        m_states[socket].isListening = true;
    } else if (!isListener && !m_states[socket].isConnected && !isUnbound(info.peer)) {
        const ProgramAddress address = addressFor(socket, info.peer);
        imply({.operation = Operation::Connect, .socket = socket, .address = address});
        m_states[socket].isConnected = true;
    }
}

// --- addresses -------------------------------------------------------------------------------------------------------

ProgramAddress ProgramBuilder::addressFor(std::size_t socket, const net::Address& address)
{
    ProgramAddress result{address, {}, {}};
    if (!address.isIp())
        return result;
    const net::Protocol protocol = m_program.sockets[socket].info.protocol;
    for (std::size_t i = 0; i < m_states.size() && address.port() != 0; ++i) {
        const net::Address& chosen = m_states[i].chosen;
        const bool hasPort = chosen.isIp() && chosen.port() == address.port();
        if (hasPort && m_program.sockets[i].info.protocol == protocol && (chosen == address || chosen.isWildcard())) {
            m_program.sockets[i].portIsUsed = true;
            result.portOf = i;
            return result;
        }
    }
    const auto sender = m_senders.find({socket, address.toString()});
    if (sender != m_senders.end()) {
        m_senderIsUsed[sender->second] = true;
        result.sender = sender->second;
    }
    return result;
}

// --- the calls -------------------------------------------------------------------------------------------------------

void ProgramBuilder::fillSocket(Step& step, std::size_t place)
{
    step.isComment = step.outcome != Outcome::Value;
    step.family = m_source.familyAt(place);
    if (step.isComment)
        return;
    m_states[step.socket] = {};
    m_states[step.socket].isOpen = true;
    step.mode = m_states[step.socket].mode;
}

void ProgramBuilder::fillBind(Step& step, const SourceRecord& source)
{
    require(step.socket, Need::Socket);
    const auto* detail = source.address();
    if (!detail) {
        step.isComment = true;
        return;
    }
    step.address = {detail->address, {}, {}};
    if (!source.succeeded())
        return;
    m_states[step.socket].isBound = true;
    if (detail->address.isIp() && detail->address.port() == 0)
        m_states[step.socket].chosen = detail->local;
}

void ProgramBuilder::fillListen(Step& step)
{
    require(step.socket, m_states[step.socket].isOpen ? Need::Socket : Need::Bound);
    m_states[step.socket].isListening = step.outcome == Outcome::Value;
}

void ProgramBuilder::fillAccept(Step& step, const SourceRecord& source)
{
    const net::Mode mode = step.mode.mode;
    if (!source.succeeded()) {
        const bool waited = step.outcome == Outcome::TimedOut && mode == net::Mode::Timeout;
        const bool wouldWait = step.errorNumber == EAGAIN && mode == net::Mode::NonBlocking;
        step.isComment = !waited && !wouldWait;
        return;
    }
    const auto* detail = source.address();
    step.isComment = !detail || detail->child.value == 0;
    if (step.isComment)
        return;
    step.child = socketOf(detail->child);
    m_states[*step.child] = {};
    m_states[*step.child].isOpen = m_states[*step.child].isBound = m_states[*step.child].isConnected = true;
}

void ProgramBuilder::fillConnect(Step& step, const SourceRecord& source, std::size_t place)
{
    require(step.socket, Need::Socket);
    const auto* detail = source.address();
    if (!detail) {
        step.isComment = true;
        return;
    }
    step.address = addressFor(step.socket, detail->address);
    const bool isBackground = step.mode.mode == net::Mode::NonBlocking && m_states[step.socket].modeIsSet;
    if (step.outcome == Outcome::Errno && step.errorNumber == EINPROGRESS && !isBackground) {
        const SourceRecord* end = m_source.endOfConnect(place);
        step.outcome = end ? end->record.outcome : Outcome::Cancelled;
        step.errorNumber = end ? end->record.errorNumber : 0;
        step.wait = end ? durationOf(end->record) : std::chrono::nanoseconds(LeastWait);
        step.comment.clear();
    } else if (step.outcome == Outcome::TimedOut || step.outcome == Outcome::Cancelled) {
        step.wait = durationOf(source.record);
    } else if (step.outcome == Outcome::Errno && step.errorNumber == EAGAIN && !isBackground) {
        // A full backlog of a Unix socket: a call that blocks would wait for room.
        step.isComment = true;
        return;
    }
    // Whoever accepts it must listen by then, were bind and listen selected or not.
    const auto other = m_source.otherEnd(m_program.sockets[step.socket].id);
    const base::EndpointId listener = other ? m_source.endpoint(*other).parent : base::EndpointId{};
    if (step.outcome == Outcome::Value && listener.value != 0)
        require(socketOf(listener), Need::Ready);
    State& state = m_states[step.socket];
    state.isConnected = step.outcome == Outcome::Value;
    if (!state.isBound && detail->local.isIp() && detail->local.port() != 0)
        state.chosen = detail->local;
}

/// The end of a connect in progress is a comment, for the connect itself has waited; save where it was not to wait.
void ProgramBuilder::fillConnectEnd(Step& step, const SourceRecord& source)
{
    step.isComment = true;
    const bool isBackground = step.mode.mode == net::Mode::NonBlocking && m_states[step.socket].modeIsSet;
    if (!isBackground || step.outcome == Outcome::TimedOut || step.outcome == Outcome::Cancelled)
        return;
    imply({.operation = Operation::Poll, .socket = step.socket, .asked = POLLOUT, .wait = std::chrono::seconds(10)});
    step.operation = Operation::SocketError;
    step.isComment = false;
    m_states[step.socket].isConnected = source.succeeded();
}

void ProgramBuilder::fillReceive(Step& step, const SourceRecord& source)
{
    State& state = m_states[step.socket];
    step.flags &= ~(MSG_CTRUNC | MSG_EOR); // these only come back
    if (!wasAskedForLength(source.record, m_program.sockets[step.socket].info.protocol))
        step.flags &= ~MSG_TRUNC;
    if (!source.succeeded()) {
        const bool waited = step.outcome == Outcome::TimedOut && step.mode.mode == net::Mode::Timeout;
        step.isComment = (step.outcome != Outcome::Errno && !waited) || step.errorNumber == EINTR;
        if (step.errorNumber == EAGAIN && step.mode.mode != net::Mode::NonBlocking)
            step.flags |= MSG_DONTWAIT;
        return;
    }
    if ((step.flags & MSG_PEEK) == 0)
        state.received += static_cast<std::uint64_t>(std::max(0, step.result));
    const auto* detail = source.address();
    if (step.operation != Operation::RecvFrom || !detail || isUnbound(detail->address))
        return;
    const auto key = std::pair(step.socket, detail->address.toString());
    const auto [sender, isNew] = m_senders.try_emplace(key, m_program.senders.size());
    if (isNew) {
        m_program.senders.push_back(m_program.sockets[step.socket].name + "_sender");
        if (const auto number = m_program.senders.size(); number > 1)
            m_program.senders.back() += std::to_string(number);
        m_senderIsUsed.push_back(false);
    }
    step.sender = sender->second;
}

base::Result<void> ProgramBuilder::fillSend(Step& step, const SourceRecord& source)
{
    if (step.operation == Operation::SendFile)
        step.operation = Operation::Send;
    const auto* detail = source.address();
    const bool isMade = step.outcome == Outcome::Value
        || (step.outcome == Outcome::Errno && step.errorNumber != EAGAIN && step.errorNumber != EINTR);
    step.flags &= ~MSG_TRUNC; // not asked for: a capture does not have all of the packet
    step.isComment = !isMade || (step.operation == Operation::SendTo && (!detail || detail->address.isEmpty()));
    if (step.isComment)
        return {};
    if (step.operation == Operation::SendTo)
        step.address = addressFor(step.socket, detail->address);
    // The bytes of a send that failed are not recorded; zeros stand for them.
    const std::size_t size = source.succeeded() ? static_cast<std::size_t>(std::max(0, step.result)) : step.asked;
    m_payloadBytes += size;
    if (m_payloadBytes > Program::MaxPayloadBytes)
        return base::failure({EFBIG, "program"});
    auto bytes = m_source.payload(source, size);
    if (!bytes)
        return base::failure(bytes.error());
    step.data = std::move(*bytes);
    if (step.data.size() < size && step.comment.empty())
        step.comment = "recorded of it: " + std::to_string(step.data.size()) + " bytes; zeros stand for the rest";
    step.data.resize(size);
    if (source.succeeded())
        m_states[step.socket].sent += size;
    return {};
}

void ProgramBuilder::fillOption(Step& step, const capture::OptionDetail& detail)
{
    step.level = detail.level;
    step.option = detail.name;
    step.data = detail.asked;
    if (step.operation == Operation::GetSockOpt)
        step.asked = static_cast<std::uint32_t>(std::max<std::size_t>(detail.effective.size(), sizeof(int)));
}

void ProgramBuilder::fillMode(Step& step, const capture::ModeDetail& detail)
{
    step.mode = detail.setting;
    m_states[step.socket].mode = detail.setting;
    m_states[step.socket].modeIsSet = true;
}

void ProgramBuilder::fillClose(Step& step)
{
    require(step.socket, Need::Socket);
    // Whoever connects to a port that was closed is still told which it was.
    const net::Address chosen = m_states[step.socket].chosen;
    m_states[step.socket] = {};
    m_states[step.socket].chosen = chosen;
}

} // namespace programs
