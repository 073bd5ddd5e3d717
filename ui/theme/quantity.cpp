// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/quantity.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

QString bytesText(quint64 bytes)
{
    constexpr std::array units{"KiB"_L1, "MiB"_L1, "GiB"_L1, "TiB"_L1, "PiB"_L1, "EiB"_L1};
    if (bytes < 1024)
        return QString::number(bytes) % " B"_L1;
    double value = double(bytes) / 1024;
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    const int decimals = value < 100 ? 1 : 0;
    const double scale = decimals == 1 ? 10 : 1;
    return QLocale().toString(std::floor(value * scale) / scale, 'f', decimals) % u' ' % units[unit];
}

QString countText(quint64 count)
{
    return QLocale().toString(count);
}

} // namespace ui
