// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/payload.h"
#include "library/problem.h"

#include <vector>

class QJsonArray;

namespace library {

// Packet Sender (packetsender.com) keeps its packets in packets.ini and exports them as a list in JSON. A packet has a
// name, bytes in hex, and where it goes to; repeats and replies are no part of a payload here.

/// Errors: NoLibrary, with the packet's name or number where it is one packet's fault.
[[nodiscard]] Outcome<std::vector<Payload>> packetSenderJson(const QJsonArray& packets);
[[nodiscard]] Outcome<std::vector<Payload>> packetSenderIni(const QString& path);

/// NoLibrary, because of the entry with this number, from 0.
[[nodiscard]] Problem noPayload(std::size_t number);

} // namespace library
