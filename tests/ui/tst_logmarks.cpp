// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "base/clock.h"
#include "tests/ui/shownpane.h"
#include "ui/theme/timetext.h"
#include "ui/traffic/loglabels.h"
#include "ui/traffic/logmarking.h"
#include "ui/traffic/overviewstrip.h"
#include "ui/traffic/recordplace.h"
#include "ui/traffic/timecolumn.h"

#include <QApplication>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cstdlib>
#include <set>

using namespace Qt::StringLiterals;
using base::RecordIndex;
using ui::LogColumn;
using ui::TimeFormat;
using Shown = traffic::ShownPane;

namespace {

query::Overview overviewOf(std::uint64_t count, std::uint64_t failureAt)
{
    std::vector<capture::Record> records(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        records[i].timeNs = static_cast<std::int64_t>(i) * 1000;
        if (i == failureAt)
            records[i].outcome = capture::Outcome::TimedOut;
    }
    query::Overview overview;
    overview.append(records);
    return overview;
}

/// A pane whose rows do not fit into it by far, and whose strip knows of them.
struct LongLog : Shown
{
    LongLog()
    {
        for (int i = 0; i < 500; ++i)
            capture.data(2, capture::Operation::Recv, "more");
        capture.commit();
        pane.grow(capture.count());
        (void)QTest::qWaitFor([this] { return !strip->handle().isEmpty(); });
    }
    ui::LogView& view = *pane.view();
    ui::OverviewStrip* strip = view.strip();
};

} // namespace

class TestLogMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelsGoRound()
    {
        ui::LogLabels labels;
        QVERIFY(!labels.after({5}) && !labels.before({5}));
        labels.set({10}, 1);
        labels.set({20}, 2);
        QCOMPARE(labels.of({10}), std::optional(1U));
        QVERIFY(!labels.of({11}));
        QCOMPARE(labels.after({10}), std::optional(RecordIndex{20}));
        QCOMPARE(labels.after({20}), std::optional(RecordIndex{10}));
        QCOMPARE(labels.before({10}), std::optional(RecordIndex{20}));
        QCOMPARE(labels.before({25}), std::optional(RecordIndex{20}));
        labels.remove({20});
        QCOMPARE(labels.after({10}), std::optional(RecordIndex{10}));
    }

    void keysLabelTheSelectedRows()
    {
        Shown shown;
        shown.pane.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.pane));
        shown.pane.goTo(3);
        auto* marking = shown.pane.findChild<ui::LogMarking*>();
        QTest::keyClick(shown.pane.view(), Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(shown.choose({u"Label"_s, u"Label 4"_s}));
        QCOMPARE(marking->labels().all(), (std::map<RecordIndex, unsigned>{{{3}, 4}, {{4}, 4}}));
        shown.pane.goTo(9);
        QVERIFY(shown.choose({u"Label"_s, u"Label 1"_s}));
        QTest::keyClick(shown.pane.view(), Qt::Key_F2);
        QCOMPARE(shown.pane.currentRecord(), std::optional<quint64>(3));
        QTest::keyClick(shown.pane.view(), Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(shown.pane.currentRecord(), std::optional<quint64>(9));
        QVERIFY(shown.choose({u"Label"_s, u"No Label"_s}));
        QCOMPARE(marking->labels().all().size(), std::size_t(2));
    }

    void withoutLabelsTheKeySaysSo()
    {
        Shown shown;
        shown.pane.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.pane));
        shown.pane.goTo(3);
        QSignalSpy notices(&shown.pane, &ui::TrafficPane::noticeRaised);
        QTest::keyClick(shown.pane.view(), Qt::Key_F2);
        QCOMPARE(notices.count(), 1);
        QCOMPARE(shown.pane.currentRecord(), std::optional<quint64>(3));
    }

    void timesCanBeCountedFromARecord()
    {
        Shown shown;
        shown.pane.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.pane));
        ui::LogView& view = *shown.pane.view();
        view.header()->setTimeFormat(TimeFormat::SinceStart);
        (void)view.grab();
        QCOMPARE(view.row(0).cell(LogColumn::Time), u"0.000000"_s);
        QCOMPARE(view.row(2).cell(LogColumn::Time), u"0.000090"_s);
        shown.pane.goTo(3);
        QTest::keyClick(&view, Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(view.header()->times().format, TimeFormat::SinceReference);
        QCOMPARE(view.row(3).cell(LogColumn::Time), u"0.000000"_s);
        QCOMPARE(view.row(2).cell(LogColumn::Time), u"-0.000045"_s);
        ui::TrafficPane other;
        QVERIFY(other.restoreState(shown.pane.saveState()));
        QCOMPARE(other.view()->header()->times().format, TimeFormat::SinceReference);
    }

    void timesAreWrittenInEveryFormat()
    {
        constexpr std::int64_t Time = traffic::SampleCapture::StartNs;
        const auto text = [](TimeFormat format) {
            return ui::TimeColumn{format, Time - 1'500'000'000, Time + 2'000}.text(Time, Time - 45'000);
        };
        QCOMPARE(text(TimeFormat::TimeOfDay), ui::timeOfDay(Time));
        QVERIFY(text(TimeFormat::DateAndTime).endsWith(u' ' + ui::timeOfDay(Time)));
        QCOMPARE(text(TimeFormat::SinceStart), u"1.500000"_s);
        QCOMPARE(text(TimeFormat::SincePrevious), u"0.000045"_s);
        QCOMPARE(text(TimeFormat::SinceReference), u"-0.000002"_s);
        QCOMPARE(base::isoTime(Time), std::string("2026-03-01T21:32:33.123456789Z"));
        QCOMPARE(ui::secondsText(-1'000'000'001'000), u"-1000.000001"_s);
    }

    void columnsCanBePutInAnotherOrder()
    {
        Shown shown;
        shown.pane.view()->header()->moveSection(int(LogColumn::Preview), 0);
        ui::TrafficPane other;
        QVERIFY(other.restoreState(shown.pane.saveState()));
        QCOMPARE(other.view()->header()->visualIndex(int(LogColumn::Preview)), 0);
        other.view()->header()->resetColumns();
        QCOMPARE(other.view()->header()->visualIndex(int(LogColumn::Preview)), int(LogColumn::Preview));
    }

    void numbersAlwaysFit()
    {
        ui::LogHeader header;
        const int before = header.width(LogColumn::Number);
        header.makeRoomFor(9999);
        QCOMPARE(header.width(LogColumn::Number), before);
        header.makeRoomFor(100'000'000);
        QVERIFY(header.width(LogColumn::Number) > before);
    }

    void namesOfACaptureFitUpToALimit()
    {
        ui::LogHeader header;
        const int before = header.width(LogColumn::Endpoint);
        header.makeRoomFor(u"server/1"_s);
        QCOMPARE(header.width(LogColumn::Endpoint), before);
        header.makeRoomFor(u"tcp/1 10.0.0.1:40000 <-> 10.0.0.2:80"_s);
        const int wide = header.width(LogColumn::Endpoint);
        QVERIFY(wide > before);
        header.makeRoomFor(QString(1000, u'0'));
        const int widest = header.width(LogColumn::Endpoint);
        QVERIFY(widest < 2 * wide);
        header.makeRoomFor(QString(2000, u'0'));
        QCOMPARE(header.width(LogColumn::Endpoint), widest);
    }

    void durationsHaveAColumnWhereThereAreSome()
    {
        Shown timed;
        timed.pane.endGrowth();
        QVERIFY(timed.pane.view()->header()->isShown(LogColumn::Took));

        traffic::SampleCapture packets;
        packets.setDuration(0);
        packets.call(3, capture::Operation::PeerClosed);
        packets.commit();
        ui::TrafficPane pane;
        pane.setSource(packets.newReader());
        pane.grow(packets.count());
        pane.endGrowth();
        QCOMPARE(pane.view()->rowCount(), 1U);
        QVERIFY(!pane.view()->header()->isShown(LogColumn::Took));
    }

    void aPlaceIsANumberOrATime_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("place"); // -1 for none
        QTest::newRow("a number") << u"1"_s << 0;
        QTest::newRow("the last one") << u" 13 "_s << 12;
        QTest::newRow("with a separator") << u"1,3"_s << 12;
        QTest::newRow("zero") << u"0"_s << -1;
        QTest::newRow("too large") << u"14"_s << -1;
        QTest::newRow("since the start") << u"+50us"_s << 2;
        QTest::newRow("the start") << u"+0"_s << 0;
        QTest::newRow("after the end") << u"+1h"_s << -1;
        QTest::newRow("nothing") << u""_s << -1;
        QTest::newRow("a word") << u"here"_s << -1;
    }
    void aPlaceIsANumberOrATime()
    {
        QFETCH(QString, text);
        Shown shown;
        const auto place = ui::readRecordPlace(text, *shown.pane.view()->reader());
        QTEST(place ? int(*place) : -1, "place");
        QVERIFY(place.has_value() || place.error().endsWith(u'.'));
    }

    void theFieldGoesThere()
    {
        Shown shown;
        shown.pane.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.pane));
        shown.pane.askForPlace();
        auto* field = shown.pane.findChild<ui::GoToBar*>()->findChild<QLineEdit*>();
        QTest::keyClicks(field, u"7"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.pane.currentRecord(), std::optional<quint64>(6));
        QVERIFY(!field->isVisible());
    }

    void theStripMapsHeightsToRecords()
    {
        ui::OverviewStrip strip;
        strip.resize(14, 100);
        strip.setOverview(overviewOf(1000, 500), {200});
        QCOMPARE(strip.recordAt(0), RecordIndex{200});
        QCOMPARE(strip.recordAt(50), RecordIndex{600});
        QCOMPARE(strip.recordAt(-5), RecordIndex{200});
        QCOMPARE(strip.yOf({600}), 50);
        QCOMPARE(strip.yOf({10}), 0);
        QSignalSpy chosen(&strip, &ui::OverviewStrip::recordChosen);
        QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(10, 50));
        QCOMPARE(chosen.takeFirst().first().toULongLong(), 600ULL);
        QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(10, 99));
        QVERIFY(chosen.takeFirst().first().toULongLong() < 1000);
    }

    void theStripShowsErrorsLabelsAndMatches()
    {
        ui::OverviewStrip strip;
        strip.resize(20, 100);
        strip.setOverview(overviewOf(1000, 505), {});
        const std::map<RecordIndex, unsigned> labels{{{250}, 6}};
        ui::OverviewMarks marks;
        marks.labels = &labels;
        marks.matches
            = [](RecordIndex first, RecordIndex end) { return first.value <= 750 && 750 < end.value ? 1 : 0; };
        strip.setMarks(marks);
        const QImage picture = strip.grab().toImage();
        const QColor error = ui::toneColor(ui::Tone::Error, strip.palette());
        QCOMPARE(picture.pixelColor(18, 50), error);
        QVERIFY(picture.pixelColor(18, 40) != error);
        QCOMPARE(picture.pixelColor(1, 25), ui::labelColor(6, strip.palette()));
        QCOMPARE(picture.pixelColor(10, 75), ui::toneColor(ui::Tone::Accent, strip.palette()));
        QVERIFY(picture.pixelColor(10, 74) != ui::toneColor(ui::Tone::Accent, strip.palette()));
    }

    void theStripIsTheScrollBar()
    {
        LongLog shown;
        QCOMPARE(shown.view.verticalScrollBar(), shown.strip);
        QVERIFY(shown.strip->accessibleDescription().startsWith(u"513 records"_s));
        // Beside the rows, not beside the header.
        const QRect rows = shown.view.viewport()->rect();
        const QPoint top = shown.strip->mapTo(&shown.view, shown.strip->contentsRect().topLeft());
        QCOMPARE(top, shown.view.viewport()->mapTo(&shown.view, rows.topRight() + QPoint(1, 0)));
        QCOMPARE(shown.strip->contentsRect().height(), rows.height());
        // A click leads there.
        QTest::mouseClick(shown.strip, Qt::LeftButton, {}, QPoint(5, shown.strip->contentsRect().top()));
        QCOMPARE(shown.view.topRow(), quint64(0));
        QVERIFY(!shown.view.isFollowing());
    }

    void theHandleIsDraggedFromEndToEnd()
    {
        LongLog shown;
        const QRect area = shown.strip->contentsRect();
        QCOMPARE(shown.strip->handle().bottom(), area.bottom());
        const QPoint held = shown.strip->handle().center();
        QTest::mousePress(shown.strip, Qt::LeftButton, {}, held);
        QVERIFY(shown.view.isFollowing()); // taken hold of, and nothing else
        QTest::mouseMove(shown.strip, QPoint(held.x(), area.center().y()));
        const quint64 middle = shown.view.rowCount() / 2;
        QVERIFY(shown.view.topRow() < middle && shown.view.topRow() + quint64(shown.view.pageRows()) > middle);
        QVERIFY(!shown.view.isFollowing());
        QVERIFY(std::abs(shown.strip->handle().center().y() - area.center().y()) <= 1);
        QTest::mouseMove(shown.strip, QPoint(held.x(), 0));
        QCOMPARE(shown.view.topRow(), quint64(0));
        QCOMPARE(shown.strip->handle().top(), area.top());
        QTest::mouseMove(shown.strip, held);
        QTest::mouseRelease(shown.strip, Qt::LeftButton, {}, held);
        QVERIFY(shown.view.isFollowing());
    }

    void theWheelOverTheStripScrolls()
    {
        LongLog shown;
        const quint64 before = shown.view.topRow();
        const QPointF place(5, 50);
        QWheelEvent event(place, shown.strip->mapToGlobal(place), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
            Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(shown.strip, &event);
        QCOMPARE(before - shown.view.topRow(), quint64(QApplication::wheelScrollLines()));
    }

    void theStripSaysWhatIsUnderThePointer()
    {
        LongLog shown;
        const QPoint place(5, shown.strip->contentsRect().center().y());
        QHelpEvent event(QEvent::ToolTip, place, shown.strip->mapToGlobal(place));
        QCoreApplication::sendEvent(shown.strip, &event);
        const quint64 record = shown.strip->recordAt(place.y()).value;
        QVERIFY(QToolTip::text().startsWith(u"Record %1\n"_s.arg(record + 1)));
        QVERIFY(QToolTip::text().contains(ui::timeOfDay(shown.view.reader()->record({record})->timeNs)));
    }

    void noLabelLooksLikeAnError()
    {
        for (const QPalette& palette : {ui::lightPalette(), ui::darkPalette()}) {
            const int error = ui::toneColor(ui::Tone::Error, palette).hslHue();
            for (unsigned number = 1; number <= ui::LogLabels::Count; ++number) {
                const QColor color = ui::labelColor(number, palette);
                const int apart = std::abs(color.hslHue() - error);
                const bool isGrey = color.hslSaturationF() < 0.2F;
                QVERIFY2(isGrey || std::min(apart, 360 - apart) >= 25, qPrintable(QString::number(number)));
            }
        }
    }

    void coloursCanBeToldApart()
    {
        for (const QPalette& palette : {ui::lightPalette(), ui::darkPalette()}) {
            std::set<QRgb> seen;
            for (unsigned number = 1; number <= ui::LogLabels::Count; ++number)
                seen.insert(ui::labelColor(number, palette).rgb());
            QCOMPARE(seen.size(), std::size_t(ui::LogLabels::Count));
            QVERIFY(ui::endpointColor(1, palette) != ui::endpointColor(2, palette));
        }
    }
};

QTEST_MAIN(TestLogMarks)
#include "tst_logmarks.moc"
