// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"
#include "net/tcpinfo.h"
#include "socketkind.h"

#include <QSet>
#include <QTest>

// The C library's struct: shorter than the kernel's, and an independent view of the same bytes.
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <optional>

using net::TcpFact;

namespace {

std::optional<TcpFact> fact(int fd, std::string_view name)
{
    const auto facts = net::tcpInfo(fd);
    if (!facts)
        return std::nullopt;
    const auto found
        = std::find_if(facts->begin(), facts->end(), [name](const TcpFact& each) { return each.name == name; });
    return found == facts->end() ? std::nullopt : std::optional(*found);
}

quint64 value(int fd, std::string_view name)
{
    const auto found = fact(fd, name);
    return found ? found->value : ~quint64{0};
}

QByteArray text(int fd, std::string_view name)
{
    const auto found = fact(fd, name);
    return found ? QByteArray(found->text.data(), qsizetype(found->text.size())) : QByteArray("(none)");
}

} // namespace

class TestTcpInfo final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectedPairIsEstablished_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("v4") << 0;
        QTest::newRow("v6") << 1;
    }
    void connectedPairIsEstablished()
    {
        QFETCH(int, kind);
        const ConnectedPair pair = connectedPair(SocketKinds[std::size_t(kind)]);
        for (const int fd : {pair.client.get(), pair.server.get()}) {
            QCOMPARE(text(fd, "tcpi_state"), QByteArray("ESTABLISHED"));
            QCOMPARE(value(fd, "tcpi_state"), quint64(TCP_ESTABLISHED));
            QCOMPARE(text(fd, "tcpi_ca_state"), QByteArray("Open"));
            QCOMPARE(text(fd, "tcpi_snd_ssthresh"), QByteArray("infinite"));
            QVERIFY(value(fd, "tcpi_rtt") > 0);
            QVERIFY(value(fd, "tcpi_pmtu") >= 1280);
        }
    }

    void bytesOfTheOptionGiveTheSameFacts()
    {
        const ConnectedPair pair = connectedPair(SocketKinds[0]);
        const auto bytes = net::getOption(pair.client.get(), IPPROTO_TCP, TCP_INFO);
        QVERIFY(bytes);
        const auto facts = net::tcpFacts(*bytes);
        const auto direct = net::tcpInfo(pair.client.get());
        QCOMPARE(facts.size(), direct->size());
        QVERIFY(std::equal(facts.begin(), facts.end(), direct->begin(),
            [](const TcpFact& a, const TcpFact& b) { return a.name == b.name && a.unit == b.unit; }));
        QCOMPARE(facts.front().text, std::string_view("ESTABLISHED"));
    }

    void cutBytesGiveFewerFacts()
    {
        const ConnectedPair pair = connectedPair(SocketKinds[0]);
        const auto bytes = net::getOption(pair.client.get(), IPPROTO_TCP, TCP_INFO);
        QVERIFY(bytes);
        std::size_t before = 0;
        for (std::size_t length = 0; length <= bytes->size(); ++length) {
            const std::size_t count = net::tcpFacts(std::span(*bytes).first(length)).size();
            QVERIFY(count >= before);
            before = count;
        }
        QCOMPARE(net::tcpFacts({}).size(), std::size_t(0));
        QCOMPARE(before, net::tcpFacts(*bytes).size());
    }

    void listsEachFactOnceInOrder()
    {
        const ConnectedPair pair = connectedPair(SocketKinds[0]);
        const auto facts = net::tcpInfo(pair.client.get());
        QVERIFY(facts);
        QSet<QByteArray> names;
        for (const TcpFact& each : *facts) {
            const QByteArray name(each.name.data(), qsizetype(each.name.size()));
            QVERIFY2(name.startsWith("tcpi_") && !names.contains(name), name.constData());
            names.insert(name);
        }
        QCOMPARE(facts->front().name, std::string_view("tcpi_state"));
    }

    void listsOnlyWhatTheKernelFills_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("end"); // of the member in the kernel's struct
        QTest::newRow("first") << QByteArray("tcpi_state") << 1;
        QTest::newRow("retransmissions") << QByteArray("tcpi_total_retrans") << 104;
        QTest::newRow("delivery rate") << QByteArray("tcpi_delivery_rate") << 168;
        QTest::newRow("send window") << QByteArray("tcpi_snd_wnd") << 232;
        QTest::newRow("rto time") << QByteArray("tcpi_total_rto_time") << 248;
        QTest::newRow("last") << QByteArray("tcpi_accecn_opt_seen") << 280;
    }
    void listsOnlyWhatTheKernelFills()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, end);
        const ConnectedPair pair = connectedPair(SocketKinds[0]);
        const auto bytes = net::getOption(pair.client.get(), IPPROTO_TCP, TCP_INFO);
        QVERIFY(bytes);
        QCOMPARE(fact(pair.client.get(), name.toStdString()).has_value(), int(bytes->size()) >= end);
    }

    void agreesWithTheLibrarysStruct()
    {
        const ConnectedPair pair = connectedPair(SocketKinds[0]);
        const int fd = pair.server.get();
        tcp_info info{};
        socklen_t size = sizeof(info);
        QCOMPARE(::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size), 0);
        QCOMPARE(value(fd, "tcpi_snd_wscale"), quint64(info.tcpi_snd_wscale));
        QCOMPARE(value(fd, "tcpi_rcv_wscale"), quint64(info.tcpi_rcv_wscale));
        QCOMPARE(value(fd, "tcpi_options"), quint64(info.tcpi_options));
        QCOMPARE(value(fd, "tcpi_rto"), quint64(info.tcpi_rto));
        QCOMPARE(value(fd, "tcpi_snd_mss"), quint64(info.tcpi_snd_mss));
        QCOMPARE(value(fd, "tcpi_rcv_mss"), quint64(info.tcpi_rcv_mss));
        QCOMPARE(value(fd, "tcpi_pmtu"), quint64(info.tcpi_pmtu));
        QCOMPARE(value(fd, "tcpi_rtt"), quint64(info.tcpi_rtt));
        QCOMPARE(value(fd, "tcpi_rttvar"), quint64(info.tcpi_rttvar));
        QCOMPARE(value(fd, "tcpi_snd_cwnd"), quint64(info.tcpi_snd_cwnd));
        QCOMPARE(value(fd, "tcpi_advmss"), quint64(info.tcpi_advmss));
        QCOMPARE(value(fd, "tcpi_rcv_space"), quint64(info.tcpi_rcv_space));
    }

    void optionsHaveNames()
    {
        const ConnectedPair pair = connectedPair(SocketKinds[0]);
        const quint64 bits = value(pair.client.get(), "tcpi_options");
        const QList<QByteArray> names = text(pair.client.get(), "tcpi_options").split('|');
        QCOMPARE(names.contains("timestamps"), (bits & TCPI_OPT_TIMESTAMPS) != 0);
        QCOMPARE(names.contains("sack"), (bits & TCPI_OPT_SACK) != 0);
        QCOMPARE(names.contains("wscale"), (bits & TCPI_OPT_WSCALE) != 0);
        QCOMPARE(names.contains("ecn"), (bits & TCPI_OPT_ECN) != 0);
        QVERIFY(names.size() >= 2); // sack and wscale are on unless an administrator took them away
    }

    void countsTheBytes()
    {
        const ConnectedPair pair = connectedPair(SocketKinds[0]);
        const QByteArray payload(1000, 'x');
        QCOMPARE(::send(pair.client.get(), payload.constData(), 1000, MSG_NOSIGNAL), 1000);
        QByteArray received(1000, '\0');
        QCOMPARE(::recv(pair.server.get(), received.data(), 1000, MSG_WAITALL), 1000);
        QCOMPARE(value(pair.client.get(), "tcpi_bytes_sent"), 1000U);
        QCOMPARE(value(pair.server.get(), "tcpi_bytes_received"), 1000U);
        QCOMPARE(value(pair.server.get(), "tcpi_bytes_sent"), 0U);
        QTRY_COMPARE(value(pair.client.get(), "tcpi_bytes_acked"), 1001U); // the SYN counts as one
        QTRY_COMPARE(value(pair.client.get(), "tcpi_unacked"), 0U);
        QCOMPARE(value(pair.client.get(), "tcpi_data_segs_out"), 1U);
        QCOMPARE(fact(pair.client.get(), "tcpi_bytes_sent")->unit, std::string_view("bytes"));
        QCOMPARE(fact(pair.client.get(), "tcpi_rtt")->unit, std::string_view("us"));
    }

    void pacingLimitIsUnlimitedUntilSet()
    {
        const ConnectedPair pair = connectedPair(SocketKinds[0]);
        QCOMPARE(text(pair.client.get(), "tcpi_max_pacing_rate"), QByteArray("unlimited"));
        const quint64 rate = 5'000'000'000;
        const auto set
            = net::setOption(pair.client.get(), SOL_SOCKET, SO_MAX_PACING_RATE, std::as_bytes(std::span(&rate, 1)));
        QVERIFY(set.has_value());
        QCOMPARE(value(pair.client.get(), "tcpi_max_pacing_rate"), rate);
        QCOMPARE(text(pair.client.get(), "tcpi_max_pacing_rate"), QByteArray());
    }

    void listenerTellsItsQueue()
    {
        const ConnectedPair pair = connectedPair(SocketKinds[0]);
        const int fd = pair.listener.get();
        QCOMPARE(text(fd, "tcpi_state"), QByteArray("LISTEN"));
        QCOMPARE(value(fd, "tcpi_sacked"), 5U); // the backlog that listen was given
        QCOMPARE(fact(fd, "tcpi_sacked")->unit, std::string_view("connections"));
        QCOMPARE(value(fd, "tcpi_unacked"), 0U);

        const base::UniqueFd waiting = openSocket(SocketKinds[0]);
        const net::Address address = localAddress(fd);
        QCOMPARE(::connect(waiting.get(), address.data(), address.size()), 0);
        QTRY_COMPARE(value(fd, "tcpi_unacked"), 1U);
        QCOMPARE(fact(fd, "tcpi_unacked")->unit, std::string_view("connections"));
    }

    void statesFollowTheConnection()
    {
        const base::UniqueFd fresh = openSocket(SocketKinds[0]);
        QCOMPARE(text(fresh.get(), "tcpi_state"), QByteArray("CLOSE"));
        ConnectedPair pair = connectedPair(SocketKinds[0]);
        QCOMPARE(::shutdown(pair.client.get(), SHUT_WR), 0);
        QTRY_COMPARE(text(pair.server.get(), "tcpi_state"), QByteArray("CLOSE_WAIT"));
        QTRY_COMPARE(text(pair.client.get(), "tcpi_state"), QByteArray("FIN_WAIT2"));
        pair.server.reset();
        QTRY_COMPARE(text(pair.client.get(), "tcpi_state"), QByteArray("CLOSE"));
    }

    void failsWhereTheSocketIsNotTcp_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("error");
        QTest::newRow("UDP v4") << 2 << EOPNOTSUPP;
        QTest::newRow("UDP v6") << 3 << ENOPROTOOPT;
        QTest::newRow("Unix stream") << 4 << EOPNOTSUPP;
        QTest::newRow("Unix datagram") << 5 << EOPNOTSUPP;
    }
    void failsWhereTheSocketIsNotTcp()
    {
        QFETCH(int, kind);
        QFETCH(int, error);
        const base::UniqueFd fd = openSocket(SocketKinds[std::size_t(kind)]);
        const auto facts = net::tcpInfo(fd.get());
        QVERIFY(!facts);
        QCOMPARE(facts.error(), (base::Error{error, "getsockopt(TCP_INFO)"}));
    }

    void failsOnABadDescriptor() { QCOMPARE(net::tcpInfo(-1).error().code, EBADF); }

    void namesTheStatesOfTheLibrary()
    {
        QCOMPARE(net::tcpStateName(TCP_ESTABLISHED), std::string_view("ESTABLISHED"));
        QCOMPARE(net::tcpStateName(TCP_SYN_SENT), std::string_view("SYN_SENT"));
        QCOMPARE(net::tcpStateName(TCP_SYN_RECV), std::string_view("SYN_RECV"));
        QCOMPARE(net::tcpStateName(TCP_FIN_WAIT1), std::string_view("FIN_WAIT1"));
        QCOMPARE(net::tcpStateName(TCP_FIN_WAIT2), std::string_view("FIN_WAIT2"));
        QCOMPARE(net::tcpStateName(TCP_TIME_WAIT), std::string_view("TIME_WAIT"));
        QCOMPARE(net::tcpStateName(TCP_CLOSE), std::string_view("CLOSE"));
        QCOMPARE(net::tcpStateName(TCP_CLOSE_WAIT), std::string_view("CLOSE_WAIT"));
        QCOMPARE(net::tcpStateName(TCP_LAST_ACK), std::string_view("LAST_ACK"));
        QCOMPARE(net::tcpStateName(TCP_LISTEN), std::string_view("LISTEN"));
        QCOMPARE(net::tcpStateName(TCP_CLOSING), std::string_view("CLOSING"));
        for (const int state : {0, -1, 13, 255, 100'000})
            QCOMPARE(net::tcpStateName(state), std::string_view());
    }
};

QTEST_GUILESS_MAIN(TestTcpInfo)
#include "tst_tcpinfo.moc"
