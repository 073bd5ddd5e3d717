// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/detail.h"

#include "tests/capture/samples.h"

#include <QTest>

#include <netinet/in.h>

using capture::Detail;

namespace {

net::Address ip(const char* host, std::uint16_t port)
{
    return net::Address::fromIp(host, port).value();
}

std::vector<std::byte> bytesOf(std::initializer_list<int> values)
{
    std::vector<std::byte> bytes;
    for (const int value : values)
        bytes.push_back(static_cast<std::byte>(value));
    return bytes;
}

std::vector<std::pair<const char*, Detail>> everyKind()
{
    using namespace capture;
    const net::Address v4 = ip("127.0.0.1", 50007);
    const net::Address v6 = ip("fe80::1%lo", 65535);
    const net::Address path = net::Address::fromPath(std::string(107, '\xff')).value();
    const net::Address abstract = net::Address::fromAbstract(std::string("a\0b", 3)).value();
    return {
        {"empty", {}},
        {"endpoint", EndpointInfo{"server/1", {7}, net::Protocol::Tcp, Role::Accepted, v4, v6}},
        {"endpoint without addresses", EndpointInfo{"client", {}, net::Protocol::UnixDatagram, Role::Datagram, {}, {}}},
        {"endpoint without name", EndpointInfo{}},
        {"address", AddressDetail{v4, v6, {4'294'967'295}}},
        {"unix addresses", AddressDetail{path, abstract, {}}},
        {"no address", AddressDetail{}},
        {"arrival", AddressDetail{v4, v6, {}, "lo", std::uint8_t{0}}},
        {"arrival without a number", AddressDetail{{}, v4, {}, "eth0", {}}},
        {"arrival without a name", AddressDetail{{}, {}, {}, {}, std::uint8_t{255}}},
        {"seqpacket", EndpointInfo{"client", {}, net::Protocol::UnixSeqpacket, Role::Connection, path, {}}},
        {"option", OptionDetail{SOL_SOCKET, SO_RCVBUF, bytesOf({0x10, 0x27, 0, 0}), bytesOf({0x20, 0x4e, 0, 0})}},
        {"option not read back", OptionDetail{-1, INT_MIN, bytesOf({1}), {}}},
        {"blocking", ModeDetail{{net::Mode::Blocking, {}}}},
        {"timeout", ModeDetail{{net::Mode::Timeout, std::chrono::milliseconds(2500)}}},
        {"longest timeout", ModeDetail{{net::Mode::Timeout, std::chrono::nanoseconds::max()}}},
        {"socket", SocketDetail{AF_INET6, SOCK_DGRAM, 0}},
        {"socket of any numbers", SocketDetail{-1, INT_MAX, INT_MIN}},
        {"text", TextDetail{"example.org"}},
        {"no text", TextDetail{}},
        {"text of any bytes", TextDetail{std::string("a\0\xff\x1b[2J", 8)}},
        {"segment", SegmentDetail{std::int64_t{1} << 60, -(std::int64_t{1} << 33)}},
        {"segment before the first byte", SegmentDetail{-1, -1}},
        {"long text", TextDetail{std::string(100'000, 'x')}},
    };
}

} // namespace

class TestDetail final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips()
    {
        for (const auto& [name, detail] : everyKind()) {
            const auto decoded = capture::decodeDetail(capture::encodeDetail(detail));
            QVERIFY2(decoded.has_value(), name);
            QVERIFY2(*decoded == detail, name);
        }
    }

    void emptyDetailIsNoBytes() { QVERIFY(capture::encodeDetail({}).empty()); }

    // The form is on people's disks: this test fails when it changes by accident.
    void formOfAModeIsFixed()
    {
        const Detail detail = capture::ModeDetail{{net::Mode::Timeout, std::chrono::nanoseconds(0x0102)}};
        QVERIFY(capture::encodeDetail(detail) == bytesOf({4, 1, 1, 0x02, 0x01, 0, 0, 0, 0, 0, 0}));
    }

    void formOfASocketIsFixed()
    {
        const Detail detail = capture::SocketDetail{0x0102, 3, 4};
        QVERIFY(capture::encodeDetail(detail) == bytesOf({7, 1, 2, 1, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0}));
    }

    void formOfAnAddressIsFixed()
    {
        const Detail detail = capture::AddressDetail{ip("127.0.0.1", 0x1234), {}, {5}};
        QVERIFY(capture::encodeDetail(detail)
            == bytesOf({2, 1, 16, 2, 0, 0x12, 0x34, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0}));
    }

    void anythingCutOffIsRefused()
    {
        for (const auto& [name, detail] : everyKind()) {
            const std::vector<std::byte> whole = capture::encodeDetail(detail);
            const std::size_t step = whole.size() > 1000 ? 997 : 1;
            for (std::size_t size = 1; size < whole.size(); size += step) {
                const auto decoded = capture::decodeDetail(std::span(whole).first(size));
                QVERIFY2(!decoded.has_value(), name);
                QCOMPARE(decoded.error().code, EBADMSG);
            }
        }
    }

    void aByteTooManyIsRefused()
    {
        for (const auto& [name, detail] : everyKind()) {
            std::vector<std::byte> bytes = capture::encodeDetail(detail);
            bytes.push_back(std::byte{0});
            QVERIFY2(!capture::decodeDetail(bytes).has_value(), name);
        }
    }

    void refusesWhatNoEncoderWrites_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("tag 0") << QByteArray::fromHex("0001");
        QTest::newRow("unknown tag") << QByteArray::fromHex("0601");
        QTest::newRow("newer layout") << QByteArray::fromHex("050200000000");
        QTest::newRow("mode 3") << QByteArray::fromHex("0401030000000000000000");
        QTest::newRow("text longer than what is there") << QByteArray::fromHex("0501ffffffff41");
        QTest::newRow("option longer than what is there") << QByteArray::fromHex("03010000000000000000ffffff7f");
        QTest::newRow("address of one byte") << QByteArray::fromHex("020101020000000000");
        QTest::newRow("address over sockaddr_storage")
            << QByteArray::fromHex("020181") + QByteArray(0x81, 'x') + QByteArray(5, '\0');
        QTest::newRow("arrival that says nothing") << QByteArray::fromHex("060100000000000000000000ffff");
        QTest::newRow("256 hops") << QByteArray::fromHex("0601000000000000000000000001");
        QTest::newRow("protocol 5") << QByteArray::fromHex("01010000000000000000050000"
                                                           "00");
        QTest::newRow("role 4") << QByteArray::fromHex("01010000000000000000000400"
                                                       "00");
    }
    void refusesWhatNoEncoderWrites()
    {
        QFETCH(QByteArray, bytes);
        const auto decoded = capture::decodeDetail(std::as_bytes(std::span(bytes.constData(), size_t(bytes.size()))));
        QVERIFY(!decoded.has_value());
        QCOMPARE(decoded.error().code, EBADMSG);
    }

    // What decodes after bytes were changed at random encodes to those bytes again: nothing is ignored or made up.
    void changedBytesAreRefusedOrMeanWhatTheySay()
    {
        std::uint64_t number = 0;
        for (const auto& [name, detail] : everyKind()) {
            const std::vector<std::byte> whole = capture::encodeDetail(detail);
            for (int round = 0; !whole.empty() && whole.size() < 1000 && round < 2000; ++round) {
                std::vector<std::byte> bytes = whole;
                const std::vector<std::byte> dice = samples::payload(++number, 8);
                for (std::size_t i = 0; i < std::to_integer<std::size_t>(dice[0]) % 4 * 2; i += 2)
                    bytes[std::to_integer<std::size_t>(dice[i + 1]) % bytes.size()] = dice[i + 2];
                const auto decoded = capture::decodeDetail(bytes);
                QVERIFY2(!decoded.has_value() || capture::encodeDetail(*decoded) == bytes, name);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestDetail)
#include "tst_detail.moc"
