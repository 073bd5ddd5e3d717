// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "cli/commandline.h"

#include <cstdint>
#include <memory>

namespace cli {

/// Prints records as they are committed. Thread: the one that made it.
class RecordPrinter final
{
public:
    RecordPrinter(std::unique_ptr<capture::Reader> reader, Output output);

    /// Prints what came since the last call. False when standard output is closed.
    bool printNew();

private:
    void print(const capture::Record& record, std::string& out);

    std::unique_ptr<capture::Reader> m_reader;
    Output m_output;
    std::uint64_t m_next = 0;
};

} // namespace cli
