// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/textreader.h"

#include "cli/script/file.h"

#include <utility>

namespace cli::script {

namespace {

Outcome textOutcome(const std::u32string& text)
{
    return Outcome::ok(QString::fromStdU32String(text));
}

Outcome notText()
{
    return Outcome::invalid("what was received is no UTF-8", "on");
}

} // namespace

Outcome TextReader::read(File& file, Caller& caller, std::optional<std::size_t> size)
{
    if (!size) {
        const FileRead all = file.readAll(caller);
        if (all.failure)
            return *all.failure;
        if (!all.bytes)
            return Outcome::invalid("there is no text yet, and the socket does not wait", "on");
        return decode(*all.bytes, true) ? textOutcome(take(m_decoded.size())) : notText();
    }
    std::u32string text = take(*size);
    while (text.size() < *size) {
        const Chunk chunk = readChunk(file, caller);
        if (chunk == Chunk::Failed)
            return m_failure;
        if (chunk == Chunk::End)
            break;
        text += take(*size - text.size());
    }
    return textOutcome(text);
}

Outcome TextReader::readLine(File& file, Caller& caller)
{
    std::u32string line;
    for (;;) {
        const std::size_t end = m_decoded.find(U'\n');
        line += take(end == std::u32string::npos ? m_decoded.size() : end + 1);
        if (end != std::u32string::npos)
            return textOutcome(line);
        const Chunk chunk = readChunk(file, caller);
        if (chunk == Chunk::Failed)
            return m_failure;
        if (chunk == Chunk::End)
            return textOutcome(line);
    }
}

TextReader::Chunk TextReader::readChunk(File& file, Caller& caller)
{
    const FileRead some = file.readSome(caller);
    const bool isLast = !some.bytes || some.bytes->empty();
    if (some.failure)
        m_failure = *some.failure;
    else if (!decode(some.bytes.value_or(Bytes()), isLast))
        m_failure = notText();
    else
        return isLast && m_decoded.empty() ? Chunk::End : Chunk::More;
    return Chunk::Failed;
}

bool TextReader::decode(std::span<const std::byte> bytes, bool isLast)
{
    const QString decoded
        = m_decoder(QByteArrayView(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())));
    if (m_decoder.hasError()) {
        m_decoder.resetState();
        return false;
    }
    for (const char32_t c : decoded.toStdU32String()) {
        if (m_hasReturn)
            m_decoded += U'\n';
        if (c != U'\r' && !(m_hasReturn && c == U'\n'))
            m_decoded += c;
        m_hasReturn = c == U'\r';
    }
    if (isLast && std::exchange(m_hasReturn, false))
        m_decoded += U'\n';
    return true;
}

std::u32string TextReader::take(std::size_t size)
{
    std::u32string taken = m_decoded.substr(0, size);
    m_decoded.erase(0, size);
    return taken;
}

} // namespace cli::script
