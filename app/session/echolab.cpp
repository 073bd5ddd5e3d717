// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/echolab.h"

#include "session/models/endpointmodel.h"
#include "session/session.h"

namespace session {

using namespace Qt::StringLiterals;

EchoLab::EchoLab(Session& session)
    : QObject(&session)
    , m_session(session)
{
    connect(session.endpoints(), &EndpointModel::statusChanged, this, &EchoLab::onStatusChanged);
}

void EchoLab::start()
{
    OpenRequest server;
    server.as = OpenAs::Listener;
    server.host = u"127.0.0.1"_s;
    server.setup.behaviour = engine::EchoBack{};
    m_server = m_session.open(server);
}

void EchoLab::onStatusChanged(base::EndpointId id)
{
    const engine::EndpointStatus* status = m_session.endpoints()->status(id);
    if (!status || (id != m_server && id != m_client))
        return;
    if (engine::isEnded(status->state)) {
        deleteLater();
    } else if (id == m_server && status->state == engine::State::Listening && m_client == base::EndpointId{}) {
        OpenRequest client;
        client.host = u"127.0.0.1"_s;
        client.port = status->info.local.port();
        m_client = m_session.open(client);
    } else if (id == m_client && status->state == engine::State::Connected) {
        m_session.send(m_client, QByteArrayLiteral("Hello, world"));
        deleteLater();
    }
}

} // namespace session
