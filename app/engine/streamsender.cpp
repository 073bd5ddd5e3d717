// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/streamsender.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace engine {

using capture::Operation;

StreamSender::StreamSender(Journal& journal, const base::UniqueFd& fd, Calls& calls, Owner& owner)
    : m_journal(journal)
    , m_fd(fd)
    , m_calls(calls)
    , m_owner(owner)
{ }

// --- from memory -----------------------------------------------------------------------------------------------------

void StreamSender::send(const Payload& payload)
{
    const std::size_t size = payload->size();
    if (!m_queue.accepts(size)) {
        m_journal.countUnsent(size);
        m_journal.write(Recorder::end(m_journal.begin(Operation::SendRefused, size), static_cast<std::int64_t>(size)));
        m_journal.setError({ENOBUFS, "send"});
        return;
    }
    const auto sent = sendAtOnce(*payload);
    if (!sent) {
        m_journal.countUnsent(size);
        failed(sent.error());
        return;
    }
    if (const std::size_t rest = size - sent->value_or(0); rest > 0 && !m_calls.useLanes())
        m_journal.event(Operation::SendQueued, static_cast<std::int64_t>(rest));
    queueRest(payload, *sent);
}

void StreamSender::answer(std::span<const std::byte> bytes)
{
    const auto sent = sendAtOnce(bytes);
    if (!sent) {
        m_journal.countUnsent(bytes.size());
        m_journal.event(Operation::EchoDropped, static_cast<std::int64_t>(bytes.size()));
        failed(sent.error());
        return;
    }
    if (*sent == bytes.size()) {
        changed();
        return;
    }
    const auto rest = bytes.subspan(sent->value_or(0));
    queueRest(std::make_shared<std::vector<std::byte>>(rest.begin(), rest.end()), std::nullopt);
}

base::Result<std::optional<std::size_t>> StreamSender::sendAtOnce(std::span<const std::byte> data)
{
    const State state = m_journal.status().state;
    if (!m_queue.isEmpty() || !m_calls.leaveSendingToLoop() || state == State::Connecting || state == State::Opening)
        return std::optional<std::size_t>();
    const Call call = m_journal.begin(Operation::Send, data.size());
    const auto sent = net::send(m_fd.get(), data, 0);
    m_journal.write(Recorder::end(call, sent), data.first(sent.value_or(0)));
    if (sent)
        return std::optional(*sent);
    if (sent.error().code == EAGAIN)
        return std::optional<std::size_t>();
    return base::failure(sent.error());
}

void StreamSender::queueRest(const Payload& payload, std::optional<std::size_t> sent)
{
    // An empty message is one; of a stream nothing is left to send.
    if (payload->empty() && !sent && keepsBoundaries())
        m_queue.pushEmptyMessage();
    else
        m_queue.push(payload, sent.value_or(0));
    changed();
}

void StreamSender::flush()
{
    for (int i = 0; i < Budget && m_calls.leaveSendingToLoop() && !m_queue.isEmpty(); ++i) {
        if (!(m_queue.frontIsFile() ? sendFileFront() : sendFront()))
            break;
    }
    changed();
    if (m_queue.isEmpty())
        m_owner.queueEmptied();
}

bool StreamSender::sendFront()
{
    const std::span<const std::byte> data = m_queue.front();
    const Call call = m_journal.begin(Operation::Send, data.size());
    const auto sent = net::send(m_fd.get(), data, 0);
    if (!sent && sent.error().code == EAGAIN)
        return false;
    m_journal.write(Recorder::end(call, sent), data.first(sent.value_or(0)));
    if (!sent) {
        failed(sent.error());
        return false;
    }
    const bool tookAll = *sent == data.size();
    m_queue.consume(*sent);
    return tookAll;
}

// --- from files ------------------------------------------------------------------------------------------------------

void StreamSender::sendFile(const std::string& path)
{
    const Call call = m_journal.begin(Operation::Open);
    const auto size = m_queue.pushFile(path);
    m_journal.write(size ? Recorder::end(call, static_cast<std::int64_t>(*size)) : Recorder::fail(call, size.error()),
        capture::TextDetail{path});
    if (!size)
        m_journal.setError(size.error());
}

bool StreamSender::sendFileFront()
{
    const std::span<std::byte> room = m_journal.writer().reserve(SendQueue::FilePieceBytes);
    const auto read = m_queue.readFront(room);
    if (!read || *read == 0) {
        fileEnded(read);
        return true;
    }
    const Call call = m_journal.begin(Operation::SendFile, *read);
    const auto sent = net::send(m_fd.get(), room.first(*read), 0);
    if (!sent && sent.error().code == EAGAIN)
        return false;
    if (!sent) {
        m_journal.write(Recorder::end(call, sent));
        failed(sent.error());
        return false;
    }
    m_journal.writeReserved(Recorder::end(call, sent), 0, *sent);
    m_queue.consume(*sent);
    return *sent == *read;
}

void StreamSender::fileEnded(const base::Result<std::size_t>& read)
{
    // The file cannot be read any more, or has become shorter than it was: say so and go on with what follows.
    const base::Error error = read ? base::Error{ENODATA, "pread"} : read.error();
    const std::uint64_t rest = m_queue.dropFront();
    m_journal.countUnsent(rest);
    m_journal.write(Recorder::fail(m_journal.begin(Operation::SendFile, static_cast<std::size_t>(rest)), error));
    m_journal.setError(error);
}

std::optional<WaitingCall> StreamSender::waitingFile() const
{
    if (m_queue.isEmpty() || !m_queue.frontIsFile() || m_calls.useLanes())
        return {};
    const SendQueue::FileProgress file = m_queue.frontFile();
    return WaitingCall{.operation = Operation::SendFile, .since = file.since, .moved = file.moved, .total = file.size};
}

void StreamSender::cancelFile()
{
    if (!waitingFile())
        return;
    const std::uint64_t rest = m_queue.dropFront();
    m_journal.countUnsent(rest);
    capture::Record record
        = Recorder::end(m_journal.begin(Operation::SendFile, static_cast<std::size_t>(rest)), std::int64_t{0});
    record.outcome = capture::Outcome::Cancelled;
    m_journal.write(record);
    flush();
}

// --- in a lane -------------------------------------------------------------------------------------------------------

void StreamSender::startInLane()
{
    if (!m_queue.frontIsFile()) {
        const auto as = keepsBoundaries() ? net::SendCall::As::Send : net::SendCall::As::SendAll;
        m_calls.start(net::SendCall{.as = as, .data = m_queue.frontPayload()}, CallOrigin::Endpoint);
        return;
    }
    auto piece = std::make_shared<std::vector<std::byte>>(SendQueue::FilePieceBytes);
    const auto read = m_queue.readFront(*piece);
    if (!read || *read == 0) {
        fileEnded(read);
        return;
    }
    piece->resize(*read);
    m_calls.start(net::SendCall{.as = net::SendCall::As::SendAll, .data = std::move(piece)}, CallOrigin::Endpoint);
}

void StreamSender::ended(const net::CallResult& result)
{
    if (m_queue.isEmpty())
        return;
    m_queue.consume(static_cast<std::size_t>(result.value));
    if (result.end == net::CallEnd::Errno && result.errorNumber != EAGAIN) {
        failed({result.errorNumber, "send"});
        return;
    }
    // As in a program: after a timeout or a cancel nobody sends the rest. The record says how much was taken. That the
    // mode was changed under the call is neither, and what is left goes on in the new mode.
    if (!m_calls.wasMadeNonBlocking(result) && result.end != net::CallEnd::Value && !m_queue.isEmpty())
        m_journal.countUnsent(m_queue.dropFront());
    changed();
    if (m_queue.isEmpty())
        m_owner.queueEmptied();
}

// --- the end ---------------------------------------------------------------------------------------------------------

void StreamSender::failed(const base::Error& error)
{
    m_journal.setError(error);
    if (keepsBoundaries() && error.code == EMSGSIZE) {
        // One message that is too long says nothing of the others.
        if (!m_queue.isEmpty())
            m_journal.countUnsent(m_queue.dropFront());
        changed();
        return;
    }
    abandon();
    m_owner.sendingFailed();
}

void StreamSender::abandon()
{
    const std::uint64_t given = m_queue.clear();
    m_journal.countUnsent(given);
    if (given > 0)
        m_journal.event(Operation::SendRefused, static_cast<std::int64_t>(std::min<std::uint64_t>(given, INT32_MAX)));
    m_journal.edit().queuedBytes = 0;
}

void StreamSender::changed()
{
    if (m_journal.status().queuedBytes != m_queue.totalBytes()) {
        m_journal.edit().queuedBytes = m_queue.totalBytes();
        m_journal.publish(Urgency::WithCounters);
    }
    m_owner.queueChanged();
}

} // namespace engine
