// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/headlesssession.h"

#include "codec/json.h"
#include "codec/visible.h"
#include "workspace/endpointmodel.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace cli {

using engine::EndpointStatus;
using engine::State;

namespace {

/// No more is read from standard input while so much waits to be sent.
constexpr std::uint64_t InputHighWaterBytes = 4 * 1024 * 1024;

bool canSend(const EndpointStatus& status)
{
    return status.state == State::Connected || status.state == State::HalfClosedIn;
}

std::string countersJson(const std::string& name, const engine::Counters& counters)
{
    codec::JsonObject object;
    if (!name.empty())
        object.add("endpoint", name);
    object.add("bytes_in", counters.bytesIn)
        .add("bytes_out", counters.bytesOut)
        .add("received", counters.messagesIn)
        .add("sent", counters.messagesOut)
        .add("records", counters.records)
        .add("dropped_records", counters.droppedRecords)
        .add("dropped_bytes", counters.droppedBytes)
        .add("cut_bytes", counters.cutBytes)
        .add("kernel_drops", counters.kernelDrops);
    return object.toString();
}

} // namespace

HeadlessSession::HeadlessSession(workspace::Workspace& workspace, RecordPrinter& printer, CommandLine line)
    : m_workspace(workspace)
    , m_printer(printer)
    , m_line(std::move(line))
    , m_input(STDIN_FILENO, QSocketNotifier::Read)
{
    m_input.setEnabled(false);
    m_time.setSingleShot(true);
    connect(&m_time, &QTimer::timeout, this, &HeadlessSession::stop);
    connect(&m_input, &QSocketNotifier::activated, this, &HeadlessSession::readInput);
    connect(&m_workspace, &workspace::Workspace::grown, this, &HeadlessSession::print);
    connect(&m_workspace, &workspace::Workspace::statusesChanged, this, &HeadlessSession::tellIfRecordingStopped);
    connect(m_workspace.endpoints(), &workspace::EndpointModel::statusChanged, this, &HeadlessSession::onStatusChanged);
}

void HeadlessSession::start()
{
    for (workspace::OpenRequest& request : m_line.requests) {
        // Without a window nobody closes a half-closed connection by hand.
        if (!request.setup.closeAtEof)
            request.setup.closeAtEof = true;
        m_opened.push_back(m_workspace.open(request));
    }
    if (m_line.demo)
        m_workspace.openEchoLab();
    if (m_line.runFor)
        m_time.start(*m_line.runFor);
}

void HeadlessSession::onStatusChanged(base::EndpointId id)
{
    const EndpointStatus* status = m_workspace.endpoints()->status(id);
    if (!status || m_stopping)
        return;
    if (status->info.role != capture::Role::Listener && status->state != State::Opening)
        m_hadConnection = true;
    if (status->state == State::Failed)
        reportFailure(*status);
    else if (status->info.role == capture::Role::Listener || status->info.role == capture::Role::Datagram)
        warnIfReachable(*status);
    // Statuses come in thousands when as many connections come or go; all endpoints are looked over once for them.
    if (!std::exchange(m_lookPending, true))
        QMetaObject::invokeMethod(this, &HeadlessSession::lookOver, Qt::QueuedConnection);
}

void HeadlessSession::lookOver()
{
    m_lookPending = false;
    if (m_stopping)
        return;
    updateInput();
    // When nothing is left that could still do something, there is nothing to wait for.
    const bool nothingLeft = m_workspace.endpoints()->openEndpoints().empty();
    if (allKnown() && (nothingLeft || (m_line.untilClosed && allClosed())))
        stop();
}

void HeadlessSession::reportFailure(const EndpointStatus& status)
{
    const net::Address& address = status.info.peer.isEmpty() ? status.info.local : status.info.peer;
    const auto opened = std::ranges::find(m_opened, status.id);
    std::string target = address.isEmpty() ? std::string() : address.toString();
    std::string reason = "could not be opened";
    if (address.isEmpty() && opened != m_opened.end()) {
        // Without an address the name was not found; getaddrinfo has codes of its own, not errno.
        const auto& request = m_line.requests[static_cast<std::size_t>(opened - m_opened.begin())];
        target = request.host.toStdString();
        reason = "getaddrinfo: EAI_NONAME (the name was not found)";
    } else if (status.lastError) {
        reason = status.lastError->code == 0 ? std::string(status.lastError->operation) + ": timed out"
                                             : status.lastError->message();
    }
    std::fprintf(stderr, "sockscope: %s%s%s: %s\n", status.info.name.c_str(), target.empty() ? "" : " ",
        codec::visibleUtf8(target).c_str(), reason.c_str());
    const bool wasOpened = status.counters.messagesIn + status.counters.messagesOut > 0;
    if (!wasOpened && opened != m_opened.end())
        m_failed = true;
}

void HeadlessSession::warnIfReachable(const EndpointStatus& status)
{
    if (status.info.local.isWildcard() && m_warned.insert(status.id.value).second)
        std::fprintf(stderr, "sockscope: %s listens on %s: others on the network can reach it.\n",
            status.info.name.c_str(), status.info.local.toString().c_str());
}

void HeadlessSession::tellIfRecordingStopped()
{
    if (m_toldRecordingStopped)
        return;
    const auto failure = m_workspace.captureStatus().failure;
    if (!failure)
        return;
    m_toldRecordingStopped = true;
    std::fprintf(stderr,
        "sockscope: recording has stopped: %s. Traffic goes on, and what is not recorded is counted.\n",
        failure->message().c_str());
}

bool HeadlessSession::allKnown() const
{
    // Statuses come one by one: the first may have failed before the second is heard of.
    return std::ranges::all_of(
        m_opened, [this](base::EndpointId id) { return m_workspace.endpoints()->status(id) != nullptr; });
}

bool HeadlessSession::allClosed() const
{
    if (!m_hadConnection)
        return false;
    const auto open = m_workspace.endpoints()->openEndpoints();
    return std::ranges::all_of(open, [this](base::EndpointId id) {
        return m_workspace.endpoints()->status(id)->info.role == capture::Role::Listener;
    });
}

void HeadlessSession::print()
{
    if (!m_printer.printNew())
        stop();
}

// --- standard input --------------------------------------------------------------------------------------------------

base::EndpointId HeadlessSession::inputTarget() const
{
    // A connection of ours goes before one that was accepted; the first of them gets the input.
    base::EndpointId accepted;
    for (const base::EndpointId id : m_workspace.endpoints()->openEndpoints()) {
        const EndpointStatus& status = *m_workspace.endpoints()->status(id);
        if (!canSend(status) || status.echo)
            continue;
        if (status.info.role == capture::Role::Accepted) {
            if (accepted == base::EndpointId{})
                accepted = id;
        } else if (status.info.role == capture::Role::Connection) {
            return id;
        }
    }
    return accepted;
}

void HeadlessSession::updateInput()
{
    const base::EndpointId target = inputTarget();
    const EndpointStatus* status = m_workspace.endpoints()->status(target);
    m_input.setEnabled(status && !m_inputEnded && status->queuedBytes < InputHighWaterBytes);
    if (m_inputEnded && status && !m_inputEndSent && status->queuedBytes == 0
        && status->info.role == capture::Role::Connection && net::hasConnections(status->info.protocol)) {
        m_inputEndSent = true;
        m_workspace.shutdown(target, engine::ShutdownHow::Write);
    }
}

void HeadlessSession::readInput()
{
    std::array<char, 65536> buffer;
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count > 0) {
        m_workspace.send(inputTarget(), QByteArray(buffer.data(), static_cast<qsizetype>(count)));
        return;
    }
    m_inputEnded = true;
    // What was read is on its way to the I/O thread; the end goes after it.
    m_workspace.afterAllPosted(this, [this] { updateInput(); });
    m_input.setEnabled(false);
}

// --- the end ---------------------------------------------------------------------------------------------------------

void HeadlessSession::stop()
{
    if (m_stopping)
        return;
    m_stopping = true;
    m_input.setEnabled(false);
    closeAll();
}

void HeadlessSession::closeAll()
{
    for (const base::EndpointId id : m_workspace.endpoints()->openEndpoints())
        m_workspace.close(id);
    m_workspace.afterAllPosted(this, [this] {
        if (!m_workspace.endpoints()->openEndpoints().empty()) {
            // Accepted at the last moment: nobody had heard of it yet.
            closeAll();
            return;
        }
        // That an endpoint has ended may be heard before its last records are committed.
        m_workspace.afterAllPosted(this, [this] {
            (void)m_printer.printNew();
            tellIfRecordingStopped();
            Q_EMIT finished();
        });
    });
}

std::string HeadlessSession::statistics() const
{
    const workspace::EndpointModel& model = *m_workspace.endpoints();
    std::string endpoints = "[";
    const auto add = [&endpoints, &model](const QModelIndex& index) {
        const EndpointStatus& status = *model.status(index);
        endpoints += (endpoints.size() > 1 ? "," : "") + countersJson(status.info.name, status.counters);
    };
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex root = model.index(row, 0);
        add(root);
        for (int child = 0; child < model.rowCount(root); ++child)
            add(model.index(child, 0, root));
    }
    const engine::CaptureStatus capture = m_workspace.captureStatus();
    codec::JsonObject object;
    object.addRaw("endpoints", endpoints + ']').addRaw("total", countersJson({}, model.totals()));
    codec::JsonObject recorded;
    recorded.add("records", capture.extent.records)
        .add("bytes", capture.extent.payloadBytes)
        .add("dropped_records", capture.dropped.records)
        .add("dropped_bytes", capture.dropped.bytes);
    if (capture.failure)
        recorded.add("stopped_by", capture.failure->message());
    object.addRaw("capture", recorded.toString());
    return object.toString();
}

} // namespace cli
