// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/formatmarks.h"
#include "ui/composer/payloadcode.h"

#include <QTest>

using codec::LineEnding;
using codec::Reason;
using namespace Qt::StringLiterals;
using namespace ui;
using session::PayloadFormat;

/// The parts of the composer that need no widget.
class TestComposerLogic final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typedTextBecomesExactBytes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<PayloadFormat>("format");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << u"Hi\n"_s << PayloadFormat::Text << "Hi\n"_ba;
        QTest::newRow("text keeps escapes") << uR"(\x00)"_s << PayloadFormat::Text << R"(\x00)"_ba;
        QTest::newRow("text in UTF-8") << u"\u00e9\U0001f642"_s << PayloadFormat::Text << "\xc3\xa9\xf0\x9f\x99\x82"_ba;
        QTest::newRow("no-break space") << u"a\u00a0b"_s << PayloadFormat::Text << "a\xc2\xa0"_ba.append('b');
        QTest::newRow("byte order mark") << u"\ufeffa"_s << PayloadFormat::Text << "\xef\xbb\xbf"_ba.append('a');
        QTest::newRow("escapes") << uR"(a\r\n\x1b\\)"_s << PayloadFormat::Escaped << "a\r\n\x1b\\"_ba;
        QTest::newRow("NUL") << uR"(\0)"_s << PayloadFormat::Escaped << QByteArray(1, '\0');
        QTest::newRow("hex") << u"de AD\nbeef"_s << PayloadFormat::Hex << "\xde\xad\xbe\xef"_ba;
        QTest::newRow("hex as a list") << u"0x48, 0x65"_s << PayloadFormat::Hex << "He"_ba;
        QTest::newRow("hex with colons") << u"de:ad"_s << PayloadFormat::Hex << "\xde\xad"_ba;
        QTest::newRow("no hex") << u""_s << PayloadFormat::Hex << QByteArray();
    }
    void typedTextBecomesExactBytes()
    {
        QFETCH(QString, text);
        QFETCH(PayloadFormat, format);
        QFETCH(QByteArray, bytes);
        const auto payload = payloadBytes(text, format);
        QVERIFY(payload.has_value());
        QCOMPARE(payload->bytes, bytes);
    }

    void mistakesHaveAPlaceAndAReason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<PayloadFormat>("format");
        QTest::addColumn<QString>("problem");
        const auto hex = PayloadFormat::Hex;
        QTest::newRow("odd digit") << u"48 6"_s << hex << u"Odd digit at position 4"_s;
        QTest::newRow("not a digit") << u"48 6g"_s << hex << u"Not a hex digit at position 5"_s;
        QTest::newRow("0x") << u"0x48, 0x6g"_s << hex << u"Not a hex digit at position 2"_s;
        QTest::newRow("split byte") << u"4 8"_s << hex << u"Space inside a byte at position 2"_s;
        QTest::newRow("second line") << u"48\n65 zz"_s << hex << u"Not a hex digit at position 4 of line 2"_s;
        QTest::newRow("dump with a gap") << u"00000000  61 62 63 64\n00000020  65 66"_s << hex
                                         << u"Offset that leaves out or repeats bytes at position 1 of line 2"_s;
        QTest::newRow("dump with a short line that is repeated")
            << u"00000000 61 62 63 64 0a\n*\n00000020 65"_s << hex
            << u"* that stands for no whole number of full lines at position 1 of line 2"_s;
        QTest::newRow("full-width") << u"４８"_s << hex << u"Not a hex digit at position 1"_s;
        const auto escaped = PayloadFormat::Escaped;
        QTest::newRow("unknown escape") << uR"(ab\q)"_s << escaped << u"Unknown escape at position 3"_s;
        QTest::newRow("short hex escape") << uR"(\x1)"_s << escaped << uR"(\x without two hex digits at position 1)"_s;
        QTest::newRow("octal") << uR"(\777)"_s << escaped << uR"(Octal escape over \377 at position 1)"_s;
        QTest::newRow("last backslash") << uR"(a\)"_s << escaped << u"Backslash at the end at position 2"_s;
        QTest::newRow("surrogate") << u"a"_s + QChar(0xd800) << PayloadFormat::Text
                                   << u"Half a character at position 2"_s;
    }
    void mistakesHaveAPlaceAndAReason()
    {
        QFETCH(QString, text);
        QFETCH(PayloadFormat, format);
        QFETCH(QString, problem);
        const auto payload = payloadBytes(text, format);
        QVERIFY(!payload.has_value());
        QCOMPARE(problemText(payload.error(), text), problem);
    }

    void everyByteSurvivesItsText_data()
    {
        QTest::addColumn<PayloadFormat>("format");
        QTest::newRow("escaped") << PayloadFormat::Escaped;
        QTest::newRow("hex") << PayloadFormat::Hex;
    }
    void everyByteSurvivesItsText()
    {
        QFETCH(PayloadFormat, format);
        QByteArray bytes;
        for (int i = 0; i < 256; ++i)
            bytes += static_cast<char>(i);
        const auto text = payloadText(bytes, format);
        QVERIFY(text.has_value());
        QCOMPARE(payloadBytes(*text, format)->bytes, bytes);
    }

    void textHoldsOnlyWhatCanBeSeen_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("badByte"); // -1: none
        QTest::newRow("words") << "Hello, world"_ba << -1;
        QTest::newRow("lines and tabs") << "a\tb\nc"_ba << -1;
        QTest::newRow("accents") << "e\xcc\x81 \xc3\xa9"_ba << -1;
        QTest::newRow("CR") << "a\r\n"_ba << 1;
        QTest::newRow("NUL") << QByteArray("a\0", 2) << 1;
        QTest::newRow("ESC") << "\x1b[2J"_ba << 0;
        QTest::newRow("no UTF-8") << "ab\xff"_ba << 2;
        QTest::newRow("cut UTF-8") << "ab\xc3"_ba << 2;
        QTest::newRow("right-to-left override") << "a\xe2\x80\xae"_ba << 1;
        QTest::newRow("no-break space") << "a\xc2\xa0"_ba << 1;
        QTest::newRow("paragraph separator") << "\xe2\x80\xa9"_ba << 0;
        QTest::newRow("byte order mark") << "\xef\xbb\xbf"_ba << 0;
    }
    void textHoldsOnlyWhatCanBeSeen()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, badByte);
        const auto text = payloadText(bytes, PayloadFormat::Text);
        QCOMPARE(text ? -1 : static_cast<int>(text.error()), badByte);
        if (text)
            QCOMPARE(payloadBytes(*text, PayloadFormat::Text)->bytes, bytes);
    }

    void countAddsTheEnding_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<LineEnding>("ending");
        QTest::addColumn<QString>("count");
        QTest::newRow("nothing") << u""_s << LineEnding::None << u"0 bytes"_s;
        QTest::newRow("one") << u"a"_s << LineEnding::None << u"1 byte"_s;
        QTest::newRow("CRLF") << u"Hello, world"_s << LineEnding::CrLf << u"12 bytes + CRLF = 14"_s;
        QTest::newRow("NUL") << u""_s << LineEnding::Nul << u"0 bytes + NUL = 1"_s;
        QTest::newRow("UTF-8") << u"\u00e9"_s << LineEnding::Lf << u"2 bytes + LF = 3, non-ASCII as UTF-8"_s;
    }
    void countAddsTheEnding()
    {
        QFETCH(QString, text);
        QFETCH(LineEnding, ending);
        QFETCH(QString, count);
        QCOMPARE(countText(*payloadBytes(text, PayloadFormat::Escaped), ending), count);
    }

    void undoneStepsHaveTheirFormat()
    {
        FormatMarks marks(PayloadFormat::Text);
        marks.changeAfter(3, PayloadFormat::Hex);
        marks.changeAfter(6, PayloadFormat::Escaped);
        const auto at = [&](std::initializer_list<int> steps, PayloadFormat format) {
            return std::all_of(steps.begin(), steps.end(), [&](int step) { return marks.formatAt(step) == format; });
        };
        QVERIFY(at({0, 3}, PayloadFormat::Text));
        QVERIFY(at({4, 6}, PayloadFormat::Hex));
        QVERIFY(at({7, 100}, PayloadFormat::Escaped));

        // Back at step 4 something else is typed: what came after is gone.
        marks.forgetAfter(5);
        QVERIFY(at({4, 100}, PayloadFormat::Hex));
        marks.changeAfter(1, PayloadFormat::Escaped);
        QVERIFY(at({0, 1}, PayloadFormat::Text));
        QVERIFY(at({2, 100}, PayloadFormat::Escaped));
        marks.restart(PayloadFormat::Hex);
        QVERIFY(at({0, 100}, PayloadFormat::Hex));
    }
};

QTEST_GUILESS_MAIN(TestComposerLogic)
#include "tst_composerlogic.moc"
