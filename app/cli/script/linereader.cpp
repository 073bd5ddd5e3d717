// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/linereader.h"

#include <unistd.h>

#include <cerrno>

namespace cli::script {

LineReader::Next LineReader::next(std::string& line)
{
    line.clear();
    // Lines that were read already are not carried out any more.
    if (m_interrupted)
        return Next::End;
    bool isTooLong = false;
    for (;;) {
        const std::size_t end = m_buffer.find('\n', m_at);
        const std::size_t size = (end == std::string::npos ? m_buffer.size() : end) - m_at;
        isTooLong = isTooLong || line.size() + size > LongestBytes;
        if (isTooLong)
            line.clear();
        else
            line.append(m_buffer, m_at, size);
        m_at += size;
        if (end != std::string::npos) {
            ++m_at;
            return isTooLong ? Next::TooLong : Next::Line;
        }
        if (!refill())
            break;
    }
    if (m_hasFailed)
        return Next::Failed;
    if (isTooLong)
        return Next::TooLong;
    return line.empty() || m_interrupted ? Next::End : Next::Line;
}

bool LineReader::refill()
{
    constexpr std::size_t Piece = 256 * 1024;
    m_at = 0;
    while (!m_hasEnded && !m_interrupted) {
        m_buffer.resize(Piece);
        const ssize_t count = ::read(m_fd, m_buffer.data(), m_buffer.size());
        const int error = errno;
        m_buffer.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        if (count > 0)
            return true;
        m_hasEnded = count == 0 || error != EINTR;
        m_hasFailed = count < 0 && error != EINTR;
        errno = error;
    }
    m_buffer.clear();
    return false;
}

} // namespace cli::script
