// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string_view>
#include <vector>

/// Bytes and texts for the codec's tests, between Qt's types and those of the layer.
namespace samples {

inline std::span<const std::byte> bytesOf(const QByteArray& array)
{
    return std::as_bytes(std::span(array.constData(), static_cast<std::size_t>(array.size())));
}

inline QByteArray arrayOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

inline std::u16string_view unitsOf(const QString& text)
{
    return {reinterpret_cast<const char16_t*>(text.utf16()), static_cast<std::size_t>(text.size())};
}

/// A generator with a new seed each run, which it prints, so that a failure can be run again.
inline std::mt19937 randomness()
{
    const std::uint32_t seed = std::random_device{}();
    qInfo() << "seed" << seed;
    return std::mt19937(seed);
}

/// Between 0 and `limit` characters out of `alphabet`, which may hold any bytes.
inline QByteArray pick(std::mt19937& random, const QByteArray& alphabet, int limit)
{
    QByteArray text(std::uniform_int_distribution<int>(0, limit)(random), Qt::Uninitialized);
    std::uniform_int_distribution<qsizetype> at(0, alphabet.size() - 1);
    for (char& letter : text)
        letter = alphabet[at(random)];
    return text;
}

/// Each byte once, 00 to ff.
inline QByteArray everyByte()
{
    QByteArray bytes(256, Qt::Uninitialized);
    for (int i = 0; i < 256; ++i)
        bytes[i] = static_cast<char>(i);
    return bytes;
}

} // namespace samples
