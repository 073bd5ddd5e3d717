// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "engine/engine.h"
#include "session/capturefolder.h"
#include "session/openrequest.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace session {

class EndpointModel;
class EndpointNames;
class Framing;
class Reopening;

/// One window's worth of sockets: the engine, its capture, and the models over them. The one place where the engine
/// meets QObject. Owned by the window (or by the command line). Thread: the one that made it.
class Session final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)

public:
    /// Starts an engine with a capture in a new folder below `captureParent` (made if missing, mode 0700).
    /// Errors: those of capture::Writer::create and Engine::start.
    [[nodiscard]] static base::Result<std::unique_ptr<Session>> create(const QString& captureParent);
    /// The same, going on behind what `writer` holds already; the folder is removed with the session, as others are.
    /// Errors: those of Engine::start.
    [[nodiscard]] static base::Result<std::unique_ptr<Session>> create(std::unique_ptr<capture::Writer> writer);
    /// The state directory's captures folder: $XDG_STATE_HOME/sockscope/captures.
    [[nodiscard]] static QString defaultCaptureParent();
    ~Session() override;
    /// At the end the capture goes there, instead of being removed: see keepClosedCapture().
    void keepCaptureIn(const QString& closedParent) { m_closedParent = closedParent; }

    /// Whom to tell when the capture cannot be removed in the end.
    void onCaptureLeft(CaptureLeft tell) { m_captureLeft = std::move(tell); }

    // What is there.
    [[nodiscard]] EndpointModel* endpoints() const { return m_endpoints; }
    /// What is opened again once it has ended.
    [[nodiscard]] Reopening* reopening() const { return m_reopening; }
    [[nodiscard]] EndpointNames* names() const { return m_names.get(); }
    /// How endpoints are framed.
    [[nodiscard]] Framing* framing() const { return m_framing; }
    [[nodiscard]] engine::CaptureStatus captureStatus() const;
    [[nodiscard]] QString captureDirectory() const;
    /// A reader of this capture, for one thread. Errors: those of capture::Reader::attach.
    [[nodiscard]] base::Result<std::unique_ptr<capture::Reader>> newReader() const;
    [[nodiscard]] quint64 recordCount() const;

    // What a person does. Each ends in at least one record.
    /// Anything that needs no more than the command.
    void post(const engine::Command& command);
    /// Resolves the host where it is a name, then opens. The id is valid at once.
    /// @param again  of a connection that takes the place of another.
    base::EndpointId open(const OpenRequest& request, const std::optional<engine::Again>& again = {});
    /// A listener that echoes and a client connected to it: the first minute in one click.
    void openEchoLab();
    /// A socket with only socket(2) done: every other call is made by hand.
    base::EndpointId openSocket(net::Protocol protocol, int family);
    /// How the record of such a call is named.
    [[nodiscard]] static capture::Operation operationOf(const net::CallRequest& call);
    /// Makes a bind, connect or sendto to a name: it is looked up first, and the first address of the socket's family
    /// is taken.
    void makeCall(base::EndpointId id, const net::CallRequest& call, const QString& host, quint16 port);
    void send(base::EndpointId id, const QByteArray& bytes);
    void sendTo(base::EndpointId id, const QByteArray& bytes, const net::Address& to);
    /// Looks `host` up where it is a name, then sends one datagram.
    void sendTo(base::EndpointId id, const QByteArray& bytes, const QString& host, quint16 port);
    void sendFile(base::EndpointId id, const QString& path);
    void close(base::EndpointId id);
    void reset(base::EndpointId id);
    void cancelCall(base::EndpointId id);
    /// Reads an endpoint's properties; `answer` is called on this thread, unless `context` is gone by then.
    void readProperties(
        base::EndpointId id, QObject* context, std::function<void(std::optional<engine::Properties>)> answer);
    /// The same for TCP_INFO and the queues alone, which costs three system calls in place of a hundred.
    void readTcpInfo(
        base::EndpointId id, QObject* context, std::function<void(std::optional<engine::TcpReading>)> answer);
    /// `answer` is called on this thread when everything posted before is done and committed.
    void afterAllPosted(QObject* context, std::function<void()> answer);

Q_SIGNALS:
    /// There are `count` records to read now. At most once per frame (16 ms).
    void grown(quint64 count);
    /// Counters, states or the capture's status changed. At most four times a second, and at once for a new state.
    void statusesChanged();

private:
    Session();
    void onWake();
    void takeNews();

    std::unique_ptr<engine::Engine> m_engine;
    CaptureLeft m_captureLeft;
    EndpointModel* m_endpoints = nullptr;
    Reopening* m_reopening = nullptr;
    Framing* m_framing = nullptr;
    std::unique_ptr<EndpointNames> m_names;
    QString m_closedParent; // empty: nowhere
    struct Pacing;
    std::unique_ptr<Pacing> m_pacing;
};

} // namespace session
