// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/bytes/bytesource.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace ui {

/// Bytes from one of them on; of a place behind the end there are none.
class SlicedBytes final : public ByteSource
{
public:
    SlicedBytes(std::shared_ptr<ByteSource> source, std::uint64_t from)
        : m_source(std::move(source))
        , m_from(std::min(from, m_source->size()))
    { }
    [[nodiscard]] std::uint64_t size() const override { return m_source->size() - m_from; }
    [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<std::byte> bytes) override
    {
        return offset < size() ? m_source->read(m_from + offset, bytes) : 0;
    }

private:
    std::shared_ptr<ByteSource> m_source;
    std::uint64_t m_from;
};

} // namespace ui
