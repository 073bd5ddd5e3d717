// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/byteregex.h"
#include "query/searchstream.h"
#include "tests/fuzz/fuzz.h"

using query::ByteRegex;

namespace {

/// All matches, one behind the other, as long as nothing stops it.
void findAll(ByteRegex& regex, std::span<const std::byte> bytes)
{
    for (std::size_t from = 0; from <= bytes.size();) {
        const auto found = regex.find(bytes, from);
        if (!found || !*found)
            return;
        const query::ByteRange range = **found;
        fuzz::require(range.begin >= from, "a match begins at `from` or behind it");
        fuzz::require(range.begin <= range.end && range.end <= bytes.size(), "a match lies in the bytes");
        from = std::max(range.end, range.begin + 1);
    }
}

void findInParts(ByteRegex& regex, std::span<const std::byte> bytes)
{
    for (const bool begins : {false, true}) {
        for (const bool ends : {false, true}) {
            const auto found = regex.findInPart(bytes, 0, {begins, ends});
            if (!found || !*found)
                continue;
            const auto& [range, isPartial] = **found;
            fuzz::require(range.begin <= range.end && range.end <= bytes.size(), "a match lies in the part");
            fuzz::require(isPartial || range.begin < range.end, "a match in a part is not empty");
            fuzz::require(!isPartial || range.end == bytes.size(), "a partial match goes to the end");
            fuzz::require(!isPartial || !ends, "nothing is partial where nothing follows");
        }
    }
}

/// As a stream in two pieces: what is found lies in what was fed.
void findInStream(const ByteRegex& regex, std::span<const std::byte> bytes, std::size_t cut)
{
    query::SearchPattern pattern(regex);
    query::SearchStream stream;
    std::vector<query::SearchHit> hits;
    cut = std::min(cut, bytes.size());
    if (!stream.feed(pattern, {{0}, 0, bytes.first(cut)}, hits)
        || !stream.feed(pattern, {{1}, 0, bytes.subspan(cut)}, hits) || !stream.settle(pattern, hits))
        return;
    for (const query::SearchHit& hit : hits) {
        const std::size_t begin = hit.offset + (hit.record.value == 1 ? cut : 0);
        const std::size_t end = hit.endOffset + (hit.endRecord.value == 1 ? cut : 0);
        fuzz::require(hit.length > 0 && end - begin == hit.length && end <= bytes.size(), "a hit is where it says");
    }
}

} // namespace

/// Options, the place of a cut, the pattern's length, the pattern, and the bytes that are searched.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const auto options = input.number<std::uint8_t>();
    const std::size_t cut = input.number<std::uint8_t>();
    const auto length = input.number<std::uint8_t>();
    const auto bytes = input.take(length);
    const std::string pattern(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    auto regex = ByteRegex::compile(pattern, {(options & 1) != 0, (options & 2) != 0});
    if (!regex) {
        fuzz::require(regex.error().offset <= pattern.size(), "the place of an error is in the pattern");
        fuzz::require(!regex.error().text.empty(), "an error has a word");
        return 0;
    }
    regex->setLimits({.steps = 2000, .heapKib = 1024, .time = std::chrono::milliseconds(50)});
    findAll(*regex, input.rest());
    findInParts(*regex, input.rest());
    findInStream(*regex, input.rest(), cut);
    return 0;
}
