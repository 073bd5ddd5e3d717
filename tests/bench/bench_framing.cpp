// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_framing [--mib 256] [--rounds 5] [--message 64] [--piece 65536]
// A stream of equally long messages in memory, framed by rules of each kind on one core, and read by one thread, in
// turn. The first round warms up and does not count.
#include "message/framer.h"
#include "message/ruletext.h"
#include "message/stuffing.h"
#include "tests/bench/measure.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

struct Stream
{
    const char* rule;
    std::vector<std::byte> bytes;
    std::vector<double> rates{}; ///< MiB/s
};

/// One message by the rule, framing and all.
std::vector<std::byte> messageOf(std::string_view rule, std::size_t size)
{
    std::vector<std::byte> message(size, std::byte{'x'});
    if (rule == "lines") {
        message.back() = std::byte{'\n'};
    } else if (rule == "delimiter=crlf") {
        message[size - 2] = std::byte{'\r'};
        message.back() = std::byte{'\n'};
    } else if (rule == "stx-etx") {
        message.front() = std::byte{2};
        message.back() = std::byte{3};
    } else if (rule == "dns-tcp") {
        message[0] = static_cast<std::byte>((size - 2) >> 8);
        message[1] = static_cast<std::byte>(size - 2);
    } else if (rule == "protobuf") {
        message[0] = static_cast<std::byte>(((size - 2) & 0x7f) | 0x80);
        message[1] = static_cast<std::byte>((size - 2) >> 7);
    } else if (rule == "slip" || rule == "cobs") {
        message = message::stuffed(
            rule == "slip" ? message::Stuffing::Slip : message::Stuffing::Cobs, std::span(message).first(size - 2));
    }
    return message;
}

std::vector<std::byte> streamOf(std::string_view rule, std::size_t bytes, std::size_t messageBytes)
{
    const std::vector<std::byte> message = messageOf(rule, messageBytes);
    std::vector<std::byte> stream;
    stream.reserve(bytes);
    while (stream.size() + message.size() <= bytes)
        stream.insert(stream.end(), message.begin(), message.end());
    return stream;
}

/// As a scan of a capture does it: piece by piece, the marks of each looked at and let go.
std::uint64_t frameAll(const Stream& stream, std::size_t pieceBytes)
{
    message::Framer framer(message::parseRule(stream.rule).value());
    std::vector<message::Mark> marks;
    std::uint64_t count = 0;
    for (std::span<const std::byte> rest = stream.bytes; !rest.empty();) {
        const auto piece = rest.first(std::min(pieceBytes, rest.size()));
        framer.feed(piece, 0, marks);
        rest = rest.subspan(piece.size());
        count += marks.size();
        marks.clear();
    }
    return count;
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t mib = bench::number(argc, argv, "--mib", 256);
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    const std::size_t messageBytes = bench::number(argc, argv, "--message", 64);
    const std::size_t pieceBytes = bench::number(argc, argv, "--piece", 65'536);
    bench::check(messageBytes > 2 && messageBytes < 16'384, "--message");
    bench::check(pieceBytes > 0, "--piece");
    bench::pinToOneCore();
    const std::string fixed = "fixed=" + std::to_string(messageBytes);
    for (const char* rule :
        {"lines", "delimiter=crlf", "stx-etx", fixed.c_str(), "dns-tcp", "protobuf", "slip", "cobs"}) {
        Stream stream{rule, streamOf(rule, mib << 20, messageBytes)};
        const std::size_t oneSize = messageOf(rule, messageBytes).size();
        for (std::size_t round = 0; round <= rounds; ++round) {
            const bench::Stopwatch watch;
            bench::check(frameAll(stream, pieceBytes) == stream.bytes.size() / oneSize, "each message is told");
            if (round > 0)
                stream.rates.push_back(static_cast<double>(stream.bytes.size() >> 20) / watch.seconds());
        }
        bench::report("framing", rule, "MiB/s", stream.rates);
    }
    return 0;
}
