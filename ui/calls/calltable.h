// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "net/names.h"

#include <QLatin1StringView>
#include <QString>

#include <cstdint>
#include <span>

namespace ui {

/// The socket calls that can be made by hand: those of the tables of a sockets tutorial, by Python's names.
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
    Shutdown,
    Close,
    GetSockName,
    GetPeerName,
    SetSockOpt,
    GetSockOpt,
    SetTimeout,
    GetTimeout,
    SetBlocking,
    FileNo,
    Poll,
};

/// What a call is given; a field of the form each.
enum class CallArgument : std::uint8_t
{
    Protocol,
    Family,
    Address,
    Port,
    Backlog,
    Size,
    ControlSize,
    Data,
    Path,
    Offset,
    Count,
    SavePath,
    Existing,
    How,
    Option,
    Value,
    Timeout,
    Blocking,
    Events,
    Flags,
};
inline constexpr int CallArgumentCount = int(CallArgument::Flags) + 1;

/// A call as the panel offers it: a row of the table, static for the whole run.
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

/// A text of the panel in the user's language.
[[nodiscard]] QString callText(const char* text);

/// All calls, in the order in which a program makes them.
[[nodiscard]] std::span<const CallInfo> callTable();
[[nodiscard]] const CallInfo& callInfo(CallKind kind);

/// A sentence on what the call does where it cannot end at once, as the socket's mode has it; empty where it always
/// can.
[[nodiscard]] QString howItWaits(const CallInfo& call, const engine::EndpointStatus& status);
/// One line on why the call cannot be made now; empty when it can. `status` is null when no endpoint is selected.
[[nodiscard]] QString whyNot(const CallInfo& call, const engine::EndpointStatus* status);

} // namespace ui
