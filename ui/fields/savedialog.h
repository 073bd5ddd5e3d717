// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QList>
#include <QString>

class QFileDialog;
class QWidget;

namespace ui {

/// A kind of file that can be saved: as the dialog offers it, "Text (*.txt)", and the ending that it gives a name.
struct SaveKind
{
    QString filter;
    QString ending;
};

/// A dialog for the name of a file to be saved. It does not block the window, deletes itself, and is yet to be shown.
/// @param kinds  the first one at first; empty where there is nothing to choose.
[[nodiscard]] QFileDialog* newSaveDialog(QWidget* window, const QString& title, const QList<SaveKind>& kinds = {});

/// Why a file could not be saved, in a sentence with its place. Files are written beside it first, so that nothing of
/// it is there.
[[nodiscard]] QString saveFailureText(const QString& path, const base::Error& error);
[[nodiscard]] QString saveFailureText(const QString& path, const QString& reason);

} // namespace ui
