// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/filter.h"

#include "capture/filterscan.h"
#include "capture/writer.h"
#include "tests/capture/samples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using capture::FilterSpec;
using capture::Operation;
using capture::Outcome;
using capture::Record;

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

Record call(Operation operation, std::int32_t result, std::uint32_t endpoint = 1)
{
    Record record;
    record.operation = operation;
    record.result = result;
    record.endpoint = {endpoint};
    return record;
}

Record failed(Operation operation, int number, Outcome outcome = Outcome::Errno)
{
    Record record = call(operation, -1);
    record.outcome = outcome;
    record.errorNumber = static_cast<std::uint16_t>(number);
    return record;
}

} // namespace

class TestFilter final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_parent;
    std::unique_ptr<capture::Writer> m_writer;
    std::unique_ptr<capture::Reader> m_reader;

    /// The numbers of the records that pass, "0 3 4".
    [[nodiscard]] QString passing(const FilterSpec& spec) const
    {
        capture::FilterScan scan(spec);
        std::vector<std::uint64_t> matches;
        while (scan.step(*m_reader, matches, 3).value() > 0) { }
        QStringList numbers;
        for (const std::uint64_t match : matches)
            numbers << QString::number(match);
        return numbers.join(u' ');
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        const std::string directory = m_parent.filePath(QString::number(++number)).toStdString();
        m_writer = capture::Writer::create(directory, samples::SmallLayout).value();
        m_reader = capture::Reader::attach(directory, m_writer->committed()).value();
        m_writer->describe({1}, {"Server", {}, net::Protocol::Tcp, capture::Role::Listener, {}, {}});
        m_writer->describe({2}, {"server/1", {{1}}, net::Protocol::Tcp, capture::Role::Accepted, {}, {}});
        m_writer->describe({3}, {"\xc3\x84gypten", {}, net::Protocol::Udp, capture::Role::Datagram, {}, {}});
        m_writer->append(call(Operation::Listen, 0)); // 0
        m_writer->append(call(Operation::Recv, 11, 2), bytesOf("Hello World")); // 1
        m_writer->append(call(Operation::Send, 4, 2), bytesOf("\xc3\xa4\xc3\x84")); // 2
        m_writer->append(failed(Operation::Recv, EAGAIN)); // 3
        m_writer->append(failed(Operation::Send, ECONNRESET)); // 4
        m_writer->append(failed(Operation::Connect, 0, Outcome::TimedOut)); // 5
        m_writer->append(failed(Operation::Recv, EINTR, Outcome::Cancelled)); // 6
        m_writer->append(call(Operation::PeerClosed, 0, 2)); // 7
        m_writer->append(call(Operation::KernelDropped, 9, 3)); // 8
        m_writer->append(call(Operation::RecvFrom, 0, 3)); // 9: empty datagram
        m_writer->append(call(Operation::Send, 5000, 3), bytesOf(std::string(4093, '.') + "abcDEF")); // 10
        m_writer->append(call(Operation::RecvFrom, 3, 3), bytesOf({"a\0b", 3})); // 11
        m_writer->flush();
    }

    void chipsAreAUnion_data()
    {
        QTest::addColumn<bool>("data");
        QTest::addColumn<bool>("calls");
        QTest::addColumn<bool>("errors");
        QTest::addColumn<QString>("passing");
        const QString all = u"0 1 2 3 4 5 6 7 8 9 10 11"_s;
        QTest::newRow("none is everything") << false << false << false << all;
        QTest::newRow("data") << true << false << false << u"1 2 10 11"_s;
        QTest::newRow("calls") << false << true << false << u"0 3 4 5 6 7 8 9"_s;
        QTest::newRow("errors") << false << false << true << u"4 5 8"_s;
        QTest::newRow("data, errors") << true << false << true << u"1 2 4 5 8 10 11"_s;
        QTest::newRow("calls, errors") << false << true << true << u"0 3 4 5 6 7 8 9"_s;
        QTest::newRow("data, calls") << true << true << false << all;
        QTest::newRow("all") << true << true << true << all;
    }
    void chipsAreAUnion()
    {
        QFETCH(bool, data);
        QFETCH(bool, calls);
        QFETCH(bool, errors);
        QTEST(passing({data, calls, errors, {}}), "passing");
    }

    void textIsFound_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("passing");
        QTest::newRow("in the endpoint's name") << QByteArray("SERVER/") << u"1 2 7"_s;
        QTest::newRow("in several endpoints' names") << QByteArray("server") << u"0 1 2 3 4 5 6 7"_s;
        QTest::newRow("in the operation's name") << QByteArray("recv") << u"1 3 6 9 11"_s;
        QTest::newRow("in an event's words") << QByteArray("Kernel Dropped") << u"8"_s;
        QTest::newRow("in the errno's name") << QByteArray("econnreset") << u"4"_s;
        QTest::newRow("EAGAIN") << QByteArray("EAGAIN") << u"3"_s;
        QTest::newRow("a timeout") << QByteArray("timed out") << u"5"_s;
        QTest::newRow("a cancelled call") << QByteArray("cancelled") << u"6"_s;
        QTest::newRow("in the payload") << QByteArray("LO wO") << u"1"_s;
        QTest::newRow("whole payload") << QByteArray("hello world") << u"1"_s;
        QTest::newRow("longer than the payload") << QByteArray("hello world!") << u""_s;
        QTest::newRow("up to 4096 bytes") << QByteArray("ABC") << u"10"_s;
        QTest::newRow("not beyond") << QByteArray("abcd") << u""_s;
        QTest::newRow("a NUL is a byte") << QByteArray("A\0B", 3) << u"11"_s;
        QTest::newRow("letters beyond ASCII as they are") << QByteArray("\xc3\xa4") << u"2"_s;
        QTest::newRow("the other case of those is another") << QByteArray("\xc3\x84") << u"2 8 9 10 11"_s;
        QTest::newRow("a pattern is plain text") << QByteArray(".*") << u""_s;
        QTest::newRow("dots are dots") << QByteArray(".....") << u"10"_s;
        QTest::newRow("nowhere") << QByteArray("nowhere") << u""_s;
    }
    void textIsFound()
    {
        QFETCH(QByteArray, text);
        QTEST(passing({false, false, false, text.toStdString()}), "passing");
    }

    void textAndChipsMustBothPass()
    {
        QCOMPARE(passing({true, false, false, "recv"}), u"1 11"_s);
        QCOMPARE(passing({false, false, true, "server"}), u"4 5"_s);
        QCOMPARE(passing({true, true, true, "hello"}), u"1"_s);
    }

    void oneByOneIsTheSameAsInBlocks()
    {
        for (const FilterSpec& spec : {FilterSpec{}, FilterSpec{true, false, false, "e"},
                 FilterSpec{false, true, true, ""}, FilterSpec{false, false, false, "o"}}) {
            capture::Filter filter(spec);
            QStringList numbers;
            for (std::uint64_t i = 0; i < m_reader->recordCount(); ++i) {
                const auto match = filter.matches(m_reader->record({i}).value(), *m_reader);
                QVERIFY(match.has_value());
                if (*match)
                    numbers << QString::number(i);
            }
            QCOMPARE(numbers.join(u' '), passing(spec));
        }
    }

    void knowsWhenNothingIsFiltered()
    {
        QVERIFY(capture::Filter({}).passesAll());
        QVERIFY(capture::Filter({true, true, true, {}}).passesAll());
        QVERIFY(capture::Filter({true, true, false, {}}).passesAll());
        QVERIFY(!capture::Filter({false, true, true, {}}).passesAll());
        QVERIFY(!capture::Filter({true, false, false, {}}).passesAll());
        QVERIFY(!capture::Filter({false, false, false, "x"}).passesAll());
    }

    void aScanGoesOnWhereItStopped()
    {
        capture::FilterScan scan({false, false, false, "late"}, {2});
        std::vector<std::uint64_t> matches;
        QCOMPARE(scan.step(*m_reader, matches, 4), 4U);
        QCOMPARE(scan.position(), base::RecordIndex{6});
        QCOMPARE(scan.step(*m_reader, matches, 100), 6U);
        QCOMPARE(scan.step(*m_reader, matches, 100), 0U);
        QVERIFY(matches.empty());
        // What comes after the window was read is not taken from the window.
        for (int i = 0; i < 5; ++i) {
            m_writer->append(call(Operation::Send, 4), bytesOf("LATE"));
            QCOMPARE(scan.step(*m_reader, matches, 100), 0U);
            m_writer->flush();
            QCOMPARE(scan.step(*m_reader, matches, 100), 1U);
        }
        QCOMPARE(matches, (std::vector<std::uint64_t>{12, 13, 14, 15, 16}));
    }

    // Against the plain way: every payload read by itself and searched with Qt.
    void aLongScanFindsWhatAPlainOneFinds()
    {
        const QByteArray needle = QByteArray("7F");
        std::vector<std::uint64_t> wanted;
        for (std::uint64_t i = 0; i < 12'000; ++i) {
            const auto bytes = samples::payload(i, i % 500 == 0 ? 20'000 : samples::payloadSize(i) / 8);
            const QByteArray text(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
            Record record = call(Operation::Send, std::int32_t(bytes.size()), 3);
            m_writer->append(record, bytes);
            if (text.first(std::min<qsizetype>(text.size(), 4096)).toLower().contains(needle.toLower()))
                wanted.push_back(i + 12);
        }
        m_writer->flush();
        capture::FilterScan scan({true, false, false, needle.toStdString()}, {12});
        std::vector<std::uint64_t> matches;
        QCOMPARE(scan.step(*m_reader, matches, 5000), 5000U);
        QCOMPARE(scan.step(*m_reader, matches, 50'000), 7000U);
        QVERIFY(!wanted.empty());
        QCOMPARE(matches, wanted);
    }

    void damageEndsAStepWithoutHalfAnAnswer()
    {
        for (int i = 0; i < 50; ++i)
            m_writer->append(samples::record(1), samples::payload(1, 100));
        m_writer->flush();
        const QString last = QString::fromStdString(m_reader->directory() + "/payload.0009");
        QVERIFY(QFile::resize(last, 0));
        capture::FilterScan scan({false, false, false, "hello"});
        std::vector<std::uint64_t> matches{4711};
        QCOMPARE(scan.step(*m_reader, matches, 100).error().code, EBADMSG);
        QCOMPARE(matches, std::vector<std::uint64_t>{4711});
        QCOMPARE(scan.position(), base::RecordIndex{});
    }
};

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
