// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace session {

/// A protocol or a field of a packet, as Wireshark's tree names it. Plain text of another program about received bytes:
/// to be made inert before it is shown.
struct DissectedField
{
    QString text;
    std::vector<DissectedField> fields;
};

/// The last packet of a PDML document (Packet Details Markup Language, what tshark -T pdml writes): its protocols, each
/// with its fields; empty without a packet. None where the document is broken. Deeper than 64 levels nothing is read.
[[nodiscard]] std::optional<std::vector<DissectedField>> lastPacket(const QByteArray& pdml);

} // namespace session
