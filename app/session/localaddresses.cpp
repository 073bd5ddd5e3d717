// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/localaddresses.h"

#include <QNetworkInterface>

#include <algorithm>

namespace session {

QStringList localAddresses()
{
    QList<QHostAddress> addresses;
    const auto interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface& networkInterface : interfaces) {
        if (!networkInterface.flags().testFlag(QNetworkInterface::IsUp))
            continue;
        const auto entries = networkInterface.addressEntries();
        for (const QNetworkAddressEntry& entry : entries)
            addresses.append(entry.ip());
    }
    std::stable_partition(
        addresses.begin(), addresses.end(), [](const QHostAddress& address) { return address.isLoopback(); });
    QStringList texts;
    for (const QHostAddress& address : std::as_const(addresses))
        texts.append(address.toString());
    texts.removeDuplicates();
    return texts;
}

QStringList interfaceNames()
{
    QStringList names;
    const auto interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface& networkInterface : interfaces) {
        const auto flags = networkInterface.flags();
        if (flags.testFlag(QNetworkInterface::IsUp))
            names.insert(flags.testFlag(QNetworkInterface::IsLoopBack) ? 0 : names.size(), networkInterface.name());
    }
    return names;
}

} // namespace session
