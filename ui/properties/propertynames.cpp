// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/propertynames.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ui {

using session::PropertyKey;

namespace {

constexpr std::pair<PropertyKey, PropertyNames> Table[] = {
    {PropertyKey::Name,
        {QT_TRANSLATE_NOOP("ui::Property", "name"),
            QT_TRANSLATE_NOOP("ui::Property", "What the endpoint is called in the log.")}},
    {PropertyKey::State,
        {QT_TRANSLATE_NOOP("ui::Property", "state"),
            QT_TRANSLATE_NOOP("ui::Property", "Where the endpoint stands. TCP's own state is in TCP_INFO.")}},
    {PropertyKey::StateSteps,
        {QT_TRANSLATE_NOOP("ui::Property", "states"),
            QT_TRANSLATE_NOOP("ui::Property", "The states so far, each with the record of the call that caused it.")}},
    {PropertyKey::Role,
        {QT_TRANSLATE_NOOP("ui::Property", "role"),
            QT_TRANSLATE_NOOP("ui::Property", "What the endpoint is there for.")}},
    {PropertyKey::Family,
        {QT_TRANSLATE_NOOP("ui::Property", "family"),
            QT_TRANSLATE_NOOP("ui::Property", "The first argument of socket(): which addresses it uses.")}},
    {PropertyKey::Type,
        {QT_TRANSLATE_NOOP("ui::Property", "type"),
            QT_TRANSLATE_NOOP("ui::Property", "The second argument of socket(): a stream of bytes, or datagrams.")}},
    {PropertyKey::Protocol,
        {QT_TRANSLATE_NOOP("ui::Property", "protocol"),
            QT_TRANSLATE_NOOP("ui::Property", "What the endpoint was opened as.")}},
    {PropertyKey::Descriptor,
        {QT_TRANSLATE_NOOP("ui::Property", "descriptor"),
            QT_TRANSLATE_NOOP("ui::Property", "The number that socket() or accept() gave: a file descriptor.")}},
    {PropertyKey::LocalAddress,
        {QT_TRANSLATE_NOOP("ui::Property", "local address"),
            QT_TRANSLATE_NOOP("ui::Property", "This end, as getsockname() gives it.")}},
    {PropertyKey::PeerAddress,
        {QT_TRANSLATE_NOOP("ui::Property", "peer address"),
            QT_TRANSLATE_NOOP("ui::Property", "The other end, as getpeername() gives it.")}},
    {PropertyKey::FileMode,
        {QT_TRANSLATE_NOOP("ui::Property", "file mode"),
            QT_TRANSLATE_NOOP("ui::Property", "Who may use the socket's file: connecting needs write permission.")}},
    {PropertyKey::LastError,
        {QT_TRANSLATE_NOOP("ui::Property", "last error"),
            QT_TRANSLATE_NOOP("ui::Property", "The last call on this endpoint that failed, and its errno.")}},
    {PropertyKey::ReceiveQueue,
        {QT_TRANSLATE_NOOP("ui::Property", "kernel receive queue"),
            QT_TRANSLATE_NOOP("ui::Property", "Arrived, but not read yet (FIONREAD).")}},
    {PropertyKey::SendQueue,
        {QT_TRANSLATE_NOOP("ui::Property", "kernel send queue"),
            QT_TRANSLATE_NOOP("ui::Property", "Taken by send, but not acknowledged by the peer yet (SIOCOUTQ).")}},
    {PropertyKey::QueuedBytes,
        {QT_TRANSLATE_NOOP("ui::Property", "waiting to be sent"),
            QT_TRANSLATE_NOOP("ui::Property", "Waits here until the kernel's send buffer has room.")}},
    {PropertyKey::BytesIn,
        {QT_TRANSLATE_NOOP("ui::Property", "received"),
            QT_TRANSLATE_NOOP("ui::Property", "All bytes that recv gave.")}},
    {PropertyKey::BytesOut,
        {QT_TRANSLATE_NOOP("ui::Property", "sent"), QT_TRANSLATE_NOOP("ui::Property", "All bytes that send took.")}},
    {PropertyKey::MessagesIn,
        {QT_TRANSLATE_NOOP("ui::Property", "receive calls"),
            QT_TRANSLATE_NOOP("ui::Property", "Calls that received something; for datagrams each is one.")}},
    {PropertyKey::MessagesOut,
        {QT_TRANSLATE_NOOP("ui::Property", "send calls"),
            QT_TRANSLATE_NOOP("ui::Property", "Calls that sent something; for datagrams each is one.")}},
    {PropertyKey::Records,
        {QT_TRANSLATE_NOOP("ui::Property", "records"),
            QT_TRANSLATE_NOOP("ui::Property", "Rows of the log that belong to this endpoint.")}},
    {PropertyKey::DroppedRecords,
        {QT_TRANSLATE_NOOP("ui::Property", "not recorded"),
            QT_TRANSLATE_NOOP("ui::Property", "Could not be written to the capture; the traffic itself went on.")}},
    {PropertyKey::CutBytes,
        {QT_TRANSLATE_NOOP("ui::Property", "cut"),
            QT_TRANSLATE_NOOP(
                "ui::Property", "Bytes beyond the snap length: moved, but not recorded (Capture > Recording Limits)")}},
    {PropertyKey::KernelDrops,
        {QT_TRANSLATE_NOOP("ui::Property", "dropped by kernel"),
            QT_TRANSLATE_NOOP("ui::Property", "Datagrams that found SO_RCVBUF full (SO_RXQ_OVFL).")}},
    {PropertyKey::OpenConnections,
        {QT_TRANSLATE_NOOP("ui::Property", "open connections"),
            QT_TRANSLATE_NOOP("ui::Property", "Accepted here and not closed yet.")}},
    {PropertyKey::TotalConnections,
        {QT_TRANSLATE_NOOP("ui::Property", "accepted in all"),
            QT_TRANSLATE_NOOP("ui::Property", "Accepted here since the listener was opened.")}},
    {PropertyKey::Mode,
        {nullptr,
            QT_TRANSLATE_NOOP("ui::Property",
                "Who waits: blocking, timeout and non-blocking are Python's settimeout(None), "
                "settimeout(t) and settimeout(0).")}},
    {PropertyKey::Timeout,
        {nullptr,
            QT_TRANSLATE_NOOP(
                "ui::Property", "How long a call may wait, in seconds. none waits without end, 0 not at all.")}},
    {PropertyKey::Lanes,
        {nullptr,
            QT_TRANSLATE_NOOP("ui::Property",
                "In blocking and timeout mode: two threads, so that a send need not wait for a recv, or one as in a "
                "simple "
                "program, where it does.")}},
    {PropertyKey::NonBlockingFlag,
        {nullptr,
            QT_TRANSLATE_NOOP(
                "ui::Property", "The descriptor's flag as fcntl(F_GETFL) reports it. Timeout mode sets it too.")}},
    {PropertyKey::Receive,
        {nullptr,
            QT_TRANSLATE_NOOP(
                "ui::Property", "Automatic receives again and again; on demand waits for the Receive button.")}},
    {PropertyKey::ReceiveSize,
        {nullptr, QT_TRANSLATE_NOOP("ui::Property", "recv's bufsize: the most that one call gives.")}},
    {PropertyKey::Echo,
        {nullptr,
            QT_TRANSLATE_NOOP(
                "ui::Property", "Sends back whatever arrives. Connections that a listener accepts take it over.")}},
    {PropertyKey::Framing,
        {nullptr,
            QT_TRANSLATE_NOOP("ui::Property",
                "How its bytes make messages, for the log's column Message; nothing is sent or received otherwise. A "
                "name such as lines, or a rule: delimiter=0d0a, fixed=16, length=offset:2,width:2, varint, slip, cobs, "
                "idle=20ms. Connections that a listener accepts take it over.")}},
    {PropertyKey::Replies,
        {nullptr,
            QT_TRANSLATE_NOOP("ui::Property",
                "The file of rules by which what arrives is answered, as it was read when the endpoint was opened.")}},
    {PropertyKey::Backlog,
        {nullptr,
            QT_TRANSLATE_NOOP(
                "ui::Property", "How many connections may wait for accept. net.core.somaxconn caps it.")}},
};

} // namespace

const PropertyNames* propertyNames(PropertyKey key)
{
    const auto* found = std::ranges::find(Table, key, &std::pair<PropertyKey, PropertyNames>::first);
    return found == std::end(Table) ? nullptr : &found->second;
}

} // namespace ui
