// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/copyformat.h"

#include "codec/escape.h"
#include "codec/hex.h"
#include "codec/hexdump.h"
#include "codec/visible.h"

#include <algorithm>

namespace codec {

namespace {

std::string hexDumpToCopy(std::span<const std::byte> bytes)
{
    std::string text = hexDump(bytes);
    if (!text.empty())
        text.pop_back();
    return text;
}

std::string cArray(std::span<const std::byte> bytes)
{
    constexpr std::size_t BytesOnALine = 12;
    std::string text = "static const unsigned char data[] = {";
    text.reserve(text.size() + bytes.size() * 7);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text += i % BytesOnALine == 0 ? "\n    0x" : " 0x";
        appendHex(text, bytes[i]);
        text += ',';
    }
    text += bytes.empty() ? "};" : "\n};";
    return text;
}

std::string pythonBytes(std::span<const std::byte> bytes)
{
    const auto has = [bytes](char letter) { return std::ranges::find(bytes, std::byte(letter)) != bytes.end(); };
    const char quote = has('\'') && !has('"') ? '"' : '\'';
    std::string text = "b";
    text.reserve(bytes.size() + 3);
    text += quote;
    for (const std::byte byte : bytes) {
        if (byte == std::byte(quote))
            text += '\\';
        appendEscaped(text, byte);
    }
    text += quote;
    return text;
}

} // namespace

std::string copyAs(std::span<const std::byte> bytes, CopyFormat format)
{
    switch (format) {
    case CopyFormat::Text: return visibleUtf8(bytes);
    case CopyFormat::HexPlain: return toHex(bytes, " ");
    case CopyFormat::HexDump: return hexDumpToCopy(bytes);
    case CopyFormat::CArray: return cArray(bytes);
    case CopyFormat::PythonBytes: return pythonBytes(bytes);
    case CopyFormat::Escaped: return toEscaped(bytes);
    }
    return {};
}

} // namespace codec
