// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/quantity.h"

#include <QLocale>

#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView UnitLetters = u"BKMGTPE"; // of 1024 to the power of their place

struct Scaled
{
    QString number;
    QChar unit;
};

Scaled scaled(quint64 bytes)
{
    if (bytes < 1024)
        return {QString::number(bytes), UnitLetters.front()};
    auto value = double(bytes);
    qsizetype unit = 0;
    while (value >= 1024 && unit + 1 < UnitLetters.size()) {
        value /= 1024;
        ++unit;
    }
    const int decimals = value < 100 ? 1 : 0;
    const double scale = decimals == 1 ? 10 : 1;
    return {QLocale().toString(std::floor(value * scale) / scale, 'f', decimals), UnitLetters[unit]};
}

} // namespace

QString bytesText(quint64 bytes)
{
    const Scaled size = scaled(bytes);
    const QString unit = size.unit == UnitLetters.front() ? QString(size.unit) : QString(size.unit % "iB"_L1);
    return size.number % u' ' % unit;
}

QString shortBytesText(quint64 bytes)
{
    const Scaled size = scaled(bytes);
    return size.number % size.unit;
}

QString countText(quint64 count)
{
    return QLocale().toString(count);
}

} // namespace ui
