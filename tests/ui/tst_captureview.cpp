// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/trafficcapture.h"
#include "ui/bytes/bytespane.h"
#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/captureview.h"
#include "ui/notice/noticebar.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QMainWindow>
#include <QTest>

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
        shown.view->saver()->save(u"capture.unknown"_s, ui::CaptureFileSaver::Records::All);
        QCOMPARE(shown.notices.count(), 2);
    }

    void bytesComeWithTheLog()
    {
        Shown shown;
        shown.view->setBeginning(new QWidget);
        QVERIFY(shown.view->bytes()->isHidden());
        shown.view->showLog();
        QVERIFY(!shown.view->bytes()->isHidden());
        QVERIFY(!shown.view->log()->isHidden());
    }

    void anExplanationBringsTheBytesBack()
    {
        Shown shown;
        shown.view->grow(shown.capture.count());
        shown.view->bytesAction()->setChecked(false);
        QVERIFY(shown.view->bytes()->isHidden());
        Q_EMIT shown.view->log()->errnoRequested(1);
        QVERIFY(!shown.view->bytes()->isHidden());
        QVERIFY(shown.view->bytes()->isShowingCard());
        QCOMPARE(shown.view->log()->currentRecord(), std::optional<quint64>(1));
    }
};

QTEST_MAIN(TestCaptureView)
#include "tst_captureview.moc"
