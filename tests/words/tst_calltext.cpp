// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "words/calltext.h"

#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

using namespace std::chrono_literals;
using capture::Detail;
using capture::Operation;
using capture::Outcome;
using capture::Record;

Q_DECLARE_METATYPE(Record)
Q_DECLARE_METATYPE(Detail)

namespace {

Record made(Operation operation, std::uint32_t asked = 0, std::int32_t result = 0, int flags = 0)
{
    return {
        .asked = asked, .result = result, .messageFlags = static_cast<std::uint16_t>(flags), .operation = operation};
}

Record failed(Operation operation, int code, std::uint32_t asked = 0)
{
    return {.asked = asked,
        .result = -1,
        .errorNumber = static_cast<std::uint16_t>(code),
        .operation = operation,
        .outcome = Outcome::Errno};
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

std::vector<std::byte> bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

} // namespace

class TestCallText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsAreSpelledAsTheyWereMade_data()
    {
        QTest::addColumn<Record>("record");
        QTest::addColumn<Detail>("detail");
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char* call, const char* answer, const Record& record, const Detail& detail = {}) {
            QTest::newRow(call) << record << detail << QByteArray(call) << QByteArray(answer);
        };
        const net::Address wild = ip("127.0.0.1", 0);
        const net::Address server = ip("127.0.0.1", 50007);
        const net::Address client = ip("127.0.0.1", 40112);
        using capture::AddressDetail;
        using capture::ModeDetail;
        using capture::OptionDetail;

        row("socket(AF_INET, SOCK_STREAM, 0)", "", made(Operation::Socket, 0, 7),
            capture::SocketDetail{AF_INET, SOCK_STREAM, 0});
        row("socket(AF_UNIX, SOCK_SEQPACKET, 0)", "", failed(Operation::Socket, EMFILE),
            capture::SocketDetail{AF_UNIX, SOCK_SEQPACKET, 0});
        row("bind(127.0.0.1:0)", "127.0.0.1:50007", made(Operation::Bind), AddressDetail{wild, server, {}});
        row("bind(127.0.0.1:50007)", "", failed(Operation::Bind, EADDRINUSE), AddressDetail{server, wild, {}});
        row("listen(0)", "", made(Operation::Listen), AddressDetail{{}, server, {}});
        row("listen(5)", "", made(Operation::Listen, 5), AddressDetail{{}, server, {}});
        row("accept()", "127.0.0.1:40112", made(Operation::Accept, 0, 9), AddressDetail{client, server, {2}});
        row("connect(127.0.0.1:50007)", "", failed(Operation::Connect, EINPROGRESS), AddressDetail{server, client, {}});
        row("connect_ex(127.0.0.1:50007)", "ECONNREFUSED", made(Operation::ConnectEx, 0, ECONNREFUSED),
            AddressDetail{server, wild, {}});
        row("recv(65536, 0)", "", made(Operation::Recv, 65536, 12));
        row("recv(1024, 0)", "", failed(Operation::Recv, EAGAIN, 1024));
        row("recv(16, MSG_PEEK|MSG_WAITALL)", "", made(Operation::Recv, 16, 16, MSG_PEEK | MSG_WAITALL));
        row("recvfrom(8, 0)", "from 127.0.0.1:40112, to 127.0.0.1:50007, interface lo, TTL 64, MSG_TRUNC",
            made(Operation::RecvFrom, 8, 1400, MSG_TRUNC), AddressDetail{client, server, {}, "lo", 64});
        row("recv(16, MSG_TRUNC)", "", made(Operation::Recv, 16, 4, MSG_TRUNC));
        row("recv(16, MSG_TRUNC|MSG_DONTWAIT)", "",
            {.asked = 16,
                .result = -1,
                .errorNumber = EAGAIN,
                .messageFlags = MSG_TRUNC | MSG_DONTWAIT,
                .operation = Operation::Recv,
                .outcome = Outcome::Errno});
        row("send(100000, 0)", "", made(Operation::Send, 100'000, 48'576));
        row("sendto(5, MSG_DONTWAIT, 127.0.0.1:50007)", "", made(Operation::SendTo, 5, 5, MSG_DONTWAIT),
            AddressDetail{server, {}, {}});
        row("sendfile(/tmp/x, 4096)", "", failed(Operation::SendFile, EPIPE, 4096), capture::TextDetail{"/tmp/x"});
        row("shutdown(SHUT_WR)", "", made(Operation::Shutdown, SHUT_WR));
        row("setsockopt(SOL_SOCKET, SO_RCVBUF, 10000)", "20000", made(Operation::SetSockOpt),
            OptionDetail{SOL_SOCKET, SO_RCVBUF, bytesOf(10'000), bytesOf(20'000)});
        row("setsockopt(IPPROTO_TCP, TCP_CONGESTION, \"nosuch\")", "", failed(Operation::SetSockOpt, ENOENT),
            OptionDetail{IPPROTO_TCP, TCP_CONGESTION, bytesOf("nosuch"), bytesOf("cubic")});
        row("setsockopt(SOL_SOCKET, 30000, \\x01)", "", made(Operation::SetSockOpt),
            OptionDetail{SOL_SOCKET, 30'000, {std::byte{1}}, {std::byte{1}}});
        row("getsockopt(SOL_SOCKET, SO_RCVBUF)", "212992", made(Operation::GetSockOpt),
            OptionDetail{SOL_SOCKET, SO_RCVBUF, {}, bytesOf(212'992)});
        row("settimeout(2.5)", "", made(Operation::SetTimeout), ModeDetail{{net::Mode::Timeout, 2500ms}});
        row("settimeout(None)", "", made(Operation::SetTimeout), ModeDetail{{net::Mode::Blocking, 0ns}});
        row("gettimeout()", "0.0", made(Operation::GetTimeout), ModeDetail{{net::Mode::NonBlocking, 0ns}});
        row("poll(POLLIN|POLLOUT)", "POLLOUT", made(Operation::Poll, POLLIN | POLLOUT, POLLOUT));
        row("read(20)", "0 of 20 bytes, /tmp/x", failed(Operation::FileRead, ENOSPC, 20),
            capture::TextDetail{"/tmp/x"});
        row("getaddrinfo(localhost)", "::1 127.0.0.1", made(Operation::Resolve, 0, 2),
            capture::TextDetail{"localhost ::1 127.0.0.1"});
        row("getaddrinfo(nosuch)", "Name or service not known", failed(Operation::Resolve, ENOENT),
            capture::TextDetail{"nosuch: Name or service not known"});
        row("getaddrinfo(cancelled)", "", failed(Operation::Resolve, 0), capture::TextDetail{"cancelled"});
        row("close()", "", made(Operation::Close));
        row("connected: 127.0.0.1:40112 -> 127.0.0.1:50007", "", made(Operation::Connected),
            AddressDetail{server, client, {}});
        row("peer closed", "", made(Operation::PeerClosed));
    }
    void callsAreSpelledAsTheyWereMade()
    {
        QFETCH(Record, record);
        QFETCH(Detail, detail);
        QFETCH(QByteArray, call);
        QFETCH(QByteArray, answer);
        const words::CallText text = words::callText(record, detail);
        QCOMPARE(QByteArray::fromStdString(words::callAsMade(record, text)), call);
        QCOMPARE(QByteArray::fromStdString(text.answer), answer);
    }

    void argumentsAndAnswerAreJoinedByAnArrow()
    {
        QCOMPARE(words::inOne({"a", "b"}), std::string("a -> b"));
        QCOMPARE(words::inOne({"a", ""}), std::string("a"));
        QCOMPARE(words::inOne({"", "b"}), std::string("b"));
    }

    void everyOperationSurvivesEveryDetail()
    {
        const std::array<Detail, 7> details{Detail(), capture::EndpointInfo{}, capture::AddressDetail{},
            capture::OptionDetail{}, capture::ModeDetail{}, capture::TextDetail{}, capture::SocketDetail{}};
        for (int number = 0; number < 256; ++number) {
            for (const Detail& detail : details) {
                const Record record = made(static_cast<Operation>(number), UINT_MAX, INT_MIN, 0xffff);
                QVERIFY(!words::callAsMade(record, words::callText(record, detail)).empty());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCallText)
#include "tst_calltext.moc"
