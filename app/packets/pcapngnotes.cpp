// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/pcapngnotes.h"

#include "packets/blockwriter.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace packets {

namespace {

static_assert(std::endian::native == std::endian::little, "records and notes are little-endian, as in a capture");

} // namespace

NotedRecord noteRecord(const capture::Record& record, base::RecordIndex index)
{
    capture::Record noted = record;
    noted.payloadOffset = index.value;
    noted.detail = {};
    NotedRecord bytes{};
    std::memcpy(bytes.data(), &noted, bytes.size());
    return bytes;
}

std::optional<capture::Record> recordOfNote(std::span<const std::byte> bytes)
{
    if (bytes.size() < sizeof(capture::Record))
        return std::nullopt;
    capture::Record record;
    std::memcpy(&record, bytes.data(), sizeof(record));
    const bool isPossible = record.outcome <= capture::Outcome::Cancelled && record.detail.value == 0
        && !capture::operationName(record.operation).empty() && record.timeNs >= 0 && std::isfinite(record.duration)
        && record.duration >= 0;
    return isPossible ? std::optional(record) : std::nullopt;
}

void appendNote(std::vector<std::byte>& out, NoteKind kind, std::span<const std::byte> first,
    std::span<const std::byte> second, std::uint16_t flags)
{
    const std::size_t length = NoteHeaderBytes + first.size() + second.size();
    const std::size_t start = out.size();
    out.resize(start + 4 + paddedBytes(length)); // one step, since this is done for each record
    Cursor cursor(out.data() + start);
    cursor.put(static_cast<std::uint16_t>(OptionCode::CustomBinary));
    cursor.put(static_cast<std::uint16_t>(length));
    cursor.put(ExampleEnterprise);
    cursor.put(std::span<const std::byte>(NoteMagic));
    cursor.put(NoteVersion);
    cursor.put(static_cast<std::uint8_t>(kind));
    cursor.put(flags);
    cursor.put(first);
    cursor.put(second);
}

std::optional<Note> readNote(std::span<const std::byte> option, bool swapped)
{
    if (option.size() < NoteHeaderBytes)
        return std::nullopt;
    std::uint32_t enterprise = 0;
    std::memcpy(&enterprise, option.data(), sizeof(enterprise));
    const std::uint32_t wanted = swapped ? __builtin_bswap32(ExampleEnterprise) : ExampleEnterprise;
    const bool isOurs = enterprise == wanted && std::ranges::equal(option.subspan(4, NoteMagic.size()), NoteMagic)
        && option[8] == std::byte{NoteVersion};
    const auto kind = std::to_integer<std::uint8_t>(option[9]);
    if (!isOurs || kind < std::uint8_t{1} || kind > static_cast<std::uint8_t>(NoteKind::PayloadPart))
        return std::nullopt;
    Note note{static_cast<NoteKind>(kind), 0, option.subspan(NoteHeaderBytes)};
    std::memcpy(&note.flags, option.data() + 10, sizeof(note.flags));
    return note;
}

} // namespace packets
