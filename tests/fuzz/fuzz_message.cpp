// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/frame.h"
#include "message/framer.h"
#include "message/ruletext.h"
#include "tests/fuzz/fuzz.h"

namespace {

using message::Mark;

std::vector<Mark> marksOf(const message::Rule& rule, std::span<const std::byte> bytes, std::size_t pieceBytes)
{
    message::Framer framer(rule);
    std::vector<Mark> marks;
    for (std::span<const std::byte> rest = bytes; !rest.empty();) {
        const auto piece = rest.first(std::min(pieceBytes, rest.size()));
        framer.feed(piece, 0, marks);
        rest = rest.subspan(piece.size());
    }
    framer.finish(marks);
    return marks;
}

void requireWhole(std::span<const Mark> marks, std::uint64_t size)
{
    std::uint64_t at = 0;
    for (const Mark& mark : marks) {
        fuzz::require(mark.length > 0 && mark.offset == at, "a message begins where the one before it ends");
        at += mark.length;
    }
    fuzz::require(at == size, "each byte is in a message");
}

/// With a hole before each piece, of a size that its first byte says.
void frameWithHoles(const message::Rule& rule, std::span<const std::byte> bytes, std::size_t pieceBytes)
{
    message::Framer framer(rule);
    std::vector<Mark> marks;
    for (std::span<const std::byte> rest = bytes; !rest.empty();) {
        const auto piece = rest.first(std::min(pieceBytes, rest.size()));
        const auto hole = std::to_integer<std::uint64_t>(piece.front());
        framer.lose(hole == 0xff ? message::Framer::UnknownBytes : hole, marks);
        framer.feed(piece, 0, marks);
        rest = rest.subspan(piece.size());
    }
    framer.finish(marks);
    requireWhole(marks, bytes.size());
}

} // namespace

/// A rule's text on a line, how the bytes are cut, and the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const std::string_view text = input.line();
    const auto rule = message::parseRule(text);
    if (!rule) {
        const message::RuleProblem& problem = rule.error();
        fuzz::require(
            problem.begin <= problem.end && problem.end <= text.size(), "the place of a problem is in the text");
        return 0;
    }
    const auto again = message::parseRule(message::ruleText(*rule));
    fuzz::require(again && *again == *rule, "a rule's text is read as the rule");
    const std::size_t pieceBytes = std::size_t{1} + input.number<std::uint8_t>();
    const auto bytes = input.rest();
    const std::vector<Mark> whole = marksOf(*rule, bytes, std::max<std::size_t>(bytes.size(), 1));
    requireWhole(whole, bytes.size());
    fuzz::require(whole == marksOf(*rule, bytes, pieceBytes), "messages do not depend on how bytes are cut");
    frameWithHoles(*rule, bytes, pieceBytes);
    if (const auto frame = message::framed(*rule, bytes); frame && !bytes.empty()) {
        const auto payload = message::payloadOf(*rule, *frame);
        fuzz::require(payload && fuzz::equal(*payload, bytes), "what is framed comes back");
    }
    return 0;
}
