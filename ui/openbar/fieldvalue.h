// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QWidget;

namespace ui {

/// What a field of BeforeOpening says, as it stands in a URL; empty for the default. Its editor is a line, a choice
/// whose items have their values, a check box or a LocalEdit.
[[nodiscard]] QString fieldValue(const QWidget* editor);
/// The reverse. A choice gets an item for a value that it does not have, such as an interface that is not there now.
void setFieldValue(QWidget* editor, const QString& value);

/// Gives what is typed into a field, or into those within it, the colour of an error, or takes it away again.
void markField(QWidget* editor, bool isWrong);

} // namespace ui
