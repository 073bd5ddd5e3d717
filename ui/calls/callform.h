// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/command.h"
#include "ui/calls/calltable.h"

#include <QString>

#include <tl/expected.hpp>

#include <variant>

namespace ui {

/// What was typed and chosen for a call. Only the fields that the call takes are looked at.
struct CallForm
{
    CallKind kind = CallKind::Socket;
    net::Protocol protocol = net::Protocol::Tcp; ///< of the new socket
    bool isIpv6 = false; ///< the new socket's family, for TCP and UDP
    QString address; ///< numeric or a name; for Unix sockets a path or "@abstract"
    QString port;
    int backlog = 1;
    int size = 1024; ///< bytes
    int controlSize = 0; ///< bytes of room for ancillary data
    QString data; ///< with escapes, as codec::parseEscaped reads them
    QString path;
    QString offset; ///< bytes; empty for 0
    QString count; ///< bytes; empty for all
    QString savePath; ///< where received bytes go; empty: into the log alone
    engine::FileRequest::Existing existing = engine::FileRequest::Existing::Keep; ///< what becomes of a file there
    int how = 1; ///< SHUT_RD, SHUT_WR, SHUT_RDWR
    QString option; ///< the name in C
    QString value; ///< as net::parseOption reads it
    QString timeout; ///< "None", or seconds
    bool isBlocking = true;
    int events = 0; ///< POLL*
    int flags = 0; ///< MSG_*
};

/// socket(): a new endpoint.
struct NewSocket
{
    net::Protocol protocol;
    int family;
};
struct CloseSocket
{ };
/// A bind, connect or sendto whose address is still to be looked up.
struct NamedCall
{
    net::CallRequest call;
    QString host;
    quint16 port;
};
/// What is to be done for a call: most are requests to the kernel; the mode and the life of an endpoint are the
/// engine's.
using CallAction
    = std::variant<NewSocket, CloseSocket, net::ModeSetting, net::CallRequest, NamedCall, engine::FileRequest>;

/// The socket that a call is made on.
struct CallSocket
{
    net::Protocol protocol = net::Protocol::Tcp;
    int family = AF_INET;
};

/// Why a form is no call: the field, and one line.
struct CallProblem
{
    CallArgument argument;
    QString text;
};

/// Turns a form into what is to be done on this socket. Makes no call and looks up no name.
[[nodiscard]] tl::expected<CallAction, CallProblem> callAction(const CallForm& form, const CallSocket& socket);

} // namespace ui
