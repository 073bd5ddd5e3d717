// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/dumprow.h"
#include "codec/hexdump.h"
#include "codec/pasteddump.h"

#include <QTest>

using codec::DumpStyle;
using codec::pastedDump;
using codec::readDumpRow;
using namespace Qt::StringLiterals;
using namespace samples;

Q_DECLARE_METATYPE(codec::DumpStyle)

namespace {

/// Little-endian words: half a word would be a byte from its end.
const QList<QStringList> WordPrinters{
    {u"xxd"_s, u"-e"_s}, {u"hexdump"_s}, {u"od"_s}, {u"od"_s, u"-x"_s}, {u"od"_s, u"-A"_s, u"x"_s, u"-t"_s, u"x4z"_s}};
const QList<QStringList> BytePrinters{{u"xxd"_s}, {u"xxd"_s, u"-g1"_s}, {u"xxd"_s, u"-g4"_s}, {u"hexdump"_s, u"-C"_s},
    {u"od"_s, u"-A"_s, u"x"_s, u"-t"_s, u"x1z"_s}, {u"od"_s, u"-t"_s, u"x1"_s}, {u"od"_s, u"-c"_s}};

/// How programs print the same bytes, for those that are installed, and how we do.
QList<QString> dumpsOf(const QByteArray& bytes, const QList<QStringList>& commands)
{
    QList<QString> dumps{QString::fromStdString(codec::hexDump(bytesOf(bytes)))};
    for (const QStringList& command : commands) {
        if (const auto output = outputOf(command.first(), command.sliced(1), bytes))
            dumps += QString::fromLatin1(*output);
    }
    return dumps;
}

} // namespace

class TestPastedDump final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreReadInTheirStyle_data()
    {
        QTest::addColumn<QString>("columns");
        QTest::addColumn<DumpStyle>("style");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("bars") << u"  48 65  |He|"_s << DumpStyle::Bars << QByteArray("He");
        QTest::newRow("a bar in bars") << u"  7c 7c  ||||"_s << DumpStyle::Bars << QByteArray("||");
        QTest::newRow("angles") << u" 48 65  >He<"_s << DumpStyle::Angles << QByteArray("He");
        QTest::newRow("angles in angles") << u" 3e 3c  >><<"_s << DumpStyle::Angles << QByteArray("><");
        QTest::newRow("bare") << u" 4865  He"_s << DumpStyle::Bare << QByteArray("He");
        QTest::newRow("bare, blank first") << u" 2041   A"_s << DumpStyle::Bare << QByteArray(" A");
        QTest::newRow("bare, blank lost") << u" 4120  A"_s << DumpStyle::Bare << QByteArray("A ");
        QTest::newRow("bare, blanks only") << u" 2020"_s << DumpStyle::Bare << QByteArray("  ");
        QTest::newRow("none") << u"  48 65   6c\t6c"_s << DumpStyle::None << QByteArray("Hell");
        QTest::newRow("not printable") << u" 00ff  .."_s << DumpStyle::Bare << QByteArray("\0\xff", 2);
    }
    void rowsAreReadInTheirStyle()
    {
        QFETCH(QString, columns);
        QFETCH(DumpStyle, style);
        QFETCH(QByteArray, bytes);
        const auto row = readDumpRow(unitsOf(columns), style);
        QVERIFY(row.has_value());
        QCOMPARE(arrayOf(row->bytes), bytes);
    }

    void rowsThatDisagreeAreRefused_data()
    {
        QTest::addColumn<QString>("columns");
        QTest::addColumn<DumpStyle>("style");
        QTest::newRow("other character") << u" 48 65  |HE|"_s << DumpStyle::Bars;
        QTest::newRow("printable as full stop") << u" 48 65  |H.|"_s << DumpStyle::Bars;
        QTest::newRow("not printable as a letter") << u" 48 00  |H0|"_s << DumpStyle::Bars;
        QTest::newRow("one bar") << u" 48 65  |He"_s << DumpStyle::Bars;
        QTest::newRow("only a bar") << u" |"_s << DumpStyle::Bars;
        QTest::newRow("angles as bars") << u" 48 65  >He<"_s << DumpStyle::Bars;
        QTest::newRow("one blank before the characters") << u" 4865 He"_s << DumpStyle::Bare;
        QTest::newRow("characters, but none expected") << u" 48 65  He"_s << DumpStyle::None;
        QTest::newRow("words without characters") << u" 4865"_s << DumpStyle::None;
        QTest::newRow("half a byte") << u" 48 6"_s << DumpStyle::None;
        QTest::newRow("no digit") << u" 48 6x"_s << DumpStyle::None;
        QTest::newRow("two beginnings") << u" 30 30  00  0000"_s << DumpStyle::Bare;
    }
    void rowsThatDisagreeAreRefused()
    {
        QFETCH(QString, columns);
        QFETCH(DumpStyle, style);
        QVERIFY(!readDumpRow(unitsOf(columns), style).has_value());
    }

    void lineHoldsAtMost256Bytes()
    {
        const QString most = u" 41"_s.repeated(256);
        QCOMPARE(readDumpRow(unitsOf(most), DumpStyle::None)->bytes.size(), std::size_t{256});
        const QString more = most + u" 41"_s;
        QVERIFY(!readDumpRow(unitsOf(more), DumpStyle::None).has_value());
    }

    void orderOfLargeGroupsIsProvenOrOpen()
    {
        const auto proven = readDumpRow(u" 48656c6c  Hell", DumpStyle::Bare);
        QVERIFY(proven.has_value());
        QVERIFY(proven->proven && !proven->open);
        const auto open = readDumpRow(u" 00010203  ....", DumpStyle::Bare);
        QVERIFY(open.has_value());
        QVERIFY(!open->proven && open->open);
        const auto same = readDumpRow(u" 00000000  ....", DumpStyle::Bare);
        QVERIFY(same.has_value());
        QVERIFY(!same->proven && !same->open);
    }

    void oneProvenLineSettlesTheOrderOfAll()
    {
        const QString dump = u"00000000: 00010203  ....\n00000004: 48656c6c  Hell"_s;
        const auto bytes = pastedDump(unitsOf(dump));
        QVERIFY(bytes.has_value());
        QCOMPARE(arrayOf(*bytes), QByteArray("\0\1\2\3Hell", 8));
    }

    void cutCharactersAreNoBytes()
    {
        const QString dump = u"00000000: 62 61 00 20  ba"_s;
        QVERIFY(!pastedDump(unitsOf(dump)).has_value());
        const QString grouped = u"0000  01 02 03 04 05 06 07 08  09 0a"_s;
        QVERIFY(!pastedDump(unitsOf(grouped)).has_value());
        const QString ended = grouped + u"\n000a"_s;
        QCOMPARE(arrayOf(*pastedDump(unitsOf(ended))), QByteArray("\1\2\3\4\5\6\7\10\11\12"));
    }

    void paddedWordIsLittleEndian()
    {
        const QString word = u"00000000:     04ef                             .."_s;
        QVERIFY(!pastedDump(unitsOf(word)).has_value());
        const QString pair = u"00000000: 04ef                                ..\n"_s;
        QCOMPARE(arrayOf(*pastedDump(unitsOf(pair))), QByteArray("\x04\xef"));
    }

    /// Whatever a program prints, we read the bytes that it was given or nothing.
    void noDumpIsReadWrongly()
    {
        std::mt19937 random = randomness();
        const QByteArray sometimesText("ab 0A\0\1\xff", 8);
        for (int i = 0; i < 25; ++i) {
            const QByteArray bytes = pick(random, i % 2 ? everyByte() : sometimesText, 60);
            for (const QString& dump : dumpsOf(bytes, BytePrinters + WordPrinters)) {
                const auto read = pastedDump(unitsOf(dump));
                if (read && arrayOf(*read) != bytes)
                    QFAIL(qPrintable(dump));
            }
        }
    }

    /// xxd -g 4 of NUL NUL and two blanks and xxd -e of the reverse print the same but for blanks.
    void blanksDoNotTellTheOrderOfBytes()
    {
        const QString dump = u"00000000: 00002020                               ..\n"_s;
        QVERIFY(!pastedDump(unitsOf(dump)).has_value());
    }

    /// A selection that ended too early gives the bytes up to some place or nothing, never other bytes.
    void cutDumpGivesABeginningOrNothing()
    {
        std::mt19937 random = randomness();
        for (int i = 0; i < 6; ++i) {
            const QByteArray bytes = pick(random, i % 2 ? everyByte() : QByteArray("ab 0A.\0", 7), 40);
            for (const QString& dump : dumpsOf(bytes, BytePrinters)) {
                for (qsizetype size = 0; size < dump.size(); ++size) {
                    const auto read = pastedDump(unitsOf(dump).substr(0, static_cast<std::size_t>(size)));
                    if (read && !bytes.startsWith(arrayOf(*read)))
                        QFAIL(qPrintable(dump.first(size)));
                }
            }
        }
    }

    /// Lines may be taken from the middle; then the offsets begin there.
    void partOfADumpIsReadFromItsFirstLine()
    {
        const QByteArray bytes = everyByte();
        const QString dump = QString::fromStdString(codec::hexDump(bytesOf(bytes)));
        const QString part = dump.sliced(dump.indexOf(u"00000040"_s));
        QCOMPARE(arrayOf(*pastedDump(unitsOf(part))), bytes.sliced(64));
    }

    void missingLineIsNoticed()
    {
        QString dump = QString::fromStdString(codec::hexDump(bytesOf(everyByte())));
        const qsizetype line = dump.indexOf(u"00000040"_s);
        dump.remove(line, dump.indexOf(u"00000050"_s) - line);
        QVERIFY(!pastedDump(unitsOf(dump)).has_value());
    }

    void largeDumpIsReadWhole()
    {
        const QByteArray bytes(512 << 10, '\x7f');
        const QString dump = QString::fromStdString(codec::hexDump(bytesOf(bytes)));
        QCOMPARE(pastedDump(unitsOf(dump))->size(), static_cast<std::size_t>(bytes.size()));
    }
};

QTEST_GUILESS_MAIN(TestPastedDump)
#include "tst_pasteddump.moc"
