// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "exporter/pcapngnotes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstring>

namespace exporter {

namespace {

static_assert(std::endian::native == std::endian::little, "records and notes are little-endian, as in a capture");

template <std::integral Value> void put(std::vector<std::byte>& out, Value value)
{
    const auto* bytes = reinterpret_cast<const std::byte*>(&value);
    out.insert(out.end(), bytes, bytes + sizeof(value));
}

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
    put(out, static_cast<std::uint16_t>(OptionCode::CustomBinary));
    put(out, static_cast<std::uint16_t>(length));
    put(out, ExampleEnterprise);
    out.insert(out.end(), NoteMagic.begin(), NoteMagic.end());
    put(out, NoteVersion);
    put(out, static_cast<std::uint8_t>(kind));
    put(out, flags);
    out.insert(out.end(), first.begin(), first.end());
    out.insert(out.end(), second.begin(), second.end());
    out.resize((out.size() + 3) / 4 * 4);
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

} // namespace exporter
