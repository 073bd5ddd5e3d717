// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/resolver.h"

#include "base/clock.h"
#include "base/error.h"

#include <QStringBuilder>

#include <netdb.h>
#include <sys/socket.h>

#include <utility>

namespace session {

using namespace Qt::StringLiterals;

namespace {

/// As a program asks that is to connect by what it is told: only families that this machine has addresses of.
engine::LookupQuestion questionOf(const QString& host)
{
    return {.host = host.toStdString(), .type = SOCK_STREAM, .flags = AI_ADDRCONFIG};
}

/// getaddrinfo's words, and of a system call that failed for it what that said.
QString problemText(const engine::LookupAnswer& answer)
{
    const QString text = QString::fromLocal8Bit(gai_strerror(answer.error));
    return answer.error == EAI_SYSTEM
        ? text % u": "_s % QString::fromStdString(base::Error{answer.errorNumber, "getaddrinfo"}.message())
        : text;
}

} // namespace

Resolution ofFamily(Resolution resolution, int family)
{
    if (resolution.addresses.empty() || family == AF_UNSPEC)
        return resolution;
    std::erase_if(resolution.addresses, [family](const net::Address& address) { return address.family() != family; });
    if (resolution.addresses.empty()) {
        resolution.error = base::NoAddressOfFamily;
        resolution.problem = QString::fromLocal8Bit(gai_strerror(base::NoAddressOfFamily));
    }
    return resolution;
}

Resolver::Resolver(QObject* parent)
    : QObject(parent)
{ }

base::Result<net::Address> Resolver::numeric(const QString& host, quint16 port)
{
    return net::Address::fromIp(host.toStdString(), port);
}

void Resolver::lookUp(quint32 key, const QString& host, quint16 port, std::function<void(Resolution)> answer)
{
    const quint64 number = ++m_count;
    const qint64 startNs = base::wallClockNs();
    const auto start = base::Monotonic::now();
    const auto finish
        = [this, key, number, port, startNs, start, answer = std::move(answer)](const engine::LookupAnswer& found) {
              const auto asked = m_asked.find(key);
              if (asked == m_asked.end() || asked->second.number != number)
                  return;
              m_asked.erase(asked);
              Resolution resolution;
              resolution.startNs = startNs;
              resolution.duration = base::Monotonic::now() - start;
              for (const engine::LookupEntry& entry : found.entries)
                  resolution.addresses.push_back(entry.address.withPort(port));
              resolution.error = found.error;
              if (found.error != 0)
                  resolution.problem = problemText(found);
              answer(std::move(resolution));
          };
    // The ticket keeps the lookup's thread from calling a Resolver that is gone.
    m_asked[key] = {number, m_lookup.ask(questionOf(host), [this, finish](engine::LookupAnswer found) {
                        QMetaObject::invokeMethod(
                            this, [finish, found = std::move(found)] { finish(found); }, Qt::QueuedConnection);
                    })};
}

bool Resolver::cancel(quint32 key)
{
    return m_asked.erase(key) > 0;
}

} // namespace session
