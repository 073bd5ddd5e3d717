// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace ui {

/// What a member of struct tcp_info tells, for a person who does not know it by heart; empty for one that is newer than
/// these words.
[[nodiscard]] QString tcpFactMeaning(const QString& name);

} // namespace ui
