// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "samples.h"

#include "codec/utf8.h"

#include <QTest>

using codec::decodeUtf8;
using namespace samples;

class TestUtf8 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCharacterRoundTripsAsQtWritesIt()
    {
        for (char32_t character = 0; character <= 0x10ffff; ++character) {
            if (character >= 0xd800 && character <= 0xdfff)
                continue;
            std::string text;
            codec::appendUtf8(text, character);
            const codec::Utf8Character read = decodeUtf8(std::as_bytes(std::span(text)), 0);
            if (read.value != character || read.size != text.size()
                || (character % 97 == 0 && QString::fromUcs4(&character, 1).toStdString() != text))
                QFAIL(qPrintable(QStringLiteral("U+%1").arg(static_cast<quint32>(character), 0, 16)));
        }
    }

    void refusesWhatIsNoCharacter_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("continuation") << QByteArray("\x80");
        QTest::newRow("overlong NUL") << QByteArray("\xc0\x80");
        QTest::newRow("overlong slash") << QByteArray("\xc1\xaf");
        QTest::newRow("overlong, three") << QByteArray("\xe0\x9f\xbf");
        QTest::newRow("overlong, four") << QByteArray("\xf0\x8f\xbf\xbf");
        QTest::newRow("first surrogate") << QByteArray("\xed\xa0\x80");
        QTest::newRow("last surrogate") << QByteArray("\xed\xbf\xbf");
        QTest::newRow("U+110000") << QByteArray("\xf4\x90\x80\x80");
        QTest::newRow("five bytes") << QByteArray("\xf8\x88\x80\x80\x80");
        QTest::newRow("fe") << QByteArray("\xfe");
        QTest::newRow("ff") << QByteArray("\xff");
        QTest::newRow("cut after one of two") << QByteArray("\xc3");
        QTest::newRow("cut after two of three") << QByteArray("\xe2\x82");
        QTest::newRow("cut after three of four") << QByteArray("\xf0\x9f\x98");
        QTest::newRow("interrupted") << QByteArray("\xe2\x82\x41");
    }
    void refusesWhatIsNoCharacter()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(decodeUtf8(bytesOf(bytes), 0).size, std::size_t{0});
    }

    void agreesWithQtOnRandomBytes()
    {
        std::mt19937 random = randomness();
        const QByteArray alphabet("a\x80\x8f\x90\x9f\xa0\xbf\xc1\xc2\xdf\xe0\xed\xef\xf0\xf4\xf5");
        for (int i = 0; i < 20'000; ++i) {
            const QByteArray bytes = pick(random, alphabet, 4);
            std::size_t at = 0;
            bool valid = true;
            while (valid && at < static_cast<std::size_t>(bytes.size())) {
                const std::size_t size = decodeUtf8(bytesOf(bytes), at).size;
                valid = size > 0;
                at += size;
            }
            QCOMPARE(valid, bytes.isValidUtf8());
        }
    }

    void readsAtAnOffset()
    {
        const QByteArray bytes("x\xe2\x82\xac");
        QCOMPARE(decodeUtf8(bytesOf(bytes), 1).value, U'\u20ac');
        QCOMPARE(decodeUtf8(bytesOf(bytes), 2).size, std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
