// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/run.h"

#include "base/error.h"
#include "base/uniquefd.h"
#include "cli/script/interpreter.h"
#include "cli/script/linereader.h"
#include "cli/script/signals.h"
#include "cli/script/standardoutput.h"
#include "cli/script/tell.h"

#include <fcntl.h>
#include <unistd.h>

namespace cli::script {

namespace {

int readFailed(const std::string& path)
{
    tell(path + ": " + base::lastError("read").message());
    return 1;
}

int carryOutAll(LineReader& lines, Interpreter& interpreter, const RunOptions& options, StandardOutput& output)
{
    std::string line;
    for (;;) {
        const LineReader::Next next = lines.next(line);
        if (next == LineReader::Next::End)
            return 0;
        if (next == LineReader::Next::Failed)
            return readFailed(options.path);
        const Interpreter::Result result
            = next == LineReader::Next::Line ? interpreter.execute(line) : interpreter.refuse("over 64 MiB");
        if (!output.write(result.line + '\n'))
            return 0; // what became of it is told by the output itself
        if (options.isStrict && result.isInvalid)
            return 1;
    }
}

} // namespace

int runScript(const RunOptions& options)
{
    const Interruption interruption;
    base::UniqueFd file;
    if (options.path != "-") {
        file.reset(::open(options.path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file)
            return readFailed(options.path);
    }
    LineReader lines(file ? file.get() : STDIN_FILENO, interruption.flag());
    Interpreter interpreter(
        {.isStable = options.isStable, .hasTimes = options.withTimes || !options.isStable}, interruption.flag());
    StandardOutput output;
    const int status = output.end(carryOutAll(lines, interpreter, options, output));
    return interruption.signal() != 0 ? 128 + interruption.signal() : status;
}

} // namespace cli::script
