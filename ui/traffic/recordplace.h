// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/gotobar.h"

#include <QString>

namespace capture {
class Reader;
}

namespace ui {

/// Reads a record's number from 1 on ("1204", "1,204") or a time ("22:10:05", "2026-01-31T22:10", "+5s"), which stands
/// for the first record at or after it. The place counts from 0; otherwise a sentence says what is wrong.
[[nodiscard]] GoToBar::Place readRecordPlace(const QString& text, capture::Reader& reader);

} // namespace ui
