// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/streamrows.h"

#include "query/streamscan.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace session {

namespace {

constexpr std::size_t CutBytes = 64 * 1024; // that are read together
constexpr std::size_t LongestCharacter = 4; // of UTF-8

constexpr bool isContinuation(std::byte byte)
{
    return (byte & std::byte{0xc0}) == std::byte{0x80};
}

} // namespace

std::size_t streamRowSize(std::span<const std::byte> bytes, const StreamRowRule& rule)
{
    std::size_t size = std::min(bytes.size(), rule.bytesPerRow);
    if (!rule.atNewlines)
        return size;
    if (const void* newline = std::memchr(bytes.data(), '\n', size))
        return static_cast<std::size_t>(static_cast<const std::byte*>(newline) - bytes.data()) + 1;
    if (size == bytes.size())
        return size;
    const std::size_t full = size;
    while (full - size < LongestCharacter && size > 1 && isContinuation(bytes[size]))
        --size;
    return isContinuation(bytes[size]) ? full : size; // so many of them are no UTF-8
}

base::Result<StreamRow> streamRowAt(
    capture::Reader& reader, const query::StreamIndex& index, std::uint64_t offset, const StreamRowRule& rule)
{
    const std::uint64_t enough = offset + rule.bytesPerRow + 1;
    std::uint64_t number = index.partAt(offset);
    const query::StreamPart first = index.part(number);
    std::uint64_t end = first.start + first.size;
    while (!rule.atCalls && end < enough && ++number < index.partCount()) {
        const query::StreamPart next = index.part(number);
        if (next.direction != first.direction || next.missing > 0)
            break;
        end = next.start + next.size;
    }
    if (!rule.atNewlines)
        return StreamRow{offset, std::min<std::size_t>(end - offset, rule.bytesPerRow)};
    std::vector<std::byte> bytes(std::min(end, enough) - offset);
    const auto count = query::readStream(reader, index, offset, bytes);
    if (!count)
        return base::failure(count.error());
    if (*count < bytes.size())
        return base::failure({EBADMSG, "read stream"});
    return StreamRow{offset, streamRowSize(bytes, rule)};
}

void StreamRowBuilder::findRunEnd(const query::StreamIndex& index)
{
    if (m_rowStart >= m_runEnd && m_nextPart < index.partCount()) {
        const query::StreamPart first = index.part(m_nextPart++);
        m_runEnd = first.start + first.size;
        m_runDirection = first.direction;
        m_runIsClosed = m_rule.atCalls;
    }
    while (!m_runIsClosed && m_nextPart < index.partCount()) {
        const query::StreamPart next = index.part(m_nextPart);
        if (next.direction != m_runDirection || next.missing > 0) {
            m_runIsClosed = true;
            break;
        }
        m_runEnd = next.start + next.size;
        ++m_nextPart;
        if (m_runEnd - m_rowStart > 16 * CutBytes)
            break; // enough for now
    }
}

void StreamRowBuilder::addRow(std::size_t size, std::vector<std::uint64_t>& marks)
{
    if (m_complete % StreamRowMarks::Step == 0 && m_rows == m_complete)
        marks.push_back(m_rowStart);
    m_rowStart += size;
    ++m_complete;
    m_rows = m_complete;
}

void StreamRowBuilder::cutBySize(std::vector<std::uint64_t>& marks)
{
    while (m_runEnd - m_rowStart >= m_rule.bytesPerRow)
        addRow(m_rule.bytesPerRow, marks);
    if (m_runIsClosed && m_rowStart < m_runEnd)
        addRow(m_runEnd - m_rowStart, marks);
}

/// Bytes from m_rowStart on: of short runs many are read at once.
base::Result<std::span<const std::byte>> StreamRowBuilder::readAhead(
    capture::Reader& reader, const query::StreamIndex& index, std::size_t size)
{
    if (m_rowStart < m_bytesStart || m_rowStart + size > m_bytesStart + m_bytes.size()) {
        m_bytesStart = m_rowStart;
        m_bytes.resize(std::min<std::uint64_t>(CutBytes, index.size() - m_rowStart));
        const auto count = query::readStream(reader, index, m_rowStart, m_bytes);
        if (!count || *count < m_bytes.size()) {
            m_bytes.clear();
            return base::failure(count ? base::Error{EBADMSG, "read stream"} : count.error());
        }
    }
    return std::span<const std::byte>(m_bytes).subspan(m_rowStart - m_bytesStart, size);
}

base::Result<void> StreamRowBuilder::cutByContent(
    capture::Reader& reader, const query::StreamIndex& index, std::vector<std::uint64_t>& marks)
{
    const std::uint64_t size = std::min<std::uint64_t>(m_runEnd - m_rowStart, CutBytes);
    const auto bytes = readAhead(reader, index, size);
    if (!bytes)
        return base::failure(bytes.error());
    const bool isAll = m_rowStart + size == m_runEnd && m_runIsClosed;
    std::span<const std::byte> rest = *bytes;
    while (!rest.empty()) {
        const std::size_t row = streamRowSize(rest, m_rule);
        // At the end more bytes may come that belong to the row.
        if (row == rest.size() && !isAll && rest[row - 1] != std::byte{'\n'})
            break;
        addRow(row, marks);
        rest = rest.subspan(row);
    }
    return {};
}

base::Result<bool> StreamRowBuilder::step(
    capture::Reader& reader, const query::StreamIndex& index, std::vector<std::uint64_t>& marks, std::size_t maxBytes)
{
    if (m_seen >= index.size())
        return false;
    const std::uint64_t begin = m_rowStart;
    while (m_rowStart - begin < maxBytes) {
        findRunEnd(index);
        const std::uint64_t before = m_rowStart;
        if (!m_rule.atNewlines)
            cutBySize(marks);
        else if (auto cut = cutByContent(reader, index, marks); !cut)
            return base::failure(cut.error());
        if (m_rowStart == before && m_nextPart == index.partCount())
            break;
    }
    if (m_rowStart < index.size() && m_rows == m_complete) {
        // The row that is not complete is shown as far as it is there.
        if (m_complete % StreamRowMarks::Step == 0)
            marks.push_back(m_rowStart);
        m_rows = m_complete + 1;
    }
    if (m_nextPart < index.partCount() || m_runEnd - m_rowStart > m_rule.bytesPerRow)
        return true;
    m_seen = index.size();
    return false;
}

} // namespace session
