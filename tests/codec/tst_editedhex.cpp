// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "samples.h"

#include "codec/hex.h"
#include "codec/hexpaste.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace samples;

/// What a hex editor refuses although all of it is hex digits.
class TestEditedHex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dumpThatDoesNotHoldTogetherIsRefused_data()
    {
        using codec::Reason;
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<Reason>("reason");
        const QString full = u" 61 62 63 64 61 62 63 64 61 62 63 64 61 62 63 64\n"_s;
        QTest::newRow("a gap") << u"00000000  61 62 63 64\n00000020  65 66"_s << 2 << Reason::OffsetMisfit;
        QTest::newRow("a gap, one blank") << u"00000000 61 62 63 64\n00000020 65 66"_s << 2 << Reason::OffsetMisfit;
        QTest::newRow("a gap, six digits") << u"000000 61 62\n000010 65"_s << 2 << Reason::OffsetMisfit;
        QTest::newRow("a gap, Wireshark's") << u"0000   61 62\n0010   65"_s << 2 << Reason::OffsetMisfit;
        QTest::newRow("a gap on the third line")
            << u"00000000  61 62\n00000002  63\n00000004  65"_s << 3 << Reason::OffsetMisfit;
        QTest::newRow("a gap, with characters")
            << u"00000000  61 62  |ab|\n00000020  65  |e|"_s << 2 << Reason::OffsetMisfit;
        QTest::newRow("a step back") << u"00000010  61 62\n00000000  65"_s << 2 << Reason::OffsetMisfit;
        QTest::newRow("another end") << u"00000000  61 62 63 64\n00000006"_s << 2 << Reason::OffsetMisfit;
        QTest::newRow("a short line repeated")
            << u"00000000 61 62 63 64 0a\n*\n00000020 65"_s << 2 << Reason::FoldMisfit;
        QTest::newRow("a short line repeated, to where it could end")
            << u"00000000  61 62 63 64 0a\n*\n0000000f  65"_s << 2 << Reason::FoldMisfit;
        QTest::newRow("a short line of od repeated")
            << u"000000"_s + full + u"000010 61\n*\n000020 65"_s << 3 << Reason::FoldMisfit;
        QTest::newRow("a part of a line") << u"00000000 "_s + full + u"*\n00000028  65"_s << 2 << Reason::FoldMisfit;
        QTest::newRow("a fold back") << u"00000010 "_s + full + u"*\n00000010  65"_s << 3 << Reason::OffsetMisfit;
        QTest::newRow("a fold of gigabytes")
            << u"00000000 "_s + full + u"*\nfffffff0  65"_s << 2 << Reason::FoldTooLong;
        QTest::newRow("characters or bytes at the end")
            << u"00000000 "_s + full + u"00000010  01 02 03 04 05 06 07 08  09 0a"_s << 1 << Reason::OffsetInDoubt;
        QTest::newRow("WinDbg's dd") << u"00401000  efbeadde 03020100"_s << 1 << Reason::WordOrder;
        QTest::newRow("dd of several lines") << u"00401000  efbeadde 03020100 07060504 0b0a0908\n"
                                                u"00401010  00000001 00000000 ffffffff 00000000\n"_s
                                             << 1 << Reason::WordOrder;
        QTest::newRow("dd of one word in each line")
            << u"\n00000000  00000001\n00000010  00000002"_s << 2 << Reason::WordOrder;
        QTest::newRow("dd with no-break spaces")
            << u"00401000\u00a0\u00a0efbeadde\u00a003020100"_s << 1 << Reason::NotHexDigit;
        QTest::newRow("WinDbg's dq") << u"00000000`00401000  0302010003020100"_s << 1 << Reason::WordOrder;
        QTest::newRow("dq of an address in one piece")
            << u"0000000000401000  0302010003020100 0000000000000001"_s << 1 << Reason::WordOrder;
        QTest::newRow("WinDbg's dw") << u"00401000  beef dead 0100 0302"_s << 1 << Reason::WordOrder;
        QTest::newRow("od -A x -t x4") << u"000000 efbeadde 03020100 07060504 0b0a0908\n000010 00000001\n000014\n"_s
                                       << 1 << Reason::WordOrder;
    }
    /// Its offsets would go out as bytes, or bytes be made up.
    void dumpThatDoesNotHoldTogetherIsRefused()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(codec::Reason, reason);
        QVERIFY(!codec::normalizePastedHex(unitsOf(text)).has_value());
        const auto parsed = codec::parseEditedHex(unitsOf(text));
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().reason, reason);
        QCOMPARE(text.first(static_cast<qsizetype>(parsed.error().offset)).count(u'\n') + 1, line);
    }

    void plainHexWithGroupsIsNoDump_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("one line") << u"00000000 61 62"_s;
        QTest::newRow("short groups") << u"0000 61 62\n0020 65 66"_s;
        QTest::newRow("a magic number before each message") << u"cafebabe 61 62\ncafebabe 65 66"_s;
        QTest::newRow("addresses that go up and down") << u"0a000001 61 62\n0a000003 63\n0a000002 65 66"_s;
        QTest::newRow("long words") << u"00401000 efbeadde 03020100\n07060504 0b0a0908 00000001"_s;
        QTest::newRow("long words with two blanks between all") << u"00401000  efbeadde  03020100"_s;
        QTest::newRow("long words with a gap in the middle") << u"00401000 efbeadde  03020100 07060504"_s;
        QTest::newRow("words that count") << u"00000001 00000002\n00000003 00000004"_s;
        QTest::newRow("xxd -p") << u"61626364\n65666768"_s;
        QTest::newRow("bytes in two columns") << u"00 61  62 63\n00 65  66 67"_s;
    }
    void plainHexWithGroupsIsNoDump()
    {
        QFETCH(QString, text);
        QCOMPARE(codec::parseEditedHex(unitsOf(text)), codec::parseHex(unitsOf(text)));
        QVERIFY(codec::parseHex(unitsOf(text)).has_value());
    }

    void binaryNumberIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("place");
        QTest::newRow("one") << u"0b11011110"_s << 0;
        QTest::newRow("several") << u"0b11011110 0b10101101"_s << 0;
        QTest::newRow("a capital B") << u"0B11011110"_s << 0;
        QTest::newRow("with commas") << u"0b11011110, 0b10101101"_s << 0;
        QTest::newRow("of 16 digits") << u"0b1101111010101101"_s << 0;
        QTest::newRow("behind plain hex") << u"de ad\n0b11011110"_s << 6;
        QTest::newRow("between no-break spaces") << u"de\u00a00b11011110"_s << 3;
    }
    void binaryNumberIsRefused()
    {
        QFETCH(QString, text);
        QFETCH(int, place);
        QVERIFY(!codec::normalizePastedHex(unitsOf(text)).has_value());
        const codec::Parsed<std::vector<std::byte>> wanted
            = codec::refused(static_cast<std::size_t>(place), codec::Reason::BinaryNumber);
        QCOMPARE(codec::parseEditedHex(unitsOf(text)), wanted);
    }

    void hexThatBeginsWith0bIsNoBinaryNumber_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("another digit") << u"0b11011112"_s;
        QTest::newRow("less than eight digits") << u"0b1101"_s;
        QTest::newRow("not at the beginning") << u"de0b11011110"_s;
        QTest::newRow("as bytes") << u"0b 11 01 11 10"_s;
        QTest::newRow("one byte apart") << u"0b 11011110"_s;
    }
    void hexThatBeginsWith0bIsNoBinaryNumber()
    {
        QFETCH(QString, text);
        QVERIFY(codec::parseEditedHex(unitsOf(text)).has_value());
        QCOMPARE(codec::parseEditedHex(unitsOf(text)), codec::parseHex(unitsOf(text)));
    }
};

QTEST_GUILESS_MAIN(TestEditedHex)
#include "tst_editedhex.moc"
