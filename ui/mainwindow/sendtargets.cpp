// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/sendtargets.h"

#include "session/models/endpointmodel.h"
#include "session/reopening.h"
#include "session/session.h"
#include "ui/composer/composer.h"
#include "ui/mainwindow/filesendings.h"
#include "ui/mainwindow/recordwatch.h"
#include "ui/openbar/openproblemtext.h"
#include "ui/sockets/endpointtext.h"
#include "ui/theme/quantity.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using engine::EndpointStatus;
using engine::State;

namespace {

constexpr std::chrono::milliseconds RefreshDelay{30};
constexpr std::chrono::milliseconds ClockInterval{250}; // counters update four times a second
constexpr quint64 RecordsLookedAt = 512; // for who wrote last

/// To somebody: a stream socket that is only bound has no peer.
bool isOpen(const EndpointStatus& status)
{
    return status.state == State::Connected || status.state == State::HalfClosedIn
        || (status.state == State::Bound && !net::hasConnections(status.info.protocol));
}

bool isListener(const EndpointStatus& status)
{
    return status.info.role == capture::Role::Listener && net::hasConnections(status.info.protocol);
}

QString whyFailed(const EndpointStatus& status)
{
    if (!status.lastError)
        return SendTargets::tr("%1 has failed: open it again to send.").arg(endpointName(status));
    const QString error = status.lastError->code == 0 ? SendTargets::tr("timed out")
                                                      : QString::fromStdString(base::errnoName(status.lastError->code));
    return SendTargets::tr("%1 has failed (%2): open it again to send.").arg(endpointName(status), error);
}

} // namespace

QString whyNotSend(const EndpointStatus& status)
{
    switch (status.state) {
    case State::Opening: return SendTargets::tr("%1 is looking a name up.").arg(endpointName(status));
    case State::Connecting: return SendTargets::tr("%1 is still connecting.").arg(endpointName(status));
    case State::Listening: return SendTargets::tr("No client is connected to %1.").arg(endpointName(status));
    case State::HalfClosedOut: return SendTargets::tr("Sending on %1 has been shut down.").arg(endpointName(status));
    case State::Closed: return SendTargets::tr("%1 is closed.").arg(endpointName(status));
    case State::Failed: return whyFailed(status);
    case State::Created: return SendTargets::tr("%1 is not connected.").arg(endpointName(status));
    case State::Bound:
        if (net::hasConnections(status.info.protocol))
            return SendTargets::tr("%1 is bound, but not connected.").arg(endpointName(status));
        break;
    case State::Connected:
    case State::HalfClosedIn: break;
    }
    return {};
}

SendTargets::SendTargets(session::Session& session, RecordWatch& watch, Composer* composer, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_composer(composer)
    , m_files(new FileSendings(session, watch, this))
    , m_reader(watch.reader())
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(RefreshDelay);
    connect(&m_refresh, &QTimer::timeout, this, &SendTargets::refresh);
    m_clock.setSingleShot(true);
    m_clock.setInterval(ClockInterval);
    connect(&m_clock, &QTimer::timeout, this, &SendTargets::refresh);
    const auto refreshSoon = [this] {
        if (!m_refresh.isActive())
            m_refresh.start();
    };
    connect(session.endpoints(), &session::EndpointModel::statusChanged, this, refreshSoon);
    connect(session.reopening(), &session::Reopening::changed, this, refreshSoon);
    connect(composer, &Composer::targetChosen, this, [this](int candidate) {
        m_chosen = m_candidates[std::size_t(candidate)].name;
        refresh();
    });
    connect(composer, &Composer::sendRequested, this, &SendTargets::send);
    connect(composer, &Composer::sendToRequested, this, &SendTargets::sendTo);
    connect(composer, &Composer::sendFileRequested, this, &SendTargets::sendFile);
    connect(m_files, &FileSendings::said, composer, &Composer::showMessage);
    connect(composer, &Composer::receiveRequested, this, [this](quint32 size, int flags) {
        for (const base::EndpointId id : chosen().ids)
            m_session.post(engine::Receive{id, size, flags});
    });
    refresh();
}

void SendTargets::setCurrentEndpoint(base::EndpointId id)
{
    m_current = id;
    m_chosen.clear();
    refresh();
}

SendTargets::Candidate SendTargets::candidateOf(const EndpointStatus& status)
{
    const QString name = endpointName(status);
    // Its own address is not where anything goes to.
    return {
        {status.id}, name, status.info.peer.isEmpty() ? name : QString(name % u' ' % endpointShortAddressText(status))};
}

void SendTargets::collect()
{
    m_candidates.clear();
    const EndpointStatus* status = m_session.endpoints()->status(m_current);
    if (status && isListener(*status))
        collectClients(*status);
    if (m_candidates.empty())
        m_candidates.push_back(status ? candidateOf(*status) : Candidate{});
}

void SendTargets::collectClients(const EndpointStatus& listener)
{
    const session::EndpointModel* model = m_session.endpoints();
    const QModelIndex parent = model->indexOf(listener.id);
    Ids all;
    for (int row = model->rowCount(parent) - 1; row >= 0; --row) {
        const EndpointStatus* client = model->status(model->index(row, 0, parent));
        if (!isOpen(*client))
            continue;
        all.push_back(client->id);
        if (all.size() <= MaxOffered)
            m_candidates.push_back(candidateOf(*client));
    }
    if (all.empty())
        return;
    const QString name = tr("all clients of %1").arg(endpointName(listener));
    m_candidates.push_back({all, name, tr("%1 (%2)").arg(name, countText(all.size()))});
}

void SendTargets::refresh()
{
    collect();
    const auto found = std::ranges::find(m_candidates, m_chosen, &Candidate::name);
    m_index = found == m_candidates.end() ? 0 : int(found - m_candidates.begin());
    const Candidate& candidate = chosen();
    Target target;
    if (candidate.ids.empty()) {
        target.whyNot = tr("Open or select an endpoint to send on.");
    } else {
        target = describe(candidate.ids.front());
        target.name = candidate.name;
        for (const Candidate& each : m_candidates)
            target.candidates += each.label;
        target.current = m_index;
    }
    m_composer->setTarget(target);
    Q_EMIT targetChanged(target);
    if (!candidate.ids.empty() && m_session.reopening()->remainingPause(candidate.ids.front()))
        m_clock.start();
}

QString SendTargets::whyNot(const EndpointStatus& status) const
{
    const session::Reopening& reopening = *m_session.reopening();
    if (const auto pause = reopening.remainingPause(status.id))
        return tr("%1 %2.").arg(endpointName(status), endpointPauseText(*pause));
    // Ctrl+K closes it in the middle of a payload too, where fingers may mean the rest of the line.
    if (engine::isEnded(status.state) && reopening.lastClosed() == status.id)
        return tr("%1 is closed. Ctrl+Alt+K opens it again; the payload stays.").arg(endpointName(status));
    return whyNotSend(status);
}

Target SendTargets::describe(base::EndpointId id) const
{
    const EndpointStatus& status = *m_session.endpoints()->status(id);
    Target target;
    target.canSend = isOpen(status);
    target.whyNot = whyNot(status);
    target.datagram = !net::isStream(status.info.protocol);
    target.needsAddress = !net::hasConnections(status.info.protocol) && status.info.peer.isEmpty();
    target.hasPorts = !net::isUnix(status.info.protocol);
    target.receivesOnDemand = status.receive == engine::ReceiveMode::OnDemand && target.canSend;
    if (status.receiveSize > 0)
        target.receiveSize = status.receiveSize;
    if (target.needsAddress)
        suggestAddress(target, id);
    return target;
}

/// The answer goes to who wrote last, if that was not long ago.
void SendTargets::suggestAddress(Target& target, base::EndpointId id) const
{
    if (!m_reader)
        return;
    std::array<capture::Record, RecordsLookedAt> records;
    const quint64 count = m_reader->recordCount();
    const quint64 first = count - std::min(count, RecordsLookedAt);
    const auto read = m_reader->records({first}, records);
    if (!read)
        return;
    for (std::size_t i = *read; i-- > 0;) {
        const capture::Record& record = records[i];
        if (record.endpoint != id || record.operation != capture::Operation::RecvFrom)
            continue;
        const auto detail = m_reader->detail(record.detail);
        const auto* address = detail ? std::get_if<capture::AddressDetail>(&*detail) : nullptr;
        if (!address || address->address.isEmpty())
            continue;
        target.suggestedHost = QString::fromStdString(address->address.host());
        if (target.hasPorts)
            target.suggestedPort = QString::number(address->address.port());
        return;
    }
}

void SendTargets::send(const QByteArray& bytes)
{
    for (const base::EndpointId id : chosen().ids)
        m_session.send(id, bytes);
}

void SendTargets::sendFile(const QString& path)
{
    const Candidate& candidate = chosen();
    m_files->follow(candidate.ids, path, candidate.name);
    for (const base::EndpointId id : candidate.ids)
        m_session.sendFile(id, path);
}

void SendTargets::sendTo(const QByteArray& bytes, const QString& host, const QString& portText)
{
    const EndpointStatus* status = m_session.endpoints()->status(m_current);
    if (!status)
        return;
    const auto request = session::parseFields(session::OpenAs::Connection, status->info.protocol, host, portText);
    if (!request) {
        m_composer->showMessage(problemText(request.error(), session::OpenAs::Connection), Severity::Error);
        return;
    }
    m_session.sendTo(m_current, bytes, request->host, request->port);
}

} // namespace ui
