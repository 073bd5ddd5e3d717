// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/stepmaker.h"

#include "programs/programcomment.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <span>
#include <string>
#include <utility>

namespace programs {

using capture::Operation;
using capture::Outcome;

namespace {

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

} // namespace

base::Result<void> StepMaker::add(std::size_t place)
{
    const SourceRecord& source = m_source.at(place);
    const auto preview = m_source.payload(source, CommentedBytes);
    if (!preview)
        return base::failure(preview.error());
    Step step;
    step.operation = source.record.operation;
    step.socket = m_draft.socketOf(source.record.endpoint);
    step.comment = stepComment(source.record, source.detail, *preview);
    step.outcome = source.record.outcome;
    step.errorNumber = source.record.errorNumber;
    step.result = source.record.result;
    step.asked = source.record.asked;
    step.flags = source.record.messageFlags;
    step.mode = stateOf(step).mode;
    if (auto filled = fill(step, source, place); !filled)
        return filled;
    m_draft.add(std::move(step));
    return {};
}

base::Result<void> StepMaker::fill(Step& step, const SourceRecord& source, std::size_t place)
{
    switch (step.operation) {
    case Operation::Socket: fillSocket(step, place); return {};
    case Operation::Bind: fillBind(step, source); return {};
    case Operation::Listen: fillListen(step); return {};
    case Operation::Accept: fillAccept(step, source); return {};
    case Operation::Connect: fillConnect(step, source, place); return {};
    case Operation::Connected:
    case Operation::ConnectFailed: fillConnectEnd(step, source); return {};
    case Operation::Recv:
    case Operation::RecvFrom:
    case Operation::RecvMsg: fillReceive(step, source); return {};
    case Operation::Send:
    case Operation::SendTo:
    case Operation::SendMsg:
    case Operation::SendAll:
    case Operation::SendFile: return fillSend(step, source);
    case Operation::Close: fillClose(step); return {};
    case Operation::SetSockOpt:
    case Operation::GetSockOpt: fillOption(step, source); return {};
    case Operation::SetTimeout: fillMode(step, source); return {};
    case Operation::Shutdown: requireAsRecorded(step, source); return {};
    case Operation::GetSockName:
    case Operation::GetPeerName: m_draft.require(step.socket, Need::Socket); return {};
    case Operation::Poll:
        m_draft.require(step.socket, Need::Socket);
        step.wait = std::chrono::duration_cast<std::chrono::nanoseconds>(
            std::chrono::duration<float>(source.record.duration));
        return {};
    case Operation::Unlink: fillUnlink(step, source); return {};
    case Operation::SocketError:
        // The error would be the result of the next call, had it not been taken from the socket.
        step.isComment = source.succeeded() || !stateOf(step).isOpen;
        return {};
    default: step.isComment = true; return {};
    }
}

/// A call that succeeded needs a socket that is as far as it was; one that failed may have failed because it was not.
void StepMaker::requireAsRecorded(const Step& step, const SourceRecord& source)
{
    m_draft.require(step.socket, source.succeeded() ? Need::Ready : Need::Socket);
}

void StepMaker::fillSocket(Step& step, std::size_t place)
{
    step.isComment = step.outcome != Outcome::Value;
    step.family = m_source.familyAt(place);
    if (step.isComment)
        return;
    stateOf(step) = {.isOpen = true};
    step.mode = stateOf(step).mode;
}

void StepMaker::fillBind(Step& step, const SourceRecord& source)
{
    m_draft.require(step.socket, Need::Socket);
    const auto* detail = source.address();
    step.isComment = !detail;
    if (step.isComment)
        return;
    step.address = {detail->address, {}, {}};
    if (!source.succeeded())
        return;
    stateOf(step).isBound = true;
    if (detail->address.isIp() && detail->address.port() == 0)
        stateOf(step).chosen = detail->local;
}

void StepMaker::fillListen(Step& step)
{
    m_draft.require(step.socket, stateOf(step).isOpen ? Need::Socket : Need::Bound);
    stateOf(step).isListening = step.outcome == Outcome::Value;
}

void StepMaker::fillAccept(Step& step, const SourceRecord& source)
{
    requireAsRecorded(step, source);
    if (!source.succeeded()) {
        const bool waited = step.outcome == Outcome::TimedOut && step.mode.mode == net::Mode::Timeout;
        const bool wouldWait = step.errorNumber == EAGAIN && step.mode.mode == net::Mode::NonBlocking;
        step.isComment = !waited && !wouldWait;
        return;
    }
    const auto* detail = source.address();
    step.isComment = !detail || detail->child.value == 0;
    if (step.isComment)
        return;
    step.child = m_draft.socketOf(detail->child);
    m_draft.state(*step.child) = {};
    m_draft.state(*step.child).becomeAccepted();
}

void StepMaker::fillConnect(Step& step, const SourceRecord& source, std::size_t place)
{
    m_draft.require(step.socket, Need::Socket);
    const auto* detail = source.address();
    step.isComment = !detail;
    if (step.isComment)
        return;
    step.address = m_draft.addressFor(step.socket, detail->address);
    const bool isBackground = stateOf(step).isBackground();
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
    const auto other = m_source.otherEnd(m_draft.socket(step.socket).id);
    const base::EndpointId listener = other ? m_source.endpoint(*other).parent : base::EndpointId{};
    if (step.outcome == Outcome::Value && listener.value != 0)
        m_draft.require(m_draft.socketOf(listener), Need::Ready);
    SocketState& state = stateOf(step);
    state.isConnected = step.outcome == Outcome::Value;
    if (!state.isBound && detail->local.isIp() && detail->local.port() != 0)
        state.chosen = detail->local;
}

/// The end of a connect in progress is a comment, for the connect itself has waited; save where it was not to wait.
void StepMaker::fillConnectEnd(Step& step, const SourceRecord& source)
{
    step.isComment = true;
    const bool isBackground = stateOf(step).isBackground();
    if (!isBackground || step.outcome == Outcome::TimedOut || step.outcome == Outcome::Cancelled)
        return;
    m_draft.imply(
        {.operation = Operation::Poll, .socket = step.socket, .asked = POLLOUT, .wait = std::chrono::seconds(10)});
    step.operation = Operation::SocketError;
    step.isComment = false;
    stateOf(step).isConnected = source.succeeded();
}

void StepMaker::fillReceive(Step& step, const SourceRecord& source)
{
    requireAsRecorded(step, source);
    step.flags &= ~(MSG_CTRUNC | MSG_EOR); // these only come back
    if (!wasAskedForLength(source.record, m_draft.socket(step.socket).info.protocol))
        step.flags &= ~MSG_TRUNC;
    if (!source.succeeded()) {
        const bool waited = step.outcome == Outcome::TimedOut && step.mode.mode == net::Mode::Timeout;
        step.isComment = (step.outcome != Outcome::Errno && !waited) || step.errorNumber == EINTR;
        if (step.errorNumber == EAGAIN && step.mode.mode != net::Mode::NonBlocking)
            step.flags |= MSG_DONTWAIT;
        return;
    }
    if ((step.flags & MSG_PEEK) == 0)
        stateOf(step).received += static_cast<std::uint64_t>(std::max(0, step.result));
    const auto* detail = source.address();
    if (step.operation != Operation::RecvFrom || !detail || isUnbound(detail->address))
        return;
    step.sender = m_draft.senderOf(step.socket, detail->address);
}

base::Result<void> StepMaker::fillSend(Step& step, const SourceRecord& source)
{
    if (step.operation == Operation::SendTo)
        m_draft.require(step.socket, Need::Socket);
    else
        requireAsRecorded(step, source);
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
        step.address = m_draft.addressFor(step.socket, detail->address);
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
        stateOf(step).sent += size;
    return {};
}

void StepMaker::fillOption(Step& step, const SourceRecord& source)
{
    m_draft.require(step.socket, Need::Socket);
    const auto* detail = std::get_if<capture::OptionDetail>(&source.detail);
    step.isComment = !detail;
    if (step.isComment)
        return;
    step.level = detail->level;
    step.option = detail->name;
    step.data = detail->asked;
    if (step.operation == Operation::GetSockOpt)
        step.asked = static_cast<std::uint32_t>(std::max<std::size_t>(detail->effective.size(), sizeof(int)));
}

void StepMaker::fillMode(Step& step, const SourceRecord& source)
{
    m_draft.require(step.socket, Need::Socket);
    const auto* detail = std::get_if<capture::ModeDetail>(&source.detail);
    step.isComment = !detail;
    if (step.isComment)
        return;
    step.mode = detail->setting;
    stateOf(step).mode = detail->setting;
    stateOf(step).modeIsSet = true;
}

void StepMaker::fillUnlink(Step& step, const SourceRecord& source)
{
    const auto* detail = std::get_if<capture::TextDetail>(&source.detail);
    step.isComment = !detail || !source.succeeded();
    if (step.isComment)
        return;
    const auto bytes = std::as_bytes(std::span(detail->text));
    step.data.assign(bytes.begin(), bytes.end());
}

void StepMaker::fillClose(Step& step)
{
    m_draft.require(step.socket, Need::Socket);
    // Whoever connects to a port that was closed is still told which it was.
    stateOf(step) = {.chosen = stateOf(step).chosen};
}

} // namespace programs
