// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/detailtable.h"

#include <QTest>

#include <cstring>

using capture::DetailTable;

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

/// The blob of a number in a file that begins with the table's first byte.
std::string blobAt(std::span<const std::byte> file, base::DetailId id)
{
    std::uint32_t length = 0;
    const auto blob = file.subspan(capture::detailOffset(id));
    std::memcpy(&length, blob.data(), sizeof(length));
    return {reinterpret_cast<const char*>(blob.data()) + sizeof(length), length};
}

} // namespace

class TestDetailTable final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreThePlacesInTheFile()
    {
        DetailTable table;
        QCOMPARE(table.intern(bytesOf("1234")), base::DetailId{1}); // 4 + 4 bytes
        QCOMPARE(table.intern(bytesOf("12345")), base::DetailId{2}); // 4 + 5, and 7 to fill up
        QCOMPARE(table.intern(bytesOf("x")), base::DetailId{4});
        QCOMPARE(table.size(), 32U);
        QCOMPARE(blobAt(table.staged(), {1}), std::string("1234"));
        QCOMPARE(blobAt(table.staged(), {2}), std::string("12345"));
        QCOMPARE(blobAt(table.staged(), {4}), std::string("x"));
    }

    void whatIsCommittedIsStillKnown()
    {
        DetailTable table;
        const auto id = table.intern(bytesOf("one"));
        table.commit();
        QVERIFY(table.staged().empty());
        QCOMPARE(table.offset(), 8U);
        QCOMPARE(table.intern(bytesOf("one")), id);
        QVERIFY(table.staged().empty());
        QCOMPARE(table.intern(bytesOf("two")), base::DetailId{2});
    }

    // After a failed write the numbers are given again: nothing may be known by them.
    void whatIsDiscardedIsForgotten()
    {
        DetailTable table;
        QCOMPARE(table.intern(bytesOf("kept")), base::DetailId{1});
        table.commit();
        QCOMPARE(table.intern(bytesOf("lost")), base::DetailId{2});
        QCOMPARE(table.epoch(), 0U);
        table.discard();
        QCOMPARE(table.epoch(), 1U);
        QCOMPARE(table.size(), 8U);
        QCOMPARE(table.intern(bytesOf("other")), base::DetailId{2});
        QVERIFY(table.intern(bytesOf("lost")) != base::DetailId{2});
        QCOMPARE(blobAt(table.staged(), {1}), std::string("other")); // staged begins at the second number
    }

    void bytesThatDifferOnlyInANulAreDifferent()
    {
        DetailTable table;
        const auto one = table.intern(bytesOf("a"));
        QVERIFY(table.intern(bytesOf({"a\0", 2})) != one);
        QVERIFY(table.intern(bytesOf({"a\0\0", 3})) != one);
        QCOMPARE(table.intern(bytesOf("a")), one);
    }

    void longOnesAreKeptButNotRemembered()
    {
        DetailTable table;
        const std::string text(capture::MaxDetailBytes, 'x');
        const auto one = table.intern(bytesOf(text));
        const auto two = table.intern(bytesOf(text));
        QVERIFY(one.has_value() && two.has_value() && one != two);
        QCOMPARE(blobAt(table.staged(), *one), text);
        QCOMPARE(blobAt(table.staged(), *two), text);
    }

    // A flood from changing addresses: everything gets a number, and the file is what grows.
    void aFloodIsNumberedRightly()
    {
        DetailTable table;
        for (std::uint32_t i = 0; i < 200'000; ++i) {
            const std::string text = std::to_string(i);
            const std::uint64_t before = table.size();
            const auto id = table.intern(bytesOf(text));
            QVERIFY(id.has_value());
            QCOMPARE(capture::detailOffset(*id), before);
            if (i % 1000 == 0) {
                QCOMPARE(blobAt(table.staged(), {std::uint32_t((before - table.offset()) / 8 + 1)}), text);
                table.commit();
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestDetailTable)
#include "tst_detailtable.moc"
