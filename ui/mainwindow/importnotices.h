// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/importreport.h"
#include "ui/notice/noticebar.h"

#include <QString>

#include <vector>

namespace ui {

/// What there is to say of a file that was opened: where it is damaged, and which packets are no records. Empty when
/// all of it is shown.
/// @param name  the file's.
[[nodiscard]] std::vector<Notice> importNotices(const QString& name, const packets::ImportReport& report);

} // namespace ui
