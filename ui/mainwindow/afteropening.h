// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/reader.h"

#include <QObject>

#include <memory>
#include <optional>

namespace session {
class Session;
}

namespace ui {

/// Leads on from what was opened to what a person does next: from a connection to the payload that goes over it, from
/// the echo lab to its client and what came back to it. Owned by the window. Thread: GUI.
class AfterOpening final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AfterOpening)

public:
    /// @param session  must outlive the object.
    /// @param reader  of its capture; null where that cannot be read.
    AfterOpening(session::Session& session, std::shared_ptr<capture::Reader> reader, QObject* parent = nullptr);

    /// An echo lab was asked for: its client is the next connection.
    void awaitEchoLab();
    /// This one was asked to connect.
    void awaitConnection(base::EndpointId id);
    /// A person has gone on to something else meanwhile.
    void forgetConnection();

Q_SIGNALS:
    /// What was awaited is there, and can be sent on.
    void connected(base::EndpointId id);
    /// The echo lab's client: another endpoint may have been current.
    void labClientOpened(base::EndpointId id);
    /// The record of what came back to the echo lab's client, from 0. It is committed, and the session has told of
    /// it.
    void echoReceived(quint64 record);

private:
    void onStatusChanged(base::EndpointId id);
    void lookForEcho();
    [[nodiscard]] std::optional<quint64> lastReceived(base::EndpointId id) const;

    session::Session& m_session;
    std::shared_ptr<capture::Reader> m_reader;
    base::EndpointId m_awaited; // that is to be connected; 0 for none
    bool m_isLabOpening = false;
    base::EndpointId m_labClient; // whose echo is to come; 0 for none
};

} // namespace ui
