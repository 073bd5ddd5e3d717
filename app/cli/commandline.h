// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/run.h"
#include "workspace/openrequest.h"

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <chrono>
#include <optional>
#include <vector>

namespace cli {

enum class Output
{
    Lines,
    Json,
    Quiet
};

/// What the program was told to do.
struct CommandLine
{
    std::vector<workspace::OpenRequest> requests;
    QStringList files; ///< saved captures
    bool help = false;
    bool version = false;
    bool headless = false;
    bool demo = false;
    bool stats = false;
    bool untilClosed = false;
    Output output = Output::Lines;
    std::optional<std::chrono::milliseconds> runFor;
    QString save; ///< a file's name with a suffix that says the format, or empty
    QString screenshot; ///< a file's name, or empty
    std::optional<script::RunOptions> script; ///< sockscope run
};

/// Reads the arguments after the program's name; needs no display and no application object.
/// The error is one sentence for a person that names the argument; the exit code is then 2.
[[nodiscard]] tl::expected<CommandLine, QString> parseCommandLine(const QStringList& arguments);

/// Whether an argument names a saved capture: it ends in .pcapng or .pcap, in lower or upper case, and has no scheme.
[[nodiscard]] bool isCaptureFile(const QString& argument);

/// What --help prints.
[[nodiscard]] QString helpText();

/// Why a URL cannot be used, in one sentence.
[[nodiscard]] QString problemText(const workspace::OpenError& error);

} // namespace cli
