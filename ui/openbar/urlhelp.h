// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/helptable.h"

class QWidget;

namespace ui {

/// The URLs that can be opened, by examples: each scheme and each word behind the '?'.
[[nodiscard]] QList<HelpRow> urlHelp();
/// The same as a page beside the work.
void showUrlHelp(QWidget* parent);

} // namespace ui
