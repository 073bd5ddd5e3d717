// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/session.h"

#include "engine/lanework.h"
#include "session/capturefolder.h"
#include "session/closedcaptures.h"
#include "session/echolab.h"
#include "session/endpointnames.h"
#include "session/framing.h"
#include "session/models/endpointmodel.h"
#include "session/reopening.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QTimer>

namespace session {

using namespace Qt::StringLiterals;

namespace {

engine::Payload toPayload(const QByteArray& bytes)
{
    const auto* begin = reinterpret_cast<const std::byte*>(bytes.constData());
    return std::make_shared<std::vector<std::byte>>(begin, begin + bytes.size());
}

/// A path's bytes are those of the file; of a name they are ASCII.
engine::NamedAddress named(const QString& host, quint16 port)
{
    return {QFile::encodeName(host).toStdString(), port};
}

/// What of a name's addresses can be used: an address to be bound to has a family too, but for a wildcard.
int familyOf(const OpenRequest& request)
{
    const bool isBound = request.local && !request.local->isWildcard();
    return request.family == AF_UNSPEC && isBound ? request.local->family() : request.family;
}

} // namespace

/// How often news reach the window: records at most once per frame, counters four times a second.
struct Session::Pacing
{
    QTimer frame;
    quint64 shownRecords = 0;
};

Session::Session()
    : m_endpoints(new EndpointModel(this))
    , m_reopening(new Reopening(*this))
    , m_framing(new Framing(this))
    , m_names(std::make_unique<EndpointNames>(*this))
    , m_pacing(std::make_unique<Pacing>())
{
    m_pacing->frame.setSingleShot(true);
    m_pacing->frame.setInterval(16);
    connect(&m_pacing->frame, &QTimer::timeout, this, &Session::takeNews);
}

base::Result<std::unique_ptr<Session>> Session::create(const QString& captureParent)
{
    auto writer = capture::Writer::create(newCaptureFolder(captureParent).toStdString());
    if (!writer)
        return base::failure(writer.error());
    return create(*std::move(writer));
}

base::Result<std::unique_ptr<Session>> Session::create(std::unique_ptr<capture::Writer> writer)
{
    std::unique_ptr<Session> session(new Session);
    Session* target = session.get();
    // The I/O thread only passes the word on: a queued call, at most one between two acknowledgements.
    auto started = engine::Engine::start(
        std::move(writer), [target] { QMetaObject::invokeMethod(target, &Session::onWake, Qt::QueuedConnection); });
    if (!started)
        return base::failure(started.error());
    session->m_engine = std::move(*started);
    return session;
}

QString Session::defaultCaptureParent()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (state.isEmpty())
        state = QDir::homePath() % u"/.local/state"_s;
    return state % u"/sockscope/captures"_s;
}

Session::~Session()
{
    // The engine's thread must not call a Session that is half gone.
    const std::string directory = m_engine ? m_engine->captureDirectory() : std::string();
    m_engine.reset();
    // What was not saved by hand goes with its window, but for the last one; a crash leaves its capture where it is.
    if (!directory.empty() && m_closedParent.isEmpty())
        removeOrTell(directory, m_captureLeft);
    else if (!directory.empty())
        keepClosedCapture(QString::fromStdString(directory), m_closedParent);
}

void Session::onWake()
{
    if (!m_pacing->frame.isActive())
        m_pacing->frame.start();
}

void Session::takeNews()
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

engine::CaptureStatus Session::captureStatus() const
{
    return m_engine->captureStatus();
}

QString Session::captureDirectory() const
{
    return QString::fromStdString(m_engine->captureDirectory());
}

base::Result<std::unique_ptr<capture::Reader>> Session::newReader() const
{
    return capture::Reader::attach(m_engine->captureDirectory(), m_engine->committed());
}

quint64 Session::recordCount() const
{
    return m_engine->committed()->records();
}

// --- commands --------------------------------------------------------------------------------------------------------

void Session::post(const engine::Command& command)
{
    m_engine->post(command);
}

base::EndpointId Session::open(const OpenRequest& request, const std::optional<engine::Again>& again)
{
    const base::EndpointId id = m_engine->allocateId();
    m_reopening->noteOpened(id, request);
    const bool isLoopback = request.host.isEmpty() && !net::isUnix(request.protocol);
    engine::NamedAddress address = named(isLoopback ? u"127.0.0.1"_s : request.host, request.port);
    address.family = familyOf(request);
    if (request.as == OpenAs::Listener)
        m_engine->post(engine::Listen{.id = id,
            .protocol = request.protocol,
            .named = address,
            .backlog = request.backlog,
            .setup = request.setup});
    else
        m_engine->post(engine::Connect{.id = id,
            .protocol = request.protocol,
            .named = address,
            .local = request.local,
            .timeout = request.connectTimeout,
            .setup = request.setup,
            .again = again});
    return id;
}

void Session::openEchoLab()
{
    (new EchoLab(*this))->start();
}

void Session::makeCall(base::EndpointId id, const net::CallRequest& call, const QString& host, quint16 port)
{
    m_engine->post(engine::MakeCall{id, call, named(host, port)});
}

void Session::send(base::EndpointId id, const QByteArray& bytes)
{
    m_engine->post(engine::Send{id, toPayload(bytes), {}});
}

void Session::sendTo(base::EndpointId id, const QByteArray& bytes, const net::Address& to)
{
    m_engine->post(engine::Send{id, toPayload(bytes), to});
}

void Session::sendTo(base::EndpointId id, const QByteArray& bytes, const QString& host, quint16 port)
{
    m_engine->post(engine::Send{id, toPayload(bytes), {}, named(host, port)});
}

void Session::sendFile(base::EndpointId id, const QString& path)
{
    m_engine->post(engine::SendFile{id, QFile::encodeName(path).toStdString()});
}

void Session::close(base::EndpointId id)
{
    m_reopening->noteClosed(id);
    m_engine->post(engine::Close{id});
}

void Session::reset(base::EndpointId id)
{
    m_reopening->noteClosed(id);
    m_engine->post(engine::Reset{id});
}

void Session::cancelCall(base::EndpointId id)
{
    m_engine->post(engine::CancelCall{id});
}

base::EndpointId Session::openSocket(net::Protocol protocol, int family)
{
    const base::EndpointId id = m_engine->allocateId();
    m_engine->post(engine::OpenSocket{.id = id, .protocol = protocol, .family = family});
    return id;
}

capture::Operation Session::operationOf(const net::CallRequest& call)
{
    return engine::operationOf(call);
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

void Session::readProperties(
    base::EndpointId id, QObject* context, std::function<void(std::optional<engine::Properties>)> answer)
{
    m_engine->post(engine::ReadProperties{id, passedOn(this, context, std::move(answer))});
}

void Session::readTcpInfo(
    base::EndpointId id, QObject* context, std::function<void(std::optional<engine::TcpReading>)> answer)
{
    m_engine->post(engine::ReadTcpInfo{id, passedOn(this, context, std::move(answer))});
}

void Session::afterAllPosted(QObject* context, std::function<void()> answer)
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

} // namespace session
