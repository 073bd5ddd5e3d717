// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "samples.h"

#include "codec/text.h"
#include "codec/utf16.h"

#include <QTest>

using codec::LineEnding;
using codec::parseText;
using codec::Reason;
using namespace Qt::StringLiterals;
using namespace samples;

class TestText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsExactlyItsUtf8_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("ASCII") << u"Hello, world"_s;
        QTest::newRow("line breaks stay") << u"a\nb\r\nc\r"_s;
        QTest::newRow("escapes are letters") << u"\\n\\x41%n${HOME}$(id)"_s;
        QTest::newRow("two bytes") << u"Gr\u00fc\u00df"_s;
        QTest::newRow("three bytes") << u"\u20ac"_s;
        QTest::newRow("four bytes") << u"\U0001f600 \U0010ffff"_s;
        QTest::newRow("NUL") << u"a"_s + QChar(0) + u"b"_s;
        QTest::newRow("byte order mark") << u"\ufeffa"_s;
        QTest::newRow("not normalised") << u"e\u0301 \u00e9"_s;
        QTest::newRow("noncharacter") << u"\uffff"_s;
    }
    void textIsExactlyItsUtf8()
    {
        QFETCH(QString, text);
        const auto parsed = parseText(unitsOf(text));
        QVERIFY(parsed.has_value());
        QCOMPARE(arrayOf(*parsed), text.toUtf8());
    }

    void halfAPairIsRefusedAtItsPlace_data()
    {
        QTest::addColumn<QList<ushort>>("units");
        QTest::addColumn<int>("offset");
        QTest::newRow("high alone") << QList<ushort>{0xd83d} << 0;
        QTest::newRow("low alone") << QList<ushort>{'a', 0xde00} << 1;
        QTest::newRow("high before a letter") << QList<ushort>{'a', 0xd83d, 'b'} << 1;
        QTest::newRow("two high") << QList<ushort>{0xd83d, 0xd83d, 0xde00} << 0;
        QTest::newRow("turned round") << QList<ushort>{0xde00, 0xd83d} << 0;
        QTest::newRow("after a pair") << QList<ushort>{0xd83d, 0xde00, 0xde00} << 2;
    }
    void halfAPairIsRefusedAtItsPlace()
    {
        QFETCH(QList<ushort>, units);
        QFETCH(int, offset);
        const QString text = QString::fromUtf16(reinterpret_cast<const char16_t*>(units.constData()), units.size());
        const auto parsed = parseText(unitsOf(text));
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().offset, static_cast<std::size_t>(offset));
        QCOMPARE(parsed.error().reason, Reason::LoneSurrogate);
    }

    void everyPairIsRead()
    {
        for (char32_t character = 0x10000; character <= 0x10ffff; character += 0x1ff) {
            const QString text = QString::fromUcs4(&character, 1);
            const codec::Utf16Character read = codec::decodeUtf16(unitsOf(text), 0);
            QCOMPARE(read.value, character);
            QCOMPARE(read.size, std::size_t{2});
        }
    }

    void lineEndingsAreTheirBytes()
    {
        QCOMPARE(arrayOf(codec::lineEndingBytes(LineEnding::None)), QByteArray());
        QCOMPARE(arrayOf(codec::lineEndingBytes(LineEnding::Lf)), QByteArray("\n"));
        QCOMPARE(arrayOf(codec::lineEndingBytes(LineEnding::Cr)), QByteArray("\r"));
        QCOMPARE(arrayOf(codec::lineEndingBytes(LineEnding::CrLf)), QByteArray("\r\n"));
        QCOMPARE(arrayOf(codec::lineEndingBytes(LineEnding::Nul)), QByteArray(1, '\0'));
    }

    void largeTextIsReadToItsEnd()
    {
        std::u16string text(2 << 20, u'\u20ac');
        QCOMPARE(parseText(text)->size(), text.size() * 3);
        text.back() = 0xd800;
        QCOMPARE(parseText(text).error(), (codec::ParseError{text.size() - 1, Reason::LoneSurrogate}));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
