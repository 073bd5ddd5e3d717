// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

class QDialog;
class QWidget;

namespace ui {

/// What can be written or pressed, and what it means. Without the former it is a heading.
struct HelpRow
{
    QString code;
    QString meaning;
};

/// A dialog that may stay open beside the work, and deletes itself when it is closed.
[[nodiscard]] QDialog* newHelpPage(QWidget* parent, const QString& title);

/// Shows such a page with these rows.
void showHelpTable(QWidget* parent, const QString& title, const QList<HelpRow>& rows);

} // namespace ui
