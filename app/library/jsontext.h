// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/problem.h"

#include <QByteArray>
#include <QJsonDocument>

namespace library {

/// Reads JSON. Errors: NoJson with line and column of where it stops making sense.
[[nodiscard]] Outcome<QJsonDocument> parseJson(const QByteArray& json);

} // namespace library
