// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "ui/errnocard/explanationrow.h"

namespace ui {

namespace {

constexpr ExplanationRow ResolveRows[] = {
    {.code = base::NoName,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The name is not known."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The name is mistyped, or lacks its domain."),
            QT_TRANSLATE_NOOP("ui::Explanation", "It is known in another network only: a VPN is off."),
            QT_TRANSLATE_NOOP("ui::Explanation", "An address was meant, and is mistyped: 127.0.0.1, ::1.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Type the numeric address instead of the name."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Ask the resolver yourself: getent ahosts NAME."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Look into /etc/hosts and /etc/resolv.conf.")},
        .manPage = "getaddrinfo(3), resolv.conf(5)"},
    {.code = base::NoAddress,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The name is known, but no address belongs to it."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The domain has entries for mail or services only."),
            QT_TRANSLATE_NOOP("ui::Explanation", "It has addresses of another family only (IPv4 or IPv6).")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Ask what there is: host -a NAME."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Try the name with www in front, or the numeric address.")},
        .manPage = "getaddrinfo(3)"},
    {.code = base::NoAddressOfFamily,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The name has no address of the family that was asked for."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "It has addresses of the other family only (IPv4 or IPv6).")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Open the endpoint with the other family."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Ask what there is: getent ahosts NAME.")},
        .manPage = "getaddrinfo(3)"},
    {.code = base::TryAgain,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "No name server gave an answer in time. It may later."),
        .causes = {QT_TRANSLATE_NOOP(
                       "ui::Explanation", "There is no network, or the VPN that leads to the name server is off."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The name server is down, or a firewall drops what is asked of it."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The first address in /etc/resolv.conf is out of date.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Try again."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Type the numeric address instead of the name."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Ask the name server yourself: resolvectl query NAME, or dig NAME.")},
        .manPage = "getaddrinfo(3), resolv.conf(5)"},
    {.code = base::ResolverFailed,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The name server answered that it cannot answer."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "It is misconfigured, or refuses questions from here."),
            QT_TRANSLATE_NOOP(
                "ui::Explanation", "The domain's own name servers are broken, or its signatures (DNSSEC) are wrong.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Ask another name server: dig @ADDRESS NAME."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Type the numeric address instead of the name.")},
        .manPage = "getaddrinfo(3)"},
    {.code = base::UnsupportedFamily,
        .sentence
        = QT_TRANSLATE_NOOP("ui::Explanation", "This machine does not have the address family that was asked for."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "IPv6 is switched off, or not built into the kernel.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Ask for IPv4, or for any family.")},
        .manPage = "getaddrinfo(3)"},
    {.code = base::UnsupportedType,
        .sentence = QT_TRANSLATE_NOOP(
            "ui::Explanation", "The resolver does not know this type of socket, or not with this protocol."),
        .causes = {QT_TRANSLATE_NOOP(
            "ui::Explanation", "Type and protocol contradict each other: SOCK_STREAM with IPPROTO_UDP.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Leave one of the two out.")},
        .manPage = "getaddrinfo(3)"},
    {.code = base::UnknownService,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The service has no port for this type of socket."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "The name of the service is mistyped, or not in /etc/services.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Give the port as a number from 0 to 65535."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Look for it: getent services NAME.")},
        .manPage = "getaddrinfo(3), services(5)"},
    {.code = base::BadFlags,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The flags of the question contradict each other."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "AI_CANONNAME was given without a name, or a flag is unknown.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Ask without flags.")},
        .manPage = "getaddrinfo(3)"},
    {.code = base::ResolverMemory,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "There was no memory left for the answer."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The machine, or this program's limit, is exhausted.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Close what is not needed, and try again.")},
        .manPage = "getaddrinfo(3)"},
    {.code = base::SystemError,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "A system call of the resolver failed."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "No descriptor was left for its socket."),
            QT_TRANSLATE_NOOP("ui::Explanation", "A file such as /etc/hosts cannot be read.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Close endpoints that are no longer needed, and try again."),
            QT_TRANSLATE_NOOP(
                "ui::Explanation", "Look at the files: ls -l /etc/hosts /etc/resolv.conf /etc/nsswitch.conf.")},
        .manPage = "getaddrinfo(3), errno(3)"},
    {.code = base::NameOverflow,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The name is longer than the resolver takes."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "A part between dots may have 63 letters, a whole name 253.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Type a shorter name, or the numeric address.")},
        .manPage = "getaddrinfo(3)"},
};

} // namespace

std::span<const ExplanationRow> resolveRows()
{
    return ResolveRows;
}

} // namespace ui
