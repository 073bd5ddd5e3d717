// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace session {

/// What a file holds. One that has no end, or would keep the caller waiting, is not read. Thread: any.
/// Errors: those of open(2), fstat(2) and read(2); EISDIR and EINVAL for what is no regular file, EFBIG over
/// `mostBytes`.
[[nodiscard]] base::Result<QByteArray> readRegularFile(const QString& path, qint64 mostBytes);

} // namespace session
