// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/commandline.h"

#include <QCoreApplication>

namespace cli {

/// Runs without a window until its time is over, all connections are closed, standard output is closed, or SIGINT or
/// SIGTERM comes; then everything is committed. Gives the exit code.
[[nodiscard]] int runHeadless(QCoreApplication& application, const CommandLine& line);

} // namespace cli
