// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/calltable.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace ui {

using engine::State;

namespace {

constexpr std::uint32_t takes(std::initializer_list<CallArgument> arguments)
{
    std::uint32_t bits = 0;
    for (const CallArgument argument : arguments)
        bits |= 1U << unsigned(argument);
    return bits;
}

constexpr std::uint16_t in(std::initializer_list<State> states)
{
    unsigned bits = 0;
    for (const State state : states)
        bits |= 1U << unsigned(state);
    return static_cast<std::uint16_t>(bits);
}

using A = CallArgument;

constexpr std::array ReceiveBits{net::messageFlag("MSG_PEEK"), net::messageFlag("MSG_OOB"),
    net::messageFlag("MSG_WAITALL"), net::messageFlag("MSG_DONTWAIT"), net::messageFlag("MSG_TRUNC"),
    net::messageFlag("MSG_ERRQUEUE")};
constexpr std::array SendBits{net::messageFlag("MSG_OOB"), net::messageFlag("MSG_DONTWAIT"),
    net::messageFlag("MSG_NOSIGNAL"), net::messageFlag("MSG_MORE"), net::messageFlag("MSG_DONTROUTE")};

constexpr auto Open = in({State::Created, State::Bound, State::Listening, State::Connecting, State::Connected,
    State::HalfClosedIn, State::HalfClosedOut});
constexpr auto Fresh = in({State::Created});
constexpr auto Receiving = in({State::Connected, State::HalfClosedIn, State::HalfClosedOut});
constexpr auto Sending = in({State::Connected, State::HalfClosedIn});
constexpr auto Listening = in({State::Listening});
constexpr auto Listenable = in({State::Created, State::Bound, State::Listening});
constexpr auto Connectable = in({State::Created, State::Bound, State::Connecting});
constexpr auto Datagrams
    = in({State::Created, State::Bound, State::Connected, State::HalfClosedIn, State::HalfClosedOut});
constexpr auto Peered = in({State::Connecting, State::Connected, State::HalfClosedIn, State::HalfClosedOut});

constexpr QLatin1StringView operator""_page(const char* text, std::size_t size)
{
    return {text, qsizetype(size)};
}

constexpr std::array Table{
    CallInfo{CallKind::Socket, "socket"_page, takes({A::Family, A::Protocol}), Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Makes a new socket, a new endpoint here, that has no address and no peer yet."),
        "socket(2)"_page},
    CallInfo{CallKind::Bind, "bind"_page, takes({A::Address, A::Port}), Fresh, Fresh, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Gives the socket its local address; with port 0 the kernel chooses one."),
        "bind(2)"_page},
    CallInfo{CallKind::Listen, "listen"_page, takes({A::Backlog}), Listenable, 0, {},
        QT_TRANSLATE_NOOP("ui::Calls",
            "Makes it a listener; the backlog is how many connections may wait for accept. Unbound, it listens on all "
            "interfaces."),
        "listen(2)"_page},
    CallInfo{CallKind::Accept, "accept"_page, 0, Listening, 0, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Takes the next connection, as an endpoint of its own."), "accept(2)"_page},
    CallInfo{CallKind::Connect, "connect"_page, takes({A::Address, A::Port}), Connectable, Datagrams, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Connects to a peer; of a datagram socket it only sets whom it talks to."),
        "connect(2)"_page},
    CallInfo{CallKind::ConnectEx, "connect_ex"_page, takes({A::Address, A::Port}), Connectable, Datagrams, {},
        QT_TRANSLATE_NOOP("ui::Calls",
            "Python's: as connect, but an errno is its result and no failure: 0, 111 for ECONNREFUSED, 115 for "
            "EINPROGRESS."),
        "connect(2)"_page},
    CallInfo{CallKind::Recv, "recv"_page, takes({A::Size, A::Flags}), Receiving, Datagrams, ReceiveBits,
        QT_TRANSLATE_NOOP("ui::Calls", "Receives at most so many bytes; 0 bytes are the end."), "recv(2)"_page},
    CallInfo{CallKind::RecvFrom, "recvfrom"_page, takes({A::Size, A::Flags}), Receiving, Datagrams, ReceiveBits,
        QT_TRANSLATE_NOOP("ui::Calls", "As recv, and tells who sent it."), "recvfrom(2)"_page},
    CallInfo{CallKind::RecvMsg, "recvmsg"_page, takes({A::Size, A::ControlSize, A::Flags}), Receiving, Datagrams,
        ReceiveBits,
        QT_TRANSLATE_NOOP("ui::Calls", "As recvfrom, with ancillary data and the flags that the kernel gives back."),
        "recvmsg(2)"_page},
    CallInfo{CallKind::Send, "send"_page, takes({A::Data, A::Flags}), Sending, Sending, SendBits,
        QT_TRANSLATE_NOOP("ui::Calls", "Hands bytes to the kernel, which may take fewer; the result says how many."),
        "send(2)"_page},
    CallInfo{CallKind::SendAll, "sendall"_page, takes({A::Data, A::Flags}), Sending, Sending, SendBits,
        QT_TRANSLATE_NOOP("ui::Calls", "Python's: send again and again until all is taken, under one deadline."),
        "send(2)"_page},
    CallInfo{CallKind::SendTo, "sendto"_page, takes({A::Data, A::Address, A::Port, A::Flags}), 0, Datagrams, SendBits,
        QT_TRANSLATE_NOOP("ui::Calls", "Sends one datagram to this address."), "sendto(2)"_page},
    CallInfo{CallKind::SendFile, "sendfile"_page, takes({A::Path, A::Offset, A::Count}), Sending, 0, {},
        QT_TRANSLATE_NOOP("ui::Calls",
            "Sends a file without copying it through the program: pieces of 4 MiB, a record with its bytes each."),
        "sendfile(2)"_page},
    CallInfo{CallKind::FileRead, "makefile read"_page, takes({A::Count, A::SavePath, A::Existing}), Receiving, 0, {},
        QT_TRANSLATE_NOOP("ui::Calls",
            "The file of Python's makefile: recv again and again, until there are so many bytes or the stream ends; "
            "into a file where one is named."),
        "recv(2)"_page},
    CallInfo{CallKind::FileReadLine, "makefile readline"_page, takes({A::SavePath, A::Existing}), Receiving, 0, {},
        QT_TRANSLATE_NOOP("ui::Calls",
            "The file of Python's makefile: recv until there is a line; what came behind it waits for the next read."),
        "recv(2)"_page},
    CallInfo{CallKind::FileWrite, "makefile write"_page, takes({A::Data}), Sending, 0, {},
        QT_TRANSLATE_NOOP("ui::Calls",
            "The file of Python's makefile: into a buffer of 8192 bytes; nothing is sent before it is full or "
            "flushed."),
        "send(2)"_page},
    CallInfo{CallKind::FileFlush, "makefile flush"_page, 0, Sending, 0, {},
        QT_TRANSLATE_NOOP("ui::Calls", "The file of Python's makefile: sends what write has left in the buffer."),
        "send(2)"_page},
    CallInfo{CallKind::Poll, "poll"_page, takes({A::Events, A::Timeout}), Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Waits until one of the events comes, or the time is over; moves nothing."),
        "poll(2)"_page},
    CallInfo{CallKind::GetSockName, "getsockname"_page, 0, Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Tells the local address, with the port that the kernel chose."),
        "getsockname(2)"_page},
    CallInfo{CallKind::GetPeerName, "getpeername"_page, 0, Peered, Peered, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Tells the peer's address; fails while there is no peer."),
        "getpeername(2)"_page},
    CallInfo{CallKind::FileNo, "fileno"_page, 0, Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Python's: tells the descriptor, the socket's number in this process."),
        "socket(2)"_page},
    CallInfo{CallKind::SetSockOpt, "setsockopt"_page, takes({A::Option, A::Value}), Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Sets an option; the kernel may make something else of the value."),
        "setsockopt(2)"_page},
    CallInfo{CallKind::GetSockOpt, "getsockopt"_page, takes({A::Option}), Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Reads an option back from the kernel."), "getsockopt(2)"_page},
    CallInfo{CallKind::SetTimeout, "settimeout"_page, takes({A::Timeout}), Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls",
            "Python's: None blocks, seconds are the longest wait of a call, 0 never waits. From the next call on."),
        "socket(7)"_page},
    CallInfo{CallKind::GetTimeout, "gettimeout"_page, 0, Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Python's: tells the mode: None, seconds, or 0.0."), "socket(7)"_page},
    CallInfo{CallKind::SetBlocking, "setblocking"_page, takes({A::Blocking}), Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Python's: True is settimeout(None), False is settimeout(0): O_NONBLOCK."),
        "fcntl(2)"_page},
    CallInfo{CallKind::Shutdown, "shutdown"_page, takes({A::How}), Receiving, Peered, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Ends one direction or both; the socket stays open."), "shutdown(2)"_page},
    CallInfo{CallKind::Close, "close"_page, 0, Open, Open, {},
        QT_TRANSLATE_NOOP("ui::Calls", "Closes the socket; a call that waits is cancelled first."), "close(2)"_page},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < Table.size(); ++i) {
        if (std::size_t(Table[i].kind) != i)
            return false;
    }
    return true;
}
static_assert(isInOrder(), "a call's row is found by its number");

QString stateText(State state)
{
    switch (state) {
    case State::Opening: return callText("still being opened");
    case State::Created: return callText("new: it has no address and no peer");
    case State::Bound: return callText("only bound");
    case State::Listening: return callText("listening");
    case State::Connecting: return callText("still connecting");
    case State::Connected: return callText("connected");
    case State::HalfClosedIn: return callText("at the end of what the peer sends");
    case State::HalfClosedOut: return callText("shut down for sending");
    case State::Closed: return callText("closed");
    case State::Failed: return callText("closed after a failure");
    }
    return {};
}

} // namespace

QString callText(const char* text)
{
    return QCoreApplication::translate("ui::Calls", text);
}

std::span<const CallInfo> callTable()
{
    return Table;
}

const CallInfo& callInfo(CallKind kind)
{
    return Table[std::size_t(kind)];
}

QString callGroup(CallKind kind)
{
    switch (kind) {
    case CallKind::Socket: return callText("Open");
    case CallKind::Recv: return callText("Transfer");
    case CallKind::GetSockName: return callText("Names");
    case CallKind::SetSockOpt: return callText("Options");
    case CallKind::Shutdown: return callText("Close");
    default: return {};
    }
}

std::optional<CallKind> nextCall(CallKind made, net::Protocol protocol)
{
    const bool hasConnections = net::hasConnections(protocol);
    switch (made) {
    case CallKind::Socket: return CallKind::Bind;
    case CallKind::Bind: return hasConnections ? CallKind::Listen : CallKind::RecvFrom;
    case CallKind::Listen: return CallKind::Accept;
    case CallKind::Accept: return CallKind::Recv;
    case CallKind::Connect: return hasConnections ? CallKind::SendAll : CallKind::Send;
    default: return {};
    }
}

namespace {

bool sends(CallKind kind)
{
    switch (kind) {
    case CallKind::Send:
    case CallKind::SendAll:
    case CallKind::SendTo:
    case CallKind::SendFile:
    case CallKind::FileWrite:
    case CallKind::FileFlush: return true;
    default: return false;
    }
}

/// What the state alone does not tell.
QString whyNotNow(const CallInfo& call, const engine::EndpointStatus& status)
{
    const bool isStream = net::isStream(status.info.protocol);
    if (sends(call.kind) && status.sendShutDown)
        return callText("No %1 now: the socket is %2.").arg(call.name, stateText(State::HalfClosedOut));
    if (call.kind == CallKind::Listen && net::isUnix(status.info.protocol) && status.state == State::Created)
        return callText("No listen now: a Unix socket needs a name first, by bind.");
    const bool sendsToPeer = call.kind == CallKind::Send || call.kind == CallKind::SendAll;
    if (sendsToPeer && !isStream && (status.state == State::Created || status.state == State::Bound))
        return callText("No %1 now: the socket has no peer. Connect it, or use sendto.").arg(call.name);
    const bool readsFile = call.kind == CallKind::FileRead || call.kind == CallKind::FileReadLine;
    if (readsFile && status.receive == engine::ReceiveMode::Automatic)
        return callText("No %1 now: the endpoint receives by itself. Choose on demand in Properties.").arg(call.name);
    return {};
}

} // namespace

QString whyNot(const CallInfo& call, const engine::EndpointStatus* status)
{
    if (call.kind == CallKind::Socket)
        return {};
    if (!status)
        return callText("Select an endpoint, or make one with socket.");
    const bool isStream = net::hasConnections(status->info.protocol);
    const std::uint16_t states = isStream ? call.streamStates : call.datagramStates;
    if (states == 0)
        return isStream ? callText("%1 is for datagram sockets.").arg(call.name)
                        : callText("%1 is for stream sockets.").arg(call.name);
    if (QString reason = whyNotNow(call, *status); !reason.isEmpty() && !engine::isEnded(status->state))
        return reason;
    if ((states >> unsigned(status->state) & 1U) == 0)
        return callText("No %1 now: the socket is %2.").arg(call.name, stateText(status->state));
    return {};
}

namespace {

/// What a call would wait for.
enum class Awaited
{
    Nothing,
    Input,
    Room, ///< in the send buffer, or in a Unix receiver's queue
    Peer
};

Awaited awaitedBy(CallKind kind, net::Protocol protocol)
{
    switch (kind) {
    case CallKind::Accept:
    case CallKind::Recv:
    case CallKind::RecvFrom:
    case CallKind::RecvMsg:
    case CallKind::FileRead:
    case CallKind::FileReadLine: return Awaited::Input;
    case CallKind::Connect:
    case CallKind::ConnectEx: return net::hasConnections(protocol) ? Awaited::Peer : Awaited::Nothing;
    default: return sends(kind) ? Awaited::Room : Awaited::Nothing;
    }
}

QString endsAtOnce(Awaited awaited, net::Protocol protocol)
{
    switch (awaited) {
    case Awaited::Input: return callText("It does not wait: EAGAIN at once if there is nothing.");
    case Awaited::Room: return callText("It does not wait: EAGAIN at once if there is no room.");
    case Awaited::Peer:
        return net::isUnix(protocol)
            ? callText("It does not wait: EAGAIN at once if the listener's backlog is full.")
            : callText("It does not wait: EINPROGRESS at once, and the log tells later how it ended.");
    case Awaited::Nothing: break;
    }
    return {};
}

QString waitsFor(Awaited awaited)
{
    switch (awaited) {
    case Awaited::Input: return callText("It waits if there is nothing");
    case Awaited::Room: return callText("It waits if there is no room");
    case Awaited::Peer: return callText("It waits for the peer's answer");
    case Awaited::Nothing: break;
    }
    return {};
}

} // namespace

QString howItWaits(const CallInfo& call, const engine::EndpointStatus& status)
{
    const Awaited awaited = awaitedBy(call.kind, status.info.protocol);
    if (awaited == Awaited::Nothing)
        return {};
    switch (status.mode.mode) {
    case net::Mode::NonBlocking: return endsAtOnce(awaited, status.info.protocol);
    case net::Mode::Blocking: return waitsFor(awaited) % u'.';
    case net::Mode::Timeout: break;
    }
    const std::chrono::duration<double> longest = status.mode.timeout;
    return callText("%1, at most %2 s.").arg(waitsFor(awaited), QLocale().toString(longest.count(), 'g', 6));
}

} // namespace ui
