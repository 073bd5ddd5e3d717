// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/helptable.h"

class QWidget;

namespace ui {

/// The filter language by examples: texts, each field and each word of query, and how they are joined.
[[nodiscard]] QList<HelpRow> filterHelp();
/// The same as a page beside the work.
void showFilterHelp(QWidget* parent);

} // namespace ui
