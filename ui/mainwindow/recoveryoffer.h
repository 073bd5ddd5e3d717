// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/recovery.h"

#include <QString>

namespace ui {

class MainWindow;

/// Looks for captures that processes left behind when they ended without closing them, and offers each in a notice of
/// the window: open, delete, or leave for later. A capture without a record holds nothing and is removed unasked.
void offerRecovery(MainWindow& window, const QString& captureParent);

/// Shows the capture of the window that was closed last, or says that there is none.
void reopenClosedCapture(MainWindow& window, const QString& closedParent);

/// "A capture of 12:31 with 3,412 records was not closed".
[[nodiscard]] QString recoveryText(const capture::FoundCapture& found);

} // namespace ui
