// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/errnocard/explanationrow.h"

namespace ui {

namespace {

using enum capture::Operation;

constexpr ExplanationRow Rows[] = {
    {.code = EADDRINUSE,
        .calls = {Bind, Listen},
        .kinds = Kinds::Ip,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "Another socket has this address and port already."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "Another program, or another endpoint here, uses the port."),
            QT_TRANSLATE_NOOP("ui::Explanation",
                "A connection that was closed a moment ago holds the port in TIME_WAIT, and the old listener had not "
                "set SO_REUSEADDR."),
            QT_TRANSLATE_NOOP(
                "ui::Explanation", "A socket bound to all addresses (0.0.0.0 or ::) covers this one too.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Choose another port, or 0 to let the kernel choose."),
            QT_TRANSLATE_NOOP("ui::Explanation", "See who has it: ss -lntup."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Wait a minute for TIME_WAIT to pass.")},
        .manPage = "bind(2), ip(7)"},
    {.code = EADDRINUSE,
        .calls = {Bind, Listen},
        .kinds = Kinds::Unix,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "There is a file of this name already."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation",
                       "A program that has ended left its socket file behind: close does not remove it."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Another program is bound to it."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The path is a file that is no socket. bind never overwrites one.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Remove the socket file, if nobody listens on it any more."),
            QT_TRANSLATE_NOOP("ui::Explanation", "See who has it: ss -lxp."),
            QT_TRANSLATE_NOOP(
                "ui::Explanation", "Choose another path, or an abstract name such as @name, which leaves no file.")},
        .manPage = "unix(7)"},
    {.code = EADDRINUSE,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The local address and port of this connection are taken."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "Another connection goes from the same local port to the same peer."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Such a connection was closed a moment ago and is in TIME_WAIT.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Leave the local port to the kernel."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Connect from another local port or address.")},
        .manPage = "connect(2), ip(7)"},
    {.code = EADDRNOTAVAIL,
        .calls = {Bind, Listen},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "This address does not belong to this machine."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "It is another machine's address, or it is mistyped."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The interface that had it is down, or has a new address."),
            QT_TRANSLATE_NOOP("ui::Explanation", "IPv6 is switched off here.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation",
                         "Use 127.0.0.1 or ::1 for this machine alone, 0.0.0.0 or :: for all its addresses."),
            QT_TRANSLATE_NOOP("ui::Explanation", "List the addresses that it has: ip address.")},
        .manPage = "bind(2), ip(7)"},
    {.code = EADDRNOTAVAIL,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The kernel found no local address and port to send from."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "All local ports towards this peer are in use or in TIME_WAIT."),
            QT_TRANSLATE_NOOP("ui::Explanation", "No interface has an address of this family: IPv6 is switched off."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The local address that was asked for is not this machine's.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Count the connections: ss -s."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Widen the range: sysctl net.ipv4.ip_local_port_range."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Try the IPv4 address of the peer.")},
        .manPage = "connect(2), ip(7)"},
    {.code = EACCES,
        .calls = {Bind, Listen},
        .kinds = Kinds::Ip,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "Ports below 1024 need a privilege that this program lacks."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "The port is below net.ipv4.ip_unprivileged_port_start, usually 1024."),
            QT_TRANSLATE_NOOP("ui::Explanation", "A security module (SELinux, AppArmor) forbids the port.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Use a port from 1024 on, for example 8080 for 80."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Give the program CAP_NET_BIND_SERVICE."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Lower the limit: sysctl net.ipv4.ip_unprivileged_port_start.")},
        .manPage = "ip(7), capabilities(7)"},
    {.code = EACCES,
        .calls = {Bind, Listen},
        .kinds = Kinds::Unix,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "This program may not create a file in that directory."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The directory belongs to another user and is not writable."),
            QT_TRANSLATE_NOOP("ui::Explanation", "A directory on the way may not be entered.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Use a path below $XDG_RUNTIME_DIR or /tmp."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Use an abstract name such as @name, which needs no directory.")},
        .manPage = "unix(7), path_resolution(7)"},
    {.code = EINVAL,
        .calls = {Bind},
        .sentence
        = QT_TRANSLATE_NOOP("ui::Explanation", "The socket has an address already, or this one is malformed."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "bind was called a second time on the same socket."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The socket is connected, and connecting has bound it."),
            QT_TRANSLATE_NOOP("ui::Explanation", "A link-local IPv6 address lacks its scope, as in fe80::1%eth0.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Bind once, and before connect."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Append the interface to a link-local address.")},
        .manPage = "bind(2), ipv6(7)"},
    {.code = ENAMETOOLONG,
        .kinds = Kinds::Unix,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The path is longer than a Unix socket address can hold."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "sun_path has room for 107 bytes; letters beyond ASCII take several.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Use a shorter path, for example below /tmp."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Use an abstract name such as @name.")},
        .manPage = "unix(7)"},
    {.code = EAFNOSUPPORT,
        .calls = {Socket},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "This kernel offers no sockets of that family."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "IPv6 is switched off, or not built into the kernel."),
            QT_TRANSLATE_NOOP("ui::Explanation", "A sandbox forbids the family.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Use an IPv4 address."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Look at sysctl net.ipv6.conf.all.disable_ipv6.")},
        .manPage = "socket(2)"},
    {.code = EAFNOSUPPORT,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The address is of another family than the socket."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "An IPv6 address was given to an IPv4 socket, or the reverse.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Use an address of the socket's own family."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Reach IPv4 from an IPv6 socket as ::ffff:192.0.2.1.")},
        .manPage = "ip(7), ipv6(7)"},
    {.code = ENODEV,
        .calls = {Bind, Listen, Connect, Send, SendTo},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "No interface has that name or number."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The scope behind % is mistyped."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The interface has gone: a cable, a VPN, a container.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "List the interfaces: ip link.")},
        .manPage = "ipv6(7), netdevice(7)"},
    {.code = EOPNOTSUPP,
        .calls = {Listen, Accept},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "Only stream sockets can listen."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "listen or accept was called on a datagram socket.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Receive at once: a bound datagram socket needs no listen.")},
        .manPage = "listen(2), udp(7)"},
};

} // namespace

std::span<const ExplanationRow> addressRows()
{
    return Rows;
}

} // namespace ui
