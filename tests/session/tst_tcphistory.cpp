// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/tcphistory.h"

#include <QTest>

#include <linux/tcp.h>

#include <cstring>

using namespace std::chrono_literals;
using session::TcpFigure;
using session::TcpHistory;
using session::TcpSample;

namespace {

TcpSample sampleAt(std::chrono::nanoseconds time, std::optional<std::uint64_t> rtt = {})
{
    TcpSample sample;
    sample.timeNs = time.count();
    sample.values[static_cast<std::size_t>(TcpFigure::Rtt)] = rtt;
    return sample;
}

TcpHistory historyOf(std::initializer_list<std::optional<std::uint64_t>> rtts)
{
    TcpHistory history;
    auto time = 1s;
    for (const auto rtt : rtts)
        history.append(sampleAt(time++, rtt));
    return history;
}

} // namespace

class TestTcpHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sampleHasWhatTheKernelFilled()
    {
        tcp_info info{};
        info.tcpi_state = 1;
        info.tcpi_rtt = 45;
        info.tcpi_total_retrans = 3;
        info.tcpi_delivery_rate = 5'000'000'000;
        engine::TcpReading reading;
        reading.timeNs = 7;
        reading.sendQueue = 12;
        reading.info.resize(sizeof(info));
        std::memcpy(reading.info.data(), &info, sizeof(info));
        const TcpSample sample = session::tcpSample(reading);
        QCOMPARE(sample.timeNs, 7);
        QCOMPARE(sample.state, std::string_view("ESTABLISHED"));
        QCOMPARE(sample.value(TcpFigure::Rtt), std::optional<std::uint64_t>(45));
        QCOMPARE(sample.value(TcpFigure::TotalRetrans), std::optional<std::uint64_t>(3));
        QCOMPARE(sample.value(TcpFigure::DeliveryRate), std::optional<std::uint64_t>(5'000'000'000));
        QCOMPARE(sample.value(TcpFigure::SendQueue), std::optional<std::uint64_t>(12));
        QVERIFY(!sample.value(TcpFigure::ReceiveQueue));
    }

    void memberThatAnOlderKernelLacksIsAbsent()
    {
        engine::TcpReading reading;
        reading.info.resize(offsetof(tcp_info, tcpi_pacing_rate));
        const TcpSample sample = session::tcpSample(reading);
        QVERIFY(sample.value(TcpFigure::Rtt));
        QVERIFY(!sample.value(TcpFigure::DeliveryRate));
    }

    void keepsAtMostSoManySamples()
    {
        TcpHistory history;
        for (std::size_t i = 0; i < TcpHistory::MaxSamples + 5; ++i)
            history.append(sampleAt(i * 1ms));
        QCOMPARE(history.samples().size(), TcpHistory::MaxSamples);
        QCOMPARE(history.samples().front().timeNs, std::chrono::nanoseconds(5ms).count());
    }

    void keepsNothingThatIsTooOld()
    {
        TcpHistory history;
        history.append(sampleAt(0s));
        history.append(sampleAt(1s));
        history.append(sampleAt(TcpHistory::MaxAge + 1s));
        QCOMPARE(history.samples().size(), std::size_t{2});
    }

    void clockThatIsSetBackBeginsAnew()
    {
        TcpHistory history;
        history.append(sampleAt(100s));
        history.append(sampleAt(40s));
        QCOMPARE(history.samples().size(), std::size_t{1});
        QCOMPARE(history.samples().front().timeNs, std::chrono::nanoseconds(40s).count());
    }

    void nearestIsNearestInTime_data()
    {
        QTest::addColumn<qint64>("timeNs");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("before all") << qint64{0} << qint64{100};
        QTest::newRow("exact") << qint64{200} << qint64{200};
        QTest::newRow("just after") << qint64{210} << qint64{200};
        QTest::newRow("just before") << qint64{290} << qint64{300};
        QTest::newRow("between, the earlier") << qint64{250} << qint64{200};
        QTest::newRow("after all") << qint64{900} << qint64{300};
    }
    void nearestIsNearestInTime()
    {
        QFETCH(qint64, timeNs);
        QFETCH(qint64, expected);
        TcpHistory history;
        for (const auto time : {100ns, 200ns, 300ns})
            history.append(sampleAt(time));
        QCOMPARE(history.nearest(timeNs)->timeNs, expected);
    }
    void nothingHasNoNearest() { QVERIFY(!TcpHistory().nearest(1)); }

    void extremesAreWhereTheyAreFirst()
    {
        const auto extremes = historyOf({5, {}, 2, 9, 2, 9}).extremes(TcpFigure::Rtt);
        QVERIFY(extremes);
        QCOMPARE(extremes->lowest, std::size_t{2});
        QCOMPARE(extremes->highest, std::size_t{3});
    }
    void figureWithoutValuesHasNoExtremes() { QVERIFY(!historyOf({{}, {}}).extremes(TcpFigure::Rtt)); }
};

QTEST_GUILESS_MAIN(TestTcpHistory)
#include "tst_tcphistory.moc"
