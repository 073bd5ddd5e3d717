// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QModelIndex>
#include <QString>

namespace ui {

/// The call that gives a property its present value, or reads it where it cannot be set, as a line of C. Empty for what
/// no call sets or reads. Takes an index of session::PropertyModel.
[[nodiscard]] QString propertyAsC(const QModelIndex& index);
/// The same for Python's socket module.
[[nodiscard]] QString propertyAsPython(const QModelIndex& index);

} // namespace ui
