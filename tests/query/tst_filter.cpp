// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filter.h"

#include "capture/writer.h"
#include "query/filterparser.h"
#include "query/filterscan.h"
#include "tests/capture/samples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using capture::Operation;
using capture::Outcome;
using capture::Record;
using query::FilterExpression;
using query::parseFilter;

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
    [[nodiscard]] QString passing(const QByteArray& text) const
    {
        const auto filter = parseFilter({text.constData(), static_cast<std::size_t>(text.size())});
        if (!filter)
            return u"problem %1"_s.arg(int(filter.error().kind));
        query::FilterScan scan(*filter);
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
        const auto ip = [](const char* host, std::uint16_t port) { return net::Address::fromIp(host, port).value(); };
        m_writer->describe(
            {1}, {"Server", {}, net::Protocol::Tcp, capture::Role::Listener, ip("127.0.0.1", 50007), {}});
        m_writer->describe({2},
            {"server/1", {{1}}, net::Protocol::Tcp, capture::Role::Accepted, ip("127.0.0.1", 50007),
                ip("127.0.0.1", 40112)});
        m_writer->describe({3}, {"\xc3\x84gypten", {}, net::Protocol::Udp, capture::Role::Datagram, ip("::1", 53), {}});
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
        Record datagram = call(Operation::RecvFrom, 3, 3);
        datagram.detail = m_writer->intern(capture::AddressDetail{.address = ip("::1", 9999)});
        m_writer->append(datagram, bytesOf({"a\0b", 3})); // 11
        m_writer->flush();
    }

    void testsPass_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QString>("passing");
        const auto row = [](const char* filter, const char* passing) {
            QTest::newRow(filter) << QByteArray(filter) << QString::fromLatin1(passing);
        };
        const char* all = "0 1 2 3 4 5 6 7 8 9 10 11";
        row("", all);
        row("data", "1 2 10 11");
        row("calls", "0 3 4 5 6 7 8 9");
        row("errors", "4 5 8");
        row("events", "7 8");
        row("timedout", "5");
        row("cancelled", "6");
        row("data or errors", "1 2 4 5 8 10 11");
        row("data or calls", all);
        row("not data", "0 3 4 5 6 7 8 9");
        row("data errors", "");
        row("not (data or errors) and dir = none", "0 7");
        row("endpoint = server/1", "1 2 7");
        row("endpoint = server", "");
        row("endpoint = Server, server/*", "0 1 2 3 4 5 6 7");
        row("endpoint != Server", "1 2 7 8 9 10 11");
        row("endpoint contains SERVER", "0 1 2 3 4 5 6 7");
        row("endpoint matches /^.erver$/", "0 3 4 5 6");
        row("dir = in", "1 3 6 9 11");
        row("dir = out, none", "0 2 4 5 7 8 10");
        row("call = recv", "1 3 6");
        row("call = recv*", "1 3 6 9 11");
        row("call = peer-closed, listen", "0 7");
        row("call = \"peer closed\"", "7");
        row("call != recv, send", "0 5 7 8 9 11");
        row("size > 4", "1 10");
        row("size >= 4 and size <= 11", "1 2");
        row("size = 4, 11", "1 2");
        row("size != 4", "0 1 3 4 5 6 7 8 9 10 11");
        row("size < 1", "9");
        row("size>4K", "10");
        row("result = -1", "");
        row("result = 9", "8");
        row("errno", "3 4");
        row("errno = ECONNRESET", "4");
        row("errno = econnreset, 11", "3 4");
        row("errno != EAGAIN", "0 1 2 4 5 6 7 8 9 10 11");
        row("n = 5", "4");
        row("n >= 11", "10 11");
        row("peer = 127.0.0.1:40112", "1 2 7");
        row("peer = :9999", "11");
        row("peer = ::1", "11");
        row("peer = [::1]:9999", "11");
        row("peer = 10.0.0.1", "");
        row("local = :53", "8 9 10 11");
        row("peer contains 401", "1 2 7");
        row("peer matches /:9+$/", "11");
        row("peer = 127.0.*", "1 2 7");
        row("peer = *:9999, *2", "1 2 7 11");
        row("peer != *:*", "0 3 4 5 6 8 9 10");
        row("endpoint = *er*", "0 1 2 3 4 5 6 7");
        row("endpoint = *1", "1 2 7");
        row("endpoint = s*r/*", "1 2 7");
        row("call = *cv", "1 3 6");
        row("tcp", "0 1 2 3 4 5 6 7");
        row("udp and data", "10 11");
        row("not tcp", "8 9 10 11");
        row("unix", "");
        row("tcp port 50007 data", "1 2");
        row("port 53", "8 9 10 11");
        row("port = 50007, 9999", "0 1 2 3 4 5 6 7 11");
        row("port 53-9998", "8 9 10 11");
        row("port = 54-9998", "");
        row("port = 9000-9999, 40112-40112", "1 2 7 11");
        row("port != 53-53", "0 1 2 3 4 5 6 7");
        row("host = ::1", "8 9 10 11");
        row("host = 127.0.0.1:40112 and data", "1 2");
        row("size > 4 KB", "10");
        row("contains hex:57 6f 72", "1");
        row("hex:576f", "1");
        row("contains World", "1");
        row("contains world", "");
        row("contains hex:0d0a", "");
        row("contains hex:c3a4", "2");
        row("contains \"a\\0b\"", "11");
        row("contains World, DEF", "1 10");
        row("matches /w[a-z]+d$/i", "1");
        row("matches /w[a-z]+d$/", "");
        row("matches /\\x00/", "11");
    }
    void testsPass()
    {
        QFETCH(QByteArray, filter);
        QTEST(passing(filter), "passing");
    }

    void anEndpointOfCapturedTrafficHasAShortName_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QString>("passing");
        const auto row = [](const char* filter, const char* passing) {
            QTest::newRow(filter) << QByteArray(filter) << QString::fromLatin1(passing);
        };
        row("endpoint = udp/1", "12");
        row("endpoint = \"udp/1 10.0.0.1:5000 <-> 10.0.0.2:53\"", "12");
        row("endpoint = udp", "");
        row("endpoint = udp/*1", "12 13");
        row("endpoint matches /^udp.1$/", "12");
        row("n > 12 and endpoint != udp/1", "13 14");
        row("endpoint = client", "");
        row("endpoint = \"client 2\"", "14");
    }
    void anEndpointOfCapturedTrafficHasAShortName()
    {
        m_writer->describe({4}, {.name = "udp/1 10.0.0.1:5000 <-> 10.0.0.2:53", .protocol = net::Protocol::Udp});
        m_writer->describe({5}, {.name = "udp/11 10.0.0.1:5000 <-> 10.0.0.2:54", .protocol = net::Protocol::Udp});
        m_writer->describe({6}, {.name = "client 2", .protocol = net::Protocol::Tcp});
        for (const std::uint32_t endpoint : {4u, 5u, 6u})
            m_writer->append(call(Operation::Recv, 0, endpoint));
        m_writer->flush();
        QFETCH(QByteArray, filter);
        QTEST(passing(filter), "passing");
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
        QTest::newRow("beyond the first 4096 bytes") << QByteArray("abcd") << u"10"_s;
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
        const std::string literal = query::filterLiteral({text.constData(), std::size_t(text.size())});
        QTEST(passing(QByteArray::fromStdString(literal)), "passing");
    }

    void timesAreThoseOfTheRecord()
    {
        qputenv("TZ", "UTC-1"); // an hour before UTC's midnight it is midnight there
        ::tzset();
        const std::int64_t startNs = m_reader->startNs();
        QCOMPARE(startNs, 0); // as the first record's
        const auto add = [this](std::int64_t timeNs) {
            Record record = call(Operation::Send, 0);
            record.timeNs = timeNs;
            m_writer->append(record);
        };
        add(1'700'000'000'000'000'000); // 12: 2023-11-14T22:13:20Z, 23:13:20 there
        add(1'700'000'000'250'000'000); // 13
        add(startNs + 5'000'000'000); // 14
        m_writer->flush();
        QCOMPARE(passing("n > 12 time < +1h"), u"14"_s);
        QCOMPARE(passing("n > 12 time >= +5s time < +5001ms"), u"14"_s);
        QCOMPARE(passing("n > 12 time > +5s"), u"12 13"_s);
        QCOMPARE(passing("n > 12 time = 2023-11-14T22:13:20Z"), u"12 13"_s);
        QCOMPARE(passing("n > 12 time = 2023-11-14T22:13:20.0Z"), u"12"_s);
        QCOMPARE(passing("n > 12 time = 2023-11-14"), u"12 13"_s);
        QCOMPARE(passing("n > 12 time != 23:13"), u"14"_s);
        QCOMPARE(passing("n > 12 time > 2023-11-14 23:13:20.1"), u"13"_s);
        QCOMPARE(passing("n > 12 time <= 2023-11-14T23:13:20.25 time > 2023-11-14"), u"12 13"_s);
        QCOMPARE(passing("n > 12 time >= 23:13:20.1 time < 23:13:21"), u"13"_s);
    }

    void knowsWhenNothingIsFiltered()
    {
        QVERIFY(query::Filter({}).passesAll());
        QVERIFY(query::Filter(parseFilter("  ").value()).passesAll());
        QVERIFY(!query::Filter(parseFilter("data").value()).passesAll());
        const FilterExpression both = FilterExpression::both({}, parseFilter("data").value());
        QCOMPARE(both, parseFilter("data").value());
    }

    void bothMustPass()
    {
        const auto both = FilterExpression::both(parseFilter("data or errors").value(), parseFilter("recv").value());
        QCOMPARE(passing(QByteArray::fromStdString(both.text())), u"1 11"_s);
        query::FilterScan scan(both);
        std::vector<std::uint64_t> matches;
        QCOMPARE(scan.step(*m_reader, matches, 100), 12U);
        QCOMPARE(matches, (std::vector<std::uint64_t>{1, 11}));
    }

    void aRegexThatTriesWithoutEndIsStopped()
    {
        m_writer->append(call(Operation::Send, 40), bytesOf(std::string(40, 'a') + "!"));
        m_writer->flush();
        query::FilterScan scan(parseFilter("matches /(a+)+(a+)+(a+)+$/").value());
        std::vector<std::uint64_t> matches;
        const auto end = scan.step(*m_reader, matches, 100);
        QVERIFY(!end.has_value());
        QCOMPARE(end.error().code, ETIME);
    }

    void aScanGoesOnWhereItStopped()
    {
        query::FilterScan scan(parseFilter("late").value(), {2});
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
            if (text.toLower().contains(needle.toLower()))
                wanted.push_back(i + 12);
        }
        m_writer->flush();
        query::FilterScan scan(parseFilter("data and " + needle.toStdString()).value(), {12});
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
        query::FilterScan scan(parseFilter("hello").value());
        std::vector<std::uint64_t> matches{4711};
        QCOMPARE(scan.step(*m_reader, matches, 100).error().code, EBADMSG);
        QCOMPARE(matches, std::vector<std::uint64_t>{4711});
        QCOMPARE(scan.position(), base::RecordIndex{});
    }
};

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
