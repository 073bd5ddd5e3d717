// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/names.h"
#include "words/recordtext.h"

#include "net/multicast.h"

#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

using namespace std::chrono_literals;
using capture::Detail;
using capture::Operation;
using capture::Outcome;
using capture::Record;

Q_DECLARE_METATYPE(Record)
Q_DECLARE_METATYPE(Detail)

namespace {

Record call(Operation operation, std::uint32_t asked = 0, std::int32_t result = 0)
{
    Record record;
    record.operation = operation;
    record.asked = asked;
    record.result = result;
    return record;
}

Record failed(Record record, int code)
{
    record.outcome = Outcome::Errno;
    record.result = -1;
    record.errorNumber = static_cast<std::uint16_t>(code);
    return record;
}

Record ended(Record record, Outcome outcome)
{
    record.outcome = outcome;
    record.result = -1;
    return record;
}

Record flagged(Record record, int flags)
{
    record.messageFlags = static_cast<std::uint16_t>(flags);
    return record;
}

net::Address ip(const char* host, std::uint16_t port)
{
    return net::Address::fromIp(host, port).value();
}

std::vector<std::byte> bytesOf(int value)
{
    std::vector<std::byte> bytes(sizeof(value));
    std::memcpy(bytes.data(), &value, sizeof(value));
    return bytes;
}

Detail option(int level, int name, std::vector<std::byte> asked, std::vector<std::byte> effective)
{
    return capture::OptionDetail{level, name, std::move(asked), std::move(effective)};
}

} // namespace

class TestRecordText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void argumentsOfCalls_data();
    void argumentsOfCalls();
    void results_data();
    void results();
    void messageFlags_data();
    void messageFlags();
    void whatCameFromOutsideIsInert_data();
    void whatCameFromOutsideIsInert();
    void everyOperationSurvivesEveryDetail();
};

void TestRecordText::argumentsOfCalls_data()
{
    QTest::addColumn<Record>("record");
    QTest::addColumn<Detail>("detail");
    QTest::addColumn<QByteArray>("expected");

    const net::Address wild = ip("127.0.0.1", 0);
    const net::Address server = ip("127.0.0.1", 50007);
    const net::Address client = ip("127.0.0.1", 40112);
    const Detail none;

    QTest::newRow("how a datagram arrived")
        << call(Operation::RecvFrom, 9, 9) << Detail(capture::AddressDetail{client, server, {}, "lo", 64})
        << QByteArray("127.0.0.1:40112, to 127.0.0.1:50007, interface lo, TTL 64");
    QTest::newRow("how a datagram arrived from the peer, over IPv6")
        << call(Operation::RecvMsg, 9, 9) << Detail(capture::AddressDetail{{}, ip("::1", 50007), {}, {}, 255})
        << QByteArray("to [::1]:50007, hop limit 255");
    QTest::newRow("chmod") << call(Operation::ChangeMode, 0660) << Detail(capture::TextDetail{"/run/x"})
                           << QByteArray("/run/x, 0660");
    QTest::newRow("descriptors that came along")
        << call(Operation::DescriptorsClosed, 0, 1) << Detail(capture::TextDetail{"/dev/null (character device)"})
        << QByteArray("/dev/null (character device)");
    const auto join = net::membershipOption(net::parseMembership("239.1.2.3", "", "lo").value(), true).value();
    QTest::newRow("joining a group") << call(Operation::SetSockOpt) << option(join.level, join.name, join.value, {})
                                     << QByteArray("IP_ADD_MEMBERSHIP 239.1.2.3 on lo");
    const auto leave = net::membershipOption(net::parseMembership("ff3e::1", "::1", "").value(), false).value();
    QTest::newRow("leaving a source") << failed(call(Operation::SetSockOpt), EADDRNOTAVAIL)
                                      << option(leave.level, leave.name, leave.value, {})
                                      << QByteArray("MCAST_LEAVE_SOURCE_GROUP ff3e::1 from ::1");
    QTest::newRow("socket") << call(Operation::Socket, 0, 7) << Detail(capture::SocketDetail{AF_INET, SOCK_STREAM, 0})
                            << QByteArray("AF_INET, SOCK_STREAM, 0");
    QTest::newRow("socket, of an earlier version") << call(Operation::Socket, 0, 7) << none << QByteArray();
    QTest::newRow("bind, the kernel's choice")
        << call(Operation::Bind) << Detail(capture::AddressDetail{wild, server, {}})
        << QByteArray("127.0.0.1:0 -> 127.0.0.1:50007");
    QTest::newRow("bind, as asked") << call(Operation::Bind) << Detail(capture::AddressDetail{server, server, {}})
                                    << QByteArray("127.0.0.1:50007");
    QTest::newRow("bind, refused") << failed(call(Operation::Bind), EADDRINUSE)
                                   << Detail(capture::AddressDetail{server, wild, {}}) << QByteArray("127.0.0.1:50007");
    QTest::newRow("listen") << call(Operation::Listen, 5) << Detail(capture::AddressDetail{{}, server, {}})
                            << QByteArray("backlog 5");
    QTest::newRow("accept") << call(Operation::Accept, 0, 9)
                            << Detail(capture::AddressDetail{client, server, base::EndpointId{2}})
                            << QByteArray("127.0.0.1:40112");
    QTest::newRow("connect") << failed(call(Operation::Connect), EINPROGRESS)
                             << Detail(capture::AddressDetail{server, client, {}}) << QByteArray("127.0.0.1:50007");
    QTest::newRow("connected") << call(Operation::Connected) << Detail(capture::AddressDetail{server, client, {}})
                               << QByteArray("127.0.0.1:40112 -> 127.0.0.1:50007");
    QTest::newRow("connect over IPv6") << call(Operation::Connect)
                                       << Detail(capture::AddressDetail{ip("::1", 80), {}, {}})
                                       << QByteArray("[::1]:80");
    QTest::newRow("connect_ex, done") << call(Operation::ConnectEx)
                                      << Detail(capture::AddressDetail{server, client, {}})
                                      << QByteArray("127.0.0.1:50007");
    QTest::newRow("connect_ex, an errno")
        << call(Operation::ConnectEx, 0, ECONNREFUSED) << Detail(capture::AddressDetail{server, wild, {}})
        << QByteArray("127.0.0.1:50007, ECONNREFUSED");
    QTest::newRow("getsockname") << call(Operation::GetSockName) << Detail(capture::AddressDetail{{}, server, {}})
                                 << QByteArray("127.0.0.1:50007");
    QTest::newRow("getpeername") << call(Operation::GetPeerName) << Detail(capture::AddressDetail{client, {}, {}})
                                 << QByteArray("127.0.0.1:40112");
    QTest::newRow("fileno") << call(Operation::FileNo, 0, 7) << none << QByteArray();
    QTest::newRow("gettimeout, blocking")
        << call(Operation::GetTimeout) << Detail(capture::ModeDetail{{net::Mode::Blocking, {}}}) << QByteArray("None");
    QTest::newRow("gettimeout, non-blocking")
        << call(Operation::GetTimeout) << Detail(capture::ModeDetail{{net::Mode::NonBlocking, {}}})
        << QByteArray("0.0");
    QTest::newRow("gettimeout, seconds") << call(Operation::GetTimeout)
                                         << Detail(capture::ModeDetail{{net::Mode::Timeout, 2500ms}})
                                         << QByteArray("2.5");
    QTest::newRow("read of a file") << call(Operation::FileRead, 0, 6) << Detail(capture::TextDetail{"/tmp/x"})
                                    << QByteArray("/tmp/x");
    QTest::newRow("read of a file, a full disk")
        << failed(call(Operation::FileRead, 20), ENOSPC) << Detail(capture::TextDetail{"/tmp/x"})
        << QByteArray("0 of 20 bytes, /tmp/x");
    QTest::newRow("readline of a file, nothing there")
        << failed(call(Operation::FileReadLine), EAGAIN) << none << QByteArray("0 bytes");
    QTest::newRow("recv with bytes") << call(Operation::Recv, 1024, 12) << none << QByteArray();
    QTest::newRow("recv at the end") << call(Operation::Recv, 1024, 0) << none << QByteArray("asked 1024");
    QTest::newRow("recv, nothing there") << failed(call(Operation::Recv, 1024), EAGAIN) << none
                                         << QByteArray("asked 1024");
    QTest::newRow("recv peeks") << flagged(call(Operation::Recv, 1024, 12), MSG_PEEK) << none << QByteArray("MSG_PEEK");
    QTest::newRow("recvfrom, cut") << flagged(call(Operation::RecvFrom, 8, 1400), MSG_TRUNC)
                                   << Detail(capture::AddressDetail{client, {}, {}})
                                   << QByteArray("127.0.0.1:40112, MSG_TRUNC");
    QTest::newRow("send, whole") << call(Operation::Send, 12, 12) << none << QByteArray();
    QTest::newRow("send, a part") << call(Operation::Send, 100'000, 48'576) << none << QByteArray("asked 100000");
    QTest::newRow("sendto") << call(Operation::SendTo, 5, 5) << Detail(capture::AddressDetail{server, {}, {}})
                            << QByteArray("127.0.0.1:50007");
    QTest::newRow("sendfile, failed") << failed(call(Operation::SendFile, 4096), EPIPE) << none
                                      << QByteArray("asked 4096");
    QTest::newRow("shutdown read") << call(Operation::Shutdown, SHUT_RD) << none << QByteArray("SHUT_RD");
    QTest::newRow("shutdown write") << call(Operation::Shutdown, SHUT_WR) << none << QByteArray("SHUT_WR");
    QTest::newRow("shutdown both") << call(Operation::Shutdown, SHUT_RDWR) << none << QByteArray("SHUT_RDWR");
    QTest::newRow("option, the kernel's own")
        << call(Operation::SetSockOpt) << option(SOL_SOCKET, SO_RCVBUF, bytesOf(10'000), bytesOf(20'000))
        << QByteArray("SO_RCVBUF 10000 -> 20000");
    QTest::newRow("option, as asked") << call(Operation::SetSockOpt)
                                      << option(IPPROTO_TCP, TCP_NODELAY, bytesOf(1), bytesOf(1))
                                      << QByteArray("TCP_NODELAY 1");
    QTest::newRow("option, refused") << failed(call(Operation::SetSockOpt), EPERM)
                                     << option(SOL_SOCKET, SO_MARK, bytesOf(7), bytesOf(0)) << QByteArray("SO_MARK 7");
    QTest::newRow("option, read") << call(Operation::GetSockOpt) << option(SOL_SOCKET, SO_RCVBUF, {}, bytesOf(212'992))
                                  << QByteArray("SO_RCVBUF 212992");
    QTest::newRow("option, not in the table")
        << call(Operation::SetSockOpt) << option(SOL_SOCKET, 30'000, {std::byte{1}}, {std::byte{1}})
        << QByteArray("level 1 option 30000 \\x01");
    QTest::newRow("mode blocking") << call(Operation::SetTimeout)
                                   << Detail(capture::ModeDetail{{net::Mode::Blocking, 0ns}}) << QByteArray("blocking");
    QTest::newRow("mode timeout") << call(Operation::SetTimeout)
                                  << Detail(capture::ModeDetail{{net::Mode::Timeout, 2500ms}})
                                  << QByteArray("timeout 2.5");
    QTest::newRow("mode non-blocking") << call(Operation::SetTimeout)
                                       << Detail(capture::ModeDetail{{net::Mode::NonBlocking, 0ns}})
                                       << QByteArray("non-blocking");
    QTest::newRow("resolve") << call(Operation::Resolve) << Detail(capture::TextDetail{"localhost"})
                             << QByteArray("localhost");
    QTest::newRow("ICMP error") << failed(call(Operation::SocketError), ECONNREFUSED)
                                << Detail(capture::AddressDetail{server, ip("127.0.0.1", 0), {}})
                                << QByteArray("127.0.0.1:50007, reported by 127.0.0.1");
    QTest::newRow("drops") << call(Operation::KernelDropped, 0, 3) << none << QByteArray();
}

void TestRecordText::argumentsOfCalls()
{
    QFETCH(Record, record);
    QFETCH(Detail, detail);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(words::argumentText(record, detail)), expected);
}

void TestRecordText::results_data()
{
    QTest::addColumn<Record>("record");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("bytes") << call(Operation::Recv, 1024, 12) << QByteArray("12");
    QTest::newRow("end of stream") << call(Operation::Recv, 1024, 0) << QByteArray("0");
    QTest::newRow("a descriptor") << call(Operation::Socket, 0, 7) << QByteArray("7");
    QTest::newRow("errno") << failed(call(Operation::Connect), ECONNREFUSED) << QByteArray("ECONNREFUSED");
    QTest::newRow("errno as Python names it") << failed(call(Operation::SetSockOpt), 95) << QByteArray("EOPNOTSUPP");
    QTest::newRow("the kernel's own time-out") << failed(call(Operation::Recv), ETIMEDOUT) << QByteArray("ETIMEDOUT");
    QTest::newRow("settimeout's") << ended(call(Operation::ConnectFailed), Outcome::TimedOut)
                                  << QByteArray("timed out");
    QTest::newRow("cancelled") << ended(call(Operation::ConnectFailed), Outcome::Cancelled) << QByteArray("cancelled");
    QTest::newRow("event with a number") << call(Operation::KernelDropped, 0, 3) << QByteArray("3");
    QTest::newRow("event without") << call(Operation::PeerClosed) << QByteArray();
    QTest::newRow("connected") << call(Operation::Connected) << QByteArray();
}

void TestRecordText::results()
{
    QFETCH(Record, record);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(words::resultText(record)), expected);
}

void TestRecordText::messageFlags_data()
{
    QTest::addColumn<int>("flags");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("none") << 0 << QByteArray();
    QTest::newRow("one") << int(MSG_PEEK) << QByteArray("MSG_PEEK");
    QTest::newRow("two, by their numbers") << int(MSG_TRUNC | MSG_PEEK) << QByteArray("MSG_PEEK|MSG_TRUNC");
    QTest::newRow("unknown") << 0x10000000 << QByteArray("0x10000000");
    QTest::newRow("known and unknown") << int(MSG_WAITALL | 0x1000) << QByteArray("MSG_WAITALL|0x1000");
}

void TestRecordText::messageFlags()
{
    QFETCH(int, flags);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(net::messageFlagsText(flags)), expected);
}

void TestRecordText::whatCameFromOutsideIsInert_data()
{
    QTest::addColumn<Record>("record");
    QTest::addColumn<Detail>("detail");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("escape sequence in a path")
        << call(Operation::Open) << Detail(capture::TextDetail{"/tmp/\x1b[2J"}) << QByteArray("/tmp/\\x1b[2J");
    QTest::newRow("right-to-left override in a name") << call(Operation::Resolve)
                                                      << Detail(capture::TextDetail{"a\xe2\x80\xae"
                                                                                    "b"})
                                                      << QByteArray("a\\u{202E}b");
    QTest::newRow("a Unix path that is not UTF-8")
        << call(Operation::Connect)
        << Detail(capture::AddressDetail{net::Address::fromPath("/run/\xff").value(), {}, {}})
        << QByteArray("/run/\\xff");
    QTest::newRow("NUL in an abstract name")
        << call(Operation::Bind)
        << Detail(capture::AddressDetail{net::Address::fromAbstract(std::string_view("a\0b", 3)).value(), {}, {}})
        << QByteArray("@a\\x00b");
}

void TestRecordText::whatCameFromOutsideIsInert()
{
    argumentsOfCalls();
}

void TestRecordText::everyOperationSurvivesEveryDetail()
{
    const std::array<Detail, 7> details{Detail(), capture::EndpointInfo{}, capture::AddressDetail{},
        capture::OptionDetail{}, capture::ModeDetail{}, capture::TextDetail{}, capture::SocketDetail{}};
    for (int number = 0; number < 256; ++number) {
        for (const Detail& detail : details) {
            Record record = call(static_cast<Operation>(number), 0xffffffff, INT32_MIN);
            (void)words::argumentText(record, detail);
            record.outcome = static_cast<Outcome>(number);
            (void)words::resultText(record);
        }
    }
    QVERIFY(!words::resultText(failed(call(Operation::Recv), 4711)).empty());
}

QTEST_GUILESS_MAIN(TestRecordText)
#include "tst_recordtext.moc"
