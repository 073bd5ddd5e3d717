// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace session {

// A file's name is bytes, and QFile::encodeName and decodeName lose those that are no UTF-8. Here each of these is a
// lone surrogate from U+DC80 to U+DCFF, as Python has it (PEP 383), so that every name comes back as it was.

[[nodiscard]] QString fileNameFromBytes(std::string_view bytes);
[[nodiscard]] std::string fileNameBytes(const QString& name);

/// The last part of a path as inert text, which says of each byte what it is.
[[nodiscard]] QString shownFileName(const QString& path);

/// The file of this machine that a file: URL names (RFC 8089), percent escapes being bytes. Empty for any other URL.
[[nodiscard]] QString fileOfUrl(std::string_view url);

} // namespace session
