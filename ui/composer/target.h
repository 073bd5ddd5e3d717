// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace ui {

/// What the composer is told of the endpoint that would send: values only, given by who wires the window.
struct Target
{
    QString name; ///< "server/1", "all clients of server"; empty where none is chosen
    bool canSend = false;
    QString whyNot; ///< one line, where canSend is false
    bool datagram = false; ///< an empty payload is a datagram too; on a stream it is nothing
    bool needsAddress = false; ///< a datagram socket without a peer: sendto
    bool hasPorts = true; ///< false where addresses are paths or abstract names
    QString suggestedHost; ///< who wrote to it last, where it needs an address
    QString suggestedPort;
    bool receivesOnDemand = false;
    quint32 receiveSize = 1024; ///< what Receive starts with
    QStringList candidates; ///< who could send, as people are told: "server/1 \u2190 127.0.0.1:40112"
    int current = 0; ///< which of them is this one

    friend bool operator==(const Target&, const Target&) = default;
};

} // namespace ui
