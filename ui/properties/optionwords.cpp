// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/optionwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ui {

namespace {

struct Meaning
{
    std::string_view name;
    const char* text;
};

/// In the order of net::optionTable().
constexpr auto Meanings = std::to_array<Meaning>({
    {"SO_TYPE", QT_TRANSLATE_NOOP("ui::Option", "Whether the socket carries a stream or datagrams.")},
    {"SO_DOMAIN", QT_TRANSLATE_NOOP("ui::Option", "The address family that the socket was made for.")},
    {"SO_PROTOCOL", QT_TRANSLATE_NOOP("ui::Option", "The transport protocol; 0 for Unix sockets, which have none.")},
    {"SO_ACCEPTCONN", QT_TRANSLATE_NOOP("ui::Option", "1 once listen was called: the socket accepts connections.")},
    {"SO_ERROR",
        QT_TRANSLATE_NOOP(
            "ui::Option", "The pending error, for example of a connect in progress. Reading it clears it.")},
    {"SO_REUSEADDR",
        QT_TRANSLATE_NOOP("ui::Option",
            "Allows bind to a port whose old connections are still in TIME_WAIT. On UDP two sockets can then "
            "take the same port, and one of them gets nothing.")},
    {"SO_REUSEPORT",
        QT_TRANSLATE_NOOP("ui::Option",
            "Several sockets of one user bind the same port, and the kernel spreads connections or datagrams "
            "among them. Each of them must have it set.")},
    {"SO_KEEPALIVE",
        QT_TRANSLATE_NOOP("ui::Option", "Probes an idle connection, so that a peer that vanished is noticed.")},
    {"SO_LINGER",
        QT_TRANSLATE_NOOP("ui::Option",
            "What close does with unsent data: off sends it in the background, a time waits for it, and 0 s "
            "throws it away and resets the connection.")},
    {"SO_OOBINLINE",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Leaves urgent data in the stream instead of keeping the byte apart for MSG_OOB.")},
    {"SO_BROADCAST",
        QT_TRANSLATE_NOOP("ui::Option", "Permits sending to a broadcast address, which is EACCES without it.")},
    {"SO_DONTROUTE", QT_TRANSLATE_NOOP("ui::Option", "Sends only to directly connected hosts, through no gateway.")},
    {"SO_SNDBUF",
        QT_TRANSLATE_NOOP("ui::Option",
            "Room for unsent data. The kernel doubles what is asked, for its own use, within net.core.wmem_max.")},
    {"SO_RCVBUF",
        QT_TRANSLATE_NOOP("ui::Option",
            "Room for data that nobody has read yet. The kernel doubles what is asked, within net.core.rmem_max; "
            "set it before connect or listen for a large TCP window.")},
    {"SO_SNDBUFFORCE", QT_TRANSLATE_NOOP("ui::Option", "As SO_SNDBUF, beyond net.core.wmem_max. Can only be set.")},
    {"SO_RCVBUFFORCE", QT_TRANSLATE_NOOP("ui::Option", "As SO_RCVBUF, beyond net.core.rmem_max. Can only be set.")},
    {"SO_BUF_LOCK",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Which buffer sizes the kernel no longer adapts, because they were set by hand.")},
    {"SO_SNDTIMEO",
        QT_TRANSLATE_NOOP("ui::Option",
            "How long a blocking send or connect waits before EAGAIN; 0 waits for ever. The kernel rounds it up "
            "to its clock tick.")},
    {"SO_RCVTIMEO",
        QT_TRANSLATE_NOOP("ui::Option",
            "How long a blocking recv or accept waits before EAGAIN; 0 waits for ever. The kernel rounds it up "
            "to its clock tick.")},
    {"SO_RCVLOWAT",
        QT_TRANSLATE_NOOP(
            "ui::Option", "How many bytes must be there before recv returns or poll reports the socket readable.")},
    {"SO_SNDLOWAT", QT_TRANSLATE_NOOP("ui::Option", "Always 1 on Linux: kept for programs that ask.")},
    {"SO_BINDTODEVICE",
        QT_TRANSLATE_NOOP("ui::Option",
            "Sends and receives through this interface alone, for example lo; empty for all. Changing it again "
            "needs privilege.")},
    {"SO_BINDTOIFINDEX", QT_TRANSLATE_NOOP("ui::Option", "As SO_BINDTODEVICE, by the interface's index; 0 for all.")},
    {"SO_PRIORITY", QT_TRANSLATE_NOOP("ui::Option", "The queueing priority of what is sent. Above 6 needs privilege.")},
    {"SO_MARK",
        QT_TRANSLATE_NOOP("ui::Option", "A mark on each packet that routing rules and the firewall can match.")},
    {"SO_RCVMARK", QT_TRANSLATE_NOOP("ui::Option", "Hands the mark of a received packet up with recvmsg.")},
    {"SO_RCVPRIORITY",
        QT_TRANSLATE_NOOP("ui::Option", "Hands the queueing priority of a received packet up with recvmsg.")},
    {"SO_TIMESTAMP",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Hands the time of arrival up with recvmsg, in microseconds. Switches SO_TIMESTAMPNS off.")},
    {"SO_TIMESTAMPNS",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Hands the time of arrival up with recvmsg, in nanoseconds. Switches SO_TIMESTAMP off.")},
    {"SO_RXQ_OVFL",
        QT_TRANSLATE_NOOP("ui::Option",
            "Hands up with recvmsg how many datagrams were dropped because the receive buffer was full.")},
    {"SO_NO_CHECK", QT_TRANSLATE_NOOP("ui::Option", "Sends UDP without a checksum.")},
    {"SO_SELECT_ERR_QUEUE",
        QT_TRANSLATE_NOOP("ui::Option", "poll reports POLLPRI besides POLLERR while the error queue holds something.")},
    {"SO_PEEK_OFF",
        QT_TRANSLATE_NOOP("ui::Option",
            "Where the next MSG_PEEK begins; it moves on with each peek. off peeks at the head each time.")},
    {"SO_PEERCRED",
        QT_TRANSLATE_NOOP("ui::Option", "Process, user and group of the peer, as they were at connect or listen.")},
    {"SO_PASSCRED", QT_TRANSLATE_NOOP("ui::Option", "Hands the sender's process, user and group up with recvmsg.")},
    {"SO_PASSRIGHTS",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Accepts descriptors that a peer sends. Off refuses them with EPERM at the sender.")},
    {"SO_INCOMING_CPU",
        QT_TRANSLATE_NOOP(
            "ui::Option", "The processor that handled the last packet; set on a listener, the one it prefers.")},
    {"SO_INCOMING_NAPI_ID",
        QT_TRANSLATE_NOOP(
            "ui::Option", "The device queue that the last packet came from; 0 when unknown, as on loopback.")},
    {"SO_BUSY_POLL",
        QT_TRANSLATE_NOOP("ui::Option",
            "How long a blocking receive spins on the device queue. Older kernels ask for privilege to raise it.")},
    {"SO_PREFER_BUSY_POLL",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Lets busy polling take the place of interrupts while the program keeps polling.")},
    {"SO_BUSY_POLL_BUDGET",
        QT_TRANSLATE_NOOP("ui::Option", "How many packets one busy poll may take. Can only be set.")},
    {"SO_MAX_PACING_RATE",
        QT_TRANSLATE_NOOP(
            "ui::Option", "The most bytes per second that are sent, where the queueing discipline or TCP paces.")},
    {"SO_ZEROCOPY",
        QT_TRANSLATE_NOOP("ui::Option", "Permits MSG_ZEROCOPY, whose completions arrive on the error queue.")},
    {"SO_TXREHASH",
        QT_TRANSLATE_NOOP(
            "ui::Option", "After a lost segment TCP takes another flow hash, and with it perhaps another path.")},
    {"SO_MEMINFO",
        QT_TRANSLATE_NOOP("ui::Option", "What the socket's queues hold now, and how many packets were dropped.")},
    {"SO_COOKIE",
        QT_TRANSLATE_NOOP("ui::Option", "The kernel's own number for this socket, which ss -e shows in hex as sk.")},
    {"SO_DEBUG",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Debugging inside the kernel, where it is built for it. EACCES without CAP_NET_ADMIN.")},
    {"IP_TTL", QT_TRANSLATE_NOOP("ui::Option", "How many routers a packet may pass.")},
    {"IP_MINTTL",
        QT_TRANSLATE_NOOP("ui::Option", "Drops received packets that have fewer hops left than this (RFC 5082).")},
    {"IP_TOS",
        QT_TRANSLATE_NOOP(
            "ui::Option", "The DSCP in the upper six bits and ECN in the lower two, which TCP keeps for itself.")},
    {"IP_MTU_DISCOVER",
        QT_TRANSLATE_NOOP("ui::Option",
            "Whether packets carry Don't Fragment and the path MTU is discovered. DO refuses larger datagrams "
            "with EMSGSIZE.")},
    {"IP_MTU", QT_TRANSLATE_NOOP("ui::Option", "The path MTU to the peer that is known now.")},
    {"IP_RECVERR",
        QT_TRANSLATE_NOOP("ui::Option",
            "Queues ICMP errors with their sender for MSG_ERRQUEUE, and reports them on unconnected UDP too.")},
    {"IP_RECVERR_RFC4884",
        QT_TRANSLATE_NOOP("ui::Option", "With IP_RECVERR, hands up the extensions of ICMP errors (RFC 4884) as well.")},
    {"IP_PKTINFO",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Hands up with recvmsg the interface and the local address that a datagram came to.")},
    {"IP_RECVTTL", QT_TRANSLATE_NOOP("ui::Option", "Hands up with recvmsg how many hops a datagram had left.")},
    {"IP_RECVTOS", QT_TRANSLATE_NOOP("ui::Option", "Hands up with recvmsg the type of service of a datagram.")},
    {"IP_RECVOPTS", QT_TRANSLATE_NOOP("ui::Option", "Hands up with recvmsg the IP options of a datagram.")},
    {"IP_RECVORIGDSTADDR",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Hands up with recvmsg the destination that a redirected datagram had at first.")},
    {"IP_RECVFRAGSIZE",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Hands up with recvmsg the largest fragment that a datagram was put together from.")},
    {"IP_BIND_ADDRESS_NO_PORT",
        QT_TRANSLATE_NOOP("ui::Option",
            "bind with port 0 takes only the address; connect picks the port, which can then be shared.")},
    {"IP_FREEBIND", QT_TRANSLATE_NOOP("ui::Option", "Allows bind to an address that this machine does not have yet.")},
    {"IP_TRANSPARENT",
        QT_TRANSLATE_NOOP("ui::Option", "Takes and sends packets for foreign addresses, for transparent proxies.")},
    {"IP_MULTICAST_IF",
        QT_TRANSLATE_NOOP(
            "ui::Option", "The local address whose interface multicast leaves by; 0.0.0.0 leaves it to routing.")},
    {"IP_MULTICAST_TTL",
        QT_TRANSLATE_NOOP("ui::Option", "How many routers multicast may pass; 1 stays on the local network.")},
    {"IP_MULTICAST_LOOP",
        QT_TRANSLATE_NOOP("ui::Option", "Multicast that is sent comes back to members on this machine.")},
    {"IP_MULTICAST_ALL",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Receives every group that anybody on this machine has joined, not only the socket's own.")},
    {"IPV6_V6ONLY", QT_TRANSLATE_NOOP("ui::Option", "Keeps IPv4 out of a socket that is bound to ::.")},
    {"IPV6_UNICAST_HOPS", QT_TRANSLATE_NOOP("ui::Option", "How many routers a packet may pass.")},
    {"IPV6_MINHOPCOUNT",
        QT_TRANSLATE_NOOP("ui::Option", "Drops received packets that have fewer hops left than this (RFC 5082).")},
    {"IPV6_TCLASS",
        QT_TRANSLATE_NOOP("ui::Option",
            "The traffic class: DSCP in the upper six bits, ECN in the lower two, which TCP keeps for itself.")},
    {"IPV6_MTU_DISCOVER",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Whether the path MTU is discovered. DO refuses larger datagrams with EMSGSIZE.")},
    {"IPV6_MTU",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Reads the path MTU to the peer; sets the size that datagrams are fragmented to.")},
    {"IPV6_DONTFRAG",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Refuses datagrams that would have to be fragmented, with EMSGSIZE (RFC 3542).")},
    {"IPV6_RECVERR",
        QT_TRANSLATE_NOOP("ui::Option",
            "Queues ICMPv6 errors with their sender for MSG_ERRQUEUE, and reports them on unconnected UDP too.")},
    {"IPV6_RECVERR_RFC4884",
        QT_TRANSLATE_NOOP(
            "ui::Option", "With IPV6_RECVERR, hands up the extensions of ICMPv6 errors (RFC 4884) as well.")},
    {"IPV6_RECVPKTINFO",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Hands up with recvmsg the interface and the local address that a datagram came to.")},
    {"IPV6_RECVHOPLIMIT", QT_TRANSLATE_NOOP("ui::Option", "Hands up with recvmsg how many hops a datagram had left.")},
    {"IPV6_RECVTCLASS", QT_TRANSLATE_NOOP("ui::Option", "Hands up with recvmsg the traffic class of a datagram.")},
    {"IPV6_RECVPATHMTU",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Hands up with recvmsg that a datagram was too large for the path, and what would fit.")},
    {"IPV6_RECVORIGDSTADDR",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Hands up with recvmsg the destination that a redirected datagram had at first.")},
    {"IPV6_RECVFRAGSIZE",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Hands up with recvmsg the largest fragment that a datagram was put together from.")},
    {"IPV6_FREEBIND",
        QT_TRANSLATE_NOOP("ui::Option", "Allows bind to an address that this machine does not have yet.")},
    {"IPV6_TRANSPARENT",
        QT_TRANSLATE_NOOP("ui::Option", "Takes and sends packets for foreign addresses, for transparent proxies.")},
    {"IPV6_AUTOFLOWLABEL",
        QT_TRANSLATE_NOOP("ui::Option",
            "Gives each flow a label from its addresses and ports, so that routers spread flows (RFC 6438).")},
    {"IPV6_FLOWINFO_SEND",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Sends with the flow label and traffic class that the destination's sin6_flowinfo holds.")},
    {"IPV6_ADDR_PREFERENCES",
        QT_TRANSLATE_NOOP("ui::Option",
            "Which of several own addresses is the source: temporary or public, home or care-of (RFC 5014).")},
    {"IPV6_MULTICAST_IF",
        QT_TRANSLATE_NOOP(
            "ui::Option", "The index of the interface that multicast leaves by; 0 leaves it to routing.")},
    {"IPV6_MULTICAST_HOPS",
        QT_TRANSLATE_NOOP("ui::Option", "How many routers multicast may pass; 1 stays on the local network.")},
    {"IPV6_MULTICAST_LOOP",
        QT_TRANSLATE_NOOP("ui::Option", "Multicast that is sent comes back to members on this machine.")},
    {"IPV6_MULTICAST_ALL",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Receives every group that anybody on this machine has joined, not only the socket's own.")},
    {"TCP_NODELAY",
        QT_TRANSLATE_NOOP("ui::Option",
            "Sends small segments at once instead of collecting while data is unacknowledged (Nagle, RFC 896).")},
    {"TCP_CORK",
        QT_TRANSLATE_NOOP("ui::Option", "Holds partial segments back, for at most 200 ms, until it is cleared.")},
    {"TCP_QUICKACK",
        QT_TRANSLATE_NOOP("ui::Option",
            "Acknowledges at once. Not lasting: the kernel goes back to delayed acknowledgements by itself.")},
    {"TCP_KEEPIDLE",
        QT_TRANSLATE_NOOP("ui::Option", "With SO_KEEPALIVE, how long a connection is idle before the first probe.")},
    {"TCP_KEEPINTVL", QT_TRANSLATE_NOOP("ui::Option", "With SO_KEEPALIVE, the time between probes.")},
    {"TCP_KEEPCNT",
        QT_TRANSLATE_NOOP(
            "ui::Option", "With SO_KEEPALIVE, how many probes may stay unanswered before the connection is given up.")},
    {"TCP_USER_TIMEOUT",
        QT_TRANSLATE_NOOP("ui::Option",
            "How long sent data may stay unacknowledged before ETIMEDOUT (RFC 5482); 0 for the kernel's own.")},
    {"TCP_SYNCNT", QT_TRANSLATE_NOOP("ui::Option", "How often connect repeats its SYN before ETIMEDOUT.")},
    {"TCP_RTO_MAX_MS", QT_TRANSLATE_NOOP("ui::Option", "The longest wait between two retransmissions.")},
    {"TCP_MAXSEG",
        QT_TRANSLATE_NOOP(
            "ui::Option", "The largest segment. Set before connect or listen, it is also what the peer is told.")},
    {"TCP_CONGESTION",
        QT_TRANSLATE_NOOP("ui::Option",
            "The congestion control algorithm; without privilege one of net.ipv4.tcp_allowed_congestion_control.")},
    {"TCP_NOTSENT_LOWAT",
        QT_TRANSLATE_NOOP("ui::Option",
            "The socket is writable only below this much unsent data; 0 for net.ipv4.tcp_notsent_lowat.")},
    {"TCP_WINDOW_CLAMP",
        QT_TRANSLATE_NOOP("ui::Option", "The largest window that is advertised. The kernel raises what is too small.")},
    {"TCP_LINGER2", QT_TRANSLATE_NOOP("ui::Option", "How long a closed socket waits in FIN_WAIT2 for the peer's FIN.")},
    {"TCP_DEFER_ACCEPT",
        QT_TRANSLATE_NOOP("ui::Option",
            "accept returns only when data has come, or after this time. The kernel rounds up to its "
            "retransmission times: 1, 3, 7, 15...")},
    {"TCP_FASTOPEN",
        QT_TRANSLATE_NOOP(
            "ui::Option", "How many connections whose SYN carried data may wait on a listener (RFC 7413).")},
    {"TCP_FASTOPEN_CONNECT",
        QT_TRANSLATE_NOOP("ui::Option",
            "connect returns at once and the first send goes with the SYN, where a cookie is known (RFC 7413).")},
    {"TCP_FASTOPEN_NO_COOKIE",
        QT_TRANSLATE_NOOP("ui::Option", "Fast open without a cookie: for networks that are trusted.")},
    {"TCP_THIN_LINEAR_TIMEOUTS",
        QT_TRANSLATE_NOOP(
            "ui::Option", "Retransmits a thin stream at a steady pace at first, instead of doubling the wait.")},
    {"TCP_SAVE_SYN",
        QT_TRANSLATE_NOOP("ui::Option",
            "A listener keeps the headers of each SYN: 1 from the IP header on, 2 with the link layer's.")},
    {"TCP_INQ", QT_TRANSLATE_NOOP("ui::Option", "Hands up with recvmsg how many bytes are left to read.")},
    {"TCP_TX_DELAY",
        QT_TRANSLATE_NOOP("ui::Option",
            "Delays each segment by this much, to try out a long path. Needs a pacing queueing discipline (fq).")},
    {"TCP_TIMESTAMP", QT_TRANSLATE_NOOP("ui::Option", "The clock that goes out as timestamp in segments (RFC 7323).")},
    {"TCP_INFO",
        QT_TRANSLATE_NOOP("ui::Option",
            "What TCP knows of the connection: state, round trip times, windows, retransmissions, bytes.")},
    {"UDP_CORK",
        QT_TRANSLATE_NOOP("ui::Option", "Collects what several sends give into one datagram, until it is cleared.")},
    {"UDP_SEGMENT", QT_TRANSLATE_NOOP("ui::Option", "Cuts each send into datagrams of this size; 0 does not cut.")},
    {"UDP_GRO",
        QT_TRANSLATE_NOOP(
            "ui::Option", "One receive may give several datagrams of one sender, joined, with their size in recvmsg.")},
    {"UDP_NO_CHECK6_TX", QT_TRANSLATE_NOOP("ui::Option", "Sends UDP over IPv6 without a checksum (RFC 6935).")},
    {"UDP_NO_CHECK6_RX", QT_TRANSLATE_NOOP("ui::Option", "Accepts UDP over IPv6 without a checksum (RFC 6935).")},
});

} // namespace

QString optionMeaning(std::string_view name)
{
    const auto found = std::ranges::find(Meanings, name, &Meaning::name);
    return found == Meanings.end() ? QString() : QCoreApplication::translate("ui::Option", found->text);
}

} // namespace ui
