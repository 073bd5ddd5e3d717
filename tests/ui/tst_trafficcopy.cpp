// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
// What came from outside, as the log shows it and as it goes to the clipboard.
#include "tests/ui/shownlog.h"
#include "ui/traffic/logcopy.h"
#include "ui/traffic/rowtext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using capture::Operation;
using traffic::Shown;
using ui::LogColumn;

class TestTrafficCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void payloadIsInert_data();
    void payloadIsInert();
    void tenMebibytesInOneLinePaintAsFastAsAnyRow();
    void copiedRowsAreInert();
    void copiedPayloadTakesItsForm_data();
    void copiedPayloadTakesItsForm();
    void copyingIsBounded();
};

void TestTrafficCopy::payloadIsInert_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("expected");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << u"a\\x00b"_s;
    QTest::newRow("escape sequence") << QByteArray("\x1b[2J") << u"\\x1b[2J"_s;
    QTest::newRow("right-to-left override") << QByteArray("a\xe2\x80\xae"
                                                          "b")
                                            << u"a\\u{202E}b"_s;
    QTest::newRow("invalid UTF-8") << QByteArray("\xff\xc3") << u"\\xff\\xc3"_s;
    QTest::newRow("markup") << QByteArray("<b>bold</b>") << u"<b>bold</b>"_s;
    QTest::newRow("line breaks") << QByteArray("a\r\nb\tc") << u"a\\r\\nb\\tc"_s;
    QTest::newRow("place marker") << QByteArray("%1 %n") << u"%1 %n"_s;
}

void TestTrafficCopy::payloadIsInert()
{
    QFETCH(QByteArray, payload);
    QFETCH(QString, expected);
    Shown shown;
    shown.capture.data(2, Operation::Recv, payload.toStdString());
    shown.publish();
    QCOMPARE(shown.text(0, LogColumn::Preview), expected);
    QVERIFY(!shown.view.grab().isNull());
}

void TestTrafficCopy::tenMebibytesInOneLinePaintAsFastAsAnyRow()
{
    Shown shown;
    shown.capture.data(2, Operation::Recv, std::string(10 * 1024 * 1024, 'x'));
    shown.publish();
    const QString preview = shown.text(0, LogColumn::Preview);
    QVERIFY(preview.size() <= qsizetype(ui::PreviewUnits));
    QVERIFY(preview.endsWith(u'\u2026'));
    QCOMPARE(shown.text(0, LogColumn::Size), u"10485760"_s);
    QVERIFY(!shown.view.grab().isNull());
}

void TestTrafficCopy::copiedRowsAreInert()
{
    Shown shown;
    shown.capture.data(2, Operation::Recv, std::string_view("a\0\x1b[2J\xe2\x80\xae\tb\n", 12));
    shown.capture.call(1, Operation::Listen, 0, 5);
    shown.publish();
    QTest::keyClick(&shown.view, Qt::Key_A, Qt::ControlModifier);
    const ui::CopiedText copied = ui::copyRows(shown.view);
    const QStringList lines = copied.text.split(u'\n');
    QCOMPARE(lines.size(), qsizetype(2));
    QCOMPARE(lines[0].count(u'\t'), qsizetype(ui::LogColumnCount - 1));
    QVERIFY(lines[0].endsWith(u"a\\x00\\x1b[2J\\u{202E}\\tb\\n"_s));
    QCOMPARE(lines[1].section(u"\t"_s, -6), u"listen\t\t0\t4.2 µs\t\t5"_s);
    QVERIFY(!copied.cut && copied.error.isEmpty());
}

void TestTrafficCopy::copiedPayloadTakesItsForm_data()
{
    QTest::addColumn<codec::CopyFormat>("format");
    QTest::addColumn<QString>("expected");
    QTest::newRow("text") << codec::CopyFormat::Text << u"A\\x00\\x1bB"_s;
    QTest::newRow("hex") << codec::CopyFormat::HexPlain << u"41 00 1b 42"_s;
    QTest::newRow("Python") << codec::CopyFormat::PythonBytes << u"b'A\\x00\\x1bB'"_s;
}

void TestTrafficCopy::copiedPayloadTakesItsForm()
{
    QFETCH(codec::CopyFormat, format);
    QFETCH(QString, expected);
    Shown shown;
    shown.capture.data(2, Operation::Recv, std::string_view("A\0", 2));
    shown.capture.call(1, Operation::Listen, 0, 5); // no payload: adds nothing
    shown.capture.data(2, Operation::Recv,
        "\x1b"
        "B");
    shown.publish();
    QTest::keyClick(&shown.view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(ui::copyPayload(shown.view, format).text, expected);
}

void TestTrafficCopy::copyingIsBounded()
{
    Shown shown;
    for (int i = 0; i < 3; ++i)
        shown.capture.data(2, Operation::Recv, std::string(6 * 1024 * 1024, 'x'));
    shown.add(static_cast<int>(ui::MaxCopiedRows));
    QTest::keyClick(&shown.view, Qt::Key_A, Qt::ControlModifier);
    const ui::CopiedText payload = ui::copyPayload(shown.view, codec::CopyFormat::Text);
    QVERIFY(payload.cut);
    QCOMPARE(payload.text.size(), qsizetype(ui::MaxCopiedBytes));
    const ui::CopiedText rows = ui::copyRows(shown.view);
    QVERIFY(rows.cut);
    QCOMPARE(rows.text.count(u'\n') + 1, qsizetype(ui::MaxCopiedRows));
}

QTEST_MAIN(TestTrafficCopy)
#include "tst_trafficcopy.moc"
