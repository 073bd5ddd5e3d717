// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/trafficcapture.h"
#include "ui/bytes/bytespane.h"
#include "ui/fields/factlist.h"
#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/captureview.h"
#include "ui/notice/noticebar.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/rowmenu.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cerrno>
#include <optional>

using namespace Qt::StringLiterals;
using capture::Operation;

namespace {

/// A client whose connect failed, in a window that has nothing but the view.
struct Shown
{
    Shown()
    {
        capture.call(3, Operation::Socket, 5);
        capture.failure(3, Operation::Connect, ECONNREFUSED);
        capture.commit();
        view = new ui::CaptureView(capture.newReader(), capture.newReader()().value(), &notices, &window);
        window.setCentralWidget(view);
        window.show();
    }
    ~Shown() { delete window.takeCentralWidget(); }
    /// Whether a record's menu has an entry, which is then chosen.
    [[nodiscard]] bool menuOffers(quint64 record, const QString& entry) const
    {
        QMenu menu;
        Q_EMIT view->log()->menu()->opened(&menu, record);
        const auto actions = menu.actions();
        const auto found
            = std::ranges::find_if(actions, [&](const QAction* action) { return action->text() == entry; });
        if (found != actions.end())
            (*found)->trigger();
        return found != actions.end();
    }

    [[nodiscard]] QString told() const { return notices.findChild<QLabel*>()->text(); }

    traffic::SampleCapture capture;
    ui::NoticeBar notices;
    QMainWindow window;
    ui::CaptureView* view;
};

} // namespace

class TestCaptureView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFilterThatStoppedIsToldOfNoLongerThanItStands()
    {
        Shown shown;
        Q_EMIT shown.view->log()->filterFailureChanged(u"The filter stopped."_s);
        QCOMPARE(shown.notices.count(), 1);
        Q_EMIT shown.view->log()->filterFailureChanged({});
        QCOMPARE(shown.notices.count(), 0);
    }

    void whatLogAndSavingHaveToTellIsTold()
    {
        Shown shown;
        Q_EMIT shown.view->log()->noticeRaised(u"Only the first rows were copied."_s);
        QCOMPARE(shown.told(), u"Only the first rows were copied."_s);
        shown.view->saver()->save(u"capture.unknown"_s, ui::CaptureFileSaver::Records::All);
        QVERIFY(shown.told().contains("capture.unknown"_L1));
    }

    void anExplanationAsksForTheBytesPane()
    {
        Shown shown;
        shown.view->grow(shown.capture.count());
        const QSignalSpy needed(shown.view, &ui::CaptureView::recordNeeded);
        Q_EMIT shown.view->log()->errnoRequested(1);
        QCOMPARE(needed.count(), 1);
        QVERIFY(shown.view->bytes()->isShowingCard());
        QCOMPARE(shown.view->log()->currentRecord(), std::optional<quint64>(1));
    }

    void aCallWithoutBytesIsToldInFull()
    {
        Shown shown;
        shown.view->grow(shown.capture.count());
        shown.view->log()->goTo(0);
        QStringList told;
        for (const QLabel* label : shown.view->bytes()->findChild<ui::FactList*>()->findChildren<QLabel*>()) {
            if (label->isVisible())
                told << label->text();
        }
        QCOMPARE(told.value(0), u"Call"_s);
        QVERIFY2(told.value(1).startsWith(u"socket("_s), qPrintable(told.value(1)));
        QCOMPARE(told.mid(2, 2), (QStringList{u"Result"_s, u"5"_s}));
        QVERIFY(told.contains(u"Endpoint"_s) && told.contains(u"Time"_s));
        shown.view->log()->goTo(1);
        QVERIFY(shown.view->bytes()->isShowingCard());
        const auto labels = shown.view->bytes()->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text() == u"ECONNREFUSED (111)   Connection refused"_s;
        }));
    }

    void enterInTheLogGoesToTheBytes()
    {
        Shown shown;
        shown.capture.data(3, Operation::Send, "bytes");
        shown.capture.commit();
        shown.view->grow(shown.capture.count());
        shown.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        const QSignalSpy needed(shown.view, &ui::CaptureView::recordNeeded);
        shown.view->log()->goTo(2);
        QTest::keyClick(shown.view->log()->view(), Qt::Key_Return);
        QCOMPARE(needed.count(), 1);
        QVERIFY(shown.view->bytes()->isAncestorOf(shown.window.focusWidget()));
    }

    void bytesOfARecordAreSavedFromItsMenu()
    {
        Shown shown;
        shown.capture.data(3, Operation::Send, "bytes");
        shown.capture.commit();
        shown.view->grow(shown.capture.count());
        QVERIFY(!shown.menuOffers(0, u"Save Bytes..."_s)); // socket() has none
        QVERIFY(shown.menuOffers(2, u"Save Bytes..."_s));
        const QTemporaryDir folder;
        auto* dialog = shown.window.findChild<QFileDialog*>();
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(folder.filePath(u"saved.bin"_s));
        QTRY_COMPARE(shown.notices.count(), 1);
        QFile file(folder.filePath(u"saved.bin"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("bytes"));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void bytesThatCannotBeSavedAreToldOf()
    {
        Shown shown;
        shown.capture.data(3, Operation::Send, "bytes");
        shown.capture.commit();
        shown.view->grow(shown.capture.count());
        QVERIFY(shown.menuOffers(2, u"Save Bytes..."_s));
        Q_EMIT shown.window.findChild<QFileDialog*>()->fileSelected(u"/no/such/folder/saved.bin"_s);
        QTRY_COMPARE(shown.notices.count(), 1);
        QCOMPARE(shown.told(),
            u"/no/such/folder/saved.bin could not be saved: No such file or directory (open, ENOENT). Nothing of it "
            u"was "
            "written."_s);
    }

    void whatIsNoOrdinaryFileIsNotOverwritten()
    {
        Shown shown;
        shown.capture.data(3, Operation::Send, "bytes");
        shown.capture.commit();
        shown.view->grow(shown.capture.count());
        QVERIFY(shown.menuOffers(2, u"Save Bytes..."_s));
        Q_EMIT shown.window.findChild<QFileDialog*>()->fileSelected(u"/dev/full"_s);
        QTRY_COMPARE(shown.notices.count(), 1);
        QCOMPARE(shown.told(),
            u"/dev/full could not be saved: it is there already, and is no ordinary file. Nothing of it was written."_s);
    }
};

QTEST_MAIN(TestCaptureView)
#include "tst_captureview.moc"
