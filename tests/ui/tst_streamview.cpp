// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/trafficcapture.h"
#include "ui/stream/streamtext.h"
#include "ui/stream/streamview.h"
#include "ui/stream/streamwindow.h"
#include "ui/theme/tones.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using capture::Operation;
using session::StreamSide;
using traffic::SampleCapture;
using ui::StreamMode;
using ui::StreamView;
using ui::StreamWindow;
using namespace Qt::StringLiterals;

namespace {

/// The stream of "client": a request in two calls and a reply in one.
struct Followed
{
    Followed()
        : window(capture.newReader(), {3}, u"client"_s, nullptr)
    {
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(800, 400);
        window.show();
        capture.call(3, Operation::Socket, 5);
        capture.data(3, Operation::Send, "GET / HT");
        capture.data(2, Operation::Recv, "another endpoint");
        capture.data(3, Operation::Send, "TP/1.1\r\n\r\n");
        capture.data(3, Operation::Recv, "200 OK\r\n\x1b[2J\xe2\x80\xae");
        publish();
    }

    void publish()
    {
        capture.commit();
        window.grow(capture.count());
    }
    [[nodiscard]] StreamView& view() const { return *window.view(); }
    [[nodiscard]] QString shown() const { return view().visibleRows(); }
    void choose(const QString& mode) const { window.findChild<QComboBox*>()->setCurrentText(mode); }
    [[nodiscard]] QCheckBox* box(const QString& text) const
    {
        for (QCheckBox* box : window.findChildren<QCheckBox*>()) {
            if (box->text() == text)
                return box;
        }
        return nullptr;
    }
    [[nodiscard]] QString sizes() const { return window.findChild<QLabel*>(u"streamSize"_s)->text(); }
    [[nodiscard]] QString notice() const
    {
        for (const QLabel* label : window.findChildren<QLabel*>()) {
            if (label->accessibleName() == u"Notice")
                return label->accessibleDescription();
        }
        return {};
    }

    SampleCapture capture;
    StreamWindow window;
};

} // namespace

class TestStreamView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsBothDirectionsInOrderAndInert()
    {
        Followed followed;
        QTRY_COMPARE(followed.shown(), u"-> GET / HTTP/1.1\n-> \n<- 200 OK\n<- \\x1b[2J\\u{202E}"_s);
        QTRY_COMPARE(followed.sizes(), u"received 15 B   sent 18 B   3 calls"_s);
        QCOMPARE(followed.window.windowTitle(), u"Stream of client"_s);
    }

    void hasFiveModes()
    {
        Followed followed;
        QTRY_VERIFY(followed.shown().contains(u"200 OK"_s));
        followed.choose(u"Hex dump"_s);
        QTRY_VERIFY(followed.shown().startsWith(
            u"-> 00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  |GET / HTTP/1.1..|\n-> 00000010  0d 0a "_s));
        QVERIFY(followed.shown().contains(u"\n<- 00000000  32 30 30 20"_s));
        followed.choose(u"C array"_s);
        QTRY_VERIFY(followed.shown().startsWith(u"-> 0x47, 0x45, 0x54, 0x20,"_s));
        followed.choose(u"Python bytes"_s);
        QTRY_VERIFY(followed.shown().startsWith(u"-> b'GET / HTTP/1.1\\r\\n'\n-> b'\\r\\n'\n<- b'200 OK\\r\\n'"_s));
        followed.choose(u"Raw"_s);
        QTRY_VERIFY(followed.shown().startsWith(u"-> GET / HTTP/1.1\\r\\n\n-> \\r\\n\n<- 200 OK\\r\\n\n<- \\x1b[2J"_s));
    }

    void callBoundariesAreDrawnOnDemand()
    {
        Followed followed;
        QTRY_VERIFY(followed.shown().contains(u"200 OK"_s));
        const QImage without = followed.view().viewport()->grab().toImage();
        followed.box(u"&Call boundaries"_s)->click();
        QTRY_VERIFY(followed.shown().startsWith(u"-> GET / HT\n-> TP/1.1\n-> \n<- 200 OK"_s));
        const QRgb line = ui::toneColor(ui::Tone::Separator, followed.view().palette()).rgb();
        const QImage with = followed.view().viewport()->grab().toImage();
        const int y = followed.view().rowRect(1).top();
        QCOMPARE(with.pixel(300, y), line);
        QVERIFY(without.pixel(300, y) != line);
    }

    void aClickGoesToTheRecord()
    {
        Followed followed;
        QTRY_VERIFY(followed.shown().contains(u"200 OK"_s));
        QSignalSpy chosen(&followed.window, &StreamWindow::recordChosen);
        const auto click = [&](int line) {
            QTest::mouseClick(followed.view().viewport(), Qt::LeftButton, {}, followed.view().rowRect(line).center());
        };
        click(1); // the second line of the request lies in its second call
        click(2);
        QCOMPARE(chosen.at(0).at(0).toULongLong(), 3ULL);
        QCOMPARE(chosen.at(1).at(0).toULongLong(), 4ULL);
        QTest::keyClick(&followed.view(), Qt::Key_Home);
        QTest::keyClick(&followed.view(), Qt::Key_Return);
        QCOMPARE(chosen.at(2).at(0).toULongLong(), 1ULL);
        QTest::keyClick(&followed.view(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&followed.view(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&followed.view(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"GET / HTTP/1.1\n\n200 OK"_s);
    }

    void growsAndFollows()
    {
        Followed followed;
        for (int i = 0; i < 200; ++i)
            followed.capture.data(3, Operation::Recv, "line " + std::to_string(i) + "\n");
        followed.publish();
        QTRY_VERIFY(followed.shown().endsWith(u"<- line 199"_s));
        QTest::keyClick(&followed.view(), Qt::Key_Home);
        QVERIFY(!followed.box(u"&Follow"_s)->isChecked());
        QCOMPARE(followed.view().topRow(), quint64(0));
        followed.capture.data(3, Operation::Recv, "last\n");
        followed.publish();
        QTRY_COMPARE(followed.sizes().right(9), u"204 calls"_s);
        QCOMPARE(followed.view().topRow(), quint64(0));
        followed.box(u"&Follow"_s)->click();
        QTRY_VERIFY(followed.shown().endsWith(u"<- last"_s));
        followed.view().verticalScrollBar()->setValue(0);
        QVERIFY(!followed.view().isFollowing());
        followed.view().showRecord(100);
        QTRY_VERIFY(followed.shown().startsWith(u"<- line 95\n"_s)); // five records came before the lines
    }

    void isATextForAssistiveTools()
    {
        Followed followed;
        QTRY_VERIFY(followed.shown().contains(u"200 OK"_s));
        QAccessibleInterface* view = QAccessible::queryAccessibleInterface(&followed.view());
        QVERIFY(view);
        QCOMPARE(view->text(QAccessible::Name), u"Stream"_s);
        QCOMPARE(view->role(), QAccessible::EditableText);
        QVERIFY(view->state().readOnly);
        QVERIFY(view->textInterface());
        QCOMPARE(view->textInterface()->text(0, 17), u"-> GET / HTTP/1.1"_s);
        view->textInterface()->setCursorPosition(20);
        QCOMPARE(followed.view().currentRow(), std::optional<quint64>(1));
        QCOMPARE(view->textInterface()->cursorPosition(), 18);
    }

    void savesAndSaysSo()
    {
        Followed followed;
        QTemporaryDir folder;
        followed.window.save(StreamSide::Sent, folder.filePath(u"sent"_s));
        QTRY_COMPARE(followed.notice(), u"Saved 18 B as sent."_s);
        QFile file(folder.filePath(u"sent"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("GET / HTTP/1.1\r\n\r\n"));
        followed.window.save(StreamSide::Both, u"/nowhere/at/all"_s);
        QTRY_VERIFY(followed.notice().startsWith(u"all could not be saved: "_s));
    }

    void missingBytesAreShownAndToldOfWhenSaving()
    {
        Followed followed;
        followed.capture.call(3, Operation::ReceiveMissing, 7);
        followed.capture.data(3, Operation::Recv, "end");
        followed.capture.call(3, Operation::SendMissing, 1);
        followed.publish();
        QTRY_VERIFY(followed.shown().endsWith(u"<- [7 B missing] end \u2192 [1 B missing]"_s));
        QTRY_COMPARE(followed.sizes(), u"received 18 B   sent 18 B   4 calls   8 B missing"_s);
        QTemporaryDir folder;
        followed.window.save(StreamSide::Received, folder.filePath(u"in"_s));
        QTRY_COMPARE(followed.notice(),
            u"Saved 18 B as in. The capture misses 7 B more, and nothing stands for them in the file."_s);
    }

    void anEndpointWithoutBytesSaysSo()
    {
        SampleCapture capture;
        StreamWindow window(capture.newReader(), {1}, u"server"_s, nullptr);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        QCOMPARE(window.view()->visibleRows(), QString());
        QTest::keyClick(window.view(), Qt::Key_Down);
        QTest::mouseClick(window.view()->viewport(), Qt::LeftButton, {}, QPoint(5, 5));
        QVERIFY(!window.view()->viewport()->grab().isNull());
    }
};

QTEST_MAIN(TestStreamView)
#include "tst_streamview.moc"
