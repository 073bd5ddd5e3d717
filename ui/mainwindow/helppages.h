// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <functional>

class QWidget;

namespace ui {

// Small windows that may stay open beside the work; each deletes itself when it is closed.

void showShortcuts(QWidget* parent);
void showAbout(QWidget* parent);
/// Asks for a record's number, from 1 on; `goTo` gets its place, from 0 on.
void askForRecord(QWidget* parent, quint64 count, const std::function<void(quint64)>& goTo);

} // namespace ui
