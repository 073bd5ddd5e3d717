// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertytext.h"

#include "codec/visible.h"

#include <QStringList>

namespace session {

using namespace Qt::StringLiterals;

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString inertText(const std::string& text)
{
    return QString::fromStdU16String(codec::visibleName(text));
}

QString unitText(net::OptionUnit unit)
{
    switch (unit) {
    case net::OptionUnit::Bytes: return u"bytes"_s;
    case net::OptionUnit::Seconds: return u"s"_s;
    case net::OptionUnit::Milliseconds: return u"ms"_s;
    case net::OptionUnit::Microseconds: return u"us"_s;
    case net::OptionUnit::Hops: return u"hops"_s;
    case net::OptionUnit::Segments: return u"segments"_s;
    case net::OptionUnit::None:
    case net::OptionUnit::Count: break;
    }
    return {};
}

QString stateText(engine::State state)
{
    switch (state) {
    case engine::State::Opening: return u"opening"_s;
    case engine::State::Created: return u"created"_s;
    case engine::State::Bound: return u"bound"_s;
    case engine::State::Listening: return u"listening"_s;
    case engine::State::Connecting: return u"connecting"_s;
    case engine::State::Connected: return u"connected"_s;
    case engine::State::HalfClosedIn: return u"half-closed by peer"_s;
    case engine::State::HalfClosedOut: return u"half-closed"_s;
    case engine::State::Closed: return u"closed"_s;
    case engine::State::Failed: return u"failed"_s;
    }
    return {};
}

QString stepsText(const std::vector<engine::StateStep>& steps)
{
    QStringList texts;
    for (const engine::StateStep& step : steps) {
        if (step.record)
            texts.append(stateText(step.state) + u" #"_s + QString::number(step.record->value + 1));
    }
    return texts.join(u", "_s);
}

QString roleText(capture::Role role)
{
    switch (role) {
    case capture::Role::Listener: return u"listener"_s;
    case capture::Role::Accepted: return u"accepted"_s;
    case capture::Role::Connection: return u"connection"_s;
    case capture::Role::Datagram: return u"datagram"_s;
    }
    return {};
}

QString errorText(const base::Error& error)
{
    const QString name = error.code == 0 ? u"timed out"_s : toText(base::errnoName(error.code));
    return toText(error.operation) + u": "_s + name;
}

QString timeoutText(const net::ModeSetting& setting)
{
    switch (setting.mode) {
    case net::Mode::Blocking: return u"none"_s;
    case net::Mode::NonBlocking: return u"0"_s;
    case net::Mode::Timeout: break;
    }
    return QString::number(std::chrono::duration<double>(setting.timeout).count(), 'g', 9);
}

} // namespace session
