// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace cli::script {

struct RunOptions
{
    std::string path; ///< "-" is standard input
    bool isStable = false;
    bool withTimes = false;
    bool isStrict = false;
};

/// Carries out a call script and writes a result line for each of its lines to standard output, at once. Gives the exit
/// code: 0 when all lines were carried out, 1 when the script cannot be read, the output is closed, or a strict run
/// came upon a line that makes no call, 128 and the signal's number after SIGINT or SIGTERM.
/// Thread: the main one; the process must ignore SIGPIPE.
[[nodiscard]] int runScript(const RunOptions& options);

} // namespace cli::script
