// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <cstddef>
#include <span>

namespace ui {

/// The charsets that a person can choose, of those that Qt can read here: without ICU it reads the Unicode ones and
/// ISO-8859-1 only. UTF-8 is first.
[[nodiscard]] QStringList charsets();

/// Bytes as text in a charset, on one line and inert (codec/visible.h), cut with an ellipsis at `maxUnits` UTF-16
/// units. What is not valid in UTF-8 is shown byte by byte; other charsets have a replacement character there.
[[nodiscard]] QString charsetText(const QString& charset, std::span<const std::byte> bytes, std::size_t maxUnits);

} // namespace ui
