// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/parseerror.h"
#include "session/sendhistory.h"

#include <QByteArray>
#include <QString>

namespace ui {

/// The bytes that a typed payload stands for.
struct PayloadBytes
{
    QByteArray bytes;
    bool encodedAsUtf8 = false; ///< an escaped payload held characters that are not ASCII
};

/// Reads a payload as its format wants it. Errors: where and why it stands for no bytes; the offset counts UTF-16
/// units.
[[nodiscard]] codec::Parsed<PayloadBytes> payloadBytes(QStringView text, session::PayloadFormat format);

/// The same bytes as text of a format, such that payloadBytes gives exactly them again.
/// Errors: the offset of the first byte that the format cannot hold. Only Text has such bytes: what is not UTF-8, and
/// characters that could not be seen or that an editor would change.
[[nodiscard]] tl::expected<QString, std::size_t> payloadText(const QByteArray& bytes, session::PayloadFormat format);

/// "Odd digit at position 5", counted from 1; with the line where the text has several.
[[nodiscard]] QString problemText(const codec::ParseError& error, QStringView text);

/// "12 bytes + CRLF = 14", or "12 bytes" without an ending.
[[nodiscard]] QString countText(const PayloadBytes& payload, codec::LineEnding ending);

/// The names that a person sees: "Text", "Escaped", "Hex"; "No line end", "LF", "CR", "CRLF", "NUL".
[[nodiscard]] QString formatName(session::PayloadFormat format);
[[nodiscard]] QString endingName(codec::LineEnding ending);

} // namespace ui
