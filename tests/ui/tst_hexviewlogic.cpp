// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tst_hexviewbytes.h"
#include "ui/bytes/gotooffset.h"
#include "ui/bytes/hexdumptext.h"
#include "ui/bytes/hexlayout.h"
#include "ui/bytes/hexselection.h"
#include "ui/bytes/sizetext.h"
#include "ui/bytes/valuehint.h"

#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace ui;

namespace {

constexpr std::uint64_t TebiByte = std::uint64_t{1} << 40;

HexLayout layoutOf(int bytesPerRow)
{
    HexLayout layout;
    layout.bytesPerRow = bytesPerRow;
    return layout;
}

} // namespace

/// The parts of the hex view that need no widget.
class TestHexViewLogic final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowHoldsWhatTheWidthHolds_data()
    {
        QTest::addColumn<qreal>("spare");
        QTest::addColumn<int>("fits");
        QTest::addColumn<int>("bytes");
        QTest::newRow("wide") << 0.0 << 32 << 32;
        QTest::newRow("a pixel short of wide") << -1.0 << 32 << 16;
        QTest::newRow("usual") << 0.0 << 16 << 16;
        QTest::newRow("a pixel short of usual") << -1.0 << 16 << 8;
        QTest::newRow("too narrow for any") << -1.0 << 8 << 8;
    }
    void rowHoldsWhatTheWidthHolds()
    {
        QFETCH(qreal, spare);
        QFETCH(int, fits);
        QFETCH(int, bytes);
        QCOMPARE(HexLayout::fitting(layoutOf(fits).width() + spare, 1 << 20, 8, 16).bytesPerRow, bytes);
    }

    void offsetsGrowWithTheSize()
    {
        QCOMPARE(HexLayout::fitting(1000, 0, 8, 16).offsetDigits, 4);
        QCOMPARE(HexLayout::fitting(1000, 1 << 16, 8, 16).offsetDigits, 4);
        QCOMPARE(HexLayout::fitting(1000, (1 << 16) + 1, 8, 16).offsetDigits, 8);
        QCOMPARE(HexLayout::fitting(1000, std::uint64_t{1} << 32, 8, 16).offsetDigits, 8);
        QCOMPARE(HexLayout::fitting(1000, (std::uint64_t{1} << 32) + 1, 8, 16).offsetDigits, 16);
    }

    void lastRowMayBeShort()
    {
        const HexLayout layout = layoutOf(16);
        QCOMPARE(layout.rowCount(0), 0U);
        QCOMPARE(layout.rowCount(1), 1U);
        QCOMPARE(layout.rowCount(16), 1U);
        QCOMPARE(layout.rowCount(17), 2U);
        QCOMPARE(layout.rowCount(~std::uint64_t{0}), std::uint64_t{1} << 60);
    }

    void everyByteIsHitWhereItIsPainted()
    {
        for (const int bytes : {8, 16, 32}) {
            const HexLayout layout = layoutOf(bytes);
            for (int i = 0; i < bytes; ++i) {
                for (const HexColumn column : {HexColumn::Hex, HexColumn::Ascii}) {
                    const HexLayout::Hit hit = layout.hit(layout.span(column, i, i).center().x());
                    QCOMPARE(hit.column, column);
                    QCOMPARE(hit.index, i);
                }
            }
        }
    }

    void placesOutsideHitTheNearestByte()
    {
        const HexLayout layout = layoutOf(16);
        QCOMPARE(layout.hit(-50).index, 0);
        QCOMPARE(layout.hit(-50).column, HexColumn::Hex);
        QCOMPARE(layout.hit(1e6).index, 15);
        QCOMPARE(layout.hit(1e6).column, HexColumn::Ascii);
        // A drag stays in its column, wherever the mouse goes.
        QCOMPARE(layout.hitIn(HexColumn::Hex, 1e6), 15);
        QCOMPARE(layout.hitIn(HexColumn::Ascii, 0), 0);
    }

    void marksOfNeighbouringBytesDoNotOverlap()
    {
        const HexLayout layout = layoutOf(16);
        for (int i = 1; i < 16; ++i) {
            QVERIFY(layout.span(HexColumn::Hex, i - 1, i - 1).right() <= layout.span(HexColumn::Hex, i, i).left());
            QCOMPARE(layout.span(HexColumn::Hex, 0, i).right(), layout.span(HexColumn::Hex, i, i).right());
        }
        QVERIFY(layout.span(HexColumn::Hex, 15, 15).right() < layout.asciiX(0));
    }

    void nothingIsSelectedBeforeTheFirstMove()
    {
        HexSelection selection;
        selection.reset(100);
        QVERIFY(selection.isEmpty());
        QCOMPARE(selection.range(), (ByteRange{0, 0}));
        selection.moveBy(1, Extend::Yes);
        QCOMPARE(selection.range(), (ByteRange{0, 1}));
        selection.clear();
        selection.moveByRows(-1, 16, Extend::No);
        QCOMPARE(selection.cursor(), std::optional<std::uint64_t>(0));
        selection.clear();
        selection.moveToRowEnd(16, Extend::No);
        QCOMPARE(selection.cursor(), std::optional<std::uint64_t>(15));
    }

    void nothingMovesWhereThereIsNothing()
    {
        HexSelection selection;
        selection.reset(0);
        selection.moveTo(5, Extend::No);
        selection.moveBy(-1, Extend::Yes);
        selection.moveByRows(3, 16, Extend::No);
        selection.moveToRowStart(16, Extend::No);
        selection.moveToRowEnd(16, Extend::No);
        selection.selectAll();
        QVERIFY(selection.isEmpty());
    }

    void movesStopAtTheEnds_data()
    {
        QTest::addColumn<quint64>("from");
        QTest::addColumn<qint64>("by");
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<quint64>("to");
        QTest::newRow("left at start") << quint64{0} << qint64{-1} << qint64{0} << quint64{0};
        QTest::newRow("right at end") << quint64{99} << qint64{1} << qint64{0} << quint64{99};
        QTest::newRow("far left") << quint64{50} << qint64{INT64_MIN} << qint64{0} << quint64{0};
        QTest::newRow("far right") << quint64{50} << qint64{INT64_MAX} << qint64{0} << quint64{99};
        QTest::newRow("up in first row") << quint64{5} << qint64{0} << qint64{-1} << quint64{5};
        QTest::newRow("down keeps the column") << quint64{5} << qint64{0} << qint64{1} << quint64{21};
        QTest::newRow("down into a short row") << quint64{90} << qint64{0} << qint64{1} << quint64{99};
        QTest::newRow("down in last row") << quint64{97} << qint64{0} << qint64{7} << quint64{97};
        QTest::newRow("a page beyond") << quint64{33} << qint64{0} << qint64{INT64_MIN} << quint64{1};
    }
    void movesStopAtTheEnds()
    {
        QFETCH(quint64, from);
        QFETCH(qint64, by);
        QFETCH(qint64, rows);
        QFETCH(quint64, to);
        HexSelection selection;
        selection.reset(100);
        selection.moveTo(from, Extend::No);
        selection.moveBy(by, Extend::No);
        selection.moveByRows(rows, 16, Extend::No);
        QCOMPARE(selection.cursor(), std::optional<std::uint64_t>(to));
        QCOMPARE(selection.range(), (ByteRange{to, 1}));
    }

    void extendingCrossesTheAnchor()
    {
        HexSelection selection;
        selection.reset(100);
        selection.moveTo(20, Extend::No);
        selection.moveBy(3, Extend::Yes);
        QCOMPARE(selection.range(), (ByteRange{20, 4}));
        selection.moveBy(-8, Extend::Yes);
        QCOMPARE(selection.range(), (ByteRange{15, 6}));
        QCOMPARE(selection.anchor(), 20U);
        selection.moveToRowStart(16, Extend::Yes);
        QCOMPARE(selection.range(), (ByteRange{0, 21}));
    }

    void selectedRangeIsCutAtTheEnd()
    {
        HexSelection selection;
        selection.reset(TebiByte);
        selection.select({TebiByte - 4, 100});
        QCOMPARE(selection.range(), (ByteRange{TebiByte - 4, 4}));
        selection.selectAll();
        QCOMPARE(selection.range(), (ByteRange{0, TebiByte}));
        selection.select({7, 0});
        QVERIFY(selection.isEmpty());
    }

    void offsetsAreReadAsTyped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint64>("offset");
        QTest::newRow("decimal") << u"4096"_s << quint64{4096};
        QTest::newRow("hex") << u"0x1000"_s << quint64{4096};
        QTest::newRow("upper case") << u"0XfFf"_s << quint64{4095};
        QTest::newRow("spaces around") << u" 16 "_s << quint64{16};
        QTest::newRow("forward") << u"+16"_s << quint64{1016};
        QTest::newRow("back") << u"-0x10"_s << quint64{984};
        QTest::newRow("back to the start") << u"-1000"_s << quint64{0};
        QTest::newRow("last byte") << u"0xffffffffff"_s << quint64{TebiByte - 1};
    }
    void offsetsAreReadAsTyped()
    {
        QFETCH(QString, text);
        QFETCH(quint64, offset);
        const auto result = parseOffset(text, 1000, TebiByte);
        QVERIFY(result.has_value());
        QCOMPARE(*result, offset);
    }

    void wrongOffsetsAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<OffsetProblem>("problem");
        QTest::newRow("empty") << u""_s << OffsetProblem::Empty;
        QTest::newRow("blank") << u"  "_s << OffsetProblem::Empty;
        QTest::newRow("sign alone") << u"-"_s << OffsetProblem::NotANumber;
        QTest::newRow("prefix alone") << u"0x"_s << OffsetProblem::NotANumber;
        QTest::newRow("hex without prefix") << u"ff"_s << OffsetProblem::NotANumber;
        QTest::newRow("two signs") << u"+-1"_s << OffsetProblem::NotANumber;
        QTest::newRow("inner space") << u"1 0"_s << OffsetProblem::NotANumber;
        QTest::newRow("full-width digit") << u"１"_s << OffsetProblem::NotANumber;
        QTest::newRow("before the start") << u"-1001"_s << OffsetProblem::BeforeStart;
        QTest::newRow("far before the start") << u"-99999999999999999999"_s << OffsetProblem::BeforeStart;
        QTest::newRow("size itself") << u"0x10000000000"_s << OffsetProblem::BeyondEnd;
        QTest::newRow("over 64 bits") << u"99999999999999999999"_s << OffsetProblem::BeyondEnd;
        QTest::newRow("sum over 64 bits") << u"+18446744073709551615"_s << OffsetProblem::BeyondEnd;
    }
    void wrongOffsetsAreRefused()
    {
        QFETCH(QString, text);
        QFETCH(OffsetProblem, problem);
        const auto result = parseOffset(text, 1000, TebiByte);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error(), problem);
    }

    void sizesHaveNoNeedlessDecimals()
    {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(sizeText(0), u"0 bytes"_s);
        QCOMPARE(sizeText(1023), u"1023 bytes"_s);
        QCOMPARE(sizeText(1024), u"1 KiB"_s);
        QCOMPARE(sizeText(1536), u"1.5 KiB"_s);
        QCOMPARE(sizeText(TebiByte), u"1 TiB"_s);
    }

    void hintsTakeTheWidthsThatFit()
    {
        const std::array bytes{std::byte{0x12}, std::byte{0x34}, std::byte{0x56}, std::byte{0x78}};
        const std::span<const std::byte> all(bytes);
        QCOMPARE(valueHint({}), QString());
        QCOMPARE(valueHint(all.first(1)), u"u8 18"_s);
        QCOMPARE(valueHint(all.first(3)), u"u8 18   u16 LE 13330 BE 4660"_s);
        QCOMPARE(valueHint(all), u"u8 18   u16 LE 13330 BE 4660   u32 LE 2018915346 BE 305419896"_s);
    }

    void dumpTellsEveryByteAndItsPlace()
    {
        QByteArray bytes;
        for (int i = 0; i < 40; ++i)
            bytes += static_cast<char>(i * 7);
        HexDumpText dump(std::make_shared<KnownBytes>(bytes), {});
        QCOMPARE(dump.text().count(u'\n'), 3);
        for (int i = 0; i < 40; ++i) {
            const int position = dump.positionOf(static_cast<std::uint64_t>(i));
            QCOMPARE(dump.text().mid(position, 2).toLatin1(), bytes.mid(i, 1).toHex());
            QCOMPARE(dump.byteAt(position), std::optional(static_cast<std::uint64_t>(i)));
            QCOMPARE(dump.byteAt(position + 1), std::optional(static_cast<std::uint64_t>(i)));
        }
        QCOMPARE(dump.positionOf(40), static_cast<int>(dump.text().size()));
        QVERIFY(!dump.byteAt(static_cast<int>(dump.text().size())));
        QVERIFY(!dump.byteAt(-1));
    }

    void dumpFindsBytesByTheirCharacter()
    {
        HexDumpText dump(std::make_shared<KnownBytes>("0123456789abcdefXYZ"), {});
        QCOMPARE(dump.byteAt(static_cast<int>(dump.text().indexOf(u"YZ|"))), std::optional<std::uint64_t>(17));
        QCOMPARE(dump.byteAt(static_cast<int>(dump.text().indexOf(u"ef|"))), std::optional<std::uint64_t>(14));
    }

    void dumpOfALargePayloadEndsWithANote()
    {
        auto source = std::make_shared<EndlessBytes>(TebiByte);
        HexDumpText dump(source, {});
        QCOMPARE(source->bytesRead, 0U);
        QVERIFY(dump.text().startsWith(u"00000000  00 01 02 03"));
        QVERIFY2(dump.text().endsWith(u"(the first 64 KiB of 1 TiB)\n"), qPrintable(dump.text().right(80)));
        QCOMPARE(source->bytesRead, HexDumpText::MaxBytes);
        QCOMPARE(dump.positionOf(TebiByte - 1), static_cast<int>(dump.text().size()));
        QVERIFY(!dump.byteAt(static_cast<int>(dump.text().size()) - 3));
    }

    void dumpSaysWhatCannotBeRead()
    {
        HexDumpText dump(std::make_shared<EndlessBytes>(100, 20), {});
        QVERIFY(dump.text().endsWith(u"(the rest cannot be read)\n"));
        QCOMPARE(dump.positionOf(20), static_cast<int>(dump.text().size()));
    }

    void dumpOfNothingIsTheReason()
    {
        HexDumpText none(nullptr, u"nothing"_s);
        QCOMPARE(none.text(), u"nothing"_s);
        QVERIFY(!none.byteAt(0));
        QCOMPARE(none.positionOf(0), 7);
        HexDumpText empty(std::make_shared<KnownBytes>(QByteArray()), u"no bytes"_s);
        QCOMPARE(empty.text(), u"no bytes"_s);
    }
};

QTEST_GUILESS_MAIN(TestHexViewLogic)
#include "tst_hexviewlogic.moc"
