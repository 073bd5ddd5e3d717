// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/commitfile.h"

#include "capture/file.h"

#include <array>
#include <bit>
#include <cstring>
#include <optional>

namespace capture {

namespace {

static_assert(std::endian::native == std::endian::little, "the files are little-endian and are written from memory");

constexpr std::uint64_t Magic = 0x5041'4345'504f'4353; // "SCOPECAP" as bytes
constexpr std::uint32_t Version = 2; // 1 knew of no records that were let go
constexpr std::size_t SlotBytes = 512; // a sector each, so that writing one leaves the other alone
constexpr std::size_t SlotCount = 2;

struct Slot
{
    std::uint64_t magic = Magic;
    std::uint32_t version = Version;
    std::uint32_t order = 0; ///< deliveries and one; 0 where bytes are in the order of the records, as in older files
    std::uint64_t sequence = 0;
    std::int64_t startNs = 0;
    std::uint64_t recordsPerSegment = 0;
    std::uint64_t payloadSegmentBytes = 0;
    std::uint64_t records = 0;
    std::uint64_t payloadBytes = 0;
    std::uint64_t detailBytes = 0;
    std::uint64_t firstRecord = 0;
    std::uint64_t firstPayload = 0;
    std::uint64_t checksum = 0;
};
static_assert(sizeof(Slot) == 96 && sizeof(Slot) <= SlotBytes);

/// FNV-1a over everything before the checksum. It finds torn and damaged slots; it is no seal against forgery.
std::uint64_t checksumOf(const Slot& slot)
{
    std::array<unsigned char, offsetof(Slot, checksum)> bytes{};
    std::memcpy(bytes.data(), &slot, bytes.size());
    std::uint64_t sum = 0xcbf2'9ce4'8422'2325;
    for (const unsigned char byte : bytes)
        sum = (sum ^ byte) * 0x0000'0100'0000'01b3;
    return sum;
}

base::Result<void> writeSlot(int fd, const Commit& commit)
{
    Slot slot;
    slot.sequence = commit.sequence;
    slot.startNs = commit.startNs;
    slot.recordsPerSegment = commit.layout.recordsPerSegment;
    slot.payloadSegmentBytes = commit.layout.payloadSegmentBytes;
    slot.records = commit.extent.records;
    slot.payloadBytes = commit.extent.payloadBytes;
    slot.detailBytes = commit.extent.detailBytes;
    slot.firstRecord = commit.first.record;
    slot.firstPayload = commit.first.payload;
    slot.order = commit.extent.deliveries ? *commit.extent.deliveries + 1 : 0;
    slot.checksum = checksumOf(slot);
    return writeAll(fd, std::as_bytes(std::span(&slot, 1)), commit.sequence % SlotCount * SlotBytes);
}

/// Numbers with which offsets cannot overflow, and segments are not empty.
bool isPossible(const Slot& slot)
{
    constexpr std::uint64_t MaxRecords = std::uint64_t{1} << 56;
    constexpr std::uint64_t MaxBytes = std::uint64_t{1} << 62;
    return slot.startNs >= 0 && slot.recordsPerSegment > 0 && slot.recordsPerSegment <= MaxRecords
        && slot.payloadSegmentBytes > 0 && slot.payloadSegmentBytes <= MaxBytes && slot.records <= MaxRecords
        && slot.payloadBytes <= MaxBytes && slot.detailBytes <= MaxBytes && slot.firstRecord <= slot.records
        && slot.firstPayload <= slot.payloadBytes;
}

/// Both slots as they are now; the newest whole one of them, if any.
base::Result<std::optional<Slot>> newestSlot(int fd)
{
    std::array<std::byte, SlotBytes + sizeof(Slot)> bytes{};
    const auto count = readSome(fd, bytes, 0);
    if (!count)
        return base::failure(count.error());
    std::optional<Slot> newest;
    for (std::size_t i = 0; i < SlotCount; ++i) {
        Slot slot;
        std::memcpy(&slot, bytes.data() + i * SlotBytes, sizeof(Slot));
        if (slot.magic != Magic || slot.checksum != checksumOf(slot))
            continue;
        if (!newest || slot.sequence > newest->sequence)
            newest = slot;
    }
    return newest;
}

} // namespace

CommitFile::CommitFile(base::UniqueFd fd, const Commit& last)
    : m_fd(std::move(fd))
    , m_last(last)
{ }

base::Result<CommitFile> CommitFile::create(int folder, const Commit& first)
{
    auto fd = createFile(folder, CommitName);
    if (!fd)
        return base::failure(fd.error());
    // Both slots, so that their blocks are there before the disk can be full.
    for (std::uint64_t i = 0; i < SlotCount; ++i) {
        Commit commit = first;
        commit.sequence += i;
        if (auto written = writeSlot(fd->get(), commit); !written)
            return base::failure(written.error());
    }
    Commit last = first;
    last.sequence += SlotCount - 1;
    return CommitFile(std::move(*fd), last);
}

base::Result<void> CommitFile::write(const Extent& extent, const FirstKept& first)
{
    Commit next = m_last;
    next.extent = extent;
    next.first = first;
    ++next.sequence;
    if (auto written = writeSlot(m_fd.get(), next); !written)
        return written;
    m_last = next;
    return {};
}

base::Result<Commit> readCommit(int fd)
{
    // A writer that is faster than this pread could have both slots in the making; it cannot do so every time.
    constexpr int Tries = 8;
    for (int i = 0; i < Tries; ++i) {
        const auto slot = newestSlot(fd);
        if (!slot)
            return base::failure(slot.error());
        if (!*slot)
            continue;
        if ((*slot)->version != Version)
            return base::failure({EOPNOTSUPP, "read commit"});
        if (!isPossible(**slot))
            break;
        return Commit{.sequence = (*slot)->sequence,
            .startNs = (*slot)->startNs,
            .layout = {(*slot)->recordsPerSegment, (*slot)->payloadSegmentBytes},
            .extent = {(*slot)->records, (*slot)->payloadBytes, (*slot)->detailBytes,
                (*slot)->order > 0 ? std::optional((*slot)->order - 1) : std::nullopt},
            .first = {(*slot)->firstRecord, (*slot)->firstPayload}};
    }
    return base::failure({EBADMSG, "read commit"});
}

} // namespace capture
