// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "net/names.h"

#include <QLatin1StringView>
#include <QString>

#include <cstdint>
#include <optional>
#include <span>

namespace ui {

/// The socket calls that can be made by hand: those of the tables of a sockets tutorial, by Python's names. In groups:
/// to open, to transfer, names, options, to close.
enum class CallKind : std::uint8_t
{
    Socket,
    Bind,
    Listen,
    Accept,
    Connect,
    ConnectEx,

    Recv,
    RecvFrom,
    RecvMsg,
    Send,
    SendAll,
    SendTo,
    SendFile,
    FileRead,
    FileReadLine,
    FileWrite,
    FileFlush,
    Poll,

    GetSockName,
    GetPeerName,
    FileNo,

    SetSockOpt,
    GetSockOpt,
    SetTimeout,
    GetTimeout,
    SetBlocking,

    Shutdown,
    Close,
};

/// What a call is given, a field each, in the order in which they are written.
enum class CallArgument : std::uint8_t
{
    Family,
    Protocol,
    Data,
    Address,
    Port,
    Backlog,
    Size,
    ControlSize,
    Path,
    Offset,
    Count,
    SavePath,
    Existing,
    How,
    Option,
    Value,
    Events,
    Timeout,
    Blocking,
    Flags,
};
inline constexpr int CallArgumentCount = int(CallArgument::Flags) + 1;

/// A call as it is offered: a row of the table, static for the whole run.
struct CallInfo
{
    CallKind kind;
    QLatin1StringView name;
    std::uint32_t arguments; ///< a bit for each CallArgument
    std::uint16_t streamStates; ///< a bit for each engine::State of a stream socket that allows the call; 0 for never
    std::uint16_t datagramStates; ///< the same for datagram sockets
    std::span<const net::NamedValue> flags; ///< MSG_* that make sense with it
    const char* sentence; ///< what it does, to be translated in the context ui::Calls
    QLatin1StringView manPage;

    [[nodiscard]] bool takes(CallArgument argument) const { return (arguments >> unsigned(argument) & 1U) != 0; }
};

/// A text about calls in the user's language.
[[nodiscard]] QString callText(const char* text);

/// All calls, in the order in which a program makes them.
[[nodiscard]] std::span<const CallInfo> callTable();
[[nodiscard]] const CallInfo& callInfo(CallKind kind);

/// What the group is called that the call begins; empty for all but the first of each group.
[[nodiscard]] QString callGroup(CallKind kind);
/// The call that a program usually makes after this one has succeeded; none where there is no usual one.
/// @param protocol  of the socket that it was made on, or that it made.
[[nodiscard]] std::optional<CallKind> nextCall(CallKind made, net::Protocol protocol);

/// A sentence on what the call does where it cannot end at once, as the socket's mode has it; empty where it always
/// can.
[[nodiscard]] QString howItWaits(const CallInfo& call, const engine::EndpointStatus& status);
/// One line on why the call cannot be made now; empty when it can. `status` is null when no endpoint is selected.
[[nodiscard]] QString whyNot(const CallInfo& call, const engine::EndpointStatus* status);

} // namespace ui
