// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/hexdumptext.h"

#include "codec/hexdump.h"
#include "ui/bytes/sizetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace ui {

HexDumpText::HexDumpText(std::shared_ptr<ByteSource> source, QString emptyText)
    : m_source(std::move(source))
    , m_emptyText(std::move(emptyText))
{ }

std::uint64_t HexDumpText::dumpedBytes() const
{
    return m_source ? std::min(m_source->size(), MaxBytes) : 0;
}

std::size_t HexDumpText::offsetDigits() const
{
    return codec::hexDumpOffsetDigits(dumpedBytes());
}

std::size_t HexDumpText::lineLength() const
{
    return codec::asciiColumn(codec::HexDumpBytes, offsetDigits()) + 2; // the closing bar and the newline
}

const QString& HexDumpText::text()
{
    if (dumpedBytes() == 0)
        return m_emptyText;
    if (!m_text.isEmpty())
        return m_text;
    std::vector<std::byte> bytes(dumpedBytes());
    m_known = m_source->read(0, bytes);
    m_text = QString::fromStdString(codec::hexDump(std::span(bytes).first(m_known)));
    if (m_known < bytes.size())
        m_text += QCoreApplication::translate("ui::HexView", "(the rest cannot be read)\n");
    else if (m_source->size() > m_known)
        m_text += QCoreApplication::translate("ui::HexView", "(the first %1 of %2)\n")
                      .arg(sizeText(m_known), sizeText(m_source->size()));
    return m_text;
}

int HexDumpText::positionOf(std::uint64_t offset)
{
    const qsizetype end = text().size();
    if (offset >= m_known)
        return static_cast<int>(end);
    const std::size_t line = offset / codec::HexDumpBytes;
    return static_cast<int>(line * lineLength() + codec::hexColumn(offset % codec::HexDumpBytes, offsetDigits()));
}

std::optional<std::uint64_t> HexDumpText::byteAt(int position)
{
    if (position < 0 || position >= text().size() || m_known == 0)
        return std::nullopt;
    const std::size_t line = static_cast<std::size_t>(position) / lineLength();
    const std::size_t column = static_cast<std::size_t>(position) % lineLength();
    std::size_t index = 0;
    const bool ascii = column >= codec::asciiColumn(0, offsetDigits());
    const auto columnOf = ascii ? codec::asciiColumn : codec::hexColumn;
    while (index + 1 < codec::HexDumpBytes && column >= columnOf(index + 1, offsetDigits()))
        ++index;
    const std::uint64_t offset = line * codec::HexDumpBytes + index;
    return offset < m_known ? std::optional(offset) : std::nullopt;
}

} // namespace ui
