// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "workspace/resolver.h"

#include "base/clock.h"

#include <QHostAddress>

#include <netdb.h>

namespace workspace {

namespace {

std::vector<net::Address> toAddresses(const QHostInfo& info, quint16 port)
{
    std::vector<net::Address> result;
    const QList<QHostAddress> found = info.addresses();
    for (const QHostAddress& address : found) {
        if (auto converted = net::Address::fromIp(address.toString().toStdString(), port))
            result.push_back(*converted);
    }
    return result;
}

} // namespace

int resolveErrorOf(const QHostInfo& info)
{
    for (int code = base::BadFlags; code >= base::NameOverflow; --code) {
        if (info.error() == QHostInfo::UnknownError && info.errorString() == QString::fromLocal8Bit(gai_strerror(code)))
            return code;
    }
    return base::NoName;
}

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

Resolver::~Resolver()
{
    for (const auto& [key, id] : m_lookups)
        QHostInfo::abortHostLookup(id);
}

base::Result<net::Address> Resolver::numeric(const QString& host, quint16 port)
{
    return net::Address::fromIp(host.toStdString(), port);
}

void Resolver::lookUp(quint32 key, const QString& host, quint16 port, std::function<void(Resolution)> answer)
{
    cancel(key);
    const qint64 startNs = base::wallClockNs();
    const auto start = base::Monotonic::now();
    const auto finished = [this, key, port, startNs, start, answer = std::move(answer)](const QHostInfo& info) {
        m_lookups.erase(key);
        Resolution resolution;
        resolution.startNs = startNs;
        resolution.duration = base::Monotonic::now() - start;
        if (info.error() == QHostInfo::NoError)
            resolution.addresses = toAddresses(info, port);
        if (resolution.addresses.empty()) {
            resolution.problem = info.errorString();
            resolution.error = resolveErrorOf(info);
        }
        answer(std::move(resolution));
    };
    m_lookups[key] = QHostInfo::lookupHost(host, this, finished);
}

bool Resolver::cancel(quint32 key)
{
    const auto found = m_lookups.find(key);
    if (found == m_lookups.end())
        return false;
    QHostInfo::abortHostLookup(found->second);
    m_lookups.erase(found);
    return true;
}

} // namespace workspace
