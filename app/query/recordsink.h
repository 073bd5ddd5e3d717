// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/savefile.h"
#include "query/recordsource.h"

namespace query {

/// Writes records in one format. What goes wrong with the file is kept in the file. One thread.
class RecordSink
{
public:
    virtual ~RecordSink() = default;
    /// Writes what goes before all records.
    virtual void begin(base::SaveFile& /*file*/) { }
    /// Errors: those of RecordSource.
    [[nodiscard]] virtual base::Result<void> write(const SavedRecord& saved, RecordSource& source, base::SaveFile& file)
        = 0;
    /// Writes what goes after them.
    virtual void end(base::SaveFile& /*file*/) { }

protected:
    RecordSink() = default;
    RecordSink(const RecordSink&) = default;
    RecordSink& operator=(const RecordSink&) = default;
};

} // namespace query
