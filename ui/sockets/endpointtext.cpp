// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointtext.h"

#include "codec/visible.h"
#include "session/endpointnames.h"
#include "ui/theme/quantity.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace ui {

using namespace Qt::StringLiterals;
using engine::EndpointStatus;
using engine::State;

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("ui::EndpointText", text, nullptr, n);
}

QString visible(const std::string& text)
{
    return QString::fromStdU16String(codec::visibleName(text));
}

QString protocolText(net::Protocol protocol)
{
    const std::string_view name = net::protocolName(protocol);
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

bool hasPeer(const EndpointStatus& status)
{
    return status.info.role == capture::Role::Connection || status.info.role == capture::Role::Accepted;
}

/// Before a peer's address: who opened the connection.
QString arrow(const EndpointStatus& status)
{
    return status.info.role == capture::Role::Accepted ? u"\u2190 "_s : u"\u2192 "_s;
}

QString waitingText(const EndpointStatus& status, base::Monotonic::time_point now)
{
    // A socket of which each call is made by hand may be connecting without a call that waits for it.
    if (status.waiting.empty())
        return tr("connecting");
    const std::chrono::duration<double> waited = now - status.waiting.front().since;
    return tr("connecting %1 s").arg(QLocale().toString(std::max(0.0, waited.count()), 'f', 1));
}

QString failureText(const EndpointStatus& status)
{
    if (!status.lastError)
        return tr("failed");
    // settimeout's expiry is no errno; the engine keeps it as an error without a number.
    if (status.lastError->code == 0)
        return tr("failed: timed out");
    return tr("failed: %1").arg(QString::fromStdString(base::errnoName(status.lastError->code)));
}

QString modeText(const net::ModeSetting& mode)
{
    switch (mode.mode) {
    case net::Mode::Blocking: return tr("blocking");
    case net::Mode::Timeout: {
        const std::chrono::duration<double> seconds = mode.timeout;
        return tr("timeout %1 s").arg(QLocale().toString(seconds.count(), 'g', 6));
    }
    case net::Mode::NonBlocking: return tr("non-blocking");
    }
    return {};
}

/// What it does by itself; empty for nothing.
QString behaviourText(const engine::BehaviourChoice& choice)
{
    if (engine::echoes(choice))
        return tr("echo");
    return std::holds_alternative<engine::Reply>(choice) ? tr("replies") : QString();
}

QString openText(const EndpointStatus& status)
{
    switch (status.state) {
    case State::Opening: return tr("looking up");
    case State::Created: return tr("created");
    case State::Bound: return tr("bound");
    case State::Listening: return tr("listening");
    case State::Connected: {
        const QString behaviour = behaviourText(status.behaviour);
        return behaviour.isEmpty() ? tr("open") : behaviour;
    }
    case State::HalfClosedIn: return tr("peer closed");
    case State::HalfClosedOut: return tr("shut down");
    case State::Connecting:
    case State::Closed:
    case State::Failed: break;
    }
    return {};
}

/// Only with the errno of a connection that was lost: what a call failed with before is not why it is closed.
QString closedText(const EndpointStatus& status)
{
    const int code = status.lastError ? status.lastError->code : 0;
    if (code != ECONNRESET && code != ECONNABORTED && code != ETIMEDOUT)
        return tr("closed");
    return tr("closed, %1").arg(QString::fromStdString(base::errnoName(code)));
}

bool hasMoved(const engine::Counters& counters)
{
    return counters.messagesIn + counters.messagesOut + counters.bytesIn + counters.bytesOut > 0;
}

/// The counters as they are read aloud.
QString countersSentence(const EndpointStatus& status)
{
    const engine::Counters& counters = status.counters;
    QStringList parts;
    if (hasMoved(counters))
        parts += tr("%1 in %2 out").arg(bytesText(counters.bytesIn), bytesText(counters.bytesOut));
    if (status.queuedBytes > 0)
        parts += tr("%1 queued").arg(bytesText(status.queuedBytes));
    if (counters.kernelDrops > 0)
        parts += tr("%1 dropped").arg(countText(counters.kernelDrops));
    return parts.join(u' ');
}

} // namespace

QString endpointName(const EndpointStatus& status)
{
    return visible(session::attemptName(status.info).name);
}

QString endpointAttemptText(const EndpointStatus& status)
{
    const unsigned attempt = session::attemptName(status.info).attempt;
    return attempt > 1 ? tr("attempt %1").arg(QLocale().toString(attempt)) : QString();
}

QString endpointPlainAddress(const EndpointStatus& status)
{
    const net::Address& address = hasPeer(status) && !status.info.peer.isEmpty() ? status.info.peer : status.info.local;
    return visible(address.isEmpty() ? status.asked : address.toString());
}

QString endpointAddressText(const EndpointStatus& status)
{
    const QString protocol = protocolText(status.info.protocol);
    const QString address = endpointShortAddressText(status);
    if (address.isEmpty())
        return tr("%1, not bound").arg(protocol);
    // An accepted connection stands below its listener, which tells the protocol.
    return status.info.role == capture::Role::Accepted ? address : QString(protocol % u' ' % address);
}

QString endpointShortAddressText(const EndpointStatus& status)
{
    QString address = endpointPlainAddress(status);
    // A socket that was made by hand counts as a connection before it is one: its own address is no peer's.
    const bool isPeer = hasPeer(status) && (!status.info.peer.isEmpty() || !status.asked.empty());
    return isPeer && !address.isEmpty() ? arrow(status) % address : address;
}

QStringList endpointAddressForms(const EndpointStatus& status)
{
    QStringList forms{endpointAddressText(status), endpointShortAddressText(status)};
    const net::Address& peer = status.info.peer;
    if (hasPeer(status) && peer.isIp() && peer.host() == status.info.local.host())
        forms += arrow(status) % u':' % QString::number(peer.port());
    return forms;
}

QString endpointStateText(const EndpointStatus& status, base::Monotonic::time_point now)
{
    if (status.state == State::Connecting)
        return waitingText(status, now);
    if (status.state == State::Failed)
        return failureText(status);
    QString text = status.state == State::Closed ? closedText(status) : openText(status);
    if (status.openChildren > 0)
        text += tr(", %n open", int(status.openChildren));
    const QString behaviour = behaviourText(status.behaviour);
    if (!behaviour.isEmpty() && status.state != State::Connected && !engine::isEnded(status.state))
        text += u", "_s + behaviour;
    return text;
}

QString endpointPauseText(std::chrono::milliseconds pause)
{
    // Upwards: a second that has begun is not over.
    return tr("reconnects in %1 s").arg(std::chrono::ceil<std::chrono::seconds>(pause).count());
}

QStringList endpointStateForms(
    const EndpointStatus& status, base::Monotonic::time_point now, std::optional<std::chrono::milliseconds> pause)
{
    const QString state = pause ? endpointPauseText(*pause) : endpointStateText(status, now);
    QStringList forms{state};
    const unsigned attempt = session::attemptName(status.info).attempt;
    if (attempt > 1 && !pause)
        forms.prepend(tr("%1 /%2").arg(state).arg(attempt));
    if (attempt > 1)
        forms.prepend(tr("%1, %2").arg(state, endpointAttemptText(status)));
    return forms;
}

Tone endpointStateTone(const EndpointStatus& status)
{
    switch (status.state) {
    case State::Created:
    case State::Bound:
    case State::Listening:
    case State::Connected: return Tone::Good;
    case State::HalfClosedIn:
    case State::HalfClosedOut:
    case State::Opening:
    case State::Connecting: return Tone::Warning;
    case State::Failed: return Tone::Error;
    case State::Closed: return Tone::Dim;
    }
    return Tone::Dim;
}

QString endpointCountersText(const EndpointStatus& status)
{
    const engine::Counters& counters = status.counters;
    QStringList parts;
    if (hasMoved(counters)) {
        parts += u"\u2193 "_s % shortBytesText(counters.bytesIn);
        parts += u"\u2191 "_s % shortBytesText(counters.bytesOut);
    }
    if (status.queuedBytes > 0)
        parts += tr("%1 queued").arg(shortBytesText(status.queuedBytes));
    if (counters.kernelDrops > 0)
        parts += tr("%1 dropped").arg(countText(counters.kernelDrops));
    return parts.join(u"  "_s);
}

QString endpointSentence(const EndpointStatus& status, std::optional<std::chrono::milliseconds> pause)
{
    QStringList parts{endpointName(status), endpointAddressText(status),
        status.state == State::Connecting ? tr("connecting") : endpointStateText(status, base::Monotonic::now()),
        pause ? endpointPauseText(*pause) : QString(), endpointAttemptText(status), countersSentence(status)};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString endpointDetailText(const EndpointStatus& status)
{
    QStringList lines{visible(status.info.name) % u"  "_s % endpointAddressText(status)};
    if (!status.info.local.isEmpty())
        lines += tr("local %1").arg(visible(status.info.local.toString()));
    if (!status.info.peer.isEmpty())
        lines += tr("peer %1").arg(visible(status.info.peer.toString()));
    if (status.fd >= 0)
        lines += tr("descriptor %1, %2").arg(QString::number(status.fd), modeText(status.mode));
    if (status.info.role == capture::Role::Listener)
        lines += tr("backlog %1, %2 accepted").arg(QString::number(status.backlog), countText(status.totalChildren));
    if (status.lastError)
        lines += tr("last error: %1").arg(QString::fromStdString(status.lastError->message()));
    return lines.join(u'\n');
}

} // namespace ui
