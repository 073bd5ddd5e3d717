// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "messagetext.h"

#include "message/guess.h"

#include <QTest>

using namespace samples;
using message::Fitting;
using message::Guess;

namespace {

/// "lines 3, protobuf 1..." - the points where one more has begun.
QString guessed(const QByteArray& stream, qsizetype pieceSize)
{
    Guess guess;
    for (qsizetype at = 0; at < stream.size(); at += pieceSize)
        guess.feed(bytesOf(stream.mid(at, pieceSize)));
    QStringList texts;
    for (const Fitting& fitting : guess.fitting())
        texts.append(QStringLiteral("%1 %2%3")
                         .arg(QLatin1StringView(
                             fitting.preset->name.data(), static_cast<qsizetype>(fitting.preset->name.size())))
                         .arg(fitting.messages)
                         .arg(fitting.isToTheEnd ? QString() : QStringLiteral("...")));
    return texts.join(QStringLiteral(", "));
}

} // namespace

class TestGuess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLikeliestComesFirst_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("first");
        const auto row = [](const char* name, const QByteArray& stream, const char* first) {
            QTest::newRow(name) << stream << QString::fromLatin1(first);
        };
        const auto hex = [](const char* digits) { return QByteArray::fromHex(digits); };
        row("HTTP", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "lines 3");
        row("a log whose last line goes on", "one\ntwo\nthr", "lines 2...");
        row("NMEA 0183", "$GPGGA,1*00\r\n$GPRMC,2*00\r\n", "nmea 2");
        row("a scale's answers", "\2+0012.5\3\2+0012.6\3", "stx-etx 2");
        row("MODBUS", hex("0001000000060103006b0003 000200000006010300700001"), "modbus-tcp 2");
        row("TPKT", hex("0300001611e00000000100c0010ac1020100c2020102 0300000702f080"), "tpkt 2");
        row("a question to a name server",
            hex("001d beef 0100 0001 0000 0000 0000 076578616d706c6503636f6d00 0001 0001"), "dns-tcp 1");
        row("MQTT", hex("100c00044d5154540402003c0000 c000 30060003612f6278"), "mqtt 3");
        row("SLIP", hex("c0450000c0c0450001dbdcc0"), "slip 2");
        row("COBS", hex("03112202330005116122620002ff00"), "cobs 3");
        row("protobuf", hex("02080103089601"), "protobuf 2");
    }
    void theLikeliestComesFirst()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QString, first);
        for (const qsizetype pieceSize : {stream.size(), qsizetype{1}})
            QCOMPARE(guessed(stream, pieceSize).section(QStringLiteral(", "), 0, 0), first);
    }

    void whatFitsToTheEndLeavesOutWhatDoesNot() { QCOMPARE(guessed("ab\ncd\n", 6), QStringLiteral("lines 2")); }

    void nothingIsGuessedOfNothingOrOfEmptyMessages()
    {
        QCOMPARE(guessed({}, 1), QString());
        QCOMPARE(guessed(QByteArray(64, '\0'), 64), QString());
        QCOMPARE(guessed("\n\n\n", 3), QString());
    }
};

QTEST_GUILESS_MAIN(TestGuess)

#include "tst_guess.moc"
