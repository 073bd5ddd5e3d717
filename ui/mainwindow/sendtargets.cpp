// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/sendtargets.h"

#include "session/models/endpointmodel.h"
#include "session/session.h"
#include "ui/composer/composer.h"
#include "ui/mainwindow/filesendings.h"
#include "ui/mainwindow/recordwatch.h"
#include "ui/openbar/openproblemtext.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using engine::EndpointStatus;
using engine::State;

namespace {

constexpr std::chrono::milliseconds RefreshDelay{30};
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

QString nameOf(const EndpointStatus& status)
{
    return QString::fromStdString(status.info.name);
}

QString whyFailed(const EndpointStatus& status)
{
    if (!status.lastError)
        return SendTargets::tr("%1 has failed: open it again to send.").arg(nameOf(status));
    const QString error = status.lastError->code == 0 ? SendTargets::tr("timed out")
                                                      : QString::fromStdString(base::errnoName(status.lastError->code));
    return SendTargets::tr("%1 has failed (%2): open it again to send.").arg(nameOf(status), error);
}

} // namespace

QString whyNotSend(const EndpointStatus& status)
{
    switch (status.state) {
    case State::Opening: return SendTargets::tr("%1 is looking a name up.").arg(nameOf(status));
    case State::Connecting: return SendTargets::tr("%1 is still connecting.").arg(nameOf(status));
    case State::Listening: return SendTargets::tr("No client is connected to %1.").arg(nameOf(status));
    case State::HalfClosedOut: return SendTargets::tr("Sending on %1 has been shut down.").arg(nameOf(status));
    case State::Closed: return SendTargets::tr("%1 is closed.").arg(nameOf(status));
    case State::Failed: return whyFailed(status);
    case State::Created: return SendTargets::tr("%1 is not connected.").arg(nameOf(status));
    case State::Bound:
        if (net::hasConnections(status.info.protocol))
            return SendTargets::tr("%1 is bound, but not connected.").arg(nameOf(status));
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
    connect(session.endpoints(), &session::EndpointModel::statusChanged, this, [this] {
        if (!m_refresh.isActive())
            m_refresh.start();
    });
    connect(composer, &Composer::targetChosen, this, [this](int candidate) {
        m_chosen = m_names.value(candidate);
        refresh();
    });
    connect(composer, &Composer::sendRequested, this, &SendTargets::send);
    connect(composer, &Composer::sendToRequested, this, &SendTargets::sendTo);
    connect(composer, &Composer::sendFileRequested, this, &SendTargets::sendFile);
    connect(m_files, &FileSendings::said, composer, &Composer::showMessage);
    connect(composer, &Composer::receiveRequested, this, [this](quint32 size, int flags) {
        for (const base::EndpointId id : m_candidates.at(std::size_t(m_index)))
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

/// The candidates for the current endpoint; at least one, which may be nobody.
void SendTargets::collect()
{
    m_candidates = {{}};
    m_names = {QString()};
    const session::EndpointModel* model = m_session.endpoints();
    const EndpointStatus* status = model->status(m_current);
    if (!status)
        return;
    m_candidates = {{m_current}};
    m_names = {nameOf(*status)};
    if (!isListener(*status))
        return;

    Ids clients;
    const QModelIndex listener = model->indexOf(m_current);
    for (int row = model->rowCount(listener) - 1; row >= 0; --row) {
        const EndpointStatus* child = model->status(model->index(row, 0, listener));
        if (isOpen(*child))
            clients.push_back(child->id);
    }
    if (clients.empty())
        return;
    m_candidates.clear();
    m_names.clear();
    for (const base::EndpointId id : clients) {
        if (m_candidates.size() == MaxOffered)
            break;
        m_candidates.push_back({id});
        m_names.append(nameOf(*model->status(id)));
    }
    if (clients.size() > 1) {
        m_candidates.push_back(clients);
        m_names.append(tr("All clients of %1").arg(nameOf(*status)));
    }
}

void SendTargets::refresh()
{
    collect();
    m_index = int(std::max<qsizetype>(0, m_names.indexOf(m_chosen)));
    const Ids& chosen = m_candidates.at(std::size_t(m_index));
    Target target = chosen.empty() ? Target{} : describe(chosen.front());
    if (chosen.empty())
        target.whyNot = tr("Open or select an endpoint to send on.");
    if (chosen.size() > 1)
        target.name = m_names.at(m_index);
    target.candidates = m_names.size() > 1 ? m_names : QStringList();
    target.current = m_index;
    m_composer->setTarget(target);
    Q_EMIT targetChanged(target);
}

Target SendTargets::describe(base::EndpointId id) const
{
    const EndpointStatus& status = *m_session.endpoints()->status(id);
    Target target;
    target.name = nameOf(status);
    target.canSend = isOpen(status);
    target.whyNot = whyNotSend(status);
    target.datagram = !net::isStream(status.info.protocol);
    target.needsAddress = !net::hasConnections(status.info.protocol) && status.info.peer.isEmpty();
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
        target.suggestedPort = QString::number(address->address.port());
        return;
    }
}

void SendTargets::send(const QByteArray& bytes)
{
    for (const base::EndpointId id : m_candidates.at(std::size_t(m_index)))
        m_session.send(id, bytes);
}

void SendTargets::sendFile(const QString& path)
{
    const Ids& ids = m_candidates.at(std::size_t(m_index));
    m_files->follow(ids, path, m_names.at(m_index));
    for (const base::EndpointId id : ids)
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
