// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "messagetext.h"

#include "message/presets.h"

#include <QTest>

#include <limits>

using namespace samples;
using message::Framer;
using message::Mark;

namespace {

QByteArray hex(const char* digits)
{
    return QByteArray::fromHex(digits);
}

/// A framer, and what it has told so far.
struct Framing
{
    explicit Framing(const QByteArray& rule)
        : framer(ruleOf(rule))
    { }

    Framing& feed(const QByteArray& bytes, std::int64_t timeNs = 0)
    {
        framer.feed(bytesOf(bytes), timeNs, marks);
        return *this;
    }
    Framing& lose(std::uint64_t bytes)
    {
        framer.lose(bytes, marks);
        return *this;
    }
    QString end()
    {
        framer.finish(marks);
        return textOf(marks);
    }

    Framer framer;
    std::vector<Mark> marks;
};

/// Rules of all kinds, and bytes that mean something to each.
const std::array<std::pair<const char*, QByteArray>, 9> Alphabets{{
    {"delimiter=616162", "aab"},
    {"delimiter=0d0a,starts:2421,limit:9", "$!\r\na"},
    {"fixed=7", "abc"},
    {"length=width:2,limit:300", QByteArray::fromHex("00000001020580ff")},
    {"length=offset:1,width:3,order:little,counts:whole,adjust:-1", QByteArray::fromHex("000000050906")},
    {"varint=offset:1", QByteArray::fromHex("0001038081ff07")},
    {"slip", QByteArray::fromHex("c0c0dbdcdd6162")},
    {"cobs", QByteArray::fromHex("00010203ff")},
    {"none", "abc"},
}};

} // namespace

class TestFramer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesAreWhatTheStandardSays_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("messages");
        const auto row = [](const char* name, const char* rule, const QByteArray& stream, const char* messages) {
            QTest::newRow(name) << QByteArray(rule) << stream << QString::fromLatin1(messages);
        };
        row("lines, CR LF or LF", "lines", "GET /\r\nHost: a\n\n", "0+7 7+8 15+1");
        row("a last line without its end", "lines", "one\ntwo", "0+4 4+3:torn");
        row("NMEA 0183", "nmea", "$GPGGA,1*00\r\n!AIVDM,1*00\r\n", "0+13 13+13");
        row("NMEA 0183 behind noise", "nmea", "4*7F\r\n$GPGGA,1*00\r\n", "0+6:malformed 6+13");
        row("NMEA 0183 over 82 characters", "nmea", "$" + QByteArray(80, 'A') + "\r\n$A\r\n", "0+83:oversize 83+4");
        row("STX and ETX", "stx-etx", "\2hello\3\2\3", "0+7 7+2");
        // MODBUS Application Protocol 6.3: read holding registers 108 to 110, and the answer.
        row("MODBUS on TCP/IP", "modbus-tcp", hex("000100000006110300 6b0003 00010000000911030602 2b00000064"),
            "0+12 12+15");
        // RFC 1006 6: the length counts the header. A COTP connection request of S7 and its confirmation.
        row("TPKT", "tpkt", hex("0300001611e00000000100c0010ac1020100c2020102 03000007 02f080"), "0+22 22+7");
        row("TPKT with a length below its header", "tpkt", hex("03000003 03000005ff"), "0+4:malformed 4+5");
        // RFC 1035 4.2.2: two bytes of length before each message.
        row("DNS over TCP", "dns-tcp", hex("000c 1234 0100 0000 0000 0000 0000 0000"), "0+14 14+2");
        // MQTT 3.1.1, 3.12 and 3.1: PINGREQ, CONNECT, and a packet of 321 bytes (c1 02, table 2.4's way).
        row("MQTT", "mqtt", hex("c000 100c00044d5154540402003c0000 30c102") + QByteArray(321, 'x'), "0+2 2+14 16+324");
        row("MQTT with five bytes of length", "mqtt", hex("30ffffffff 7fc000"), "0+5:malformed 5+3:torn");
        row("protobuf, 150 bytes as 96 01", "protobuf", hex("960108") + QByteArray(149, 'x') + hex("00"),
            "0+152 152+1");
        // RFC 1055: an END before the message too, and those of the message escaped.
        row("SLIP", "slip", hex("c0 61dbdc62dbdd c0 c063c0"), "0+8 8+3");
        row("SLIP with an ESC before another byte", "slip", hex("61db62c063c0"), "0+4:malformed 4+2");
        row("SLIP with an ESC before END", "slip", hex("61dbc063c0"), "0+3:malformed 3+2");
        // Cheshire and Baker, fig. 2 and 3.
        row("COBS", "cobs", hex("01010100 03112202330 0 0100"), "0+4 4+6 10+2");
        row("COBS that ends before its block does", "cobs", hex("051122000211 00"), "0+4:malformed 4+3");
        row("a fixed length", "fixed=4", "abcdabcdab", "0+4 4+4 8+2:torn");
        row("not framed", "none", "abc", "0+3");
    }
    void messagesAreWhatTheStandardSays()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, stream);
        QFETCH(QString, messages);
        QCOMPARE(framed(ruleOf(rule), stream), messages);
    }

    void anyCuttingGivesTheSameMessages()
    {
        std::mt19937 random = randomness();
        for (int round = 0; round < 2000; ++round) {
            const auto& [rule, alphabet] = Alphabets[random() % Alphabets.size()];
            const QByteArray stream = pick(random, alphabet, 400);
            Framing framing(rule);
            for (qsizetype at = 0; at < stream.size();) {
                const qsizetype size = std::uniform_int_distribution<qsizetype>(0, 9)(random);
                framing.feed(stream.mid(at, size));
                at += size;
            }
            QVERIFY2(framing.end() == framed(ruleOf(rule), stream),
                QByteArray(rule + (" of " + stream.toHex())).constData());
        }
    }

    void eachByteIsInOneMessageAlsoAroundHoles()
    {
        std::mt19937 random = randomness();
        for (int round = 0; round < 2000; ++round) {
            const auto& [rule, alphabet] = Alphabets[random() % Alphabets.size()];
            Framing framing(rule);
            std::uint64_t size = 0;
            for (auto piece = random() % 20; piece > 0; --piece) {
                const QByteArray bytes = pick(random, alphabet, 30);
                size += static_cast<std::uint64_t>(bytes.size());
                framing.feed(bytes).lose(random() % 8 == 0 ? Framer::UnknownBytes : random() % 20);
            }
            const QString told = framing.end();
            std::uint64_t end = 0;
            for (const Mark& mark : framing.marks) {
                QVERIFY2(
                    mark.offset == end && mark.length > 0, QByteArray(rule + (": " + told.toLatin1())).constData());
                end += mark.length;
            }
            QVERIFY2(end == size, QByteArray(rule + (": " + told.toLatin1())).constData());
        }
    }

    void aGapEndsAMessage()
    {
        Framing framing("idle=20ms");
        framing.feed("ab", 1'000'000'000).feed("c", 1'019'999'999).feed("d", 1'039'999'999).feed("e", 1'039'999'998);
        QCOMPARE(textOf(framing.marks), u"0+3");
        QVERIFY(!framing.framer.isWaiting());
        QCOMPARE(framing.end(), u"0+3 3+2");
    }

    void timesAtTheirLimitsMakeNoGap()
    {
        Framing framing("idle=1ns");
        framing.feed("a", std::numeric_limits<std::int64_t>::max()).feed("b", std::numeric_limits<std::int64_t>::min());
        QCOMPARE(framing.end(), u"0+2");
    }

    void lengthsBeyondAllMemoryAreToldAndHoldNothing_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("2^63") << QByteArray("length=width:8") << hex("8000000000000000");
        QTest::newRow("2^64 - 1, and the header")
            << QByteArray("length=width:8,adjust:2147483647") << hex("ffffffffffffffff");
        QTest::newRow("2^64 - 1 by varint") << QByteArray("varint") << hex("ffffffffffffffffff01");
    }
    void lengthsBeyondAllMemoryAreToldAndHoldNothing()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, header);
        Framing framing(rule + ",limit:1KiB");
        framing.feed(header).feed(QByteArray(1024, 'x'));
        QVERIFY(framing.marks.empty());
        QCOMPARE(framing.framer.open().fit, message::Fit::Oversize);
        QVERIFY(framing.framer.isWaiting());
        QCOMPARE(framing.framer.open().length, static_cast<std::uint64_t>(header.size()) + 1024);
    }

    void aLengthThatCannotBeIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("messages");
        QTest::newRow("below 0 by its adjustment")
            << QByteArray("length=width:2,adjust:-10") << hex("0009 000b61") << QStringLiteral("0+2:malformed 2+3");
        QTest::newRow("a varint of eleven bytes") << QByteArray("varint") << hex("8080808080808080808001 0161")
                                                  << QStringLiteral("0+10:malformed 10+2 12+1:torn");
        QTest::newRow("a varint over 64 bits")
            << QByteArray("varint") << hex("80808080808080808002 0161") << QStringLiteral("0+10:malformed 10+2");
    }
    void aLengthThatCannotBeIsPassedOver()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, stream);
        QFETCH(QString, messages);
        QCOMPARE(framed(ruleOf(rule), stream), messages);
    }

    void aDelimiterThatNeverComesIsToldBeforeTheEnd()
    {
        Framing framing("lines,limit:1KiB");
        framing.feed(QByteArray(1025, 'x'));
        QVERIFY(framing.marks.empty());
        QCOMPARE(framing.framer.open().fit, message::Fit::Oversize);
        framing.feed("\na\n");
        QCOMPARE(textOf(framing.marks), u"0+1026:oversize 1026+2");
    }

    void holesAreBridgedWhereTheEndIsKnown_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<qulonglong>("lost");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("messages");
        const auto row = [](const char* name, const char* rule, const QByteArray& before, qulonglong lost,
                             const QByteArray& after, const char* messages) {
            QTest::newRow(name) << QByteArray(rule) << before << lost << after << QString::fromLatin1(messages);
        };
        constexpr qulonglong Unknown = Framer::UnknownBytes;
        row("in a body", "dns-tcp", hex("000561"), 3, hex("62000163"), "0+4:torn 4+3");
        row("up to a body's end", "dns-tcp", hex("000561"), 4, hex("000163"), "0+3:torn 3+3");
        row("over a body's end", "dns-tcp", hex("000561"), 6, hex("000163"), "0+3:torn 3+3:torn");
        row("in a header", "dns-tcp", hex("00"), 1, hex("000163000164"), "0+1:torn 1+3:torn 4+3");
        row("before all, of unknown size", "dns-tcp", {}, Unknown, hex("000163000164"), "0+3:torn 3+3");
        row("whole messages of a fixed length", "fixed=4", "abcda", 10, "dabcd", "0+4 4+1:torn 5+1:torn 6+4");
        row("unknown, of a fixed length", "fixed=4", "ab", Unknown, "abcdabcd", "0+2:torn 2+4:torn 6+4");
        row("in a line", "lines", "a", 5, "b\nc\n", "0+3:torn 3+2");
        row("between lines", "lines", "a\n", 5, "b\nc\n", "0+2 2+2:torn 4+2");
        row("between lines that have a start", "nmea", "$A\r\n", 5, "$B\r\n", "0+4 4+4");
        row("in a message of SLIP", "slip", hex("61db"), 1, hex("62c063c0"), "0+4:torn 4+2");
        row("in a message of COBS", "cobs", hex("0561"), 1, hex("62000261 00"), "0+4:torn 4+3");
    }
    void holesAreBridgedWhereTheEndIsKnown()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, before);
        QFETCH(qulonglong, lost);
        QFETCH(QByteArray, after);
        QFETCH(QString, messages);
        QCOMPARE(Framing(rule).feed(before).lose(lost).feed(after).end(), messages);
    }

    void aCopyGoesOnFromWhereItWasMade()
    {
        Framing framing("delimiter=616162");
        framing.feed("xxaa");
        Framing copy = framing;
        QCOMPARE(framing.feed("b").end(), u"0+5");
        QCOMPARE(copy.feed("aab").end(), u"0+7");
    }
};

QTEST_GUILESS_MAIN(TestFramer)

#include "tst_framer.moc"
