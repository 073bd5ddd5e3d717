// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/escape.h"

#include <QRegularExpression>
#include <QTest>

using codec::parseEscaped;
using codec::Reason;
using namespace Qt::StringLiterals;
using namespace samples;

Q_DECLARE_METATYPE(codec::Reason)

class TestEscape final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEscapes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QString() << QByteArray();
        QTest::newRow("no escape") << u"Hello, world"_s << QByteArray("Hello, world");
        QTest::newRow("letters") << uR"(\n\r\t\a\b\f\v)"_s << QByteArray("\n\r\t\a\b\f\v");
        QTest::newRow("signs") << uR"(\\\'\")"_s << QByteArray("\\'\"");
        QTest::newRow("quotes need none") << u"'\""_s << QByteArray("'\"");
        QTest::newRow("hex") << uR"(\x00\x7F\xff\xAb)"_s << QByteArray("\0\x7f\xff\xab", 4);
        QTest::newRow("hex is two digits") << uR"(\x414)"_s << QByteArray("A4");
        QTest::newRow("octal, one digit") << uR"(\0\7)"_s << QByteArray("\0\7", 2);
        QTest::newRow("octal, two digits") << uR"(\12x)"_s << QByteArray("\nx");
        QTest::newRow("octal, three digits") << uR"(\1012)"_s << QByteArray("A2");
        QTest::newRow("octal ends at 8") << uR"(\18)"_s
                                         << QByteArray("\1"
                                                       "8");
        QTest::newRow("most octal") << uR"(\377)"_s << QByteArray("\xff");
        QTest::newRow("joined lines") << u"a\\\nb\\\r\nc\\\rd"_s << QByteArray("abcd");
        QTest::newRow("joined at the end") << u"a\\\r"_s << QByteArray("a");
        QTest::newRow("line breaks stay") << u"a\nb\r\n"_s << QByteArray("a\nb\r\n");
        QTest::newRow("doubled backslash") << uR"(\\x41)"_s << QByteArray("\\x41");
        QTest::newRow("only text") << u"%n ${HOME} $(id)"_s << QByteArray("%n ${HOME} $(id)");
    }
    void readsEscapes()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, bytes);
        const auto parsed = parseEscaped(unitsOf(text));
        QVERIFY(parsed.has_value());
        QCOMPARE(arrayOf(parsed->bytes), bytes);
        QVERIFY(!parsed->encodedAsUtf8);
    }

    void otherCharactersBecomeUtf8AndAreReported()
    {
        const QString text = u"\\x00\u20ac\\n\U0001f600"_s;
        const auto parsed = parseEscaped(unitsOf(text));
        QVERIFY(parsed.has_value());
        QCOMPARE(arrayOf(parsed->bytes), QByteArray("\0\xe2\x82\xac\n\xf0\x9f\x98\x80", 9));
        QVERIFY(parsed->encodedAsUtf8);
        QVERIFY(!parseEscaped(u"\\xff\\377\x7f")->encodedAsUtf8);
    }

    void refusesWithPlaceAndReason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("offset");
        QTest::addColumn<Reason>("reason");
        for (const char16_t letter : u"qe89XuUN{zs N/"_s.toStdU16String()) {
            const QByteArray name("unknown: " + QByteArray(1, static_cast<char>(letter)));
            QTest::newRow(name.constData()) << (u"ab\\"_s + QChar(letter) + u"0041}"_s) << 2 << Reason::UnknownEscape;
        }
        QTest::newRow("visible character number") << uR"(\u{202E})"_s << 0 << Reason::UnknownEscape;
        QTest::newRow("before no ASCII") << u"\\\u00e9"_s << 0 << Reason::UnknownEscape;
        QTest::newRow("before a pair") << u"\\\U0001f600"_s << 0 << Reason::UnknownEscape;
        QTest::newRow("full-width digit") << u"\\\uff10"_s << 0 << Reason::UnknownEscape;
        QTest::newRow("NUL") << (u"\\"_s + QChar(0)) << 0 << Reason::UnknownEscape;
        QTest::newRow("x at the end") << uR"(a\x)"_s << 1 << Reason::BadHexEscape;
        QTest::newRow("one digit at the end") << uR"(a\x4)"_s << 1 << Reason::BadHexEscape;
        QTest::newRow("one digit") << uR"(a\x4g)"_s << 1 << Reason::BadHexEscape;
        QTest::newRow("no digit") << uR"(\xg4)"_s << 0 << Reason::BadHexEscape;
        QTest::newRow("full-width digits") << u"\\x\uff14\uff11"_s << 0 << Reason::BadHexEscape;
        QTest::newRow("octal 400") << uR"(\n\400)"_s << 2 << Reason::OctalTooLarge;
        QTest::newRow("octal 777") << uR"(\777)"_s << 0 << Reason::OctalTooLarge;
        QTest::newRow("backslash alone") << uR"(\)"_s << 0 << Reason::TrailingBackslash;
        QTest::newRow("backslash at the end") << uR"(ab\\\)"_s << 4 << Reason::TrailingBackslash;
        QTest::newRow("half a pair") << (u"a"_s + QChar(0xd83d)) << 1 << Reason::LoneSurrogate;
        QTest::newRow("the first of two") << uR"(\q\777)"_s << 0 << Reason::UnknownEscape;
    }
    void refusesWithPlaceAndReason()
    {
        QFETCH(QString, text);
        QFETCH(int, offset);
        QFETCH(Reason, reason);
        const auto parsed = parseEscaped(unitsOf(text));
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().offset, static_cast<std::size_t>(offset));
        QCOMPARE(parsed.error().reason, reason);
    }

    void everyByteHasAnEscapeOfItsOwn()
    {
        QCOMPARE(codec::toEscaped(bytesOf("a\\\n\r\t'\"")), std::string("a\\\\\\n\\r\\t'\""));
        QCOMPARE(codec::toEscaped(bytesOf(QByteArray("\0"
                                                     "1",
                     2))),
            std::string("\\x001"));
        QCOMPARE(codec::toEscaped(bytesOf("\xc3\xa9\x7f\x1b")), std::string("\\xc3\\xa9\\x7f\\x1b"));
    }

    void randomBytesRoundTrip()
    {
        std::mt19937 random = randomness();
        for (int i = 0; i < 1000; ++i) {
            const QByteArray bytes = i == 0 ? everyByte() : pick(random, everyByte(), 100);
            const QString text = QString::fromStdString(codec::toEscaped(bytesOf(bytes)));
            const auto parsed = parseEscaped(unitsOf(text));
            QVERIFY(parsed.has_value());
            QCOMPARE(arrayOf(parsed->bytes), bytes);
        }
    }

    /// Python warns of an unknown escape and keeps it; with warnings as errors it refuses what we refuse.
    void agreesWithPython()
    {
        if (!hasPython())
            QSKIP("python3 is not installed");
        static const QRegularExpression tooLarge(uR"((^|[^\\])(\\\\)*\\[4-7][0-7][0-7])"_s);
        QList<QByteArray> cases;
        std::mt19937 random = randomness();
        while (cases.size() < 5000) {
            const QByteArray text = pick(random, "\\\\\\\\\\\\xxx01234567899aAfFnrtbv'\nqNuU{} %$", 9);
            if (!tooLarge.match(QString::fromLatin1(text)).hasMatch())
                cases += text;
        }
        const QList<QByteArray> answers = pythonAnswers(R"(
import ast, sys, warnings
warnings.simplefilter("error")
for line in sys.stdin:
    try:
        print(ast.literal_eval('b"""' + bytes.fromhex(line).decode() + '"""').hex())
    except (SyntaxError, ValueError):
        print("refused")
)",
            cases);
        QCOMPARE(answers.size(), cases.size());
        for (qsizetype i = 0; i < cases.size(); ++i) {
            const auto parsed = parseEscaped(unitsOf(QString::fromLatin1(cases[i])));
            if ((parsed ? arrayOf(parsed->bytes).toHex() : QByteArray("refused")) != answers[i])
                QFAIL(qPrintable(u"%1 is %2"_s.arg(QString::fromLatin1(cases[i]), QString::fromLatin1(answers[i]))));
        }
    }

    void largeInputIsReadToItsEnd()
    {
        QString text;
        for (int i = 0; i < 10 << 17; ++i)
            text += u"ab\\x41\\n"_s;
        QCOMPARE(parseEscaped(unitsOf(text))->bytes.size(), static_cast<std::size_t>(text.size() / 2));
        text += u'\\';
        QCOMPARE(parseEscaped(unitsOf(text)).error(),
            (codec::ParseError{static_cast<std::size_t>(text.size() - 1), Reason::TrailingBackslash}));
    }
};

QTEST_GUILESS_MAIN(TestEscape)
#include "tst_escape.moc"
