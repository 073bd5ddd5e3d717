// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/commandline.h"
#include "cli/script/standardoutput.h"

namespace cli {

/// sockscope --headless FILE: prints the records of a saved capture, and saves them as another file where that was
/// asked for. What is wrong with the file, and packets that are no records, are told on standard error. SIGINT and
/// SIGTERM end it. Gives the exit code: 1 when the file could not be read to its end. Thread: main.
[[nodiscard]] int printSavedCapture(const CommandLine& line, script::StandardOutput& output);

} // namespace cli
