// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "workspace/workspace.h"

#include "base/clock.h"
#include "capture/recovery.h"
#include "workspace/echolab.h"
#include "workspace/endpointmodel.h"
#include "workspace/resolver.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QPointer>
#include <QTimer>

namespace workspace {

using namespace Qt::StringLiterals;
using capture::Operation;

namespace {

engine::Payload toPayload(const QByteArray& bytes)
{
    const auto* begin = reinterpret_cast<const std::byte*>(bytes.constData());
    return std::make_shared<std::vector<std::byte>>(begin, begin + bytes.size());
}

QString newCaptureName()
{
    static int count = 0;
    return QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s) % u'-'
        % QString::number(QCoreApplication::applicationPid()) % u'-' % QString::number(++count);
}

/// Traffic holds secrets, and QDir::mkpath gives 0755: the folder that holds all captures is the user's alone.
void makePrivateFolder(const QString& path)
{
    if (QDir(path).exists())
        return;
    QDir().mkpath(path);
    QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
}

} // namespace

/// How often news reach the window: records at most once per frame, counters four times a second.
struct Workspace::Pacing
{
    QTimer frame;
    quint64 shownRecords = 0;
};

Workspace::Workspace()
    : m_endpoints(new EndpointModel(this))
    , m_resolver(new Resolver(this))
    , m_pacing(std::make_unique<Pacing>())
{
    m_pacing->frame.setSingleShot(true);
    m_pacing->frame.setInterval(16);
    connect(&m_pacing->frame, &QTimer::timeout, this, &Workspace::takeNews);
}

base::Result<std::unique_ptr<Workspace>> Workspace::create(const QString& captureParent)
{
    makePrivateFolder(captureParent);
    std::unique_ptr<Workspace> workspace(new Workspace);
    Workspace* target = workspace.get();
    // The I/O thread only passes the word on: a queued call, at most one between two acknowledgements.
    const QString directory = captureParent % u'/' % newCaptureName();
    auto started = engine::Engine::start(directory.toStdString(),
        [target] { QMetaObject::invokeMethod(target, &Workspace::onWake, Qt::QueuedConnection); });
    if (!started)
        return base::failure(started.error());
    workspace->m_engine = std::move(*started);
    return workspace;
}

QString Workspace::defaultCaptureParent()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (state.isEmpty())
        state = QDir::homePath() % u"/.local/state"_s;
    return state % u"/sockscope/captures"_s;
}

Workspace::~Workspace()
{
    // The engine's thread must not call a Workspace that is half gone.
    const std::string directory = m_engine ? m_engine->captureDirectory() : std::string();
    m_engine.reset();
    // What was not saved by hand goes with its window; only a crash leaves a capture behind, to be offered again.
    if (!directory.empty())
        (void)capture::removeCapture(directory);
}

void Workspace::onWake()
{
    if (!m_pacing->frame.isActive())
        m_pacing->frame.start();
}

void Workspace::takeNews()
{
    m_engine->acknowledge();
    const auto changes = m_engine->takeChanges();
    if (!changes.empty())
        m_endpoints->apply(changes);
    const quint64 count = recordCount();
    if (count != m_pacing->shownRecords) {
        m_pacing->shownRecords = count;
        Q_EMIT grown(count);
    }
    if (!changes.empty())
        Q_EMIT statusesChanged();
}

engine::CaptureStatus Workspace::captureStatus() const
{
    return m_engine->captureStatus();
}

QString Workspace::captureDirectory() const
{
    return QString::fromStdString(m_engine->captureDirectory());
}

base::Result<std::unique_ptr<capture::Reader>> Workspace::newReader() const
{
    return capture::Reader::attach(m_engine->captureDirectory(), m_engine->committed());
}

quint64 Workspace::recordCount() const
{
    return m_engine->committed()->records();
}

// --- opening ---------------------------------------------------------------------------------------------------------

namespace {

base::Result<net::Address> unixAddress(const QString& path)
{
    const std::string bytes = path.toStdString();
    if (path.startsWith(u'@'))
        return net::Address::fromAbstract(std::string_view(bytes).substr(1));
    return net::Address::fromPath(bytes);
}

capture::Role roleOf(const OpenRequest& request)
{
    if (request.as == OpenAs::Connection)
        return capture::Role::Connection;
    return net::isStream(request.protocol) ? capture::Role::Listener : capture::Role::Datagram;
}

engine::Note resolveNote(base::EndpointId id, const QString& host, const Resolution& resolution)
{
    engine::Note note;
    note.id = id;
    note.record.operation = Operation::Resolve;
    note.record.timeNs = resolution.startNs;
    note.record.duration = std::chrono::duration<float>(resolution.duration).count();
    note.record.result = static_cast<std::int32_t>(resolution.addresses.size());
    std::string text = host.toStdString();
    if (resolution.addresses.empty()) {
        note.fails = true;
        // getaddrinfo's errors are not errnos; ENOENT stands for them, and the result and the text say what it was.
        note.record.result = resolution.error;
        note.record.outcome = capture::Outcome::Errno;
        note.record.errorNumber = ENOENT;
        text += ": " + resolution.problem.toStdString();
    }
    for (const net::Address& address : resolution.addresses)
        text += ' ' + address.host();
    note.detail = capture::TextDetail{std::move(text)};
    return note;
}

} // namespace

base::EndpointId Workspace::open(const OpenRequest& request)
{
    const base::EndpointId id = m_engine->allocateId();
    const QString host = request.host.isEmpty() ? u"0.0.0.0"_s : request.host;
    const auto address
        = net::isUnix(request.protocol) ? unixAddress(request.host) : Resolver::numeric(host, request.port);
    if (address) {
        openAt(id, request, {*address});
        return id;
    }
    capture::EndpointInfo info;
    info.protocol = request.protocol;
    info.role = roleOf(request);
    m_engine->post(engine::Announce{id, info});
    if (net::isUnix(request.protocol)) {
        engine::Note note;
        note.id = id;
        note.record.operation = request.as == OpenAs::Listener ? Operation::Bind : Operation::Connect;
        note.record.timeNs = base::wallClockNs();
        note.record.outcome = capture::Outcome::Errno;
        note.record.errorNumber = static_cast<std::uint16_t>(address.error().code);
        note.detail = capture::TextDetail{request.host.toStdString()};
        note.fails = true;
        m_engine->post(std::move(note));
        return id;
    }
    m_resolver->lookUp(id.value, host, request.port, [this, id, request, host](const Resolution& resolution) {
        m_engine->post(resolveNote(id, host, resolution));
        if (!resolution.addresses.empty())
            openAt(id, request, resolution.addresses);
    });
    return id;
}

void Workspace::openAt(base::EndpointId id, const OpenRequest& request, std::vector<net::Address> addresses)
{
    if (request.as == OpenAs::Listener) {
        engine::Listen command;
        command.id = id;
        command.protocol = request.protocol;
        command.address = addresses.front();
        command.backlog = request.backlog;
        command.setup = request.setup;
        m_engine->post(std::move(command));
    } else {
        engine::Connect command;
        command.id = id;
        command.protocol = request.protocol;
        command.addresses = std::move(addresses);
        command.timeout = request.connectTimeout;
        command.setup = request.setup;
        m_engine->post(std::move(command));
    }
}

void Workspace::openEchoLab()
{
    (new EchoLab(*this))->start();
}

// --- commands --------------------------------------------------------------------------------------------------------

void Workspace::send(base::EndpointId id, const QByteArray& bytes)
{
    m_engine->post(engine::Send{id, toPayload(bytes), {}});
}

void Workspace::sendTo(base::EndpointId id, const QByteArray& bytes, const net::Address& to)
{
    m_engine->post(engine::Send{id, toPayload(bytes), to});
}

void Workspace::sendTo(base::EndpointId id, const QByteArray& bytes, const QString& host, quint16 port)
{
    const engine::EndpointStatus* status = m_endpoints->status(id);
    const bool isUnix = status && net::isUnix(status->info.protocol);
    if (const auto address = isUnix ? unixAddress(host) : Resolver::numeric(host, port)) {
        sendTo(id, bytes, *address);
        return;
    }
    m_resolver->lookUp(id.value, host, port, [this, id, bytes, host](const Resolution& resolution) {
        engine::Note note = resolveNote(id, host, resolution);
        note.fails = false; // the socket itself is well
        m_engine->post(std::move(note));
        if (!resolution.addresses.empty())
            sendTo(id, bytes, resolution.addresses.front());
    });
}

void Workspace::sendFile(base::EndpointId id, const QString& path)
{
    m_engine->post(engine::SendFile{id, QFile::encodeName(path).toStdString()});
}

void Workspace::receive(base::EndpointId id, quint32 size, int flags)
{
    m_engine->post(engine::Receive{id, size, flags});
}

void Workspace::shutdown(base::EndpointId id, engine::ShutdownHow how)
{
    m_engine->post(engine::Shutdown{id, how});
}

void Workspace::close(base::EndpointId id)
{
    m_resolver->cancel(id.value);
    m_engine->post(engine::Close{id});
}

void Workspace::reset(base::EndpointId id)
{
    m_resolver->cancel(id.value);
    m_engine->post(engine::Reset{id});
}

void Workspace::cancelCall(base::EndpointId id)
{
    m_resolver->cancel(id.value);
    m_engine->post(engine::CancelCall{id});
}

void Workspace::setOption(base::EndpointId id, const engine::OptionSetting& setting)
{
    m_engine->post(engine::SetOption{id, setting});
}

void Workspace::setMode(base::EndpointId id, const net::ModeSetting& mode)
{
    m_engine->post(engine::SetMode{id, mode});
}

void Workspace::setReceive(base::EndpointId id, engine::ReceiveMode mode, quint32 size)
{
    m_engine->post(engine::SetReceive{id, mode, size});
}

void Workspace::setEcho(base::EndpointId id, bool on)
{
    m_engine->post(engine::SetEcho{id, on});
}

base::EndpointId Workspace::openSocket(net::Protocol protocol, int family)
{
    const base::EndpointId id = m_engine->allocateId();
    m_engine->post(engine::OpenSocket{.id = id, .protocol = protocol, .family = family});
    return id;
}

void Workspace::makeCall(base::EndpointId id, const net::CallRequest& call)
{
    m_engine->post(engine::MakeCall{id, call});
}

void Workspace::setOneLane(base::EndpointId id, bool on)
{
    m_engine->post(engine::SetLanes{id, on});
}

void Workspace::setBacklog(base::EndpointId id, int backlog)
{
    m_engine->post(engine::SetBacklog{id, backlog});
}

namespace {

/// The answer comes on the I/O thread and is passed on to that of `through`, where `context` can be looked at.
template <class Answer> Answer passedOn(QObject* through, QObject* context, Answer answer)
{
    const QPointer<QObject> alive(context);
    return [through, alive, answer = std::move(answer)](auto reading) {
        QMetaObject::invokeMethod(
            through,
            [alive, answer, reading = std::move(reading)]() mutable {
                if (alive)
                    answer(std::move(reading));
            },
            Qt::QueuedConnection);
    };
}

} // namespace

void Workspace::readProperties(
    base::EndpointId id, QObject* context, std::function<void(std::optional<engine::Properties>)> answer)
{
    m_engine->post(engine::ReadProperties{id, passedOn(this, context, std::move(answer))});
}

void Workspace::readTcpInfo(
    base::EndpointId id, QObject* context, std::function<void(std::optional<engine::TcpReading>)> answer)
{
    m_engine->post(engine::ReadTcpInfo{id, passedOn(this, context, std::move(answer))});
}

void Workspace::afterAllPosted(QObject* context, std::function<void()> answer)
{
    const QPointer<QObject> alive(context);
    const auto passOn = [this, alive, answer = std::move(answer)] {
        QMetaObject::invokeMethod(
            this,
            [this, alive, answer] {
                takeNews();
                if (alive)
                    answer();
            },
            Qt::QueuedConnection);
    };
    m_engine->post(engine::Barrier{passOn});
}

} // namespace workspace
