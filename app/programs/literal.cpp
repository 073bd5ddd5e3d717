// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/literal.h"

#include "codec/copyformat.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "codec/visible.h"

#include <algorithm>

namespace programs {

namespace {

constexpr std::size_t BytesOnALine = 64;
constexpr std::size_t LongestUnit = 64;
constexpr std::size_t LeastRepeated = 256;

void appendC(std::string& out, std::byte byte)
{
    const auto value = std::to_integer<unsigned>(byte);
    if (byte == std::byte('"') || byte == std::byte('\\') || byte == std::byte('?')) {
        out += '\\';
        out += static_cast<char>(value);
    } else if (byte == std::byte('\n')) {
        out += "\\n";
    } else if (byte == std::byte('\r')) {
        out += "\\r";
    } else if (byte == std::byte('\t')) {
        out += "\\t";
    } else if (codec::isPrintableAscii(byte)) {
        out += static_cast<char>(value);
    } else {
        out += '\\';
        out += static_cast<char>('0' + (value >> 6));
        out += static_cast<char>('0' + (value >> 3 & 7));
        out += static_cast<char>('0' + (value & 7));
    }
}

std::string cPiece(Bytes bytes)
{
    std::string text = "\"";
    for (const std::byte byte : bytes)
        appendC(text, byte);
    return text += '"';
}

std::string pythonPiece(Bytes bytes)
{
    return codec::copyAs(bytes, codec::CopyFormat::PythonBytes);
}

/// Pieces of a line each, which a compiler puts together again.
template <class Piece> std::string inLines(Bytes bytes, std::string_view indent, Piece piece)
{
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += BytesOnALine) {
        text += '\n';
        text += indent;
        text += piece(bytes.subspan(at, std::min(BytesOnALine, bytes.size() - at)));
    }
    return text;
}

} // namespace

std::string_view textOf(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::optional<Repetition> repetitionOf(Bytes bytes)
{
    if (bytes.size() <= LeastRepeated)
        return std::nullopt;
    for (std::size_t size = 1; size <= LongestUnit; ++size) {
        const bool repeats
            = bytes.size() % size == 0 && std::equal(bytes.begin() + std::ptrdiff_t(size), bytes.end(), bytes.begin());
        if (repeats)
            return Repetition{bytes.first(size), bytes.size() / size};
    }
    return std::nullopt;
}

std::string cString(Bytes bytes, std::string_view indent)
{
    return bytes.size() <= BytesOnALine ? cPiece(bytes) : inLines(bytes, indent, cPiece);
}

std::string pythonBytes(Bytes bytes, std::string_view indent)
{
    if (const auto repetition = repetitionOf(bytes))
        return pythonPiece(repetition->unit) + " * " + std::to_string(repetition->times);
    if (bytes.size() <= BytesOnALine)
        return pythonPiece(bytes);
    return '(' + inLines(bytes, indent, pythonPiece) + ')';
}

std::string scriptData(Bytes bytes)
{
    codec::JsonObject object;
    if (const auto repetition = repetitionOf(bytes))
        return object.add("rep", codec::toHex(repetition->unit)).add("n", repetition->times).toString();
    // A dollar sign could begin a name that an interpreter of scripts fills in.
    const bool isText = std::ranges::all_of(
        bytes, [](std::byte byte) { return codec::isPrintableAscii(byte) && byte != std::byte('$'); });
    if (!isText)
        return object.add("hex", codec::toHex(bytes)).toString();
    std::string text;
    codec::appendJsonString(text, textOf(bytes));
    return text;
}

std::string plainAscii(std::string_view text)
{
    std::string plain;
    for (const char c : text) {
        if (codec::isPrintableAscii(std::byte(c))) {
            plain += c;
        } else {
            plain += "\\x";
            codec::appendHex(plain, std::byte(c));
        }
    }
    return plain;
}

std::string cComment(std::string_view text)
{
    std::string comment = "/* ";
    for (const char c : plainAscii(text)) {
        // "*/" would end it, "/*" is warned of, and "??/" is a backslash to some compilers.
        const char before = comment.back();
        if ((before == '*' && c == '/') || (before == '/' && c == '*') || (before == '?' && c == '?'))
            comment += ' ';
        comment += c;
    }
    return comment + " */";
}

} // namespace programs
