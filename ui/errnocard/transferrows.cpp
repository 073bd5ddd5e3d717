// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/errnocard/explanationrow.h"

namespace ui {

namespace {

using enum capture::Operation;

constexpr ExplanationRow TransferRows[] = {
    {.code = EPIPE,
        .calls = {Send, SendTo},
        .kinds = Kinds::Datagram,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "Sending was shut down on this socket."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "shutdown with SHUT_WR or SHUT_RDWR was called here."),
            QT_TRANSLATE_NOOP("ui::Explanation", "For Unix datagrams: the connected receiver has closed its socket.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Look for the shutdown above in the log."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Open another socket: shutdown cannot be undone.")},
        .manPage = "shutdown(2), send(2)"},
    {.code = ENOTCONN,
        .calls = {Shutdown},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "There is no connection to shut down."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "connect has not been called, is not done yet, or has failed."),
            QT_TRANSLATE_NOOP(
                "ui::Explanation", "The peer has reset the connection, or both directions are closed already.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Close the socket: nothing needs to be shut down any more.")},
        .manPage = "shutdown(2)"},
    {.code = EINVAL,
        .calls = {Shutdown},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "shutdown knows three directions, and this is none of them."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "The argument is not SHUT_RD (0), SHUT_WR (1) or SHUT_RDWR (2).")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Use SHUT_WR to say that nothing more will be sent.")},
        .manPage = "shutdown(2)"},
    {.code = ECONNRESET,
        .sentence = QT_TRANSLATE_NOOP(
            "ui::Explanation", "The peer ended the connection at once, and what was under way is lost."),
        .causes
        = {QT_TRANSLATE_NOOP("ui::Explanation", "The peer closed while bytes that it had not read were waiting."),
            QT_TRANSLATE_NOOP("ui::Explanation", "It closed with SO_LINGER of 0 seconds, or its program crashed."),
            QT_TRANSLATE_NOOP("ui::Explanation", "A firewall or NAT on the way forgot the connection."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The peer expected another protocol, such as TLS.")},
        .remedies
        = {QT_TRANSLATE_NOOP("ui::Explanation", "Look at the last bytes before the reset, in both directions."),
            QT_TRANSLATE_NOOP("ui::Explanation", "On the peer's side: shut down sending, read to the end, then close."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Switch SO_KEEPALIVE on for connections that are long silent.")},
        .manPage = "tcp(7), recv(2)"},
    {.code = EPIPE,
        .sentence
        = QT_TRANSLATE_NOOP("ui::Explanation", "This direction of the connection is closed; nothing can be sent."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation",
                       "The peer had closed its socket, and answered what was sent after that with a reset (RST)."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Sending was shut down here (half-close)."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The peer has reset the connection, and an earlier call said so."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The stream was never connected.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation",
                         "Look above in the log for the peer's end (a recv of 0), a shutdown, or an ECONNRESET."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Open a new connection.")},
        .manPage = "send(2), tcp(7)"},
    {.code = ENOTCONN,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The socket is not connected."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "connect has not been called, is not done yet, or has failed."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The peer has reset the connection."),
            QT_TRANSLATE_NOOP("ui::Explanation", "It is a listener: bytes travel on the sockets that accept gives.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Connect first, or choose the accepted connection.")},
        .manPage = "send(2), recv(2)"},
    {.code = EDESTADDRREQ,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The datagram has no destination."),
        .causes = {QT_TRANSLATE_NOOP(
            "ui::Explanation", "The socket is bound, but not connected, so send does not know where to.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Give a target address beside the payload."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Open the endpoint with Connect.")},
        .manPage = "send(2), udp(7)"},
    {.code = EMSGSIZE,
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The payload is too large for one datagram."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "A UDP datagram over IPv4 holds at most 65,507 bytes."),
            QT_TRANSLATE_NOOP("ui::Explanation", "It is over the path's MTU, and IP_MTU_DISCOVER forbids fragments."),
            QT_TRANSLATE_NOOP("ui::Explanation", "A Unix datagram is over SO_SNDBUF.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Send less at a time."),
            QT_TRANSLATE_NOOP("ui::Explanation", "For Unix datagrams, enlarge SO_SNDBUF.")},
        .manPage = "udp(7), unix(7)"},
    {.code = EAGAIN,
        .calls = {Send, SendTo, SendFile},
        .sentence
        = QT_TRANSLATE_NOOP("ui::Explanation", "The kernel's send buffer is full. That is an answer, not a failure."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The peer reads slower than this side sends, or not at all."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The network is slower than this side sends."),
            QT_TRANSLATE_NOOP("ui::Explanation", "SO_SNDTIMEO has passed, on a blocking socket.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Wait until the socket is writable; the queue here does so."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Look at the peer's receive queue: ss -nt, column Recv-Q.")},
        .manPage = "send(2)"},
    {.code = EAGAIN,
        .calls = {Recv, RecvFrom},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "Nothing has arrived. That is an answer, not a failure."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The socket is non-blocking, so recv does not wait."),
            QT_TRANSLATE_NOOP("ui::Explanation", "SO_RCVTIMEO has passed, on a blocking socket.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Receive automatically, or use blocking or timeout mode.")},
        .manPage = "recv(2)"},
    {.code = ETIMEDOUT,
        .sentence
        = QT_TRANSLATE_NOOP("ui::Explanation", "The peer has not answered for so long that the kernel has given up."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "The peer, or the way to it, vanished without a word."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Keepalive probes (SO_KEEPALIVE) got no answer."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Sent bytes were not acknowledged within TCP_USER_TIMEOUT."),
            QT_TRANSLATE_NOOP("ui::Explanation", "The endpoint's own Timeout has no part in it.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Check whether the peer is there: ping, ss -nt on its side."),
            QT_TRANSLATE_NOOP("ui::Explanation", "Change the kernel's patience: TCP_USER_TIMEOUT, TCP_KEEPIDLE.")},
        .manPage = "tcp(7)"},
    {.code = EOPNOTSUPP,
        .calls = {Send, SendTo, Recv, RecvFrom, SendFile},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "This kind of socket does not know a flag of the call."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "MSG_OOB was given for datagrams.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Leave the flag out.")},
        .manPage = "send(2), recv(2)"},
    {.code = EINVAL,
        .calls = {Recv, RecvFrom},
        .sentence = QT_TRANSLATE_NOOP("ui::Explanation", "The kernel refuses the flags of this recv."),
        .causes = {QT_TRANSLATE_NOOP("ui::Explanation", "MSG_OOB was asked for, but no urgent byte waits."),
            QT_TRANSLATE_NOOP("ui::Explanation", "SO_OOBINLINE is on: the urgent byte is among the others.")},
        .remedies = {QT_TRANSLATE_NOOP("ui::Explanation", "Receive without MSG_OOB.")},
        .manPage = "recv(2), tcp(7)"},
};

} // namespace

std::span<const ExplanationRow> transferRows()
{
    return TransferRows;
}

} // namespace ui
