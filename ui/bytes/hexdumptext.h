// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/bytes/bytesource.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace ui {

/// Bytes as the text of their dump, 16 a line whatever the view shows, and which character stands for which byte.
/// Made when it is first asked for, and of the first 64 KiB only, with a last line that says so.
class HexDumpText final
{
public:
    static constexpr std::uint64_t MaxBytes = 64 * 1024;

    HexDumpText() = default;
    HexDumpText(std::shared_ptr<ByteSource> source, QString emptyText);

    [[nodiscard]] const QString& text();
    /// The position of a byte's first hex digit. A byte beyond what is dumped has the end of the text.
    [[nodiscard]] int positionOf(std::uint64_t offset);
    /// The byte whose digits or ASCII character are at a position; between two bytes the one before.
    [[nodiscard]] std::optional<std::uint64_t> byteAt(int position);

private:
    [[nodiscard]] std::uint64_t dumpedBytes() const;
    [[nodiscard]] std::size_t offsetDigits() const;
    [[nodiscard]] std::size_t lineLength() const;

    std::shared_ptr<ByteSource> m_source;
    QString m_emptyText;
    QString m_text;
    std::uint64_t m_known = 0; // bytes in m_text
};

} // namespace ui
