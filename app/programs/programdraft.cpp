// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/programdraft.h"

#include <sys/socket.h>

#include <utility>

namespace programs {

using capture::Operation;
using capture::Outcome;

namespace {

constexpr int DefaultBacklog = 128;

} // namespace

bool isUnbound(const net::Address& address)
{
    return address.isEmpty() || (address.family() == AF_UNIX && address.host().empty());
}

std::size_t ProgramDraft::socketOf(base::EndpointId id)
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

void ProgramDraft::imply(Step step)
{
    step.isImplied = true;
    step.mode = m_states[step.socket].mode;
    add(std::move(step));
}

void ProgramDraft::requireChild(std::size_t socket)
{
    const std::size_t parent = socketOf(m_program.sockets[socket].info.parent);
    require(parent, Need::Ready);
    imply({.operation = Operation::Accept, .socket = parent, .child = socket});
    m_states[socket].becomeAccepted();
}

void ProgramDraft::require(std::size_t socket, Need need)
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

ProgramAddress ProgramDraft::addressFor(std::size_t socket, const net::Address& address)
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

std::size_t ProgramDraft::senderOf(std::size_t socket, const net::Address& address)
{
    const auto [sender, isNew] = m_senders.try_emplace({socket, address.toString()}, m_program.senders.size());
    if (isNew) {
        m_program.senders.push_back(m_program.sockets[socket].name + "_sender");
        if (const auto number = m_program.senders.size(); number > 1)
            m_program.senders.back() += std::to_string(number);
        m_senderIsUsed.push_back(false);
    }
    return sender->second;
}

// --- the end ---------------------------------------------------------------------------------------------------------

Program ProgramDraft::finish() &&
{
    m_program.records = m_source.size();
    for (ProgramSocket& socket : m_program.sockets) {
        const auto other = m_source.otherEnd(socket.id);
        if (other && m_sockets.contains(*other))
            socket.other = m_sockets.at(*other);
    }
    markExactReceives();
    dropUnusedSenders();
    return std::move(m_program);
}

/// Two receives with nothing sent between them: now the first might get what the second had, and the second then wait.
void ProgramDraft::markExactReceives()
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

void ProgramDraft::dropUnusedSenders()
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
