// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "engine/engine.h"
#include "workspace/capturefolder.h"
#include "workspace/openrequest.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace workspace {

class EndpointModel;
class Resolver;

/// One window's worth of sockets: the engine, its capture, and the models over them. The one place where the engine
/// meets QObject. Owned by the window (or by the command line). Thread: the one that made it.
class Workspace final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Workspace)

public:
    /// Starts an engine with a capture in a new folder below `captureParent` (made if missing, mode 0700).
    /// Errors: those of capture::Writer::create and Engine::start.
    [[nodiscard]] static base::Result<std::unique_ptr<Workspace>> create(const QString& captureParent);
    /// The same, going on behind what `writer` holds already; the folder is removed with the workspace, as others are.
    /// Errors: those of Engine::start.
    [[nodiscard]] static base::Result<std::unique_ptr<Workspace>> create(std::unique_ptr<capture::Writer> writer);
    /// The state directory's captures folder: $XDG_STATE_HOME/sockscope/captures.
    [[nodiscard]] static QString defaultCaptureParent();
    ~Workspace() override;

    /// Whom to tell when the capture cannot be removed in the end.
    void onCaptureLeft(CaptureLeft tell) { m_captureLeft = std::move(tell); }

    // What is there.
    [[nodiscard]] EndpointModel* endpoints() const { return m_endpoints; }
    [[nodiscard]] engine::CaptureStatus captureStatus() const;
    [[nodiscard]] QString captureDirectory() const;
    /// A reader of this capture, for one thread. Errors: those of capture::Reader::attach.
    [[nodiscard]] base::Result<std::unique_ptr<capture::Reader>> newReader() const;
    [[nodiscard]] quint64 recordCount() const;

    // What a person does. Each ends in at least one record.
    /// Resolves the host where it is a name, then opens. The id is valid at once.
    base::EndpointId open(const OpenRequest& request);
    /// A listener that echoes and a client connected to it: the first minute in one click.
    void openEchoLab();
    /// A socket with only socket(2) done: every other call is made by hand.
    base::EndpointId openSocket(net::Protocol protocol, int family);
    void makeCall(base::EndpointId id, const net::CallRequest& call);
    /// The same for a bind, connect or sendto to a name: it is looked up first, and the first address of the socket's
    /// family is taken.
    void makeCall(base::EndpointId id, const net::CallRequest& call, const QString& host, quint16 port);
    /// Reads or writes the socket's file, as Python's makefile gives it, or sends a file.
    void useFile(base::EndpointId id, const engine::FileRequest& request);
    /// Blocking and timeout mode: both directions in one thread, or each in its own.
    void setOneLane(base::EndpointId id, bool on);
    void send(base::EndpointId id, const QByteArray& bytes);
    void sendTo(base::EndpointId id, const QByteArray& bytes, const net::Address& to);
    /// Looks `host` up where it is a name, then sends one datagram.
    void sendTo(base::EndpointId id, const QByteArray& bytes, const QString& host, quint16 port);
    void sendFile(base::EndpointId id, const QString& path);
    void receive(base::EndpointId id, quint32 size, int flags);
    void shutdown(base::EndpointId id, engine::ShutdownHow how);
    void close(base::EndpointId id);
    void reset(base::EndpointId id);
    void cancelCall(base::EndpointId id);
    void setOption(base::EndpointId id, const engine::OptionSetting& setting);
    /// Joins a multicast group, or leaves it.
    void changeMembership(base::EndpointId id, const net::Membership& membership, bool joins);
    void setMode(base::EndpointId id, const net::ModeSetting& mode);
    void setReceive(base::EndpointId id, engine::ReceiveMode mode, quint32 size);
    void setEcho(base::EndpointId id, bool on);
    void setBacklog(base::EndpointId id, int backlog);
    /// How much of the capture is kept, from now on.
    void limitRecording(const capture::RecordingLimits& limits);
    /// Records again, where the disk had stopped it.
    void resumeRecording();
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
    Workspace();
    void lookUp(base::EndpointId id, const QString& host, quint16 port, std::function<void(const net::Address&)> use);
    void openAt(base::EndpointId id, const OpenRequest& request, std::vector<net::Address> addresses);
    void onWake();
    void takeNews();

    std::unique_ptr<engine::Engine> m_engine;
    CaptureLeft m_captureLeft;
    EndpointModel* m_endpoints = nullptr;
    Resolver* m_resolver = nullptr;
    struct Pacing;
    std::unique_ptr<Pacing> m_pacing;
};

} // namespace workspace
