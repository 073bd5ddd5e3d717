// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/logrow.h"

#include <QStringList>

namespace capture {
class Reader;
}

namespace ui {

/// The filters that a row passes by one field each, "endpoint = server/1": that of `column` first, then the usual ones.
[[nodiscard]] QStringList rowFilters(capture::Reader& reader, const LogRow& row, LogColumn column);

} // namespace ui
