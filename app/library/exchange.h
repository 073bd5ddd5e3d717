// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/payload.h"
#include "library/problem.h"

#include <QString>

#include <vector>

namespace library {

/// Reads payloads from a file of ours, or of Packet Sender: what it exports as JSON, and its packets.ini. All of them
/// or none: the first that cannot be read is a problem with its name or number. Errors: those of LibraryFile::read.
[[nodiscard]] Outcome<std::vector<Payload>> importPayloads(const QString& path);

/// Those of `payloads` that `known` does not have, whatever ids they have.
[[nodiscard]] std::vector<Payload> withoutKnown(
    const std::vector<Payload>& payloads, const std::vector<Payload>& known);

/// Writes payloads to a file that importPayloads reads; what is there is replaced. Errors: Unwritable.
[[nodiscard]] Outcome<void> exportPayloads(const QString& path, const std::vector<Payload>& payloads);

} // namespace library
