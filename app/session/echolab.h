// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QObject>

namespace session {

class Session;

/// Opens a listener that echoes on a free loopback port, connects a client to it, sends one line, and is done. Owned by
/// the Session; deletes itself. Thread: the Session's.
class EchoLab final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EchoLab)

public:
    explicit EchoLab(Session& session);

    void start();

private:
    void onStatusChanged(base::EndpointId id);

    Session& m_session;
    base::EndpointId m_server;
    base::EndpointId m_client;
};

} // namespace session
