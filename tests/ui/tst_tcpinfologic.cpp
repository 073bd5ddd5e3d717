// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/tcpinfo/sparkline.h"
#include "ui/tcpinfo/tcpinfotext.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using session::TcpFigure;
using session::TcpHistory;
using session::TcpSample;
using ui::ChartRange;
using ui::Sparkline;
using Subject = session::TcpSampler::Subject;

namespace {

using Value = std::optional<std::uint64_t>;

constexpr QSizeF Size{100, 20};

void append(TcpHistory& history, TcpFigure figure, std::chrono::nanoseconds time, Value value)
{
    TcpSample sample;
    sample.timeNs = time.count();
    sample.state = "ESTABLISHED";
    sample.values[static_cast<std::size_t>(figure)] = value;
    history.append(sample);
}

/// A sample a second.
TcpHistory historyOf(TcpFigure figure, std::initializer_list<Value> values)
{
    TcpHistory history;
    auto time = 1000s;
    for (const Value value : values)
        append(history, figure, time++, value);
    return history;
}

Sparkline lineOf(const TcpHistory& history)
{
    return Sparkline::of(history, TcpFigure::Rtt, ChartRange::of(history), Size);
}

} // namespace

class TestTcpInfoLogic final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void valueHasItsUnit_data()
    {
        QTest::addColumn<int>("figure");
        QTest::addColumn<quint64>("value");
        QTest::addColumn<QString>("text");
        const auto row = [](TcpFigure figure, quint64 value, const QString& text) {
            QTest::newRow(qPrintable(text)) << int(figure) << value << text;
        };
        row(TcpFigure::Rtt, 45, u"45 µs"_s);
        row(TcpFigure::Rtt, 123'456, u"123 ms"_s);
        row(TcpFigure::CongestionWindow, 10, u"10 segments"_s);
        row(TcpFigure::Unacked, 1, u"1 segment"_s);
        row(TcpFigure::TotalRetrans, 0, u"0 segments"_s);
        row(TcpFigure::DeliveryRate, 1'258'292, u"1.2 MiB/s"_s);
        row(TcpFigure::SendQueue, 12, u"12 B"_s);
        row(TcpFigure::ReceiveQueue, 2048, u"2.0 KiB"_s);
    }
    void valueHasItsUnit()
    {
        QFETCH(int, figure);
        QFETCH(quint64, value);
        QTEST(ui::tcpValueText(TcpFigure(figure), value), "text");
    }
    void absentValueIsADash() { QCOMPARE(ui::tcpValueText(TcpFigure::Rtt, {}), u"–"_s); }

    void rangeIsFromTheSmallestToTheLargest()
    {
        QCOMPARE(ui::tcpRangeText(TcpFigure::Rtt, historyOf(TcpFigure::Rtt, {45, 20, 1200})), u"20 µs – 1.2 ms"_s);
    }
    void rangeOfACountSaysItsUnitOnce()
    {
        const TcpHistory history = historyOf(TcpFigure::CongestionWindow, {10, 17});
        QCOMPARE(ui::tcpRangeText(TcpFigure::CongestionWindow, history), u"10 – 17 segments"_s);
    }
    void rangeOfOneValueIsThatValue()
    {
        QCOMPARE(ui::tcpRangeText(TcpFigure::SendQueue, historyOf(TcpFigure::SendQueue, {0, 0})), u"0 B"_s);
    }

    void markTellsHowFarTheSampleIs()
    {
        QCOMPARE(ui::tcpMarkText(1'000'000, 36'000'000), u"sample 35.0 ms later"_s);
        QCOMPARE(ui::tcpMarkText(36'000'000, 1'000'000), u"sample 35.0 ms earlier"_s);
    }

    void stateOfAnEndedConnectionIsTheLastOne()
    {
        const TcpHistory history = historyOf(TcpFigure::Rtt, {1});
        QCOMPARE(ui::tcpStateText(history, Subject::Connection), u"ESTABLISHED"_s);
        QCOMPARE(ui::tcpStateText(history, Subject::Ended), u"ESTABLISHED when last seen"_s);
    }

    void everyPaneWithoutFiguresSaysWhatWouldFillIt()
    {
        for (const Subject subject : {Subject::None, Subject::NotTcp, Subject::Listener, Subject::Connection,
                 Subject::Ended, Subject::NeverConnected})
            QVERIFY(ui::tcpEmptyText(subject, {}).endsWith(u'.'));
        for (const Subject subject : {Subject::Ended, Subject::NeverConnected})
            QVERIFY(ui::tcpEmptyText(subject, historyOf(TcpFigure::Rtt, {1})).isEmpty());
        QVERIFY(ui::tcpEmptyText(Subject::NeverConnected, {}).contains(u"never connected"_s));
    }

    void chartSpansHalfAMinuteAtLeast()
    {
        const TcpHistory history = historyOf(TcpFigure::Rtt, {1, 1});
        const ChartRange range = ChartRange::of(history);
        QCOMPARE(range.lastNs - range.firstNs, std::chrono::nanoseconds(30s).count());
        QCOMPARE(range.position(range.lastNs, 100), 100.0);
        QCOMPARE(range.position(range.lastNs - std::chrono::nanoseconds(15s).count(), 100), 50.0);
    }
    void chartSpansAllThatIsKept()
    {
        TcpHistory history;
        append(history, TcpFigure::Rtt, 0s, 1);
        append(history, TcpFigure::Rtt, 90s, 1);
        QCOMPARE(ChartRange::of(history).firstNs, 0);
    }

    void heightIsInProportionToTheValue()
    {
        const Sparkline line = lineOf(historyOf(TcpFigure::Rtt, {5, 10, 0}));
        QCOMPARE(line.lines.size(), std::size_t{1});
        QCOMPARE(line.lines.front().at(0).y(), 10.0);
        QCOMPARE(line.lines.front().at(1).y(), 0.0);
        QCOMPARE(line.lines.front().at(2).y(), 20.0);
    }
    void nothingButZeroLiesAtTheBottom()
    {
        QCOMPARE(lineOf(historyOf(TcpFigure::Rtt, {0, 0})).lines.front().at(0).y(), Size.height());
    }
    void smallestAndLargestAreMarked()
    {
        const Sparkline line = lineOf(historyOf(TcpFigure::Rtt, {5, 10, 1}));
        QCOMPARE(*line.highest, line.lines.front().at(1));
        QCOMPARE(*line.lowest, line.lines.front().at(2));
    }
    void levelLineHasNoMarks() { QVERIFY(!lineOf(historyOf(TcpFigure::Rtt, {5, 5, 5})).lowest); }

    void gapInterruptsTheLine()
    {
        TcpHistory history = historyOf(TcpFigure::Rtt, {1, 2});
        append(history, TcpFigure::Rtt, 1010s, 3);
        const Sparkline line = lineOf(history);
        QCOMPARE(line.lines.size(), std::size_t{2});
        QCOMPARE(line.lines.back().size(), 1);
    }

    void manySamplesMakeFewPointsAndKeepTheExtremes()
    {
        TcpHistory history;
        for (std::size_t i = 0; i < TcpHistory::MaxSamples; ++i)
            append(history, TcpFigure::Rtt, 1000s + i * 250ms, i == 1234 ? 1000 : 500 + i % 2);
        const Sparkline line = lineOf(history);
        QCOMPARE(line.lines.size(), std::size_t{1});
        const QPolygonF& points = line.lines.front();
        QVERIFY(points.size() <= 4 * (qsizetype(Size.width()) + 1));
        QVERIFY(std::find(points.begin(), points.end(), *line.highest) != points.end());
        QCOMPARE(points.last().x(), Size.width());
    }

    void figureThatTheKernelLacksHasNoLine() { QVERIFY(lineOf(historyOf(TcpFigure::Rtt, {{}, {}})).lines.empty()); }
};

QTEST_GUILESS_MAIN(TestTcpInfoLogic)
#include "tst_tcpinfologic.moc"
