// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
// The parts of the traffic log that need no widget: rows against the scroll bar, selection, following, keys, times.
#include "ui/fields/rowkeys.h"
#include "ui/fields/rowscroll.h"
#include "ui/theme/timetext.h"
#include "ui/traffic/logfollow.h"
#include "ui/traffic/logselection.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using ui::LogFollow;
using ui::LogSelection;
using ui::RowRange;
using ui::RowScroll;

Q_DECLARE_METATYPE(std::optional<quint64>)

namespace {

constexpr std::uint64_t MaxInt = std::numeric_limits<int>::max();
using Ranges = std::vector<RowRange>;

} // namespace

class TestTrafficRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scrollBarReachesEveryEnd_data();
    void scrollBarReachesEveryEnd();
    void oneStepIsOneRowUpToTheIntLimit();
    void beyondTheIntLimitStepsGrow();
    void movingStopsAtBothEnds();
    void showingMovesAsLittleAsItMust();
    void centringStopsAtBothEnds();

    void clickSelectsOneRow();
    void shiftSelectsFromTheAnchorBothWays();
    void controlAddsAndTakesAway();
    void neighboursBecomeOneRange();
    void allOfAHundredMillionRowsIsOneRange();
    void truncateForgetsWhatIsGone();
    void randomEditsAgreeWithASet();

    void followsUntilLeft();
    void pauseHoldsAndResumes();
    void countsWhatCameBelowWhatWasSeen();

    void keysLeadToRows_data();
    void keysLeadToRows();

    void deltasTakeTheUnitThatFits_data();
    void deltasTakeTheUnitThatFits();
    void timeOfDayIsLocalAndOfOneWidth();
};

// --- RowScroll -------------------------------------------------------------------------------------------------------

void TestTrafficRows::scrollBarReachesEveryEnd_data()
{
    QTest::addColumn<quint64>("rows");
    QTest::newRow("none") << quint64(0);
    QTest::newRow("one") << quint64(1);
    QTest::newRow("a page") << quint64(40);
    QTest::newRow("a page and one") << quint64(41);
    QTest::newRow("where QTableView hangs") << quint64(71'582'789);
    QTest::newRow("100 million") << quint64(100'000'000);
    QTest::newRow("2^31 - 1") << quint64(MaxInt);
    QTest::newRow("2^31 + 39: the last with a step of one") << quint64(MaxInt + 40);
    QTest::newRow("2^31 + 40") << quint64(MaxInt + 41);
    QTest::newRow("2^40") << (quint64(1) << 40);
    QTest::newRow("2^63") << (quint64(1) << 63);
}

void TestTrafficRows::scrollBarReachesEveryEnd()
{
    QFETCH(quint64, rows);
    const RowScroll scroll(rows, 40);
    QCOMPARE(scroll.topOf(0), std::uint64_t(0));
    QCOMPARE(scroll.valueOf(0), 0);
    QCOMPARE(scroll.topOf(scroll.maximumValue()), scroll.maximumTop());
    QCOMPARE(scroll.valueOf(scroll.maximumTop()), scroll.maximumValue());
    QCOMPARE(scroll.maximumTop(), std::uint64_t(rows > 40 ? rows - 40 : 0));
    QVERIFY(scroll.maximumValue() >= 0);
    // Values and rows are in the same order.
    std::uint64_t last = 0;
    for (int part = 0; part <= 64; ++part) {
        const int value = static_cast<int>(static_cast<double>(scroll.maximumValue()) * part / 64);
        const std::uint64_t top = scroll.topOf(value);
        QVERIFY(top >= last && top <= scroll.maximumTop());
        QCOMPARE(scroll.valueOf(top), value);
        last = top;
    }
}

void TestTrafficRows::oneStepIsOneRowUpToTheIntLimit()
{
    const RowScroll scroll(71'582'789, 40);
    QCOMPARE(scroll.rowsPerStep(), std::uint64_t(1));
    QCOMPARE(scroll.topOf(71'582'700), std::uint64_t(71'582'700));
    QCOMPARE(RowScroll(MaxInt, 40).rowsPerStep(), std::uint64_t(1));
    QCOMPARE(RowScroll(MaxInt + 39, 40).rowsPerStep(), std::uint64_t(1));
}

void TestTrafficRows::beyondTheIntLimitStepsGrow()
{
    const RowScroll scroll(4 * MaxInt, 40);
    QCOMPARE(scroll.rowsPerStep(), std::uint64_t(4));
    QCOMPARE(scroll.topOf(10), std::uint64_t(40));
    QCOMPARE(scroll.valueOf(43), 10);
    // Single rows are still reachable by movement.
    QCOMPARE(scroll.moved(40, 1), std::uint64_t(41));
}

void TestTrafficRows::movingStopsAtBothEnds()
{
    const RowScroll scroll(100, 40);
    QCOMPARE(scroll.moved(10, -3), std::uint64_t(7));
    QCOMPARE(scroll.moved(2, -3), std::uint64_t(0));
    QCOMPARE(scroll.moved(58, 3), std::uint64_t(60));
    QCOMPARE(scroll.moved(200, 1), std::uint64_t(60));
    QCOMPARE(scroll.moved(10, INT64_MIN), std::uint64_t(0));
    QCOMPARE(scroll.moved(10, INT64_MAX), std::uint64_t(60));
    QCOMPARE(RowScroll(3, 40).moved(0, 5), std::uint64_t(0));
}

void TestTrafficRows::centringStopsAtBothEnds()
{
    const RowScroll scroll(100, 40);
    QCOMPARE(scroll.centring(50), std::uint64_t(30));
    QCOMPARE(scroll.centring(19), std::uint64_t(0));
    QCOMPARE(scroll.centring(99), std::uint64_t(60));
}

void TestTrafficRows::showingMovesAsLittleAsItMust()
{
    const RowScroll scroll(100, 40);
    QCOMPARE(scroll.showing(20, 10), std::uint64_t(10));
    QCOMPARE(scroll.showing(5, 10), std::uint64_t(5));
    QCOMPARE(scroll.showing(49, 10), std::uint64_t(10));
    QCOMPARE(scroll.showing(50, 10), std::uint64_t(11));
    QCOMPARE(scroll.showing(99, 10), std::uint64_t(60));
}

// --- LogSelection ----------------------------------------------------------------------------------------------------

void TestTrafficRows::clickSelectsOneRow()
{
    LogSelection selection;
    QVERIFY(selection.isEmpty());
    selection.selectOnly(7);
    selection.selectOnly(9);
    QCOMPARE(selection.ranges(), Ranges({{9, 9}}));
    QCOMPARE(selection.current(), std::optional<std::uint64_t>(9));
    QVERIFY(!selection.contains(7) && selection.contains(9));
}

void TestTrafficRows::shiftSelectsFromTheAnchorBothWays()
{
    LogSelection selection;
    selection.selectOnly(10);
    selection.extendTo(14);
    QCOMPARE(selection.ranges(), Ranges({{10, 14}}));
    selection.extendTo(6);
    QCOMPARE(selection.ranges(), Ranges({{6, 10}}));
    QCOMPARE(selection.current(), std::optional<std::uint64_t>(6));
    selection.selectOnly(20);
    selection.extendTo(21);
    QCOMPARE(selection.ranges(), Ranges({{20, 21}}));
    // Without an anchor the row itself is one.
    LogSelection fresh;
    fresh.extendTo(3);
    fresh.extendTo(5);
    QCOMPARE(fresh.ranges(), Ranges({{3, 5}}));
}

void TestTrafficRows::controlAddsAndTakesAway()
{
    LogSelection selection;
    selection.selectOnly(3);
    selection.toggle(9);
    selection.addTo(12);
    QCOMPARE(selection.ranges(), Ranges({{3, 3}, {9, 12}}));
    QCOMPARE(selection.count(), std::uint64_t(5));
    selection.toggle(10);
    QCOMPARE(selection.ranges(), Ranges({{3, 3}, {9, 9}, {11, 12}}));
    QCOMPARE(selection.current(), std::optional<std::uint64_t>(10));
    selection.moveCurrent(50);
    QCOMPARE(selection.count(), std::uint64_t(4));
}

void TestTrafficRows::neighboursBecomeOneRange()
{
    LogSelection selection;
    selection.add({0, 0});
    selection.add({2, 2});
    QCOMPARE(selection.ranges(), Ranges({{0, 0}, {2, 2}}));
    selection.add({1, 1});
    QCOMPARE(selection.ranges(), Ranges({{0, 2}}));
    selection.add({UINT64_MAX, UINT64_MAX});
    selection.add({5, UINT64_MAX});
    QCOMPARE(selection.ranges(), Ranges({{0, 2}, {5, UINT64_MAX}}));
}

void TestTrafficRows::allOfAHundredMillionRowsIsOneRange()
{
    LogSelection selection;
    selection.selectAll(100'000'000);
    QCOMPARE(selection.ranges().size(), std::size_t(1));
    QCOMPARE(selection.count(), std::uint64_t(100'000'000));
    QCOMPARE(selection.current(), std::optional<std::uint64_t>(0));
    selection.toggle(50'000'000);
    QCOMPARE(selection.count(), std::uint64_t(99'999'999));
    QVERIFY(!selection.contains(50'000'000));
    selection.selectAll(0);
    QVERIFY(selection.isEmpty() && !selection.current());
}

void TestTrafficRows::truncateForgetsWhatIsGone()
{
    LogSelection selection;
    selection.add({2, 4});
    selection.add({8, 20});
    selection.add({30, 31});
    selection.moveCurrent(31);
    selection.truncate(10);
    QCOMPARE(selection.ranges(), Ranges({{2, 4}, {8, 9}}));
    QVERIFY(!selection.current());
    selection.truncate(0);
    QVERIFY(selection.isEmpty());
}

void TestTrafficRows::randomEditsAgreeWithASet()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    LogSelection selection;
    std::set<std::uint64_t> model;
    for (int step = 0; step < 2000; ++step) {
        const std::uint64_t first = random.bounded(60U);
        const std::uint64_t last = first + random.bounded(6U);
        const bool adds = random.bounded(2) == 0;
        adds ? selection.add({first, last}) : selection.remove({first, last});
        for (std::uint64_t row = first; row <= last; ++row)
            adds ? (void)model.insert(row) : (void)model.erase(row);
        QCOMPARE(selection.count(), std::uint64_t(model.size()));
        for (std::uint64_t row = 0; row < 70; ++row)
            QCOMPARE(selection.contains(row), model.contains(row));
        for (std::size_t i = 1; i < selection.ranges().size(); ++i)
            QVERIFY(selection.ranges()[i].first > selection.ranges()[i - 1].last + 1);
    }
}

// --- LogFollow -------------------------------------------------------------------------------------------------------

void TestTrafficRows::followsUntilLeft()
{
    LogFollow follow;
    QVERIFY(follow.isFollowing());
    QCOMPARE(follow.newRows(500), std::uint64_t(0));
    follow.leave(500);
    QVERIFY(!follow.isFollowing());
    QCOMPARE(follow.newRows(507), std::uint64_t(7));
    follow.leave(507);
    QCOMPARE(follow.newRows(507), std::uint64_t(7));
    follow.follow();
    QVERIFY(follow.isFollowing());
    QCOMPARE(follow.newRows(600), std::uint64_t(0));
}

void TestTrafficRows::pauseHoldsAndResumes()
{
    LogFollow follow;
    follow.setPaused(true, 10);
    QVERIFY(follow.isPaused() && !follow.isFollowing());
    follow.reachedEnd(12);
    QVERIFY(!follow.isFollowing());
    QCOMPARE(follow.newRows(15), std::uint64_t(3));
    follow.setPaused(false, 15);
    QVERIFY(follow.isFollowing());
    // Who was reading above the end stays there after a pause.
    follow.leave(15);
    follow.setPaused(true, 15);
    follow.setPaused(false, 20);
    QVERIFY(!follow.isFollowing());
    follow.setPaused(true, 20);
    follow.follow();
    QVERIFY(follow.isFollowing() && !follow.isPaused());
}

void TestTrafficRows::countsWhatCameBelowWhatWasSeen()
{
    LogFollow follow;
    follow.leave(100);
    follow.saw(104);
    QCOMPARE(follow.newRows(110), std::uint64_t(6));
    follow.saw(50);
    QCOMPARE(follow.newRows(110), std::uint64_t(6));
    follow.reset(3);
    QCOMPARE(follow.newRows(3), std::uint64_t(0));
    QCOMPARE(follow.newRows(2), std::uint64_t(0));
}

// --- keys ------------------------------------------------------------------------------------------------------------

void TestTrafficRows::keysLeadToRows_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<std::optional<quint64>>("current");
    QTest::addColumn<std::optional<quint64>>("expected");
    using Row = std::optional<quint64>;
    QTest::newRow("up") << int(Qt::Key_Up) << Row(5) << Row(4);
    QTest::newRow("up at the top") << int(Qt::Key_Up) << Row(0) << Row(0);
    QTest::newRow("down") << int(Qt::Key_Down) << Row(5) << Row(6);
    QTest::newRow("down at the end") << int(Qt::Key_Down) << Row(99) << Row(99);
    QTest::newRow("down from nowhere") << int(Qt::Key_Down) << Row() << Row(20);
    QTest::newRow("page up") << int(Qt::Key_PageUp) << Row(45) << Row(5);
    QTest::newRow("page up near the top") << int(Qt::Key_PageUp) << Row(12) << Row(0);
    QTest::newRow("page down") << int(Qt::Key_PageDown) << Row(45) << Row(85);
    QTest::newRow("page down near the end") << int(Qt::Key_PageDown) << Row(70) << Row(99);
    QTest::newRow("home") << int(Qt::Key_Home) << Row(45) << Row(0);
    QTest::newRow("end") << int(Qt::Key_End) << Row() << Row(99);
    QTest::newRow("another key") << int(Qt::Key_A) << Row(45) << Row();
}

void TestTrafficRows::keysLeadToRows()
{
    QFETCH(int, key);
    QFETCH(std::optional<quint64>, current);
    QFETCH(std::optional<quint64>, expected);
    const auto row = ui::rowAfterKey(key, current, 20, RowScroll(100, 40));
    QCOMPARE(row.has_value(), expected.has_value());
    if (row)
        QCOMPARE(quint64(*row), *expected);
    QVERIFY(!ui::rowAfterKey(key, {}, 0, RowScroll(0, 40)));
}

// --- times -----------------------------------------------------------------------------------------------------------

void TestTrafficRows::deltasTakeTheUnitThatFits_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << qint64(0) << u"+0.0 µs"_s;
    QTest::newRow("nanoseconds") << qint64(420) << u"+0.4 µs"_s;
    QTest::newRow("microseconds") << qint64(45'300) << u"+45 µs"_s;
    QTest::newRow("just below a millisecond") << qint64(999'600) << u"+1.0 ms"_s;
    QTest::newRow("milliseconds") << qint64(12'340'000) << u"+12.3 ms"_s;
    QTest::newRow("hundreds of them") << qint64(830'400'000) << u"+830 ms"_s;
    QTest::newRow("just below a second") << qint64(999'700'000) << u"+1.0 s"_s;
    QTest::newRow("seconds") << qint64(1'240'000'000) << u"+1.2 s"_s;
    QTest::newRow("over 100 seconds") << qint64(547'000'000'000) << u"+9.1 min"_s;
    QTest::newRow("minutes") << qint64(1'140'000'000'000) << u"+19.0 min"_s;
    QTest::newRow("hours") << qint64(36'000'000'000'000) << u"+10.0 h"_s;
    QTest::newRow("the clock was set back") << qint64(-2'000'000'000) << u"-2.0 s"_s;
    QTest::newRow("as far as it goes") << std::numeric_limits<qint64>::min() << u"-2562047.8 h"_s;
}

void TestTrafficRows::deltasTakeTheUnitThatFits()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, expected);
    QCOMPARE(ui::deltaText(nanoseconds), expected);
}

void TestTrafficRows::timeOfDayIsLocalAndOfOneWidth()
{
    // Qt's own formatting of the same moment, to the millisecond, is the judge.
    for (const qint64 ns : {qint64(0), qint64(1'772'400'753'123'456'789), qint64(1'700'000'000'000'000'001),
             qint64(4'102'444'799'999'999'999), qint64(-1'500'000'000)}) {
        const qint64 ms = ns >= 0 ? ns / 1'000'000 : (ns - 999'999) / 1'000'000;
        const QString judge = QDateTime::fromMSecsSinceEpoch(ms).toString(u"HH:mm:ss.zzz"_s);
        QCOMPARE(ui::timeOfDay(ns).left(12), judge);
        QCOMPARE(ui::timeOfDay(ns).size(), qsizetype(15));
    }
    QVERIFY(ui::timeOfDay(1'772'400'753'123'456'789).endsWith(u".123456"_s));
    QVERIFY(ui::fullTime(1'772'400'753'123'456'789).contains(u".123456789 "_s));
    QCOMPARE(ui::durationText(4.2e-6), u"4.2 µs"_s);
}

QTEST_GUILESS_MAIN(TestTrafficRows)
#include "tst_trafficrows.moc"
