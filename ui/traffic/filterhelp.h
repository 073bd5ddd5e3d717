// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace ui {

/// Shows the filter language in a window that may stay open beside the work; it deletes itself when it is closed.
void showFilterHelp(QWidget* parent);

} // namespace ui
