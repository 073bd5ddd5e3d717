// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "net/option.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace session {

/// Under which heading a property is listed, in this order. What says how calls are made comes first, without one.
enum class PropertyGroup
{
    Mode,
    Common, ///< options of any level that are set most
    Facts,
    Socket,
    Ip,
    Ipv6,
    Tcp,
    Udp,
    TcpInfo
};

/// What a property is. An option or a fact of TCP_INFO is told from its like by its name.
enum class PropertyKey
{
    Name,
    State,
    StateSteps, ///< each state so far, with the number of the record that caused it
    Role,
    Family,
    Type,
    Protocol,
    Descriptor,
    LocalAddress,
    PeerAddress,
    FileMode,
    LastError,
    ReceiveQueue,
    SendQueue,
    QueuedBytes,
    BytesIn,
    BytesOut,
    MessagesIn,
    MessagesOut,
    Records,
    DroppedRecords,
    CutBytes,
    KernelDrops,
    OpenConnections,
    TotalConnections,
    Mode,
    Timeout,
    Lanes,
    NonBlockingFlag,
    Receive,
    ReceiveSize,
    Echo,
    Replies,
    Framing,
    Backlog,
    Option,
    TcpFact
};

/// How a value is edited.
enum class PropertyType
{
    Text,
    Flag, ///< "0" or "1"
    Number,
    Choice,
    Seconds,
    Linger
};

/// One row of the property panel. A value; equal rows look the same.
struct Property
{
    PropertyGroup group = PropertyGroup::Facts;
    PropertyKey key = PropertyKey::Name;
    const net::OptionInfo* option = nullptr; ///< its row in the table, for PropertyKey::Option
    QString name; ///< as in C, or the plain term; never translated
    QString value; ///< as text that can be typed in again
    int code = 0; ///< the value's enumerator (engine::State, net::Mode...) where it has one
    PropertyType type = PropertyType::Text;
    qint64 minimum = 0;
    qint64 maximum = 0;
    QStringList choices;
    QString unit; ///< "bytes", "s", "ms", "us", "hops"...
    bool isReadOnly = true;
    base::Error readError; ///< why there is no value; code 0 when there is
    QByteArray bytes; ///< the value of an option as getsockopt gave it
    std::optional<QString> freshValue; ///< what a fresh socket of the kind has, where that is known to be another

    friend bool operator==(const Property&, const Property&) = default;
};

/// The same property, whatever its value.
[[nodiscard]] bool isSame(const Property& a, const Property& b);

/// A heading as in C, or the plain term: "SOL_SOCKET", "TCP_INFO", "Facts"; empty for what has none.
[[nodiscard]] QString groupName(PropertyGroup group);

/// recv's buffer in bytes where an endpoint leaves it to the default.
inline constexpr std::uint32_t DefaultReceiveSize = 64 * 1024;
/// A day: more is waiting without end.
inline constexpr qint64 MaxTimeoutSeconds = 86'400;

} // namespace session

Q_DECLARE_METATYPE(const net::OptionInfo*)
