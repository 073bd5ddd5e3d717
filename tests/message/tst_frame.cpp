// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "messagetext.h"

#include "message/frame.h"
#include "message/presets.h"

#include <QTest>

using namespace samples;
using message::FrameProblem;
using Kind = message::FrameProblem::Kind;

class TestFrame final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPayloadIsFramedAsTheRuleHasIt_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("frame");
        const auto row = [](const char* rule, const QByteArray& payload, const char* frame) {
            QTest::newRow(rule) << QByteArray(rule) << payload << QByteArray::fromHex(frame);
        };
        row("none", "ab", "6162");
        row("idle=20ms", "ab", "6162");
        row("lines", "ab", "61620a");
        row("delimiter=crlf", "a\r", "610d0d0a");
        row("stx-etx", "ab", "02616203");
        row("nmea", "$A", "24410d0a");
        row("fixed=2", "ab", "6162");
        row("dns-tcp", "ab", "00026162");
        row("length=width:3,order:little", "ab", "0200006162");
        row("length=width:8,adjust:1", "ab", "00000000000000016162");
        // RFC 1006 6: version 3, reserved; the length of all stands behind them.
        row("tpkt", QByteArray::fromHex("0300 ff"), "03000005ff");
        row("modbus-tcp", QByteArray::fromHex("00010000 1103"), "000100000002 1103");
        row("mqtt", QByteArray::fromHex("c0"), "c000");
        row("protobuf", QByteArray(2, 'a'), "026161");
        row("slip", QByteArray::fromHex("c0"), "dbdcc0");
        row("cobs", QByteArray::fromHex("00"), "010100");
    }
    void aPayloadIsFramedAsTheRuleHasIt()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, frame);
        const auto made = message::framed(ruleOf(rule), bytesOf(payload));
        QVERIFY(made.has_value());
        QCOMPARE(arrayOf(*made).toHex(), frame.toHex());
        const auto back = message::payloadOf(ruleOf(rule), *made);
        QVERIFY(back.has_value());
        QCOMPARE(arrayOf(*back), payload);
    }

    void whatCannotBeFramedSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<qulonglong>("bytes");
        QTest::addColumn<qulonglong>("offset");
        const auto row
            = [](const char* rule, const QByteArray& payload, Kind kind, qulonglong bytes = 0, qulonglong offset = 0) {
                  QTest::newRow(rule) << QByteArray(rule) << payload << kind << bytes << offset;
              };
        row("lines", "a\nb", Kind::EndInside, 0, 1);
        row("stx-etx", "ab\3c", Kind::EndInside, 0, 2);
        row("delimiter=6161", "ba", Kind::EndInside, 0, 1);
        row("nmea", "GPGGA", Kind::NoStart);
        row("fixed=3", "ab", Kind::WrongSize, 3);
        row("slip,limit:4", "abcd", Kind::OverLimit, 4);
        row("length=width:1", QByteArray(256, 'x'), Kind::LengthTooLarge, 255);
        row("length=offset:2,width:1,counts:whole", QByteArray(256, 'x'), Kind::LengthTooLarge, 254);
        row("length=width:1,adjust:3", "ab", Kind::LengthTooSmall);
        row("tpkt", "a", Kind::NoHeader, 2);
        row("mqtt", "", Kind::NoHeader, 1);
        row("varint=offset:1,max:1", QByteArray(129, 'x'), Kind::LengthTooLarge, 128);
    }
    void whatCannotBeFramedSaysWhy()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, payload);
        QFETCH(Kind, kind);
        QFETCH(qulonglong, bytes);
        QFETCH(qulonglong, offset);
        const auto made = message::framed(ruleOf(rule), bytesOf(payload));
        QVERIFY(!made.has_value());
        QCOMPARE(made.error().kind, kind);
        QCOMPARE(made.error().bytes, bytes);
        QCOMPARE(made.error().offset, offset);
    }

    void theLongestThatALengthCanTellIsFramed()
    {
        for (const char* rule : {"length=width:1", "length=offset:2,width:1,counts:whole", "varint=offset:1,max:1"}) {
            const auto tooLong = message::framed(ruleOf(rule), bytesOf(QByteArray(1000, 'x')));
            const auto size = static_cast<qsizetype>(tooLong.error().bytes);
            QVERIFY(message::framed(ruleOf(rule), bytesOf(QByteArray(size, 'x'))).has_value());
            QVERIFY(!message::framed(ruleOf(rule), bytesOf(QByteArray(size + 1, 'x'))).has_value());
        }
    }

    void whatIsFramedIsOneMessageAndComesBack()
    {
        std::mt19937 random = randomness();
        int made = 0;
        for (int round = 0; round < 5000; ++round) {
            const auto presets = message::presets();
            const message::Rule& rule = presets[random() % presets.size()].rule;
            const QByteArray payload = pick(random, everyByte() + "$!", 100);
            const auto frame = message::framed(rule, bytesOf(payload));
            if (!frame || payload.isEmpty())
                continue;
            ++made;
            QCOMPARE(framed(rule, arrayOf(*frame)), QStringLiteral("0+%1").arg(frame->size()));
            QCOMPARE(arrayOf(message::payloadOf(rule, *frame).value()), payload);
        }
        QVERIFY(made > 1000);
    }

    void whatIsNoMessageHasNoPayload()
    {
        for (const auto& [rule, bytes] :
            {std::pair("lines", "a"), std::pair("lines", "a\nb\n"), std::pair("fixed=2", "a"),
                std::pair("dns-tcp", "\1\1"), std::pair("slip,limit:2", "ab\xc0"), std::pair("nmea", "a$\r\n")})
            QVERIFY2(!message::payloadOf(ruleOf(rule), bytesOf(QByteArray(bytes))).has_value(), rule);
    }
};

Q_DECLARE_METATYPE(Kind)

QTEST_GUILESS_MAIN(TestFrame)

#include "tst_frame.moc"
