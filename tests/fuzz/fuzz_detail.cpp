// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/detail.h"
#include "tests/fuzz/fuzz.h"
#include "words/recordtext.h"

/// The whole input is an encoded detail.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const auto detail = capture::decodeDetail(input.rest());
    if (!detail)
        return 0;
    const auto encoded = capture::encodeDetail(*detail);
    const auto again = capture::decodeDetail(encoded);
    fuzz::require(again.has_value() && *again == *detail, "a detail is the same after a round trip");
    fuzz::require(encoded.size() <= size, "a detail is not longer than what it was read from");
    for (int operation = 0; operation < 256; ++operation) {
        capture::Record record;
        record.operation = static_cast<capture::Operation>(operation);
        fuzz::require(fuzz::isInertLine(words::argumentText(record, *detail)), "arguments are inert");
    }
    return 0;
}
