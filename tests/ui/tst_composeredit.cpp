// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tst_composerfixture.h"

#include <QScrollBar>

using codec::LineEnding;
using namespace Qt::StringLiterals;
using namespace ui;
using session::PayloadFormat;

/// The payload's text: formats, mistakes, pasting, undo and history.
class TestComposerEdit final : public ComposerFixture
{
    Q_OBJECT

private Q_SLOTS:
    void wrongHexIsMarkedAtItsPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("place");
        QTest::addColumn<QString>("message");
        QTest::newRow("not a digit") << u"48 6g 6c"_s << 4 << u"Not a hex digit at position 5"_s;
        QTest::newRow("odd digit") << u"48 6"_s << 3 << u"Odd digit at position 4"_s;
        QTest::newRow("second line") << u"48\n6x"_s << 4 << u"Not a hex digit at position 2 of line 2"_s;
    }

    void wrongHexIsMarkedAtItsPlace()
    {
        QFETCH(QString, text);
        QFETCH(int, place);
        QFETCH(QString, message);
        choose(formatBox(), 2);
        m_edit->setPlainText(text);
        QCOMPARE(m_edit->extraSelections().size(), 1);
        const QTextCursor mark = m_edit->extraSelections().first().cursor;
        QCOMPARE(mark.selectionStart(), place);
        QCOMPARE(mark.selectionEnd(), place + 1);
        QVERIFY(hasLabel(message));
        QVERIFY(!sendButton()->isEnabled());
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_sent->size(), 0);
        m_edit->setPlainText(u"48"_s);
        QVERIFY(m_edit->extraSelections().isEmpty());
        QVERIFY(hasLabel(u"1 byte"));
    }

    void pastedFormsBecomePlainHexInOneStep_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::newRow("0x list") << u"0xde, 0xad, 0xbe, 0xef"_s;
        QTest::newRow("escapes") << uR"(\xde\xad\xbe\xef)"_s;
        QTest::newRow("C array") << u"const unsigned char data[] = {\n    0xde, 0xad, 0xbe, 0xef\n};"_s;
        QTest::newRow("dump") << u"00000000  de ad be ef                                       |....|"_s;
        QTest::newRow("colons") << u"de:ad:be:ef"_s;
    }

    void pastedFormsBecomePlainHexInOneStep()
    {
        QFETCH(QString, pasted);
        choose(formatBox(), 2);
        QTest::keyClicks(m_edit, u"00 "_s);
        paste(pasted);
        QCOMPARE(m_edit->payload(), u"00 de ad be ef"_s);
        QVERIFY(hasLabel(u"Turned into plain hex"));
        m_edit->undo();
        QCOMPARE(m_edit->payload(), u"00 "_s);
    }

    void pasteIsOnlyTurnedInHex()
    {
        paste(u"0xde, 0xad"_s);
        QCOMPARE(m_edit->payload(), u"0xde, 0xad"_s);
        paste(u"\r\nb"_s);
        QCOMPARE(m_edit->payload(), u"0xde, 0xad\nb"_s);
        QVERIFY(hasLabel(u"Line breaks are sent as LF here."));
        m_edit->clear();
        choose(formatBox(), 2);
        paste(u"zz"_s);
        QCOMPARE(m_edit->payload(), u"zz"_s);
        QVERIFY(hasLabel(u"Not a hex digit at position 1"));
    }

    void tooLongForTheEditorIsNotPasted()
    {
        paste(QString(PayloadEdit::MaxLineLength + 1, u'x'));
        QCOMPARE(m_edit->payload(), QString());
        QVERIFY(hasLabel(u"Not pasted"));
        const QString line = QString(PayloadEdit::MaxLineLength - 1, u'x') + u'\n';
        paste(line.repeated(4));
        QCOMPARE(m_edit->payload().size(), 4 * line.size());
        paste(line.repeated(64));
        QCOMPARE(m_edit->payload().size(), 4 * line.size());
    }

    void exactCharactersReachTheWire()
    {
        paste(u"a\u00a0b\u2028c"_s);
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_sent->last().first().toByteArray().toHex(' '), "61 c2 a0 62 e2 80 a8 63"_ba);
    }

    void formatsConvertTheSameBytes()
    {
        QTest::keyClicks(m_edit, u"Hi"_s);
        choose(formatBox(), 2);
        QCOMPARE(m_edit->payload(), u"48 69"_s);
        QVERIFY(!endingBox()->isEnabled());
        QTest::keyClicks(m_edit, u" 0d 0a"_s);
        choose(formatBox(), 1);
        QCOMPARE(m_edit->payload(), uR"(Hi\r\n)"_s);
        QVERIFY(endingBox()->isEnabled());
        // Text cannot hold the carriage return, and stays out of it.
        choose(formatBox(), 0);
        QCOMPARE(m_edit->payload(), uR"(Hi\r\n)"_s);
        QCOMPARE(formatBox()->currentText(), u"Escaped"_s);
        QVERIFY(hasLabel(u"Still Escaped: byte 3 is no visible text."));
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_sent->last().first().toByteArray(), "Hi\r\n"_ba);
    }

    void whatIsNoHexIsOnlyReadAnew()
    {
        choose(formatBox(), 2);
        QTest::keyClicks(m_edit, u"Hello"_s);
        QVERIFY(hasLabel(u"Not a hex digit"));
        choose(formatBox(), 0);
        QCOMPARE(m_edit->payload(), u"Hello"_s);
        QVERIFY(hasLabel(u"5 bytes"));
    }

    void undoTakesTheFormatBackToo()
    {
        QTest::keyClicks(m_edit, u"abcd"_s);
        choose(formatBox(), 2);
        QCOMPARE(m_edit->payload(), u"61 62 63 64"_s);
        m_edit->undo();
        QCOMPARE(m_edit->payload(), u"abcd"_s);
        QCOMPARE(formatBox()->currentText(), u"Text"_s);
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_sent->last().first().toByteArray(), "abcd"_ba);
        m_edit->redo();
        QCOMPARE(formatBox()->currentText(), u"Hex"_s);
        QCOMPARE(m_edit->payload(), u"61 62 63 64"_s);
        m_edit->undo();
        QTest::keyClicks(m_edit, u"e"_s);
        QCOMPARE(formatBox()->currentText(), u"Text"_s);
    }

    void conversionThatIsTooLongIsRefused()
    {
        paste(QString(PayloadEdit::MaxLineLength, u'x'));
        choose(formatBox(), 2);
        QCOMPARE(formatBox()->currentText(), u"Text"_s);
        QVERIFY(hasLabel(u"too long for this field"));
        QCOMPARE(m_edit->payload().size(), PayloadEdit::MaxLineLength);
    }

    void upAndDownGoThroughWhatWasSent()
    {
        sendLine(u"one"_s);
        choose(endingBox(), 3);
        sendLine(u"two"_s);
        m_composer->setPayload({u"00 ff"_s, PayloadFormat::Hex, LineEnding::None});
        QTest::keyClick(m_edit, Qt::Key_Return);
        QTest::keyClick(m_edit, Qt::Key_End);
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_composer->payload(), (session::SentPayload{u"two"_s, PayloadFormat::Text, LineEnding::CrLf}));
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_composer->payload(), (session::SentPayload{u"one"_s, PayloadFormat::Text, LineEnding::None}));
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_edit->payload(), u"one"_s);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QCOMPARE(m_composer->payload(), (session::SentPayload{u"00 ff"_s, PayloadFormat::Hex, LineEnding::None}));
    }

    void whatWasBeingTypedComesBack()
    {
        sendLine(u"sent"_s);
        QTest::keyClicks(m_edit, u"draft"_s);
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_edit->payload(), u"sent"_s);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QCOMPARE(m_edit->payload(), u"draft"_s);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QCOMPARE(m_edit->payload(), u"draft"_s);
    }

    void arrowsMoveInsideSeveralLines()
    {
        sendLine(u"sent"_s);
        m_composer->setPayload({u"a\nb"_s, PayloadFormat::Text, LineEnding::None});
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_edit->payload(), u"a\nb"_s);
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_edit->payload(), u"sent"_s);
    }

    void historyThatShrankIsNoTrap()
    {
        for (const QString& line : {u"one"_s, u"two"_s, u"three"_s})
            sendLine(line);
        QTest::keyClick(m_edit, Qt::Key_Up);
        m_history->clear();
        QTest::keyClick(m_edit, Qt::Key_Up);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QCOMPARE(m_edit->payload(), u"three"_s);
    }

    void editorGrowsToSixLines()
    {
        const int one = m_edit->height();
        m_edit->setPlainText(u"1\n2\n3"_s);
        QTRY_VERIFY(m_edit->height() > one);
        QTRY_VERIFY(!m_edit->verticalScrollBar()->isVisible());
        m_edit->setPlainText(u"1\n2\n3\n4\n5\n6"_s);
        const int six = m_edit->height();
        QTRY_VERIFY(!m_edit->verticalScrollBar()->isVisible());
        m_edit->setPlainText(u"1\n2\n3\n4\n5\n6\n7\n8\n9"_s);
        QCOMPARE(m_edit->height(), six);
        m_edit->clear();
        QCOMPARE(m_edit->height(), one);
    }
};

QTEST_MAIN(TestComposerEdit)
#include "tst_composeredit.moc"
