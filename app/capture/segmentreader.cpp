// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/segmentreader.h"

#include "capture/file.h"
#include "capture/layout.h"

#include <algorithm>

#include <fcntl.h>

namespace capture {

SegmentReader::SegmentReader(int folder, std::string_view prefix, std::uint64_t segmentBytes)
    : m_folder(folder)
    , m_prefix(prefix)
    , m_segmentBytes(segmentBytes)
{ }

base::Result<void> SegmentReader::read(std::span<std::byte> bytes, std::uint64_t offset)
{
    while (!bytes.empty()) {
        const auto fd = segment(offset / m_segmentBytes);
        if (!fd)
            return base::failure(fd.error());
        const std::uint64_t place = offset % m_segmentBytes;
        const std::size_t piece = std::min<std::uint64_t>(bytes.size(), m_segmentBytes - place);
        const auto count = readSome(*fd, bytes.first(piece), place);
        if (!count)
            return base::failure(count.error());
        if (*count < piece)
            return base::failure({EBADMSG, "read"});
        bytes = bytes.subspan(piece);
        offset += piece;
    }
    return {};
}

base::Result<int> SegmentReader::segment(std::uint64_t index)
{
    ++m_clock;
    const auto found
        = std::ranges::find_if(m_open, [index](const Open& open) { return open.fd && open.index == index; });
    if (found != m_open.end()) {
        found->used = m_clock;
        return found->fd.get();
    }
    auto fd = openFile(m_folder, segmentName(m_prefix, index), O_RDONLY);
    if (!fd)
        return base::failure(fd.error());
    const auto oldest = std::ranges::min_element(m_open, {}, &Open::used);
    *oldest = Open{index, m_clock, std::move(*fd)};
    return oldest->fd.get();
}

} // namespace capture
