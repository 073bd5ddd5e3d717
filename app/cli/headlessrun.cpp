// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/headlessrun.h"

#include "cli/script/tell.h"
#include "codec/json.h"
#include "codec/visible.h"
#include "session/models/endpointmodel.h"

#include <algorithm>
#include <utility>

namespace cli {

using engine::EndpointStatus;
using engine::State;

namespace {

/// A timeout has no errno.
std::string causeOf(const base::Error& error)
{
    return error.code == 0 ? std::string(error.operation) + ": timed out" : error.message();
}

std::string unsentText(const engine::Counters& counters)
{
    return std::to_string(counters.unsentBytes) + " bytes were not sent; " + std::to_string(counters.failedSends)
        + " sends failed";
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
        .add("kernel_drops", counters.kernelDrops)
        .add("failed_sends", counters.failedSends)
        .add("unsent_bytes", counters.unsentBytes);
    return object.toString();
}

/// Input that was waiting is told of also where nobody could take it: else it would be lost without a word.
void tellUnsentInput(const InputCount& input)
{
    const std::uint64_t unsent = input.unsentBytes + input.unreadBytes;
    if (unsent == 0)
        return;
    if (input.readBytes == 0)
        script::tell("standard input was not read, " + std::string(input.isWhole ? "" : "at least ")
            + std::to_string(unsent)
            + " bytes: there was no connection that could take it. It goes to the first that is opened or accepted, "
              "without echo. Where nothing is to be sent, give </dev/null.");
    else if (input.isWhole)
        script::tell("of standard input " + std::to_string(input.unsentBytes) + " of " + std::to_string(input.readBytes)
            + " bytes were not sent, and " + std::to_string(input.unreadBytes) + " not read");
    else
        script::tell("of standard input at least " + std::to_string(unsent) + " bytes were not sent: "
            + std::to_string(input.unsentBytes) + " of the " + std::to_string(input.readBytes) + " that were read, and "
            + std::to_string(input.unreadBytes) + " that waited. It was not read to its end.");
}

} // namespace

HeadlessRun::HeadlessRun(session::Session& session, RecordPrinter& printer, CommandLine line)
    : m_session(session)
    , m_printer(printer)
    , m_line(std::move(line))
    , m_input(session, [this](base::EndpointId id) { return messageSizeOf(id); })
{
    m_time.setSingleShot(true);
    connect(&m_time, &QTimer::timeout, this, &HeadlessRun::stop);
    connect(&m_session, &session::Session::grown, this, &HeadlessRun::print);
    connect(&m_session, &session::Session::statusesChanged, this, &HeadlessRun::tellIfRecordingStopped);
    connect(m_session.endpoints(), &session::EndpointModel::statusChanged, this, &HeadlessRun::onStatusChanged);
}

void HeadlessRun::start()
{
    for (session::OpenRequest& request : m_line.requests) {
        // Without a window nobody closes a half-closed connection by hand.
        if (!request.setup.closeAtEof)
            request.setup.closeAtEof = true;
        m_opened.push_back(m_session.open(request));
    }
    if (m_line.demo)
        m_session.openEchoLab();
    if (m_line.runFor)
        m_time.start(*m_line.runFor);
}

void HeadlessRun::onStatusChanged(base::EndpointId id)
{
    const EndpointStatus* status = m_session.endpoints()->status(id);
    if (!status || m_stopping)
        return;
    if (status->info.role != capture::Role::Listener && status->state != State::Opening)
        m_hadConnection = true;
    if (status->state == State::Failed)
        reportFailure(*status);
    else if (status->info.role == capture::Role::Listener || status->info.role == capture::Role::Datagram)
        warnIfReachable(*status);
    tellFailedSend(*status);
    tellDeafness(*status);
    tellTrouble(*status);
    // Statuses come in thousands when as many connections come or go; all endpoints are looked over once for them.
    if (!std::exchange(m_lookPending, true))
        QMetaObject::invokeMethod(this, &HeadlessRun::lookOver, Qt::QueuedConnection);
}

void HeadlessRun::lookOver()
{
    m_lookPending = false;
    if (m_stopping)
        return;
    m_input.update();
    // When nothing is left that could still do something, there is nothing to wait for.
    const bool nothingLeft = m_session.endpoints()->openEndpoints().empty();
    if (allKnown() && (nothingLeft || (m_line.untilClosed && allClosed())))
        stop();
}

void HeadlessRun::reportFailure(const EndpointStatus& status)
{
    const net::Address& address = status.info.peer.isEmpty() ? status.info.local : status.info.peer;
    std::string target = address.isEmpty() ? status.asked : address.toString();
    const auto opened = std::ranges::find(m_opened, status.id);
    if (opened != m_opened.end() && status.lastError && status.lastError->operation == std::string_view("bind")) {
        const auto& request = m_line.requests[static_cast<std::size_t>(opened - m_opened.begin())];
        if (request.local) // its peer was never asked
            target = request.local->toString();
    }
    script::tell(status.info.name + (target.empty() ? "" : " ") + codec::visibleUtf8(target) + ": "
        + (status.lastError ? causeOf(*status.lastError) : "could not be opened"));
    const bool wasOpened = status.counters.messagesIn + status.counters.messagesOut > 0;
    // A send that failed is what it died of, and is told with that.
    const bool diedOfSend = status.sendError && status.lastError && status.sendError->code == status.lastError->code;
    if (diedOfSend)
        m_toldSends.insert(status.id.value);
    if (diedOfSend || (!wasOpened && std::ranges::find(m_opened, status.id) != m_opened.end()))
        m_failed = true;
}

void HeadlessRun::warnIfReachable(const EndpointStatus& status)
{
    if (status.info.local.isWildcard() && m_warned.insert(status.id.value).second)
        script::tell(
            status.info.name + " listens on " + status.info.local.toString() + ": others on the network can reach it.");
}

void HeadlessRun::tellIfRecordingStopped()
{
    const engine::CaptureStatus capture = m_session.captureStatus();
    if (capture.failure.has_value() == m_toldRecordingStopped)
        return;
    m_toldRecordingStopped = capture.failure.has_value();
    if (capture.failure)
        script::tell("recording has stopped: " + capture.failure->message()
            + ". Traffic goes on, and what is not recorded is counted.");
    else
        script::tell("recording goes on; " + std::to_string(capture.dropped.records) + " records of "
            + std::to_string(capture.dropped.bytes) + " bytes are missing so far");
}

/// At once for the first that fails on an endpoint; how many there were is told at the end.
void HeadlessRun::tellFailedSend(const EndpointStatus& status)
{
    if (!status.sendError || !m_toldSends.insert(status.id.value).second)
        return;
    m_failed = true;
    script::tell(status.info.name + " could not send: " + causeOf(*status.sendError));
}

void HeadlessRun::tellDeafness(const EndpointStatus& status)
{
    if (!status.watchError || !m_toldDeaf.insert(status.id.value).second)
        return;
    script::tell(status.info.name + " hears nothing until it can be watched: " + causeOf(*status.watchError));
}

/// What a listener meets and survives, as EMFILE from accept, is a record; with --quiet nobody sees those.
void HeadlessRun::tellTrouble(const EndpointStatus& status)
{
    const bool isListening = status.info.role == capture::Role::Listener && status.state != State::Failed;
    if (isListening && status.lastError && m_toldTrouble.emplace(status.id.value, status.lastError->code).second)
        script::tell(status.info.name + ": " + causeOf(*status.lastError));
}

/// What was to be sent and was not, by endpoint; of more than a few of them the sum.
void HeadlessRun::tellUnsent()
{
    constexpr int Most = 8;
    const session::EndpointModel& model = *m_session.endpoints();
    int told = 0;
    for (const base::EndpointId id : model.allEndpoints()) {
        const EndpointStatus& status = *model.status(id);
        tellFailedSend(status);
        if (status.counters.failedSends + status.counters.unsentBytes > 0 && ++told <= Most)
            script::tell(status.info.name + ": " + unsentText(status.counters));
    }
    const engine::Counters all = model.totals();
    if (told > Most)
        script::tell("in all, " + unsentText(all));
    const InputCount input = m_input.count();
    tellUnsentInput(input);
    m_failed = m_failed || m_input.hasFailed() || all.unsentBytes + all.failedSends > 0
        || input.unsentBytes + input.unreadBytes > 0;
}

/// What the URL of the endpoint says, or of the listener that accepted it.
std::uint32_t HeadlessRun::messageSizeOf(base::EndpointId id) const
{
    const EndpointStatus& status = *m_session.endpoints()->status(id);
    const base::EndpointId origin = status.info.role == capture::Role::Accepted ? status.info.parent : id;
    const auto opened = std::ranges::find(m_opened, origin);
    return opened == m_opened.end() ? session::OpenRequest().datagramSize
                                    : m_line.requests[static_cast<std::size_t>(opened - m_opened.begin())].datagramSize;
}

bool HeadlessRun::allKnown() const
{
    // Statuses come one by one: the first may have failed before the second is heard of.
    return std::ranges::all_of(
        m_opened, [this](base::EndpointId id) { return m_session.endpoints()->status(id) != nullptr; });
}

bool HeadlessRun::allClosed() const
{
    if (!m_hadConnection)
        return false;
    const auto open = m_session.endpoints()->openEndpoints();
    return std::ranges::all_of(open, [this](base::EndpointId id) {
        return m_session.endpoints()->status(id)->info.role == capture::Role::Listener;
    });
}

void HeadlessRun::print()
{
    if (!m_printer.printNew())
        stop();
}

// --- the end ---------------------------------------------------------------------------------------------------------

void HeadlessRun::stop()
{
    if (m_stopping)
        return;
    m_stopping = true;
    m_input.stop();
    closeAll();
}

void HeadlessRun::closeAll()
{
    for (const base::EndpointId id : m_session.endpoints()->openEndpoints())
        m_session.close(id);
    m_session.afterAllPosted(this, [this] {
        if (!m_session.endpoints()->openEndpoints().empty()) {
            // Accepted at the last moment: nobody had heard of it yet.
            closeAll();
            return;
        }
        // That an endpoint has ended may be heard before its last records are committed.
        m_session.afterAllPosted(this, [this] {
            (void)m_printer.printRest();
            tellIfRecordingStopped();
            tellUnsent();
            Q_EMIT finished();
        });
    });
}

std::string HeadlessRun::statistics() const
{
    const session::EndpointModel& model = *m_session.endpoints();
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
    const engine::CaptureStatus capture = m_session.captureStatus();
    codec::JsonObject object;
    object.addRaw("endpoints", endpoints + ']').addRaw("total", countersJson({}, model.totals()));
    const InputCount input = m_input.count();
    codec::JsonObject read;
    read.add("bytes", input.readBytes)
        .add("unsent_bytes", input.unsentBytes)
        .add("unread_bytes", input.unreadBytes)
        .add("whole", input.isWhole);
    object.addRaw("input", read.toString());
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
