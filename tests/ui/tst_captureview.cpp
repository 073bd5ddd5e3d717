// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/trafficcapture.h"
#include "ui/bytes/bytespane.h"
#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/captureview.h"
#include "ui/notice/noticebar.h"
#include "ui/traffic/trafficpane.h"

#include <QLabel>
#include <QMainWindow>
#include <QSignalSpy>
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
};

QTEST_MAIN(TestCaptureView)
#include "tst_captureview.moc"
