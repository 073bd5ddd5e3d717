// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/bytes/bytesource.h"

#include <QByteArray>

#include <algorithm>
#include <cstring>

/// Bytes that a test knows.
class KnownBytes final : public ui::ByteSource
{
public:
    explicit KnownBytes(QByteArray bytes)
        : m_bytes(std::move(bytes))
    { }
    [[nodiscard]] std::uint64_t size() const override { return static_cast<std::uint64_t>(m_bytes.size()); }
    [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<std::byte> bytes) override
    {
        if (offset >= size())
            return 0;
        const std::size_t there = std::min<std::size_t>(bytes.size(), size() - offset);
        std::memcpy(bytes.data(), m_bytes.constData() + offset, there);
        return there;
    }

private:
    QByteArray m_bytes;
};

/// More bytes than fit anywhere: each is the sum of its offset's bytes. Counts what is read of it, and can lose all
/// from an offset on.
class EndlessBytes final : public ui::ByteSource
{
public:
    explicit EndlessBytes(std::uint64_t size, std::uint64_t readable = ~std::uint64_t{0})
        : m_size(size)
        , m_readable(std::min(size, readable))
    { }
    static std::byte at(std::uint64_t offset)
    {
        std::uint64_t sum = 0;
        for (; offset != 0; offset >>= 8)
            sum += offset & 0xff;
        return static_cast<std::byte>(sum & 0xff);
    }
    [[nodiscard]] std::uint64_t size() const override { return m_size; }
    [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<std::byte> bytes) override
    {
        const std::size_t there = offset < m_readable ? std::min<std::size_t>(bytes.size(), m_readable - offset) : 0;
        for (std::size_t i = 0; i < there; ++i)
            bytes[i] = at(offset + i);
        bytesRead += there;
        return there;
    }

    std::uint64_t bytesRead = 0;

private:
    std::uint64_t m_size;
    std::uint64_t m_readable;
};
