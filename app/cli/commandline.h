// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/run.h"
#include "session/openrequest.h"

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
    std::vector<session::OpenRequest> requests;
    QStringList files; ///< saved captures, as session::fileNameBytes reads their names
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

/// Reads the arguments after the program's name, made by session::fileNameFromBytes; needs no display and no
/// application object, and looks which of them are files.
/// The error is one sentence for a person that names the argument; the exit code is then 2.
[[nodiscard]] tl::expected<CommandLine, QString> parseCommandLine(const QStringList& arguments);

/// The file that an argument names: what is there, whatever its name, so that a colon makes no URL of it; a file:
/// URL's; or what is not there but has a capture's suffix and no scheme. Empty for all else, which is to be a URL.
[[nodiscard]] QString captureFileOf(const QString& argument);

/// What --help prints.
[[nodiscard]] QString helpText();

/// Why a URL cannot be used, in one sentence.
[[nodiscard]] QString problemText(const session::OpenError& error);

} // namespace cli
