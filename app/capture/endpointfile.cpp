// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/endpointfile.h"

#include "capture/detailtable.h"
#include "capture/file.h"

#include <span>
#include <vector>

namespace capture {

namespace {

/// A slot on file. pwrite(2) and pread(2) of another thread are not atomic to each other, so that a slot could be seen
/// half written: the check tells.
struct SlotOnFile
{
    std::uint32_t current = 0;
    std::uint32_t previous = 0;
    std::uint64_t check = 0;
};
static_assert(sizeof(SlotOnFile) == 16);

std::uint64_t checkOf(std::uint64_t endpoint, const SlotOnFile& slot)
{
    std::uint64_t sum = (std::uint64_t{slot.current} << 32 | slot.previous) ^ endpoint << 17;
    sum = (sum ^ sum >> 31) * 0x9e37'79b9'7f4a'7c15;
    return sum ^ sum >> 29;
}

std::uint64_t placeOf(base::EndpointId id)
{
    return std::uint64_t{id.value} * sizeof(SlotOnFile);
}

} // namespace

base::Result<void> writeEndpoints(
    int fd, const std::map<base::EndpointId, base::DetailId>& details, std::uint64_t committedDetailBytes)
{
    std::vector<SlotOnFile> run;
    for (auto first = details.begin(); first != details.end();) {
        auto last = first; // the end of a run of numbers without a gap, which one pread and one pwrite do
        std::uint64_t count = 0;
        while (last != details.end() && last->first.value == first->first.value + count) {
            ++last;
            ++count;
        }
        run.assign(count, {});
        const auto slots = std::as_writable_bytes(std::span(run));
        if (const auto read = readSome(fd, slots, placeOf(first->first)); !read)
            return base::failure(read.error());
        auto slot = run.begin();
        for (auto entry = first; entry != last; ++entry, ++slot) {
            if (slot->current != 0 && detailOffset({slot->current}) < committedDetailBytes)
                slot->previous = slot->current;
            slot->current = entry->second.value;
            slot->check = checkOf(entry->first.value, *slot);
        }
        if (auto written = writeAll(fd, slots, placeOf(first->first)); !written)
            return written;
        first = last;
    }
    return {};
}

std::optional<EndpointSlot> readEndpoint(int fd, base::EndpointId id)
{
    constexpr int Tries = 4;
    for (int i = 0; i < Tries; ++i) {
        SlotOnFile slot;
        const auto count = readSome(fd, std::as_writable_bytes(std::span(&slot, 1)), placeOf(id));
        if (!count || *count < sizeof(slot) || slot.current == 0)
            return std::nullopt;
        if (slot.check == checkOf(id.value, slot))
            return EndpointSlot{{slot.current}, {slot.previous}};
    }
    return std::nullopt;
}

} // namespace capture
