// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/controlmessage.h"

#include "net/option.h"
#include "net/syscalls.h"

#include "tests/support/enginerig.h"
#include "tests/support/passing.h"

#include <QTest>

#include <netinet/in.h>

#include <fcntl.h>

using net::ReceivedMessage;

namespace {

struct Pair
{
    explicit Pair(int type)
    {
        auto both = net::socketpair(AF_UNIX, type, net::FdMode::NonBlocking).value();
        one = std::move(both.first);
        other = std::move(both.second);
    }
    base::UniqueFd one;
    base::UniqueFd other;
};

/// A bound UDP socket that tells what `options` ask for, and one datagram of "x" in it.
struct Udp
{
    Udp(const net::Address& address, const std::vector<std::pair<int, int>>& options)
        : fd(net::socket(address.family(), SOCK_DGRAM, net::FdMode::Blocking).value())
    {
        for (const auto& [level, name] : options)
            isGood = isGood && net::setIntOption(fd.get(), level, name, 1).has_value();
        isGood = isGood && net::bind(fd.get(), address).has_value();
        const auto peer = net::socket(address.family(), SOCK_DGRAM, net::FdMode::Blocking).value();
        const auto where = net::getsockname(fd.get()).value();
        isGood = isGood && net::sendto(peer.get(), std::as_bytes(std::span("x", 1)), 0, where).has_value();
    }
    base::UniqueFd fd;
    bool isGood = true;
};

std::array<std::byte, 16> Room;

} // namespace

class TestControlMessage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutOptionsNothingIsTold()
    {
        const Udp udp(support::loopback(), {});
        QVERIFY(udp.isGood);
        const auto message = net::recvmsg(udp.fd.get(), Room, 0);
        QVERIFY(message && message->control.arrival.isEmpty());
        QVERIFY(message->ancillary.empty());
    }

    void packetInfoAndTtlTellHowADatagramArrived()
    {
        const Udp udp(support::loopback(), {{IPPROTO_IP, IP_PKTINFO}, {IPPROTO_IP, IP_RECVTTL}});
        QVERIFY(udp.isGood);
        const auto message = net::recvmsg(udp.fd.get(), Room, 0);
        QVERIFY(message.has_value());
        QCOMPARE(message->control.arrival.destination, support::loopback());
        QCOMPARE(net::interfaceName(message->control.arrival.interfaceIndex), std::string("lo"));
        QCOMPARE(int{message->control.arrival.hops.value_or(0)}, 64);
        QCOMPARE(message->ancillary.size(), std::size_t{2});
    }

    void theSameOverIpv6()
    {
        const Udp udp(support::loopback6(), {{IPPROTO_IPV6, IPV6_RECVPKTINFO}, {IPPROTO_IPV6, IPV6_RECVHOPLIMIT}});
        QVERIFY(udp.isGood);
        const auto message = net::recvmsg(udp.fd.get(), Room, 0);
        QVERIFY(message.has_value());
        QCOMPARE(message->control.arrival.destination, support::loopback6());
        QCOMPARE(net::interfaceName(message->control.arrival.interfaceIndex), std::string("lo"));
        QCOMPARE(int{message->control.arrival.hops.value_or(0)}, 64);
    }

    void descriptorsAreLookedAtAndClosed_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("stream") << int{SOCK_STREAM};
        QTest::newRow("datagram") << int{SOCK_DGRAM};
        QTest::newRow("seqpacket") << int{SOCK_SEQPACKET};
    }
    void descriptorsAreLookedAtAndClosed()
    {
        QFETCH(const int, type);
        const Pair pair(type);
        const base::UniqueFd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const base::UniqueFd folder(::open("/", O_RDONLY | O_CLOEXEC));
        const auto before = support::openDescriptors();
        QVERIFY(support::passDescriptors(pair.one.get(), "x", {null.get(), folder.get(), pair.one.get()}));
        const auto message = net::recvmsg(pair.other.get(), Room, 0);
        QVERIFY(message.has_value());
        const auto& names = message->control.descriptors;
        QCOMPARE(names.size(), std::size_t{3});
        QCOMPARE(names[0], std::string("/dev/null (character device)"));
        QCOMPARE(names[1], std::string("/ (directory)"));
        QVERIFY(names[2].starts_with("socket:[") && names[2].ends_with("] (socket)"));
        QCOMPARE(support::openDescriptors(), before);
    }

    void asManyAsTheKernelPassesHaveRoom()
    {
        const Pair pair(SOCK_STREAM);
        const auto before = support::openDescriptors();
        QVERIFY(support::passDescriptors(pair.one.get(), "x", std::vector<int>(253, pair.one.get())));
        const auto message = net::recvmsg(pair.other.get(), Room, 0);
        QVERIFY(message.has_value());
        QCOMPARE(message->control.descriptors.size(), std::size_t{253});
        QCOMPARE(message->flags & MSG_CTRUNC, 0);
        QCOMPARE(support::openDescriptors(), before);
    }

    void whatHasNoRoomIsSaidToBeCut()
    {
        const Pair pair(SOCK_STREAM);
        const auto before = support::openDescriptors();
        QVERIFY(support::passDescriptors(pair.one.get(), "x", {pair.one.get(), pair.one.get()}));
        const auto message = net::recvmsg(pair.other.get(), Room, 0, CMSG_LEN(sizeof(int)));
        QVERIFY(message.has_value());
        QCOMPARE(message->control.descriptors.size(), std::size_t{1});
        QCOMPARE(message->flags & MSG_CTRUNC, int{MSG_CTRUNC});
        QCOMPARE(support::openDescriptors(), before);
    }

    void realLengthOfACutMessage()
    {
        const Pair pair(SOCK_SEQPACKET);
        QVERIFY(net::send(pair.one.get(), std::as_bytes(std::span("0123456789", 10)), 0));
        const auto message = net::recvmsg(pair.other.get(), std::span(Room).first(4), MSG_TRUNC);
        QVERIFY(message.has_value());
        QCOMPARE(message->size, std::size_t{10});
        QVERIFY(message->flags & MSG_TRUNC);
    }

    void nothingThereIsEagain()
    {
        const Pair pair(SOCK_STREAM);
        QCOMPARE(net::recvmsg(pair.other.get(), Room, 0).error().code, EAGAIN);
    }

    void aDescriptorThatIsClosedIsDescribedAsUnknown() { QCOMPARE(net::describeFile(-1), std::string("?")); }
};

QTEST_GUILESS_MAIN(TestControlMessage)
#include "tst_controlmessage.moc"
