// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/segmentwriter.h"

#include "capture/file.h"
#include "capture/layout.h"

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

namespace capture {

SegmentWriter::SegmentWriter(int folder, std::string_view prefix, std::uint64_t segmentBytes)
    : m_folder(folder)
    , m_prefix(prefix)
    , m_segmentBytes(segmentBytes)
{ }

base::Result<void> SegmentWriter::write(std::span<const std::byte> bytes, std::uint64_t offset)
{
    while (!bytes.empty()) {
        const auto fd = segment(offset / m_segmentBytes);
        if (!fd)
            return base::failure(fd.error());
        const std::uint64_t place = offset % m_segmentBytes;
        const std::size_t piece = std::min<std::uint64_t>(bytes.size(), m_segmentBytes - place);
        if (auto written = writeAll(*fd, bytes.first(piece), place); !written)
            return written;
        bytes = bytes.subspan(piece);
        offset += piece;
    }
    return {};
}

void SegmentWriter::removeBefore(std::uint64_t offset)
{
    for (; m_removed < std::min(offset / m_segmentBytes, m_created); ++m_removed)
        ::unlinkat(m_folder, segmentName(m_prefix, m_removed).c_str(), 0);
}

base::Result<int> SegmentWriter::segment(std::uint64_t index)
{
    if (m_fd && m_index == index)
        return m_fd.get();
    // The finished segment is closed first: a process at its descriptor limit can go on recording with the same number.
    m_fd.reset();
    const std::string name = segmentName(m_prefix, index);
    auto fd = index < m_created ? openFile(m_folder, name, O_RDWR) : createFile(m_folder, name);
    if (!fd)
        return base::failure(fd.error());
    m_fd = std::move(*fd);
    m_index = index;
    m_created = std::max(m_created, index + 1);
    return m_fd.get();
}

} // namespace capture
