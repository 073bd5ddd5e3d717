// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/hexdump.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace samples;

class TestHexDump final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineIsCanonical()
    {
        std::string line;
        codec::appendHexDumpLine(line, 0x20, bytesOf("Hello, world"));
        QCOMPARE(line, std::string("00000020  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64              |Hello, world|"));
    }

    void fullLineKeepsTheBarsOfAShortOne()
    {
        std::string line;
        codec::appendHexDumpLine(line, 0, bytesOf("0123456789abcdef"));
        QCOMPARE(line, std::string("00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|"));
        QCOMPARE(line[codec::asciiColumn(0, 8)], '0');
        QCOMPARE(line.substr(codec::hexColumn(15, 8), 2), std::string("66"));
    }

    void lineIsAppended()
    {
        std::string line = "> ";
        codec::appendHexDumpLine(line, 0, bytesOf("A"));
        QCOMPARE(line, std::string("> 00000000  41" + std::string(48, ' ') + "|A|"));
    }

    void onlyPrintableAsciiIsShown()
    {
        const std::string dump = codec::hexDump(bytesOf(everyByte()));
        for (const char letter : dump)
            QVERIFY(letter == '\n' || (letter >= 0x20 && letter < 0x7f));
        std::string line;
        codec::appendHexDumpLine(line, 0, bytesOf("\x1f ~\x7f\x80\xff\x1b\n"));
        QCOMPARE(line.substr(codec::asciiColumn(0, 8)), std::string(". ~.....|"));
    }

    void offsetGrowsBeyondFourGibibytes()
    {
        const std::uint64_t limit = std::uint64_t{1} << 32;
        QCOMPARE(codec::hexDumpOffsetDigits(0), std::size_t{8});
        QCOMPARE(codec::hexDumpOffsetDigits(limit), std::size_t{8});
        QCOMPARE(codec::hexDumpOffsetDigits(limit + 1), std::size_t{16});
        QVERIFY(codec::hexDump(bytesOf("A"), limit - 1).starts_with("ffffffff  41 "));
        QVERIFY(codec::hexDump(bytesOf("A"), limit).starts_with("0000000100000000  41 "));
        const std::string across = codec::hexDump(bytesOf(QByteArray(17, 'x')), limit - 16);
        QVERIFY(across.starts_with("00000000fffffff0  78 "));
        QVERIFY(across.find("\n0000000100000000  78 ") != std::string::npos);
    }

    void nothingIsNoLine() { QCOMPARE(codec::hexDump({}), std::string()); }

    void equalLinesStay()
    {
        const std::string dump = codec::hexDump(bytesOf(QByteArray(64, 'x')));
        QCOMPARE(std::count(dump.begin(), dump.end(), '\n'), 4);
        QCOMPARE(dump.find('*'), std::string::npos);
    }

    void agreesWithHexdump()
    {
        std::mt19937 random = randomness();
        for (int i = 0; i < 12; ++i) {
            const QByteArray bytes = i == 0 ? everyByte() : pick(random, everyByte(), 100);
            auto expected = outputOf(u"hexdump"_s, {u"-C"_s, u"-v"_s}, bytes);
            if (!expected)
                QSKIP("hexdump is not installed");
            // hexdump ends with a line that holds only the offset of the end.
            expected->truncate(expected->lastIndexOf('\n', -2) + 1);
            QCOMPARE(QByteArray::fromStdString(codec::hexDump(bytesOf(bytes))), *expected);
        }
    }

    void largeRangeHasALineForEverySixteenBytes()
    {
        const std::string dump = codec::hexDump(bytesOf(QByteArray(10 << 20, 'x')));
        QCOMPARE(std::count(dump.begin(), dump.end(), '\n'), (10 << 20) / 16);
    }
};

QTEST_GUILESS_MAIN(TestHexDump)
#include "tst_hexdump.moc"
