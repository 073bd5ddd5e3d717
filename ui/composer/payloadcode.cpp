// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/payloadcode.h"

#include "codec/characters.h"
#include "codec/escape.h"
#include "codec/hex.h"
#include "codec/hexpaste.h"
#include "codec/utf8.h"

#include <QCoreApplication>

#include <span>

namespace ui {

using codec::LineEnding;
using session::PayloadFormat;

namespace {

// One context for all words of the composer.
QString tr(const char* text)
{
    return QCoreApplication::translate("ui::Composer", text);
}

QByteArray toByteArray(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

std::span<const std::byte> toSpan(const QByteArray& bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

std::u16string_view toView(QStringView text)
{
    return {text.utf16(), static_cast<std::size_t>(text.size())};
}

tl::expected<QString, std::size_t> visibleUtf16(std::span<const std::byte> bytes)
{
    QString text;
    for (std::size_t at = 0; at < bytes.size();) {
        const codec::Utf8Character character = codec::decodeUtf8(bytes, at);
        const bool layout = character.value == U'\n' || character.value == U'\t';
        if (character.size == 0 || (!layout && codec::characterClass(character.value) == codec::CharacterClass::Hidden))
            return tl::unexpected(at);
        text += QChar::fromUcs4(character.value);
        at += character.size;
    }
    return text;
}

QString reasonText(codec::Reason reason)
{
    switch (reason) {
    case codec::Reason::OddDigit: return tr("Odd digit");
    case codec::Reason::NotHexDigit: return tr("Not a hex digit");
    case codec::Reason::SpaceInsideByte: return tr("Space inside a byte");
    case codec::Reason::UnknownEscape: return tr("Unknown escape");
    case codec::Reason::BadHexEscape: return tr("\\x without two hex digits");
    case codec::Reason::OctalTooLarge: return tr("Octal escape over \\377");
    case codec::Reason::TrailingBackslash: return tr("Backslash at the end");
    case codec::Reason::LoneSurrogate: return tr("Half a character");
    case codec::Reason::OffsetMisfit: return tr("Offset that leaves out or repeats bytes");
    case codec::Reason::FoldMisfit: return tr("* that stands for no whole number of full lines");
    case codec::Reason::FoldTooLong: return tr("* for more than 1 MiB");
    case codec::Reason::OffsetInDoubt: return tr("Dump that can be read in more than one way");
    case codec::Reason::WordOrder:
        return tr("Address before words, whose byte order is not told: remove it, and put the bytes in order");
    case codec::Reason::BinaryNumber:
        return tr("Binary number: write it in hex, or put a space behind 0b if that is a byte");
    }
    return {};
}

} // namespace

codec::Parsed<PayloadBytes> payloadBytes(QStringView text, PayloadFormat format)
{
    switch (format) {
    case PayloadFormat::Text:
        return codec::parseText(toView(text)).map([](const auto& bytes) { return PayloadBytes{toByteArray(bytes)}; });
    case PayloadFormat::Escaped:
        return codec::parseEscaped(toView(text)).map([](const codec::Escaped& escaped) {
            return PayloadBytes{toByteArray(escaped.bytes), escaped.encodedAsUtf8};
        });
    case PayloadFormat::Hex: break;
    }
    auto parsed = codec::parseEditedHex(toView(text));
    // What is read when it is pasted is read when it is typed: 0x48, 0x65 and de:ad.
    if (const auto plain = parsed ? std::nullopt : codec::normalizePastedHex(toView(text)))
        parsed = codec::parseEditedHex(*plain);
    return parsed.map([](const auto& bytes) { return PayloadBytes{toByteArray(bytes)}; });
}

tl::expected<QString, std::size_t> payloadText(const QByteArray& bytes, PayloadFormat format)
{
    switch (format) {
    case PayloadFormat::Text: return visibleUtf16(toSpan(bytes));
    case PayloadFormat::Escaped: return QString::fromStdString(codec::toEscaped(toSpan(bytes)));
    case PayloadFormat::Hex: break;
    }
    return QString::fromStdString(codec::toHex(toSpan(bytes), " "));
}

QString problemText(const codec::ParseError& error, QStringView text)
{
    const QStringView before = text.first(static_cast<qsizetype>(error.offset));
    const qsizetype lineStart = before.lastIndexOf(u'\n') + 1;
    const qsizetype position = before.size() - lineStart + 1;
    if (!text.contains(u'\n'))
        return tr("%1 at position %2").arg(reasonText(error.reason)).arg(position);
    return tr("%1 at position %3 of line %2").arg(reasonText(error.reason)).arg(before.count(u'\n') + 1).arg(position);
}

QString countText(const PayloadBytes& payload, LineEnding ending)
{
    const auto size = static_cast<int>(payload.bytes.size());
    QString count = size == 1 ? tr("1 byte") : tr("%1 bytes").arg(size);
    if (const auto endingSize = static_cast<int>(codec::lineEndingBytes(ending).size()); endingSize > 0)
        count = tr("%1 + %2 = %3").arg(count, endingName(ending)).arg(size + endingSize);
    return payload.encodedAsUtf8 ? tr("%1, non-ASCII as UTF-8").arg(count) : count;
}

QString formatName(PayloadFormat format)
{
    switch (format) {
    case PayloadFormat::Text: return tr("Text");
    case PayloadFormat::Escaped: return tr("Escaped");
    case PayloadFormat::Hex: break;
    }
    return tr("Hex");
}

QString endingName(LineEnding ending)
{
    switch (ending) {
    case LineEnding::None: return tr("No line end");
    case LineEnding::Lf: return tr("LF");
    case LineEnding::Cr: return tr("CR");
    case LineEnding::CrLf: return tr("CRLF");
    case LineEnding::Nul: break;
    }
    return tr("NUL");
}

} // namespace ui
