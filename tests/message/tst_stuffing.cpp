// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "messagetext.h"

#include "message/stuffing.h"

#include <QTest>

using namespace samples;
using message::Stuffing;

namespace {

QByteArray stuffedText(Stuffing stuffing, const QByteArray& payload)
{
    return arrayOf(message::stuffed(stuffing, bytesOf(payload))).toHex();
}

QByteArray run(int first, int last)
{
    QByteArray bytes;
    for (int byte = first; byte <= last; ++byte)
        bytes.append(static_cast<char>(byte));
    return bytes;
}

} // namespace

class TestStuffing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slipIsThatOfRfc1055()
    {
        QCOMPARE(stuffedText(Stuffing::Slip, QByteArray::fromHex("61c062db63")), "61dbdc62dbdd63c0");
        QCOMPARE(stuffedText(Stuffing::Slip, {}), "c0");
    }

    /// The table of examples that implementations share, from the paper's description of the code bytes.
    void cobsIsThatOfItsPaper_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("frame");
        const auto row = [](const char* payload, const char* frame) {
            QTest::newRow(payload) << QByteArray::fromHex(payload) << QByteArray(frame);
        };
        row("", "0100");
        row("00", "010100");
        row("0000", "01010100");
        row("001100", "0102110100");
        row("11220033", "031122023300");
        row("11223344", "051122334400");
        row("11000000", "021101010100");
        QTest::newRow("254 bytes") << run(1, 254) << "ff" + run(1, 254).toHex() + "00";
        QTest::newRow("255 bytes") << run(1, 255) << "ff" + run(1, 254).toHex() + "02ff00";
        QTest::newRow("a zero before 254") << run(0, 254) << "01ff" + run(1, 254).toHex() + "00";
        QTest::newRow("a zero behind 254")
            << run(1, 254) + QByteArray(1, '\0') << "ff" + run(1, 254).toHex() + "010100";
    }
    void cobsIsThatOfItsPaper()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, frame);
        QCOMPARE(stuffedText(Stuffing::Cobs, payload), frame);
    }

    void whatIsStuffedComesBackAndIsOneMessage()
    {
        std::mt19937 random = randomness();
        const QByteArray alphabet = QByteArray::fromHex("0001c0dbdcddff") + run(1, 255);
        for (int round = 0; round < 1000; ++round) {
            const QByteArray payload = pick(random, alphabet, 700) + 'x';
            for (const auto& [stuffing, rule] :
                {std::pair(Stuffing::Slip, "slip"), std::pair(Stuffing::Cobs, "cobs")}) {
                const auto frame = message::stuffed(stuffing, bytesOf(payload));
                QCOMPARE(framed(ruleOf(rule), arrayOf(frame)), QStringLiteral("0+%1").arg(frame.size()));
                QCOMPARE(arrayOf(message::unstuffed(stuffing, frame).value()), payload);
            }
        }
    }

    void whatWasNotStuffedSoIsToldSo()
    {
        const auto isRefused = [](Stuffing stuffing, const char* frame) {
            return !message::unstuffed(stuffing, bytesOf(QByteArray::fromHex(frame))).has_value();
        };
        QVERIFY(isRefused(Stuffing::Slip, "61dbc0"));
        QVERIFY(isRefused(Stuffing::Slip, "61db61c0"));
        QVERIFY(isRefused(Stuffing::Cobs, "056100"));
        QVERIFY(isRefused(Stuffing::Cobs, "03610061"));
    }
};

QTEST_GUILESS_MAIN(TestStuffing)

#include "tst_stuffing.moc"
