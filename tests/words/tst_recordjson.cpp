// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "words/recordjson.h"

#include "base/clock.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <sys/socket.h>

#include <array>
#include <cerrno>

using namespace Qt::StringLiterals;
using capture::Detail;
using capture::Operation;
using capture::Outcome;
using capture::Record;

namespace {

net::Address ip(const char* host, std::uint16_t port)
{
    return net::Address::fromIp(host, port).value();
}

/// Everything that recordJson is told of, with values that a test changes.
struct Sample
{
    Record record;
    Detail detail;
    capture::EndpointInfo endpoint{"server/1", base::EndpointId{1}, net::Protocol::Tcp, capture::Role::Accepted,
        ip("127.0.0.1", 50007), ip("127.0.0.1", 40112)};
    QByteArray payload;

    explicit Sample(Operation operation, std::uint32_t asked = 0, std::int32_t result = 0)
    {
        record.operation = operation;
        record.asked = asked;
        record.result = result;
        record.timeNs = 1'769'860'800'123'456'789;
    }

    Sample& failsWith(int code)
    {
        record.outcome = Outcome::Errno;
        record.errorNumber = static_cast<std::uint16_t>(code);
        record.result = -1;
        return *this;
    }

    [[nodiscard]] std::string text() const
    {
        const std::span bytes(
            reinterpret_cast<const std::byte*>(payload.constData()), static_cast<std::size_t>(payload.size()));
        return words::recordJson({base::RecordIndex{11}, record, detail, endpoint, bytes});
    }

    /// As a strict reader reads it; an empty object when it does not.
    [[nodiscard]] QJsonObject read() const
    {
        QJsonParseError error{};
        const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(text()), &error).object();
        if (error.error != QJsonParseError::NoError)
            qWarning("%s at %d of %s", qPrintable(error.errorString()), error.offset, text().c_str());
        return object;
    }
};

} // namespace

class TestRecordJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReceiveHasItsKeys();
    void aDatagramTellsHowItArrived();
    void keysWithoutAValueAreLeftOut();
    void endings_data();
    void endings();
    void aLineSaysTheEndOfAStream();
    void addressesOfTheCall_data();
    void addressesOfTheCall();
    void printableBytesAreText_data();
    void printableBytesAreText();
    void payloadsSurviveTheTrip();
    void hostileNamesStayInert_data();
    void hostileNamesStayInert();
    void everyRecordIsValid();
    void isoTime_data();
    void isoTime();
    void durationsKeepTheirDigits_data();
    void durationsKeepTheirDigits();
};

void TestRecordJson::aReceiveHasItsKeys()
{
    Sample sample(Operation::Recv, 1024, 12);
    sample.payload = "Hello, world";
    sample.record.duration = 0.5F;
    sample.record.messageFlags = MSG_PEEK;
    const QJsonObject expected{{u"n"_s, 12}, {u"time"_s, u"2026-01-31T12:00:00.123456789Z"_s},
        {u"endpoint"_s, u"server/1"_s}, {u"call"_s, u"recv"_s}, {u"dir"_s, u"in"_s}, {u"asked"_s, 1024},
        {u"result"_s, 12}, {u"duration"_s, 0.5}, {u"local"_s, u"127.0.0.1:50007"_s}, {u"peer"_s, u"127.0.0.1:40112"_s},
        {u"flags"_s, u"MSG_PEEK"_s}, {u"text"_s, u"Hello, world"_s}};
    QCOMPARE(sample.read(), expected);
}

void TestRecordJson::aDatagramTellsHowItArrived()
{
    Sample sample(Operation::RecvFrom, 1024, 1);
    sample.detail = capture::AddressDetail{
        net::Address::fromIp("10.0.0.2", 9).value(), net::Address::fromIp("239.1.2.3", 5000).value(), {}, "eth\x1b", 1};
    const QJsonObject object = sample.read();
    QCOMPARE(object.value(u"peer"_s), u"10.0.0.2:9"_s);
    QCOMPARE(object.value(u"local"_s), u"239.1.2.3:5000"_s);
    QCOMPARE(object.value(u"interface"_s), u"eth\\x1b"_s);
    QCOMPARE(object.value(u"hops"_s), 1);
}

void TestRecordJson::keysWithoutAValueAreLeftOut()
{
    Sample sample(Operation::Close);
    sample.endpoint.peer = {};
    const QJsonObject object = sample.read();
    QCOMPARE(object.keys(),
        QStringList({u"call"_s, u"dir"_s, u"duration"_s, u"endpoint"_s, u"local"_s, u"n"_s, u"result"_s, u"time"_s}));
    QVERIFY(object[u"dir"_s].isNull()); // told, since it is a word of its own: no direction
}

void TestRecordJson::endings_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("errorNumber");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("value") << int(Outcome::Value) << 0 << u"result"_s << QJsonValue(-1);
    QTest::newRow("errno") << int(Outcome::Errno) << ECONNREFUSED << u"errno"_s << QJsonValue(u"ECONNREFUSED"_s);
    QTest::newRow("the kernel's time-out")
        << int(Outcome::Errno) << ETIMEDOUT << u"errno"_s << QJsonValue(u"ETIMEDOUT"_s);
    QTest::newRow("settimeout's") << int(Outcome::TimedOut) << 0 << u"timeout"_s << QJsonValue(true);
    QTest::newRow("cancelled") << int(Outcome::Cancelled) << 0 << u"cancelled"_s << QJsonValue(true);
}

void TestRecordJson::endings()
{
    QFETCH(int, outcome);
    QFETCH(int, errorNumber);
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    Sample sample(Operation::Connect, 0, -1);
    sample.record.outcome = static_cast<Outcome>(outcome);
    sample.record.errorNumber = static_cast<std::uint16_t>(errorNumber);
    const QJsonObject object = sample.read();
    QCOMPARE(object[key], value);
    int ends = 0;
    for (const QString& end : {u"result"_s, u"errno"_s, u"timeout"_s, u"cancelled"_s})
        ends += object.contains(end) ? 1 : 0;
    QCOMPARE(ends, 1);
}

void TestRecordJson::aLineSaysTheEndOfAStream()
{
    Sample sample(Operation::Recv, 1024, 0);
    const auto line = [&sample] {
        return QString::fromStdString(
            words::recordLine({base::RecordIndex{11}, sample.record, sample.detail, sample.endpoint, {}}));
    };
    QVERIFY2(line().endsWith(u"  asked 1024  end of stream"), qPrintable(line()));
    sample.endpoint.protocol = net::Protocol::Udp;
    QVERIFY2(line().endsWith(u"  asked 1024"), qPrintable(line()));
}

void TestRecordJson::addressesOfTheCall_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<int>("errorNumber");
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("peer");
    const auto row = [](const char* name, Operation operation, int error, const char* local, const char* peer) {
        QTest::newRow(name) << int(operation) << error << QString::fromLatin1(local) << QString::fromLatin1(peer);
    };
    // The detail's address is 192.0.2.1:1, its local one 192.0.2.2:2.
    row("bind shows what was taken", Operation::Bind, 0, "192.0.2.2:2", "127.0.0.1:40112");
    row("a refused bind shows what was asked for", Operation::Bind, EADDRINUSE, "192.0.2.1:1", "127.0.0.1:40112");
    row("connected", Operation::Connected, 0, "192.0.2.2:2", "192.0.2.1:1");
    row("a refused connect", Operation::ConnectFailed, ECONNREFUSED, "192.0.2.2:2", "192.0.2.1:1");
    row("recvfrom", Operation::RecvFrom, 0, "192.0.2.2:2", "192.0.2.1:1");
}

void TestRecordJson::addressesOfTheCall()
{
    QFETCH(int, operation);
    QFETCH(int, errorNumber);
    QFETCH(QString, local);
    QFETCH(QString, peer);
    Sample sample(static_cast<Operation>(operation));
    if (errorNumber != 0)
        sample.failsWith(errorNumber);
    sample.detail = capture::AddressDetail{ip("192.0.2.1", 1), ip("192.0.2.2", 2), {}};
    QCOMPARE(sample.read()[u"local"_s].toString(), local);
    QCOMPARE(sample.read()[u"peer"_s].toString(), peer);
}

void TestRecordJson::printableBytesAreText_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hex");
    QTest::newRow("printable") << QByteArray(" ~azAZ09") << u" ~azAZ09"_s << QString();
    QTest::newRow("what JSON escapes") << QByteArray("\"\\/") << u"\"\\/"_s << QString();
    QTest::newRow("markup") << QByteArray("<b>%1 %n${HOME}") << u"<b>%1 %n${HOME}"_s << QString();
    QTest::newRow("newline") << QByteArray("a\n") << QString() << u"610a"_s;
    QTest::newRow("NUL") << QByteArray("\0", 1) << QString() << u"00"_s;
    QTest::newRow("DEL") << QByteArray("\x7f") << QString() << u"7f"_s;
    QTest::newRow("escape") << QByteArray("\x1b[2J") << QString() << u"1b5b324a"_s;
    QTest::newRow("UTF-8") << QByteArray("\xe2\x82\xac") << QString() << u"e282ac"_s;
    QTest::newRow("invalid UTF-8") << QByteArray("\xff\xfe") << QString() << u"fffe"_s;
    QTest::newRow("none") << QByteArray() << QString() << QString();
}

void TestRecordJson::printableBytesAreText()
{
    QFETCH(QByteArray, payload);
    QFETCH(QString, text);
    QFETCH(QString, hex);
    Sample sample(Operation::Recv);
    sample.payload = payload;
    const QJsonObject object = sample.read();
    QCOMPARE(object[u"text"_s].toString(), text);
    QCOMPARE(object[u"hex"_s].toString(), hex);
    QCOMPARE(object.contains(u"text"_s), !text.isEmpty());
    QCOMPARE(object.contains(u"hex"_s), !hex.isEmpty());
}

void TestRecordJson::payloadsSurviveTheTrip()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    for (int round = 0; round < 500; ++round) {
        Sample sample(Operation::Send);
        sample.payload.resize(random.bounded(1, 200));
        const bool printable = round % 2 == 0;
        for (char& byte : sample.payload)
            byte = static_cast<char>(printable ? random.bounded(0x20, 0x7f) : random.bounded(256));
        const QJsonObject object = sample.read();
        const QByteArray back = object.contains(u"text"_s)
            ? object[u"text"_s].toString().toLatin1()
            : QByteArray::fromHex(object[u"hex"_s].toString().toLatin1());
        QVERIFY2(back == sample.payload, qPrintable(u"seed %1 round %2"_s.arg(seed).arg(round)));
    }
}

void TestRecordJson::hostileNamesStayInert_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("escape sequence") << QByteArray("/run/\x1b]0;title\x07");
    QTest::newRow("right-to-left override") << QByteArray("/run/a\xe2\x80\xae"
                                                          "b");
    QTest::newRow("not UTF-8") << QByteArray("/run/\xff\xc0\x80");
    QTest::newRow("quotes and newline") << QByteArray("/run/\"},\n{\"n\":1}");
    QTest::newRow("C1") << QByteArray("/run/\xc2\x9b"
                                      "2J");
}

void TestRecordJson::hostileNamesStayInert()
{
    QFETCH(QByteArray, name);
    Sample sample(Operation::Open);
    sample.endpoint.name = name.toStdString();
    sample.endpoint.local = net::Address::fromPath(name.toStdString()).value();
    sample.endpoint.peer = sample.endpoint.local;
    sample.detail = capture::TextDetail{name.toStdString()};
    QVERIFY(!sample.read().isEmpty());
    const QByteArray line = QByteArray::fromStdString(sample.text());
    for (const char byte : line)
        QVERIFY2(byte >= 0x20 && byte < 0x7f, line.toHex().constData()); // one line, and nothing that a terminal obeys
    for (const QString& key : {u"endpoint"_s, u"local"_s, u"peer"_s, u"detail"_s})
        QVERIFY2(!sample.read()[key].toString().isEmpty(), qPrintable(key));
}

void TestRecordJson::everyRecordIsValid()
{
    const std::array<Detail, 7> details{Detail(), capture::EndpointInfo{}, capture::AddressDetail{},
        capture::OptionDetail{}, capture::ModeDetail{}, capture::TextDetail{}, capture::SocketDetail{}};
    for (int number = 0; number < 256; ++number) {
        for (const Detail& detail : details) {
            Sample sample(static_cast<Operation>(number), 0xffffffff, INT32_MIN);
            sample.detail = detail;
            sample.record.outcome = static_cast<Outcome>(number % 4);
            sample.record.errorNumber = static_cast<std::uint16_t>(number);
            sample.record.messageFlags = static_cast<std::uint16_t>(number * 257);
            sample.record.timeNs = INT64_MAX - number;
            sample.endpoint = {};
            QVERIFY(!sample.read().isEmpty());
        }
    }
}

void TestRecordJson::isoTime_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("the epoch") << qint64{0} << QByteArray("1970-01-01T00:00:00.000000000Z");
    QTest::newRow("before the epoch") << qint64{-1} << QByteArray("1969-12-31T23:59:59.999999999Z");
    QTest::newRow("one nanosecond") << qint64{1} << QByteArray("1970-01-01T00:00:00.000000001Z");
    QTest::newRow("before a second is full") << qint64{999'999'999} << QByteArray("1970-01-01T00:00:00.999999999Z");
    QTest::newRow("a leap day") << qint64{1'709'164'800'000'000'000} << QByteArray("2024-02-29T00:00:00.000000000Z");
    QTest::newRow("after 2038") << qint64{2'147'483'648'000'000'005} << QByteArray("2038-01-19T03:14:08.000000005Z");
}

void TestRecordJson::isoTime()
{
    QFETCH(qint64, time);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(base::isoTime(time)), expected);
}

void TestRecordJson::durationsKeepTheirDigits_data()
{
    QTest::addColumn<float>("duration");
    QTest::addColumn<QByteArray>("digits");
    QTest::newRow("none") << 0.0F << QByteArray("0");
    QTest::newRow("a nanosecond") << 1e-9F << QByteArray("1e-09");
    QTest::newRow("a microsecond and a half") << 1.5e-6F << QByteArray("1.5e-06");
    QTest::newRow("a day") << 86'400.0F << QByteArray("86400");
}

void TestRecordJson::durationsKeepTheirDigits()
{
    QFETCH(float, duration);
    QFETCH(QByteArray, digits);
    Sample sample(Operation::Recv);
    sample.record.duration = duration;
    const QByteArray wanted = "\"duration\":" + digits + ',';
    QVERIFY2(QByteArray::fromStdString(sample.text()).contains(wanted), sample.text().c_str());
    QCOMPARE(static_cast<float>(sample.read()[u"duration"_s].toDouble()), duration);
}

QTEST_GUILESS_MAIN(TestRecordJson)
#include "tst_recordjson.moc"
