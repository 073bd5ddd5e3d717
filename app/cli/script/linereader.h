// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <string>

namespace cli::script {

/// Lines of a descriptor, as they come: a line is there as soon as its end was read. Thread: one.
class LineReader final
{
public:
    static constexpr std::size_t LongestBytes = 64 * 1024 * 1024;

    enum class Next
    {
        Line,
        TooLong, ///< over LongestBytes: it was read to its end and is not kept
        End, ///< the end of the input, or a signal
        Failed ///< errno says why
    };

    /// `interrupted` is looked at when a signal ends a read.
    LineReader(int fd, const std::atomic<bool>& interrupted)
        : m_fd(fd)
        , m_interrupted(interrupted)
    { }

    /// Waits for the next line and puts it into `line`, without its line feed. The last one needs none.
    [[nodiscard]] Next next(std::string& line);

private:
    [[nodiscard]] bool refill();

    int m_fd;
    const std::atomic<bool>& m_interrupted;
    std::string m_buffer;
    std::size_t m_at = 0;
    bool m_hasEnded = false;
    bool m_hasFailed = false;
};

} // namespace cli::script
