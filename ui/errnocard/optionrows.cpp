// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/errnocard/explanationrow.h"

namespace ui {

namespace {

using enum capture::Operation;

constexpr ExplanationRow OptionRows[] = {
    {.code = EADDRNOTAVAIL,
        .calls = {SetSockOpt},
        .sentence = QT_TRANSLATE_NOOP(
            "ui::Explanation", "The group, or the interface, that the option names is not this socket's."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation",
                       "A group was left that the socket is not a member of, or on another interface."),
            QT_TRANSLATE_NOOP("ui::Explanation", "No interface here has the address that was given.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Name the same group and interface as when it was joined."),
            QT_TRANSLATE_NOOP("ui::Explanation", "List the memberships: ip maddress.")},
        .manPage = "ip(7), ipv6(7)"},
    {.code = EADDRINUSE,
        .calls = {SetSockOpt},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The socket is a member of this group already."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The group was joined before on the same interface.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Go on receiving: nothing is to be done.")},
        .manPage = "ip(7)"},
    {.code = ENODEV,
        .calls = {SetSockOpt},
        .kinds = Kinds::Udp,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "No interface was found for this."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "The interface's name, number or address is mistyped, or it has gone."),
            QT_TRANSLATE_NOOP("ui::Explanation", "No interface was named, and no route leads to the multicast group.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Name the interface when joining."),
            QT_TRANSLATE_NOOP("ui::Explanation", "List the interfaces: ip link.")},
        .manPage = "ip(7), ipv6(7)"},
    {.code = ENOBUFS,
        .calls = {SetSockOpt},
        .kinds = Kinds::Udp,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The socket is a member of as many groups as it may be."),
        .causes = {QT_TRANSLATE_NOOP(
                       "ui::Explanation", "The limit is net.ipv4.igmp_max_memberships, 20 where nobody changed it."),
            QT_TRANSLATE_NOOP("ui::Explanation", "For sources of one group it is net.ipv4.igmp_max_msf.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Leave a group, or join the rest with another socket."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Raise the limit: sysctl net.ipv4.igmp_max_memberships.")},
        .manPage = "ip(7)"},
    {.code = EPERM,
        .calls = {SetSockOpt, GetSockOpt},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "This option, or this value of it, needs a privilege."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "The option is for programs with CAP_NET_ADMIN or CAP_NET_RAW."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The value is over a limit that only a privileged program may pass.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Give the program the capability: setcap cap_net_admin+ep."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Try a smaller value.")},
        .manPage = "socket(7), capabilities(7)"},
    {.code = EINVAL,
        .calls = {SetSockOpt, GetSockOpt},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The kernel does not take this value for the option now."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The value is outside the option's range."),
            QT_TRANSLATE_NOOP("ui::Explanation", "It is too late: the socket is bound, listens or is connected."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The option contradicts another one that is set.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Look at range and time in the option's tool tip."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Set it when the endpoint is opened, before bind and connect.")},
        .manPage = "setsockopt(2), socket(7)"},
    {.code = ENOPROTOOPT,
        .sentence
        = QT_TRANSLATE_NOOP("ui::Explanation", "This kernel, or this kind of socket, does not know the option."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The option is newer than the kernel."),
            QT_TRANSLATE_NOOP("ui::Explanation", "It belongs to another protocol, or can only be read.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Compare with the kernel's version: uname -r.")},
        .manPage = "setsockopt(2)"},
    {.code = EOPNOTSUPP,
        .calls = {SetSockOpt, GetSockOpt},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "This kind of socket does not have the option."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "It belongs to another protocol or family."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The kernel was built without it.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Read the manual page for the sockets that it is for.")},
        .manPage = "setsockopt(2)"},
    {.code = EDOM,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The time is out of its range."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The microseconds of a struct timeval go from 0 to 999,999.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Give seconds with a fraction, such as 2.5.")},
        .manPage = "socket(7)"},
    {.code = ERANGE,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The number is out of range."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "It is smaller or larger than what the option, or a port, can hold.")},
        .remedies
        = {QT_TRANSLATE_NOOP("ui::Explanation", "Look at the range in the tool tip; ports go from 0 to 65535.")},
        .manPage = "setsockopt(2)"},
    {.code = ENODEV,
        .calls = {SetSockOpt},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "No interface has that name."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The name is mistyped, or the interface has gone.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "List the interfaces: ip link.")},
        .manPage = "socket(7), netdevice(7)"},
    {.code = ENOENT,
        .calls = {SetSockOpt},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The kernel has no congestion control of that name."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The name is mistyped, or its module is not loaded.")},
        .remedies
        = {QT_TRANSLATE_NOOP("ui::Explanation", "List them: sysctl net.ipv4.tcp_available_congestion_control.")},
        .manPage = "tcp(7)"},
    {.code = EISCONN,
        .calls = {SetSockOpt},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The option cannot be changed on a connected socket."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The kernel decides on it when the connection is made.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Set it when the endpoint is opened.")},
        .manPage = "setsockopt(2)"},
    {.code = ENOTCONN,
        .calls = {SetSockOpt, GetSockOpt},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The option has a value only while the socket is connected."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The socket is not connected yet, or no longer.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Connect first.")},
        .manPage = "setsockopt(2)"},
    {.code = EBUSY,
        .calls = {SetSockOpt},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The option cannot change while something depends on it."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The kernel holds the state that the option would change.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Set it when the endpoint is opened.")},
        .manPage = "setsockopt(2)"},
};

} // namespace

std::span<const ExplanationRow> optionRows()
{
    return OptionRows;
}

} // namespace ui
