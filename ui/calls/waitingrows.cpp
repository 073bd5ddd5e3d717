// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/waitingrows.h"

#include "codec/visible.h"
#include "session/endpointnames.h"
#include "ui/theme/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using capture::Operation;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ui::WaitingRows", text);
}

bool isSame(const WaitingRow& row, base::EndpointId endpoint, const engine::WaitingCall& call)
{
    return row.endpoint == endpoint && row.call.operation == call.operation && row.call.isQueued == call.isQueued;
}

/// Of these the bytes asked for are an argument that says something.
bool hasSize(Operation operation)
{
    return capture::directionOf(operation) != capture::Direction::None && operation != Operation::SendFile;
}

/// " 3.2 MiB of 16 MiB": of what is read from a socket's file, or sent.
QString progressText(const engine::WaitingCall& call)
{
    if (!call.total && call.moved == 0)
        return {};
    const QString moved = u' ' % bytesText(call.moved);
    return call.total ? u' ' % tr("%1 of %2").arg(bytesText(call.moved), bytesText(*call.total)) : moved;
}

} // namespace

void WaitingRows::update(const std::vector<engine::EndpointStatus>& waiting, base::Monotonic::time_point now)
{
    for (const engine::EndpointStatus& status : waiting) {
        for (const engine::WaitingCall& call : status.waiting) {
            const auto known = std::find_if(m_rows.begin(), m_rows.end(),
                [&](const Known& each) { return isSame(each.row, status.id, call) && each.row.seen != now; });
            const WaitingRow row{status.id, session::attemptName(status.info).name, call, now};
            if (known != m_rows.end())
                known->row = row;
            else
                m_rows.push_back({.row = row, .from = std::min(now, call.since)});
        }
    }
    std::erase_if(m_rows, [now](const Known& each) {
        const auto absent = now - each.row.seen;
        // What was never shown is not held either: it would come to the eye only when it is over.
        return absent > Hold || (absent.count() > 0 && !(each.isHeld && isShown(each, each.row.seen)));
    });
}

void WaitingRows::release(base::EndpointId endpoint)
{
    for (Known& each : m_rows) {
        if (each.row.endpoint == endpoint)
            each.isHeld = false;
    }
}

bool WaitingRows::isShown(const Known& known, base::Monotonic::time_point now)
{
    return now - known.from >= Delay;
}

std::vector<WaitingRow> WaitingRows::rows(base::EndpointId preferred, base::Monotonic::time_point now) const
{
    const auto isPreferred = [&](const Known& each) { return each.row.endpoint == preferred && isShown(each, now); };
    if (std::none_of(m_rows.begin(), m_rows.end(), isPreferred)) {
        const auto first
            = std::find_if(m_rows.begin(), m_rows.end(), [now](const Known& each) { return isShown(each, now); });
        if (first == m_rows.end())
            return {};
        preferred = first->row.endpoint;
    }
    std::vector<WaitingRow> rows;
    for (const Known& each : m_rows) {
        if (each.row.endpoint == preferred && isShown(each, now))
            rows.push_back(each.row);
    }
    return rows;
}

int WaitingRows::others(base::EndpointId shown, base::Monotonic::time_point now) const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
        [&](const Known& each) { return each.row.endpoint != shown && isShown(each, now); }));
}

QString waitingText(const WaitingRow& row)
{
    const std::string_view name = capture::operationName(row.call.operation);
    const QString size = hasSize(row.call.operation) ? QString::number(row.call.asked) : QString();
    const QString endpoint = QString::fromStdU16String(codec::visibleName(row.endpointName));
    const QString call
        = QString::fromLatin1(name.data(), qsizetype(name.size())) % u'(' % size % u')' % progressText(row.call);
    return row.call.isQueued ? tr("%1 waits to make %2, behind another call").arg(endpoint, call)
                             : tr("%1 waits in %2").arg(endpoint, call);
}

QString waitedText(const WaitingRow& row)
{
    const std::chrono::duration<double> waited = row.seen - row.call.since;
    return tr("%1 s").arg(QLocale().toString(std::max(0.0, waited.count()), 'f', 1));
}

} // namespace ui
