// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLocale>

#include <cstdint>

namespace ui {

/// "64 KiB", "1.5 MiB": a round number of units has no decimals, others have one.
[[nodiscard]] inline QString sizeText(std::uint64_t size)
{
    std::uint64_t unit = 1;
    while (size / unit >= 1024)
        unit *= 1024;
    return QLocale().formattedDataSize(static_cast<qint64>(size), size % unit == 0 ? 0 : 1);
}

} // namespace ui
