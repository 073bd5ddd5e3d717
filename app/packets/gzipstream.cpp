// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/gzipstream.h"

#include "capture/file.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <new>

namespace packets {

namespace {

constexpr std::size_t InputBytes = std::size_t{64} << 10;
constexpr std::byte FirstMagic{0x1f};
constexpr std::byte SecondMagic{0x8b};
/// The largest window, and gzip's header instead of zlib's.
constexpr int WindowBits = 15 + 16;

} // namespace

GzipStream::GzipStream(int fd)
    : m_fd(fd)
    , m_zlib(std::make_unique<z_stream_s>())
{
    if (::inflateInit2(m_zlib.get(), WindowBits) != Z_OK)
        throw std::bad_alloc();
}

GzipStream::~GzipStream()
{
    ::inflateEnd(m_zlib.get());
}

bool GzipStream::isMagic(std::span<const std::byte> start)
{
    return start.size() >= 2 && start[0] == FirstMagic && start[1] == SecondMagic;
}

base::Result<std::size_t> GzipStream::read(std::span<std::byte> out)
{
    std::size_t count = 0;
    while (count < out.size() && !m_isAtEnd) {
        if (const auto filled = refill(); !filled)
            return base::failure(filled.error());
        if (m_isBetween)
            beginMember();
        if (m_isAtEnd || m_isBetween)
            continue;
        const std::size_t room = std::min<std::size_t>(out.size() - count, std::numeric_limits<uInt>::max());
        m_zlib->next_out = reinterpret_cast<Bytef*>(out.data() + count);
        m_zlib->avail_out = static_cast<uInt>(room);
        const int status = ::inflate(m_zlib.get(), Z_NO_FLUSH);
        count += room - m_zlib->avail_out;
        m_total += room - m_zlib->avail_out;
        if (status == Z_MEM_ERROR)
            return base::failure({ENOMEM, "inflate"});
        if (status == Z_STREAM_END)
            m_isBetween = true;
        else if (status != Z_OK && status != Z_BUF_ERROR) // the latter asks for more input
            end(FileProblem::Kind::GzipDamaged);
    }
    return count;
}

std::uint64_t GzipStream::position() const
{
    return m_inputEnd - m_zlib->avail_in;
}

/// Sees to it that there is input, or ends.
base::Result<void> GzipStream::refill()
{
    if (m_zlib->avail_in > 0)
        return {};
    m_input.resize(InputBytes);
    const auto count = capture::readSome(m_fd, m_input, m_inputEnd);
    if (!count)
        return base::failure(count.error());
    m_inputEnd += *count;
    m_zlib->next_in = reinterpret_cast<Bytef*>(m_input.data());
    m_zlib->avail_in = static_cast<uInt>(*count);
    if (*count == 0)
        end(m_isBetween ? std::nullopt : std::optional(FileProblem::Kind::GzipEnds));
    return {};
}

/// Files that were joined are read on. Zeros behind the last are padding, as gzip(1) has it.
void GzipStream::beginMember()
{
    while (m_zlib->avail_in > 0 && *m_zlib->next_in == 0) {
        ++m_zlib->next_in;
        --m_zlib->avail_in;
    }
    if (m_zlib->avail_in == 0)
        return;
    if (std::byte{*m_zlib->next_in} != FirstMagic) {
        end(FileProblem::Kind::GzipFollowed);
        return;
    }
    ::inflateReset(m_zlib.get());
    m_isBetween = false;
}

void GzipStream::end(std::optional<FileProblem::Kind> problem)
{
    m_isAtEnd = true;
    if (problem)
        m_problem = FileProblem{*problem, position(), m_total};
}

} // namespace packets
