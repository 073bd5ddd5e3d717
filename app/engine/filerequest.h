// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// What the file is to do that Python's makefile makes of a stream socket, or a file that is to be sent. Each is a
/// series of socket calls, and each of these is a record.
struct FileRequest
{
    enum class As : std::uint8_t
    {
        Read, ///< recv until there are `size` bytes, or to the end of the stream
        ReadLine, ///< recv until there is a line feed; what came behind it waits for the next read
        Write, ///< into a buffer, and through it where that is full
        Flush, ///< sends what the buffer holds
        Send ///< sendfile(2), a piece after the other
    };
    /// What becomes of a file that is there already. It is never lost without having been asked for.
    enum class Existing : std::uint8_t
    {
        Keep, ///< nothing is read then: EEXIST
        Append,
        Replace
    };
    As as = As::Read;
    std::optional<std::uint64_t> size; ///< Read, Send: bytes; unset: to the end
    std::uint64_t offset = 0; ///< Send: where it begins in the file, in bytes
    /// Read, ReadLine: where the bytes go, beside the log; empty: nowhere. Send: the file.
    std::string path;
    Existing existing = Existing::Keep;
    std::shared_ptr<const std::vector<std::byte>> data; ///< Write
};

} // namespace engine
