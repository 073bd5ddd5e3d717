// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/afteropening.h"

#include "session/models/endpointmodel.h"
#include "session/session.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ui {

using engine::EndpointStatus;

namespace {

constexpr quint64 EchoLookedFor = 256; // records from the end, among which the echo that has just come is

} // namespace

AfterOpening::AfterOpening(session::Session& session, std::shared_ptr<capture::Reader> reader, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_reader(std::move(reader))
{
    connect(session.endpoints(), &session::EndpointModel::statusChanged, this, &AfterOpening::onStatusChanged);
    // Whichever comes last: a status may be ahead of the record, and its news comes behind that of the records.
    connect(&session, &session::Session::grown, this, &AfterOpening::lookForEcho);
    connect(&session, &session::Session::statusesChanged, this, &AfterOpening::lookForEcho);
}

void AfterOpening::awaitEchoLab()
{
    m_isLabOpening = true;
}

void AfterOpening::awaitConnection(base::EndpointId id)
{
    m_awaited = id;
}

void AfterOpening::forgetConnection()
{
    m_awaited = {};
}

void AfterOpening::onStatusChanged(base::EndpointId id)
{
    const EndpointStatus* status = m_session.endpoints()->status(id);
    if (!status)
        return;
    if (m_isLabOpening && status->info.role == capture::Role::Connection) {
        m_isLabOpening = false;
        m_labClient = id;
        Q_EMIT labClientOpened(id);
    }
    if (id != m_awaited)
        return;
    if (status->state == engine::State::Connected)
        Q_EMIT connected(id);
    else if (!engine::isEnded(status->state))
        return;
    m_awaited = {};
}

void AfterOpening::lookForEcho()
{
    const EndpointStatus* client = m_session.endpoints()->status(m_labClient);
    if (!client || client->counters.messagesIn == 0)
        return;
    const auto record = lastReceived(m_labClient);
    if (!record)
        return;
    m_labClient = {};
    Q_EMIT echoReceived(*record);
}

std::optional<quint64> AfterOpening::lastReceived(base::EndpointId id) const
{
    if (!m_reader)
        return {};
    std::array<capture::Record, EchoLookedFor> records;
    const quint64 count = m_session.recordCount();
    const quint64 first = count - std::min(count, EchoLookedFor);
    const auto read = m_reader->records({first}, records);
    for (std::size_t i = read ? *read : 0; i-- > 0;) {
        if (records[i].endpoint == id && records[i].operation == capture::Operation::Recv && records[i].payloadSize > 0)
            return first + i;
    }
    return {};
}

} // namespace ui
