// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/recordsource.h"
#include "saving/saveformat.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace saving {

/// Is told after each step, of some thousand records, how many are saved so far. When it returns false that is the end.
using SaveProgress = std::function<bool(std::uint64_t saved)>;

/// Saves records of a capture as a file, and gives how many there were. The file is there when this has returned
/// without an error, and not before; after one nothing stays behind. What is recorded meanwhile is not touched. Memory
/// is bounded, whatever the capture's size. Thread: the reader's.
/// @param stop  asked also within a record, whose payload may be large.
/// Errors: those of SaveFile::create, of Reader, and of write(2) (ENOSPC, EDQUOT, EFBIG, EIO), fsync(2) and rename(2);
/// ECANCELED.
[[nodiscard]] base::Result<std::uint64_t> saveRecords(capture::Reader& reader, query::RangeSource ranges,
    SaveFormat format, const std::string& path, const SaveProgress& progress = {}, const std::stop_token& stop = {});

} // namespace saving
