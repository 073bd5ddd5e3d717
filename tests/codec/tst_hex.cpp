// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/hex.h"

#include <QTest>

using codec::parseHex;
using codec::Reason;
using namespace Qt::StringLiterals;
using namespace samples;

Q_DECLARE_METATYPE(codec::Reason)

class TestHex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDigitsAndSpaceBetweenBytes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QString() << QByteArray();
        QTest::newRow("only space") << u" \t\n\v\f\r"_s << QByteArray();
        QTest::newRow("joined") << u"deadbeef"_s << QByteArray("\xde\xad\xbe\xef");
        QTest::newRow("either case") << u"DeAdBEef"_s << QByteArray("\xde\xad\xbe\xef");
        QTest::newRow("spaced") << u" de ad\tbe\r\nef "_s << QByteArray("\xde\xad\xbe\xef");
        QTest::newRow("uneven space") << u"dead  be\v\fef"_s << QByteArray("\xde\xad\xbe\xef");
        QTest::newRow("zero") << u"00"_s << QByteArray(1, '\0');
        QTest::newRow("every digit") << u"0123456789abcdefABCDEF"_s
                                     << QByteArray("\x01\x23\x45\x67\x89\xab\xcd\xef\xab\xcd\xef");
    }
    void readsDigitsAndSpaceBetweenBytes()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, bytes);
        const auto wide = parseHex(unitsOf(text));
        QVERIFY(wide.has_value());
        QCOMPARE(arrayOf(*wide), bytes);
        const auto narrow = parseHex(text.toStdString());
        QVERIFY(narrow.has_value());
        QCOMPARE(arrayOf(*narrow), bytes);
    }

    void refusesWithPlaceAndReason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("offset");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("one digit") << u"d"_s << 0 << Reason::OddDigit;
        QTest::newRow("odd at the end") << u"de ad b"_s << 6 << Reason::OddDigit;
        QTest::newRow("odd before space") << u"dea \n"_s << 2 << Reason::OddDigit;
        QTest::newRow("space in a byte") << u"d e"_s << 1 << Reason::SpaceInsideByte;
        QTest::newRow("later space in a byte") << u"de a\td"_s << 4 << Reason::SpaceInsideByte;
        QTest::newRow("not a digit first") << u"g0"_s << 0 << Reason::NotHexDigit;
        QTest::newRow("not a digit second") << u"0g"_s << 1 << Reason::NotHexDigit;
        QTest::newRow("0x") << u"0xde"_s << 1 << Reason::NotHexDigit;
        QTest::newRow("backslash x") << u"\\xde"_s << 0 << Reason::NotHexDigit;
        QTest::newRow("comma") << u"de,ad"_s << 2 << Reason::NotHexDigit;
        QTest::newRow("colon") << u"de:ad"_s << 2 << Reason::NotHexDigit;
        QTest::newRow("dash") << u"de-ad"_s << 2 << Reason::NotHexDigit;
        QTest::newRow("sign") << u"+1"_s << 0 << Reason::NotHexDigit;
        for (const char16_t hidden : {u'\0', u'\u00a0', u'\u2003', u'\u200b', u'\ufeff', u'\u202e', u'\u0301', u'\x1c',
                 u'\x85', u'\uff11', u'\u0661', u'\u0430', u'\u0435', u'\uff41'}) {
            const QByteArray name = "U+" + QByteArray::number(hidden, 16);
            QTest::newRow(name.constData()) << (u"de"_s + QChar(hidden) + u"ad"_s) << 2 << Reason::NotHexDigit;
        }
        QTest::newRow("full-width after a digit") << u"d\uff11"_s << 1 << Reason::NotHexDigit;
        QTest::newRow("a character of two units") << u"de\U0001d7d8\u0030"_s << 2 << Reason::NotHexDigit;
    }
    void refusesWithPlaceAndReason()
    {
        QFETCH(QString, text);
        QFETCH(int, offset);
        QFETCH(Reason, reason);
        const auto parsed = parseHex(unitsOf(text));
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().offset, static_cast<std::size_t>(offset));
        QCOMPARE(parsed.error().reason, reason);
    }

    void offsetsOfBytesAreBytes()
    {
        QCOMPARE(parseHex("de\xc3\xa9").error(), (codec::ParseError{2, Reason::NotHexDigit}));
        QCOMPARE(parseHex("4\xff").error(), (codec::ParseError{1, Reason::NotHexDigit}));
    }

    void writesWhatQtWrites()
    {
        QCOMPARE(QByteArray::fromStdString(codec::toHex(bytesOf(everyByte()))), everyByte().toHex());
        QCOMPARE(QByteArray::fromStdString(codec::toHex(bytesOf(everyByte()), " ")), everyByte().toHex(' '));
        QCOMPARE(codec::toHex({}, ", "), std::string());
        QCOMPARE(codec::toHex(bytesOf("a"), ", "), std::string("61"));
    }

    void randomBytesRoundTrip()
    {
        std::mt19937 random = randomness();
        for (int i = 0; i < 300; ++i) {
            const QByteArray bytes = pick(random, everyByte(), 200);
            for (const char* separator : {"", " ", "\n"}) {
                const auto parsed = parseHex(codec::toHex(bytesOf(bytes), separator));
                QVERIFY(parsed.has_value());
                QCOMPARE(arrayOf(*parsed), bytes);
            }
        }
    }

    void agreesWithPython()
    {
        if (!hasPython())
            QSKIP("python3 is not installed");
        QList<QByteArray> cases{
            "", " ", "d", "d e", "0xde", "de,ad", "\x1c", QByteArray("de\x85").append("ad"), QByteArray("de\0ad", 5)};
        std::mt19937 random = randomness();
        for (int i = 0; i < 3000; ++i)
            cases += pick(random,
                i % 2 ? "0123456789abcdefABCDEF  \t"
                      : "09afAF \t\n\v\f\r"
                        "gx-,:\xa0\x1f",
                8);
        const QList<QByteArray> answers = pythonAnswers(R"(
import sys
for line in sys.stdin:
    try:
        print(bytes.fromhex(bytes.fromhex(line).decode("latin-1")).hex())
    except ValueError:
        print("refused")
)",
            cases);
        QCOMPARE(answers.size(), cases.size());
        for (qsizetype i = 0; i < cases.size(); ++i) {
            const auto parsed = parseHex(unitsOf(QString::fromLatin1(cases[i])));
            QCOMPARE(parsed ? arrayOf(*parsed).toHex() : QByteArray("refused"), answers[i]);
        }
    }

    void largeInputIsReadToItsLastDigit()
    {
        std::u16string text(10 << 20, u'a');
        QCOMPARE(parseHex(text)->size(), text.size() / 2);
        text.back() = u'g';
        QCOMPARE(parseHex(text).error(), (codec::ParseError{text.size() - 1, Reason::NotHexDigit}));
        text.back() = u' ';
        QCOMPARE(parseHex(text).error(), (codec::ParseError{text.size() - 2, Reason::OddDigit}));
    }
};

QTEST_GUILESS_MAIN(TestHex)
#include "tst_hex.moc"
