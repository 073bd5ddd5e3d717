// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/framedstream.h"

#include <algorithm>
#include <utility>

namespace query {

using message::Mark;

void FramedStream::feed(const Piece& piece, std::vector<Mark>& marks, std::vector<RecordMessages>& found)
{
    marks.clear();
    m_framer.feed(piece.bytes, piece.timeNs, marks);
    std::span<const Mark> own = marks;
    if (!m_held || m_held->record != piece.record) {
        // What ends where the last record does ended there, though it may be known by what came now only.
        const auto behind
            = std::ranges::find_if(own, [this](const Mark& mark) { return mark.offset + mark.length > m_end; });
        const auto before = static_cast<std::size_t>(behind - own.begin());
        const bool continues = (behind != own.end() ? behind->offset : m_framer.open().offset) < m_end;
        if (m_held) {
            take(own.first(before));
            m_held->goesOn = continues;
            tell(found);
        }
        own = own.subspan(before);
        m_held = RecordMessages{.record = piece.record, .continues = continues};
    }
    take(own);
    m_end += piece.bytes.size();
    if (piece.isLast && m_framer.open().length == 0)
        tell(found);
}

void FramedStream::lose(std::uint64_t bytes, std::vector<Mark>& marks, std::vector<RecordMessages>& found)
{
    marks.clear();
    m_framer.lose(bytes, marks);
    take(marks);
    if (m_framer.open().length == 0)
        tell(found);
}

void FramedStream::loseTrack()
{
    std::vector<Mark> none;
    m_framer.lose(message::Framer::UnknownBytes, none);
}

void FramedStream::finish(std::vector<Mark>& marks, std::vector<RecordMessages>& found)
{
    marks.clear();
    m_framer.finish(marks);
    take(marks);
    tell(found);
}

std::optional<RecordMessages> FramedStream::waiting() const
{
    if (!m_held || !m_framer.isWaiting())
        return std::nullopt;
    RecordMessages soFar = *m_held;
    soFar.goesOn = true;
    return soFar;
}

/// Messages that end in the record that is held.
void FramedStream::take(std::span<const Mark> marks)
{
    if (!m_held)
        return;
    m_held->ended += static_cast<std::uint32_t>(marks.size());
    m_held->faulty += static_cast<std::uint32_t>(
        std::ranges::count_if(marks, [](const Mark& mark) { return mark.fit != message::Fit::Complete; }));
}

void FramedStream::tell(std::vector<RecordMessages>& found)
{
    if (const auto held = std::exchange(m_held, std::nullopt))
        found.push_back(*held);
}

} // namespace query
