// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/caller.h"
#include "cli/script/outcome.h"

#include <QStringDecoder>

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace cli::script {

class File;

/// Reads a file as text, as Python's io.TextIOWrapper does: UTF-8, counted in characters, each \r\n and \r a \n. That
/// there is nothing to read now ends it like the end of the stream. Thread: that which has the file locked.
class TextReader final
{
public:
    /// So many characters, or all where there is no number.
    [[nodiscard]] Outcome read(File& file, Caller& caller, std::optional<std::size_t> size);
    [[nodiscard]] Outcome readLine(File& file, Caller& caller);

private:
    enum class Chunk
    {
        More,
        End,
        Failed
    };
    Chunk readChunk(File& file, Caller& caller);
    [[nodiscard]] bool decode(std::span<const std::byte> bytes, bool isLast);
    [[nodiscard]] std::u32string take(std::size_t size);

    QStringDecoder m_decoder{QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom};
    std::u32string m_decoded;
    bool m_hasReturn = false; // the last byte was a \r, which may be half of a line's end
    Outcome m_failure = Outcome::ok();
};

} // namespace cli::script
