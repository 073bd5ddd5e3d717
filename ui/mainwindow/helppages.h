// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace ui {

// Small windows that may stay open beside the work; each deletes itself when it is closed.

void showShortcuts(QWidget* parent);
void showAbout(QWidget* parent);

} // namespace ui
