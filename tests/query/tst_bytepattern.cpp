// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/bytepattern.h"

#include <QTest>

#include <random>
#include <string>

using query::BytePattern;

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

std::vector<std::byte> randomBytes(std::mt19937& random, std::size_t size, unsigned values)
{
    std::vector<std::byte> bytes(size);
    for (std::byte& byte : bytes)
        byte = static_cast<std::byte>(random() % values);
    return bytes;
}

} // namespace

class TestBytePattern final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsAtEveryPlace()
    {
        // Whatever block of the search it lies in, or across two of them.
        const BytePattern pattern = BytePattern::fromText("needle", false);
        for (std::size_t size : {6U, 7U, 100U, 128U, 133U, 134U, 300U}) {
            for (std::size_t place = 0; place + 6 <= size; ++place) {
                std::string text(size, 'n');
                text.replace(place, 6, "needle");
                QCOMPARE(pattern.find(bytesOf(text)), std::optional(place));
                QCOMPARE(pattern.find(bytesOf(text), place + 1), std::nullopt);
            }
        }
        QCOMPARE(pattern.find({}), std::nullopt);
        QCOMPARE(pattern.find(bytesOf("needl")), std::nullopt);
        QCOMPARE(pattern.find(bytesOf("needle"), 100), std::nullopt);
    }

    void onlyAsciiLettersHaveTwoCases()
    {
        const BytePattern pattern = BytePattern::fromText("a[\xc3\xa4", true);
        QCOMPARE(pattern.find(bytesOf("A[\xc3\xa4")), std::optional<std::size_t>(0));
        QCOMPARE(pattern.find(bytesOf("A{\xc3\xa4")), std::nullopt);
        QCOMPARE(pattern.find(bytesOf("A[\xc3\x84")), std::nullopt);
    }

    void knowsWhatHasOnlyBegun()
    {
        const BytePattern pattern = BytePattern::fromText("abab", false);
        QCOMPARE(pattern.findBegun(bytesOf("xaba")), std::optional<std::size_t>(1));
        QCOMPARE(pattern.findBegun(bytesOf("xaba"), 2), std::optional<std::size_t>(3));
        QCOMPARE(pattern.findBegun(bytesOf("abab")), std::optional<std::size_t>(2));
        QCOMPARE(pattern.findBegun(bytesOf("abx")), std::nullopt);
        QCOMPARE(pattern.findBegun({}), std::nullopt);
        QCOMPARE(BytePattern::fromText("a", false).findBegun(bytesOf("a")), std::nullopt);
    }

    /// Against the plainest search. The seed is in the output.
    void findsWhatAPlainSearchFinds()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 3000; ++round) {
            const unsigned values = round % 2 == 0 ? 3 : 256;
            const auto bytes = randomBytes(random, random() % 600, values);
            auto wanted = randomBytes(random, 1 + random() % (round % 10 == 0 ? 200 : 6), values);
            if (bytes.size() > wanted.size() && round % 3 == 0) {
                const auto from
                    = bytes.begin() + static_cast<std::ptrdiff_t>(random() % (bytes.size() - wanted.size()));
                std::copy(from, from + static_cast<std::ptrdiff_t>(wanted.size()), wanted.begin());
            }
            std::vector<std::byte> masks(wanted.size(), std::byte{0xff});
            for (std::byte& mask : masks) {
                if (round % 4 == 1 && random() % 3 == 0)
                    mask = static_cast<std::byte>(random() % 256);
            }
            const auto matches = [&](std::size_t place) {
                for (std::size_t i = 0; i < wanted.size(); ++i) {
                    if (((bytes[place + i] ^ wanted[i]) & masks[i]) != std::byte{0})
                        return false;
                }
                return true;
            };
            const BytePattern pattern(wanted, masks);
            std::size_t from = 0;
            for (std::size_t place = 0; place + wanted.size() <= bytes.size(); ++place) {
                if (!matches(place))
                    continue;
                QCOMPARE(pattern.find(bytes, from), std::optional(place));
                from = place + 1;
            }
            QCOMPARE(pattern.find(bytes, from), std::nullopt);
        }
    }
};

QTEST_GUILESS_MAIN(TestBytePattern)
#include "tst_bytepattern.moc"
