// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "packets/fileproblem.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

struct z_stream_s; // zlib's, which stays behind this

namespace packets {

/// What a gzip file holds (RFC 1952), from front to back, one member after the other. Memory is bounded, whatever comes
/// out. Where the file is damaged or cut its content ends, and problem() says so. One thread.
class GzipStream final
{
public:
    /// @param fd  a regular file that outlives this.
    explicit GzipStream(int fd);
    ~GzipStream();
    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;

    /// Whether a file begins as one of these.
    [[nodiscard]] static bool isMagic(std::span<const std::byte> start);
    /// Fills `out` with what comes next; fewer bytes are the last. Errors: those of pread(2), ENOMEM.
    [[nodiscard]] base::Result<std::size_t> read(std::span<std::byte> out);
    /// How much of the file was taken, in bytes.
    [[nodiscard]] std::uint64_t position() const;
    [[nodiscard]] const std::optional<FileProblem>& problem() const { return m_problem; }

private:
    [[nodiscard]] base::Result<void> refill();
    void beginMember();
    void end(std::optional<FileProblem::Kind> problem);

    int m_fd;
    std::unique_ptr<z_stream_s> m_zlib;
    std::vector<std::byte> m_input;
    std::uint64_t m_inputEnd = 0; ///< place in the file behind m_input
    std::uint64_t m_total = 0; ///< bytes that came out
    bool m_isBetween = false; ///< a member is over, and whether another follows is not known
    bool m_isAtEnd = false;
    std::optional<FileProblem> m_problem;
};

} // namespace packets
