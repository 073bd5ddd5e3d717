// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/stream/streamtext.h"

#include "codec/copyformat.h"
#include "codec/hex.h"
#include "codec/hexdump.h"
#include "codec/visible.h"
#include "ui/theme/quantity.h"

#include <QCoreApplication>

#include <string>

namespace ui {

namespace {

/// The context of these words for translators.
struct StreamText
{
    Q_DECLARE_TR_FUNCTIONS(ui::StreamText)
};

constexpr std::size_t TextBytes = 120;
constexpr std::size_t ArrayBytes = 12;
constexpr std::size_t LiteralBytes = 48;
constexpr std::size_t MostUnits = 4096; // more than the longest row takes

std::span<const std::byte> withoutNewline(std::span<const std::byte> bytes)
{
    if (bytes.empty() || bytes.back() != std::byte{'\n'})
        return bytes;
    bytes = bytes.first(bytes.size() - 1);
    return !bytes.empty() && bytes.back() == std::byte{'\r'} ? bytes.first(bytes.size() - 1) : bytes;
}

std::string arrayText(std::span<const std::byte> bytes)
{
    std::string text;
    for (const std::byte byte : bytes) {
        text += text.empty() ? "0x" : ", 0x";
        codec::appendHex(text, byte);
    }
    return text + ',';
}

} // namespace

session::StreamRowRule rowRule(StreamMode mode, bool atCalls)
{
    switch (mode) {
    case StreamMode::Text: return {TextBytes, true, atCalls};
    case StreamMode::HexDump: return {codec::HexDumpBytes, false, atCalls};
    case StreamMode::CArray: return {ArrayBytes, false, atCalls};
    case StreamMode::Python:
    case StreamMode::Raw: return {LiteralBytes, true, atCalls};
    }
    return {};
}

QString rowText(StreamMode mode, std::span<const std::byte> bytes, std::uint64_t offset)
{
    switch (mode) {
    case StreamMode::Text: return QString::fromStdU16String(codec::visibleText(withoutNewline(bytes), MostUnits).text);
    case StreamMode::HexDump: {
        std::string line;
        codec::appendHexDumpLine(line, offset, bytes);
        return QString::fromStdString(line);
    }
    case StreamMode::CArray: return QString::fromStdString(arrayText(bytes));
    case StreamMode::Python: return QString::fromStdString(codec::copyAs(bytes, codec::CopyFormat::PythonBytes));
    case StreamMode::Raw: return QString::fromStdString(codec::copyAs(bytes, codec::CopyFormat::Escaped));
    }
    return {};
}

QString missingText(quint64 bytes)
{
    return bytes == 0 ? QString() : StreamText::tr("[%1 missing]").arg(bytesText(bytes));
}

} // namespace ui
