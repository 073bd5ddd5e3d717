// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/errnocard/explanationrow.h"

namespace ui {

namespace {

using enum capture::Operation;

// Why waiting ended without a result. The call is not undone: a connect goes on, a recv may be made again.
constexpr ExplanationRow TimeoutRows[] = {
    {.calls = {Send, SendTo},
        .kinds = Kinds::UnixDatagram,
        .sentence = QT_TRANSLATE_NOOP(
            "ui::Explanation", "The receiver's queue stayed full for as long as the endpoint's timeout."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "The receiver does not read, or reads slower than this side sends."),
            QT_TRANSLATE_NOOP(
                "ui::Explanation", "Unix datagrams are never dropped: a full queue makes the sender wait.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Let the receiver read, or give a longer timeout."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Allow longer queues: sysctl net.unix.max_dgram_qlen.")},
        .manPage = "unix(7), poll(2)"},
    {.calls = {Connect},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The connection was not made within the endpoint's timeout."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "A firewall drops the packets without a word."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The host is off, or the address is not in use."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The timeout is shorter than the way there and back.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Try a longer timeout."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Check the address, and the firewalls at both ends.")},
        .manPage = "connect(2), poll(2)"},
    {.calls = {Send, SendTo, SendFile},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "Not everything could be sent within the endpoint's timeout."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The peer does not read, so its buffer and ours are full."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The timeout counts for the whole payload, not for each part.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Let the peer read, or give a longer timeout."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Part of it may have arrived: look at the records before.")},
        .manPage = "send(2), poll(2)"},
    {.calls = {Accept},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "No client connected within the endpoint's timeout."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "Nobody has tried, or a firewall keeps them out.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Connect to the address that the listener shows."),
            QT_TRANSLATE_NOOP("ui::Explanation", "A listener on 127.0.0.1 is reached from this machine only.")},
        .manPage = "accept(2), poll(2)"},
    {.calls = {Recv, RecvFrom},
        .kinds = Kinds::Datagram,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "No datagram arrived within the endpoint's timeout."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "Nobody has sent to the address that this socket is bound to."),
            QT_TRANSLATE_NOOP("ui::Explanation",
                "The datagram was lost on the way, or dropped by a firewall: its sender is not told."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The socket is connected, and takes datagrams from its peer only.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Compare the address with the one that the sender uses."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Look for drops: nstat UdpRcvbufErrors."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Make the call again, or set a longer timeout.")},
        .manPage = "udp(7), poll(2)"},
    {.calls = {Recv, RecvFrom},
        .sentence = QT_TRANSLATE_NOOP(
            "ui::Explanation", "Nothing arrived within the endpoint's timeout. The socket goes on working."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "The peer has sent nothing: it may wait for this side to speak first."),
            QT_TRANSLATE_NOOP(
                "ui::Explanation", "The peer still waits for the rest of a message, or for its line ending."),
            QT_TRANSLATE_NOOP("ui::Explanation", "With MSG_WAITALL, fewer bytes came than were asked for.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Make the call again, or set a longer timeout."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Use blocking mode to wait without end.")},
        .manPage = "recv(2), poll(2)"},
    {.sentence = QT_TRANSLATE_NOOP(
         "ui::Explanation", "Nothing happened within the endpoint's timeout. The socket goes on working."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "What the call waits for has not come about.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Make the call again, or set a longer timeout.")},
        .manPage = "poll(2)"},
};

} // namespace

std::span<const ExplanationRow> timeoutRows()
{
    return TimeoutRows;
}

} // namespace ui
