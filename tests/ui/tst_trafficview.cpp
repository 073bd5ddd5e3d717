// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterparser.h"
#include "tests/ui/shownlog.h"
#include "ui/theme/tones.h"
#include "ui/traffic/logcopy.h"
#include "ui/traffic/loginput.h"
#include "ui/traffic/newrowsbutton.h"
#include "ui/traffic/rowtext.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using capture::Operation;
using traffic::SampleCapture;
using traffic::Shown;
using ui::LogColumn;
using ui::LogView;

namespace {

std::vector<ui::RowRange> selectedRanges(const LogView& view)
{
    return view.selection().ranges();
}

} // namespace

class TestTrafficView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsTellCallsInTheirOwnTerms();
    void theEndOfAStreamIsSaid();
    void aPartialSendSaysOfHowMuch();
    void unreadableRecordsSaySo();
    void endpointsNewNameIsInItsEarlierRowsToo();

    void followsTheEnd();
    void scrollingUpKeepsThePlace();
    void rowsThatFillTheViewArePaintedAlsoWhereItDoesNotFollow();
    void scrollingToTheEndFollowsAgain();
    void selectingAboveTheEndStopsFollowing();
    void keyFollowsAgain_data();
    void keyFollowsAgain();
    void pauseHoldsTheView();
    void theMarkLeadsToWhatIsNew();

    void keyboardMovesAndSelects();
    void mouseSelects();
    void draggingSelectsAndScrolls();
    void currentRecordIsTold();
    void enterAndDoubleClickActivate();

    void filterKeepsTheCurrentRecord();
    void goToBringsARecordIntoView();
    void signsDifferByShape();
    void bothFontsHaveOneBaseline();
    void dataHasRoomBesideTheOtherColumns_data();
    void dataHasRoomBesideTheOtherColumns();
    void survivesWithoutALog();
};

// --- rows ------------------------------------------------------------------------------------------------------------

void TestTrafficView::rowsTellCallsInTheirOwnTerms()
{
    Shown shown;
    const net::Address server = SampleCapture::address("127.0.0.1", 50007);
    shown.capture.call(1, Operation::Listen, 0, 5, capture::AddressDetail{{}, server, {}});
    shown.capture.data(2, Operation::Recv, "Hello, world");
    shown.capture.wait(800'000);
    shown.capture.failure(3, Operation::Connect, ECONNREFUSED, capture::AddressDetail{server, {}, {}});
    shown.capture.call(3, Operation::PeerClosed);
    shown.capture.call(4, Operation::KernelDropped, 3);
    shown.capture.data(4, Operation::RecvFrom, "ping", capture::AddressDetail{server, {}, {}});
    shown.publish();

    QCOMPARE(shown.text(0, LogColumn::Number), u"1"_s);
    QCOMPARE(shown.text(0, LogColumn::Time), u"0.000000"_s);
    QCOMPARE(shown.text(0, LogColumn::Took), u"4.2 µs"_s);
    QCOMPARE(shown.text(0, LogColumn::Delta), QString());
    QCOMPARE(shown.text(0, LogColumn::Endpoint), u"server"_s);
    QCOMPARE(shown.text(0, LogColumn::Call), u"listen"_s);
    QCOMPARE(shown.text(0, LogColumn::Size), QString());
    QCOMPARE(shown.text(0, LogColumn::Result), u"0"_s);
    QCOMPARE(shown.text(0, LogColumn::Preview), u"5"_s);
    QCOMPARE(shown.text(1, LogColumn::Delta), u"+45 µs"_s);
    QCOMPARE(shown.text(1, LogColumn::Size), u"12"_s);
    QCOMPARE(shown.text(1, LogColumn::Preview), u"Hello, world"_s);
    QCOMPARE(shown.text(2, LogColumn::Delta), u"+845 µs"_s);
    QCOMPARE(shown.text(2, LogColumn::Result), u"ECONNREFUSED"_s);
    QCOMPARE(shown.text(2, LogColumn::Preview), u"127.0.0.1:50007  Connection refused"_s);
    QVERIFY(shown.view.row(2).failed);
    QCOMPARE(shown.text(3, LogColumn::Preview), u"peer closed its sending side"_s);
    QCOMPARE(shown.text(4, LogColumn::Preview), u"3 datagrams dropped by the kernel"_s);
    QCOMPARE(shown.text(5, LogColumn::Preview), u"ping  127.0.0.1:50007"_s);
    QVERIFY(ui::describeRow(shown.view.row(1)).contains(u"recv(65536, 0) = 12"_s));
    QVERIFY(ui::describeRow(shown.view.row(5)).contains(u"from 127.0.0.1:50007, ping"_s));
}

void TestTrafficView::theEndOfAStreamIsSaid()
{
    Shown shown;
    shown.capture.call(2, Operation::Recv, 0, 65'536);
    shown.capture.call(4, Operation::Recv, 0, 65'536);
    shown.publish();
    QCOMPARE(shown.text(0, LogColumn::Preview), u"65536, 0  end of stream: the peer has finished sending"_s);
    QVERIFY(ui::describeRow(shown.view.row(0)).contains(u"recv(65536, 0) = 0"_s));
    QVERIFY(ui::describeRow(shown.view.row(0)).contains(u"end of stream"_s));
    QCOMPARE(shown.text(1, LogColumn::Preview), u"65536, 0"_s); // an empty datagram
}

void TestTrafficView::aPartialSendSaysOfHowMuch()
{
    Shown shown;
    shown.capture.call(3, Operation::Send, 12, 4096);
    shown.capture.data(3, Operation::Send, "whole");
    shown.capture.data(2, Operation::Recv, "less than asked for");
    shown.publish();
    QCOMPARE(shown.text(0, LogColumn::Result), u"12 of 4096"_s);
    QCOMPARE(shown.text(1, LogColumn::Result), u"5"_s);
    QCOMPARE(shown.text(2, LogColumn::Result), u"19"_s);
    QVERIFY(ui::describeRow(shown.view.row(0)).contains(u"send(4096, 0) = 12,"_s));
}

void TestTrafficView::unreadableRecordsSaySo()
{
    const ui::LogRow row = ui::unreadableRow({41}, {EIO, "read"});
    QCOMPARE(row.cell(LogColumn::Number), u"42"_s);
    QVERIFY(row.cell(LogColumn::Preview).contains(u"EIO"_s));
    QVERIFY(ui::describeRow(row).contains(u"42"_s));
}

void TestTrafficView::endpointsNewNameIsInItsEarlierRowsToo()
{
    Shown shown(3);
    QTRY_COMPARE(shown.text(0, LogColumn::Endpoint), u"server/1"_s);
    shown.capture.describe(2, "renamed", capture::Role::Accepted);
    shown.add(1);
    QTRY_COMPARE(shown.text(0, LogColumn::Endpoint), u"renamed"_s);
    QCOMPARE(shown.text(3, LogColumn::Endpoint), u"renamed"_s);
}

// --- following -------------------------------------------------------------------------------------------------------

void TestTrafficView::followsTheEnd()
{
    Shown shown(10);
    QVERIFY(shown.view.isFollowing());
    shown.add(500);
    QCOMPARE(shown.view.topRow(), shown.maximumTop());
    shown.add(1);
    QCOMPARE(shown.view.topRow(), shown.maximumTop());
    QVERIFY(!shown.view.cellRect(shown.view.rowCount() - 1, LogColumn::Call).isEmpty());
    // Still at the end when there is less room.
    shown.view.resize(900, 200);
    QTRY_COMPARE(shown.view.topRow(), shown.maximumTop());
}

void TestTrafficView::scrollingUpKeepsThePlace()
{
    Shown shown(500);
    shown.turnWheel(2);
    QVERIFY(!shown.view.isFollowing());
    const quint64 top = shown.view.topRow();
    QCOMPARE(top, shown.maximumTop() - 6);
    const base::RecordIndex record = shown.view.recordAt(top);
    shown.add(5000);
    QCOMPARE(shown.view.topRow(), top);
    QCOMPARE(shown.view.recordAt(shown.view.topRow()), record);
}

void TestTrafficView::rowsThatFillTheViewArePaintedAlsoWhereItDoesNotFollow()
{
    Shown shown(3);
    shown.view.setFollowing(false);
    QCoreApplication::processEvents();
    /// Is the last row painted anew?
    class Paints final : public QObject
    {
    public:
        bool eventFilter(QObject* viewport, QEvent* event) override
        {
            const int bottom = static_cast<QWidget*>(viewport)->height();
            if (event->type() == QEvent::Paint)
                hasBottom |= static_cast<QPaintEvent*>(event)->region().contains(QPoint(5, bottom - 30));
            return false;
        }
        bool hasBottom = false;
    };
    Paints paints;
    shown.view.viewport()->installEventFilter(&paints);
    shown.add(500);
    QTRY_VERIFY(paints.hasBottom);
}

void TestTrafficView::scrollingToTheEndFollowsAgain()
{
    Shown shown(500);
    shown.turnWheel(5);
    shown.turnWheel(-50);
    QVERIFY(shown.view.isFollowing());
    shown.view.verticalScrollBar()->setValue(7);
    QCOMPARE(shown.view.topRow(), quint64(7));
    QVERIFY(!shown.view.isFollowing());
    shown.view.verticalScrollBar()->setValue(shown.view.verticalScrollBar()->maximum());
    QVERIFY(shown.view.isFollowing());
}

void TestTrafficView::selectingAboveTheEndStopsFollowing()
{
    Shown shown(500);
    shown.click(shown.view.rowCount() - 1);
    QVERIFY(shown.view.isFollowing());
    QSignalSpy following(shown.view.follower(), &ui::LogFollower::followingChanged);
    shown.click(shown.view.topRow() + 2);
    QVERIFY(!shown.view.isFollowing());
    QCOMPARE(following.count(), 1);
    const quint64 top = shown.view.topRow();
    shown.add(10);
    QCOMPARE(shown.view.topRow(), top);
}

void TestTrafficView::keyFollowsAgain_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::newRow("End") << Qt::Key_End;
    QTest::newRow("F") << Qt::Key_F;
}

void TestTrafficView::keyFollowsAgain()
{
    QFETCH(Qt::Key, key);
    Shown shown(500);
    shown.turnWheel(9);
    shown.view.follower()->setPaused(true);
    QTest::keyClick(&shown.view, key);
    QVERIFY(shown.view.isFollowing() && !shown.view.follower()->isPaused());
    QCOMPARE(shown.view.topRow(), shown.maximumTop());
}

void TestTrafficView::pauseHoldsTheView()
{
    Shown shown(500);
    QSignalSpy paused(shown.view.follower(), &ui::LogFollower::pausedChanged);
    shown.view.follower()->setPaused(true);
    QCOMPARE(paused.count(), 1);
    const quint64 top = shown.view.topRow();
    shown.add(100);
    QCOMPARE(shown.view.topRow(), top);
    QCOMPARE(shown.view.rowCount(), quint64(600));
    shown.view.follower()->setPaused(false);
    QCOMPARE(shown.view.topRow(), shown.maximumTop());
}

void TestTrafficView::theMarkLeadsToWhatIsNew()
{
    Shown shown(500);
    auto* mark = shown.view.findChild<ui::NewRowsButton*>();
    QVERIFY(mark->isHidden());
    shown.turnWheel(4);
    QVERIFY(mark->isHidden());
    shown.add(3);
    QVERIFY(!mark->isHidden());
    QCOMPARE(mark->text(), u"3 new"_s);
    QVERIFY(shown.view.viewport()->rect().contains(mark->geometry()));
    QVERIFY(mark->x() > shown.view.cellRect(shown.view.topRow(), LogColumn::Took).right()); // no call is hidden
    QTest::mouseClick(mark, Qt::LeftButton);
    QVERIFY(shown.view.isFollowing() && mark->isHidden());
    QCOMPARE(shown.view.topRow(), shown.maximumTop());
}

// --- selection -------------------------------------------------------------------------------------------------------

void TestTrafficView::keyboardMovesAndSelects()
{
    Shown shown(100);
    QTest::keyClick(&shown.view, Qt::Key_Home);
    QCOMPARE(shown.view.topRow(), quint64(0));
    QTest::keyClick(&shown.view, Qt::Key_Down);
    QTest::keyClick(&shown.view, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&shown.view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(selectedRanges(shown.view), (std::vector<ui::RowRange>{{1, 3}}));
    QTest::keyClick(&shown.view, Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(&shown.view, Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(&shown.view, Qt::Key_Space);
    QCOMPARE(selectedRanges(shown.view), (std::vector<ui::RowRange>{{1, 3}, {5, 5}}));
    QTest::keyClick(&shown.view, Qt::Key_PageDown);
    QCOMPARE(shown.view.selection().current(), std::optional<std::uint64_t>(5 + shown.view.pageRows()));
    QTest::keyClick(&shown.view, Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(selectedRanges(shown.view).back().last, std::uint64_t(99));
    QTest::keyClick(&shown.view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(selectedRanges(shown.view), (std::vector<ui::RowRange>{{0, 99}}));
}

void TestTrafficView::mouseSelects()
{
    Shown shown(100);
    const quint64 top = shown.view.topRow();
    shown.click(top + 1);
    shown.click(top + 4, Qt::ShiftModifier);
    shown.click(top + 6, Qt::ControlModifier);
    shown.click(top + 2, Qt::ControlModifier);
    QCOMPARE(selectedRanges(shown.view),
        (std::vector<ui::RowRange>{{top + 1, top + 1}, {top + 3, top + 4}, {top + 6, top + 6}}));
    // Below the last row there is nothing to click at.
    Shown few(2);
    QTest::mouseClick(few.view.viewport(), Qt::LeftButton, {}, QPoint(50, 300));
    QVERIFY(few.view.selection().isEmpty());
}

void TestTrafficView::draggingSelectsAndScrolls()
{
    Shown shown(500);
    QTest::keyClick(&shown.view, Qt::Key_Home);
    QWidget* area = shown.view.viewport();
    QTest::mousePress(area, Qt::LeftButton, {}, shown.view.cellRect(3, LogColumn::Call).center());
    QTest::mouseMove(area, shown.view.cellRect(6, LogColumn::Call).center());
    QTRY_COMPARE(selectedRanges(shown.view), (std::vector<ui::RowRange>{{3, 6}}));
    QTest::mouseMove(area, QPoint(50, area->height() + 40));
    QTRY_VERIFY(shown.view.topRow() > 10);
    QTest::mouseRelease(area, Qt::LeftButton, {}, QPoint(50, area->height() + 40));
    const quint64 top = shown.view.topRow();
    QCOMPARE(selectedRanges(shown.view).front().first, std::uint64_t(3));
    QVERIFY(selectedRanges(shown.view).front().last >= top);
}

void TestTrafficView::currentRecordIsTold()
{
    Shown shown(50);
    QSignalSpy told(&shown.view, &LogView::currentRecordChanged);
    QTest::keyClick(&shown.view, Qt::Key_Home);
    QTest::keyClick(&shown.view, Qt::Key_Down);
    QTest::keyClick(&shown.view, Qt::Key_Down);
    QCOMPARE(told.count(), 3);
    QCOMPARE(told.last().first().value<std::optional<quint64>>(), std::optional<quint64>(2));
    shown.view.setLog(nullptr, nullptr);
    QCOMPARE(told.last().first().value<std::optional<quint64>>(), std::nullopt);
}

void TestTrafficView::enterAndDoubleClickActivate()
{
    Shown shown(50);
    QSignalSpy activated(shown.view.input(), &ui::LogInput::activated);
    QTest::keyClick(&shown.view, Qt::Key_Return);
    QCOMPARE(activated.count(), 0);
    QTest::keyClick(&shown.view, Qt::Key_Home);
    QTest::keyClick(&shown.view, Qt::Key_Return);
    QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, shown.view.cellRect(4, LogColumn::Preview).center());
    QCOMPARE(activated.count(), 2);
    QCOMPARE(activated.first().first().toULongLong(), 0ULL);
    QCOMPARE(activated.last().first().toULongLong(), 4ULL);
}

// --- filter and places -----------------------------------------------------------------------------------------------

void TestTrafficView::filterKeepsTheCurrentRecord()
{
    Shown shown(1000);
    shown.view.goTo({500});
    QCOMPARE(shown.view.currentRecord(), std::optional(base::RecordIndex{500}));
    QSignalSpy told(&shown.view, &LogView::currentRecordChanged);
    // Every second record is a recv: 500 is the 250th row then.
    shown.log.setFilter(query::parseFilter("recv").value());
    QTRY_COMPARE(shown.view.rowCount(), quint64(500));
    QTRY_COMPARE(selectedRanges(shown.view), (std::vector<ui::RowRange>{{250, 250}}));
    QVERIFY(!shown.view.cellRect(250, LogColumn::Call).isEmpty());
    shown.log.setFilter({});
    QCOMPARE(selectedRanges(shown.view), (std::vector<ui::RowRange>{{500, 500}}));
    QVERIFY(!shown.view.cellRect(500, LogColumn::Call).isEmpty());
    QCOMPARE(told.count(), 0);
    // Deltas are to the row that is shown above.
    shown.log.setFilter(query::parseFilter("recv").value());
    QTRY_COMPARE(shown.view.rowCount(), quint64(500));
    QCOMPARE(shown.text(10, LogColumn::Delta), u"+90 µs"_s);
}

void TestTrafficView::goToBringsARecordIntoView()
{
    Shown shown(1000);
    shown.view.goTo({10});
    QVERIFY(!shown.view.isFollowing());
    QVERIFY(!shown.view.cellRect(10, LogColumn::Call).isEmpty());
    QCOMPARE(shown.view.selection().current(), std::optional<std::uint64_t>(10));
    shown.view.goTo({1'000'000});
    QCOMPARE(shown.view.selection().current(), std::optional<std::uint64_t>(999));
    Shown empty;
    empty.view.goTo({3});
    QVERIFY(empty.view.selection().isEmpty());
}

// --- painting --------------------------------------------------------------------------------------------------------

void TestTrafficView::signsDifferByShape()
{
    Shown shown;
    shown.capture.data(2, Operation::Recv, "in");
    shown.capture.data(2, Operation::Send, "out");
    shown.capture.call(1, Operation::Listen, 0, 5);
    shown.capture.call(3, Operation::PeerClosed);
    shown.capture.failure(3, Operation::Connect, ECONNREFUSED);
    shown.publish();
    // Without their colours all signs are still different.
    const QImage picture = shown.view.viewport()->grab().toImage();
    std::vector<QImage> signs;
    for (quint64 row = 0; row < 5; ++row) {
        const QRect cell = shown.view.cellRect(row, LogColumn::Call);
        const QImage sign = picture.copy(QRect(cell.left() + ui::LogPainter::Margin, cell.top(), 12, cell.height()));
        const QRgb paper = sign.pixel(0, 0);
        QImage shape(sign.size(), QImage::Format_Mono);
        shape.fill(0);
        for (int y = 0; y < sign.height(); ++y) {
            for (int x = 0; x < sign.width(); ++x)
                shape.setPixel(x, y, std::abs(qGray(sign.pixel(x, y)) - qGray(paper)) > 60 ? 1 : 0);
        }
        for (const QImage& other : signs)
            QVERIFY(shape != other);
        signs.push_back(shape);
    }
}

void TestTrafficView::bothFontsHaveOneBaseline()
{
    Shown shown;
    shown.capture.describe(2, "xxxx", capture::Role::Connection);
    shown.capture.data(2, Operation::Recv, "xxxx");
    shown.publish();
    const QImage picture = shown.view.viewport()->grab().toImage();
    // The lowest line with ink of letters that stand on the baseline, behind the bar in the endpoint's colour.
    const auto baselineOf = [&](LogColumn column) {
        const QRect cell = shown.view.cellRect(0, column).adjusted(ui::LogPainter::Margin + 6, 0, 0, 0);
        const QRgb paper = picture.pixel(cell.left(), cell.top());
        for (int y = cell.bottom(); y > cell.top(); --y) {
            for (int x = cell.left(); x < cell.left() + 24; ++x) {
                if (std::abs(qGray(picture.pixel(x, y)) - qGray(paper)) > 100)
                    return y;
            }
        }
        return -1;
    };
    QVERIFY(baselineOf(LogColumn::Preview) > 0);
    QCOMPARE(baselineOf(LogColumn::Endpoint), baselineOf(LogColumn::Preview));
}

void TestTrafficView::dataHasRoomBesideTheOtherColumns_data()
{
    QTest::addColumn<int>("width"); // of the log, in a window of 1280 and of 1024 pixels
    QTest::addColumn<int>("characters");
    QTest::newRow("1280") << 1032 << 60;
    QTest::newRow("1024") << 776 << 24;
}

void TestTrafficView::dataHasRoomBesideTheOtherColumns()
{
    QFETCH(int, width);
    QFETCH(int, characters);
    Shown shown(1);
    shown.view.resize(width, 400);
    const QRect data = shown.view.cellRect(0, LogColumn::Preview);
    QVERIFY(shown.view.viewport()->rect().contains(data));
    QVERIFY(shown.view.viewport()->rect().contains(shown.view.cellRect(0, LogColumn::Result)));
    const double room
        = (data.width() - 2 * ui::LogPainter::Margin) / QFontMetricsF(ui::fixedFont()).horizontalAdvance(u'x');
    QVERIFY2(room >= characters, qPrintable(QString::number(room)));
}

void TestTrafficView::survivesWithoutALog()
{
    LogView view;
    view.show();
    for (const Qt::Key key : {Qt::Key_Up, Qt::Key_Down, Qt::Key_End, Qt::Key_PageUp, Qt::Key_F, Qt::Key_Return})
        QTest::keyClick(&view, key);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(20, 20));
    QCOMPARE(ui::copyRows(view).text, QString());
    QCOMPARE(ui::copyPayload(view, codec::CopyFormat::Text).text, QString());
    QVERIFY(!view.grab().isNull());
}

QTEST_MAIN(TestTrafficView)
#include "tst_trafficview.moc"
