// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/frame.h"

#include "base/overloaded.h"
#include "message/framer.h"
#include "message/stuffing.h"

#include <algorithm>
#include <limits>

namespace message {

namespace {

using FrameBytes = std::vector<std::byte>;
using Framed = tl::expected<FrameBytes, FrameProblem>;
using FrameKind = FrameProblem::Kind;

tl::unexpected<FrameProblem> cannot(FrameKind kind, std::uint64_t bytes = 0, std::size_t offset = 0)
{
    return tl::unexpected<FrameProblem>({kind, bytes, offset});
}

bool bringsItsStart(const Delimiter& framing)
{
    return framing.starts.size() > 1;
}

Framed delimited(const Delimiter& framing, std::span<const std::byte> payload)
{
    if (bringsItsStart(framing)
        && (payload.empty() || std::ranges::find(framing.starts, payload.front()) == framing.starts.end()))
        return cannot(FrameKind::NoStart);
    FrameBytes frame;
    frame.reserve(payload.size() + framing.end.size() + 1);
    if (!framing.starts.empty() && !bringsItsStart(framing))
        frame.push_back(framing.starts.front());
    frame.insert(frame.end(), payload.begin(), payload.end());
    frame.insert(frame.end(), framing.end.begin(), framing.end.end());
    return frame;
}

/// The payload, with a number in it behind its first bytes.
FrameBytes withNumber(std::span<const std::byte> payload, std::size_t offset, std::span<const std::byte> number)
{
    FrameBytes frame(payload.begin(), payload.end());
    frame.insert(frame.begin() + static_cast<std::ptrdiff_t>(offset), number.begin(), number.end());
    return frame;
}

Framed withLength(const LengthField& framing, std::span<const std::byte> payload)
{
    if (payload.size() < framing.offset)
        return cannot(FrameKind::NoHeader, framing.offset);
    // All sizes in memory are far below 2^63.
    const auto header = static_cast<std::int64_t>(framing.offset) + framing.width;
    const std::int64_t added = (framing.counted == Counted::Whole ? header : 0) - framing.adjustment;
    const std::int64_t value = static_cast<std::int64_t>(payload.size() - framing.offset) + added;
    if (value < 0)
        return cannot(FrameKind::LengthTooSmall);
    const std::int64_t highest = framing.width == LengthField::MaxWidth ? std::numeric_limits<std::int64_t>::max()
                                                                        : (std::int64_t{1} << 8 * framing.width) - 1;
    if (value > highest)
        return cannot(FrameKind::LengthTooLarge,
            static_cast<std::uint64_t>(std::max<std::int64_t>(highest - added, 0)) + framing.offset);
    FrameBytes number(framing.width);
    for (std::size_t i = 0; i < number.size(); ++i) {
        const std::size_t place = framing.order == ByteOrder::Big ? number.size() - 1 - i : i;
        number[place] = static_cast<std::byte>(value >> 8 * i);
    }
    return withNumber(payload, framing.offset, number);
}

Framed withVarint(const VarintPrefix& framing, std::span<const std::byte> payload)
{
    if (payload.size() < framing.offset)
        return cannot(FrameKind::NoHeader, framing.offset);
    std::uint64_t value = payload.size() - framing.offset;
    FrameBytes number;
    do {
        number.push_back(static_cast<std::byte>((value & 0x7f) | (value > 0x7f ? 0x80 : 0)));
        value >>= 7;
    } while (value > 0);
    if (number.size() > framing.maxBytes)
        return cannot(FrameKind::LengthTooLarge, (std::uint64_t{1} << 7 * framing.maxBytes) - 1 + framing.offset);
    return withNumber(payload, framing.offset, number);
}

Framed framedBy(const Rule::Framing& rule, std::span<const std::byte> payload)
{
    const auto asItIs = [payload] { return Framed(FrameBytes(payload.begin(), payload.end())); };
    return std::visit(base::Overloaded{
                          [&](const Delimiter& framing) { return delimited(framing, payload); },
                          [&](const FixedLength& framing) {
                              return payload.size() == framing.bytes ? asItIs()
                                                                     : cannot(FrameKind::WrongSize, framing.bytes);
                          },
                          [&](const LengthField& framing) { return withLength(framing, payload); },
                          [&](const VarintPrefix& framing) { return withVarint(framing, payload); },
                          [&](Slip) { return Framed(stuffed(Stuffing::Slip, payload)); },
                          [&](Cobs) { return Framed(stuffed(Stuffing::Cobs, payload)); },
                          [&](const auto&) { return asItIs(); },
                      },
        rule);
}

/// The first message in some bytes; of length 0 where there is none that is complete.
Mark firstOf(const Rule& rule, std::span<const std::byte> bytes)
{
    std::vector<Mark> marks;
    Framer framer(rule);
    framer.feed(bytes, 0, marks);
    if (!framer.isWaiting())
        framer.finish(marks);
    return marks.empty() ? Mark{} : marks.front();
}

FrameBytes withoutNumber(std::span<const std::byte> message, std::size_t offset, std::size_t width)
{
    FrameBytes payload(message.begin(), message.end());
    const auto number = payload.begin() + static_cast<std::ptrdiff_t>(offset);
    payload.erase(number, number + static_cast<std::ptrdiff_t>(width));
    return payload;
}

FrameBytes withoutDelimiter(const Delimiter& framing, std::span<const std::byte> message)
{
    message = message.first(message.size() - framing.end.size());
    if (!framing.starts.empty() && !bringsItsStart(framing))
        message = message.subspan(1);
    return {message.begin(), message.end()};
}

std::size_t varintSize(std::span<const std::byte> digits)
{
    const auto last = std::ranges::find_if(digits, [](std::byte digit) { return digit < std::byte{0x80}; });
    return static_cast<std::size_t>(last - digits.begin()) + 1;
}

} // namespace

tl::expected<std::vector<std::byte>, FrameProblem> framed(const Rule& rule, std::span<const std::byte> payload)
{
    Framed frame = framedBy(rule.framing, payload);
    if (!frame)
        return frame;
    if (frame->size() > rule.limit)
        return cannot(FrameKind::OverLimit, rule.limit);
    if (const auto* const delimiter = std::get_if<Delimiter>(&rule.framing)) {
        const std::size_t length = firstOf(rule, *frame).length;
        const std::size_t before = frame->size() - payload.size() - delimiter->end.size();
        if (length < frame->size())
            return cannot(FrameKind::EndInside, 0, length - delimiter->end.size() - before);
    }
    return frame;
}

std::optional<std::vector<std::byte>> payloadOf(const Rule& rule, std::span<const std::byte> message)
{
    const Mark mark = firstOf(rule, message);
    if (mark.length != message.size() || mark.fit != Fit::Complete)
        return std::nullopt;
    using Payload = std::optional<FrameBytes>;
    return std::visit(
        base::Overloaded{
            [&](const Delimiter& framing) { return Payload(withoutDelimiter(framing, message)); },
            [&](const LengthField& framing) { return Payload(withoutNumber(message, framing.offset, framing.width)); },
            [&](const VarintPrefix& framing) {
                return Payload(withoutNumber(message, framing.offset, varintSize(message.subspan(framing.offset))));
            },
            [&](Slip) { return unstuffed(Stuffing::Slip, message); },
            [&](Cobs) { return unstuffed(Stuffing::Cobs, message); },
            [&](const auto&) { return Payload(FrameBytes(message.begin(), message.end())); },
        },
        rule.framing);
}

} // namespace message
