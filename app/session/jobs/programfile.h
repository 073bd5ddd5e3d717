// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/reader.h"
#include "engine/status.h"

#include <QString>

#include <cstddef>
#include <span>

namespace session {

/// The languages in which calls can be saved.
enum class ProgramForm
{
    CallScript,
    Python,
    C
};

/// More records are refused.
inline constexpr std::size_t MaxProgramRecords = 100'000;

/// Writes the records, in ascending order, as a program. A new file has mode 0600, since traffic may hold secrets; one
/// that is there is replaced whole or not at all, and keeps its mode. Gives why it could not, empty when it could.
/// Thread: the reader's.
[[nodiscard]] QString saveProgram(
    capture::Reader& reader, std::span<const base::RecordIndex> records, ProgramForm form, const QString& path);

/// The endpoint as a command line of ncat or socat; empty where there is none.
[[nodiscard]] QString endpointCommand(const engine::EndpointStatus& status);

} // namespace session
