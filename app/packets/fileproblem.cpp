// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/fileproblem.h"

#include "codec/hex.h"
#include "codec/visible.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <string_view>

namespace packets {

namespace {

std::string hexadecimal(std::uint64_t value)
{
    std::array<char, 24> text{};
    const int size = std::snprintf(text.data(), text.size(), "0x%08llx", static_cast<unsigned long long>(value));
    return {text.data(), static_cast<std::size_t>(size)};
}

/// The name of a compression, by the first four bytes of what it makes; empty for none that is known.
std::string_view compressionOf(std::uint64_t magic)
{
    if (magic == 0xfd2fb528)
        return "zstd";
    if (magic == 0x184d2204 || magic == 0x184c2102)
        return "lz4";
    if (magic == 0x587a37fd)
        return "xz";
    if (magic == 0x04034b50)
        return "zip";
    if ((magic & 0xffffff) == 0x685a42)
        return "bzip2";
    return (magic & 0xffff) == 0x9d1f ? "compress" : "";
}

/// The first four bytes as they stand in the file, where `magic` is their little-endian value: 'hell', or hex.
std::string beginning(std::uint64_t magic)
{
    std::array<std::byte, 4> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(magic >> 8 * i);
    if (!std::ranges::all_of(bytes, codec::isPrintableAscii))
        return "the bytes " + codec::toHex(bytes, " ");
    return '\'' + std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()) + '\'';
}

std::string noCapture(std::uint64_t magic)
{
    if (const std::string_view name = compressionOf(magic); !name.empty())
        return "the file is compressed by " + std::string(name) + ", which is not read (gzip is): decompress it first";
    return "the file is neither pcapng nor pcap: it begins with " + beginning(magic);
}

std::string whatIsWrong(FileProblem::Kind kind, std::uint64_t value)
{
    using Kind = FileProblem::Kind;
    const std::string number = std::to_string(value);
    switch (kind) {
    case Kind::NotACaptureFile: return noCapture(value);
    case Kind::FileEnds: return "the file ends inside what should have " + number + " bytes";
    case Kind::BlockTooShort: return "block length " + number + " is too short";
    case Kind::BlockLengthOdd: return "block length " + number + " is not a multiple of 4";
    case Kind::BlockLengthsDiffer: return "the block ends with another length, " + number;
    case Kind::BlockTooLong: return "block length " + number + " is over the limit; the block is passed over";
    case Kind::WrongByteOrder: return "byte-order magic " + hexadecimal(value) + " is in neither order";
    case Kind::UnknownVersion: return "version " + number + " of the format is not known";
    case Kind::NoSuchInterface: return "there is no interface " + number;
    case Kind::TooManyInterfaces: return "there are more than " + number + " interfaces";
    case Kind::OptionTooLong: return "an option of " + number + " bytes goes past the end of its block";
    case Kind::PacketTooLong: return "captured length " + number + " is more than the block holds";
    case Kind::BadNote: return "a note of kind " + number + " cannot be read";
    case Kind::PayloadMissing: return number + " bytes of a record's payload are missing";
    case Kind::TooManyEndpoints: return "endpoint " + number + " is over the limit";
    case Kind::EmptyFile: return "the file is empty";
    case Kind::GzipEnds: return "the compressed data (gzip) ends too early, after " + number + " bytes of content";
    case Kind::GzipDamaged: return "the compressed data (gzip) is damaged, after " + number + " bytes of content";
    case Kind::GzipFollowed: return "what follows the compressed data is not gzip and is not read";
    }
    return {};
}

} // namespace

std::string FileProblem::message() const
{
    return "offset " + std::to_string(offset) + ": " + whatIsWrong(kind, value);
}

} // namespace packets
