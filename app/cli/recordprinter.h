// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"
#include "cli/commandline.h"
#include "cli/script/standardoutput.h"

#include <cstdint>
#include <memory>

namespace cli {

/// Prints records as they are committed, to standard output, which outlives it. Thread: the one that made it.
class RecordPrinter final
{
public:
    RecordPrinter(std::unique_ptr<capture::Reader> reader, Output form, script::StandardOutput& output);

    /// Prints what came since the last call. What cannot be read for an error that may pass is left for the next call,
    /// unless there is none. False when standard output takes no more, or the capture cannot be read.
    bool printNew() { return print(false); }
    bool printRest() { return print(true); }
    /// Some of the capture could not be read; that was told.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    bool print(bool isLast);
    /// Errors: those of Reader::payload.
    base::Result<void> print(const capture::Record& record, std::string& out);

    std::unique_ptr<capture::Reader> m_reader;
    Output m_form;
    script::StandardOutput& m_output;
    bool m_hasFailed = false;
    std::uint64_t m_next = 0;
};

} // namespace cli
