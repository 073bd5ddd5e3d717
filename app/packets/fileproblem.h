// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace packets {

/// What is wrong with a capture file, and where.
struct FileProblem
{
    enum class Kind : std::uint8_t
    {
        NotACaptureFile, ///< `value`: its first four bytes, little-endian
        FileEnds, ///< inside a block or packet; `value`: how many bytes it should have
        BlockTooShort, ///< `value`: its length, in all of these
        BlockLengthOdd, ///< no multiple of 4
        BlockLengthsDiffer, ///< at its start and at its end; `value`: the one at its end
        BlockTooLong, ///< for what is kept in memory; it is passed over
        WrongByteOrder, ///< of a section; `value`: the magic number
        UnknownVersion, ///< of a section; `value`: major number
        NoSuchInterface, ///< `value`: its number
        TooManyInterfaces,
        OptionTooLong, ///< it goes past the end of its block; `value`: its length
        PacketTooLong, ///< more is captured than its block has room for; `value`: captured length
        BadNote, ///< what ours says in addition cannot be read; `value`: its kind
        PayloadMissing, ///< a record has less of its payload than it says; `value`: how many bytes are missing
        TooManyEndpoints, ///< `value`: the number of one that is not known
        EmptyFile,
        GzipEnds, ///< inside its compressed data; `value`: how many bytes came out
        GzipDamaged, ///< `value`: how many bytes came out before
        GzipFollowed ///< by what is no gzip
    };

    Kind kind = Kind::NotACaptureFile;
    /// In bytes: where the block begins, in a gzip file's content; of the Gzip problems in the file itself.
    std::uint64_t offset = 0;
    std::uint64_t value = 0;

    /// "offset 1234: block length 3 is not a multiple of 4", for logs and the command line.
    [[nodiscard]] std::string message() const;
    friend bool operator==(const FileProblem&, const FileProblem&) = default;
};

} // namespace packets
