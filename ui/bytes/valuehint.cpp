// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/valuehint.h"

#include <cstdint>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

std::uint32_t littleEndian(std::span<const std::byte> bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i)
        value = value << 8 | std::to_integer<std::uint32_t>(bytes[i - 1]);
    return value;
}

std::uint32_t bigEndian(std::span<const std::byte> bytes)
{
    std::uint32_t value = 0;
    for (const std::byte byte : bytes)
        value = value << 8 | std::to_integer<std::uint32_t>(byte);
    return value;
}

} // namespace

QString valueHint(std::span<const std::byte> bytes)
{
    if (bytes.empty())
        return {};
    QString text = u"u8 "_s + QString::number(std::to_integer<unsigned>(bytes[0]));
    for (const std::size_t width : {std::size_t{2}, std::size_t{4}}) {
        if (bytes.size() < width)
            break;
        const auto part = bytes.first(width);
        text += u"   u"_s + QString::number(width * 8) + u" LE "_s + QString::number(littleEndian(part)) + u" BE "_s
            + QString::number(bigEndian(part));
    }
    return text;
}

} // namespace ui
