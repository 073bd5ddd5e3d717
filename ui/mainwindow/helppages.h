// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>

class QAction;
class QWidget;

namespace ui {

/// What the Help menu has. Each shows a small window that may stay open beside the work. Owned by the window.
[[nodiscard]] QList<QAction*> helpActions(QWidget* window);

} // namespace ui
