// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/command.h"
#include "net/address.h"
#include "net/protocol.h"
#include "session/valuerule.h"

#include <QString>

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace session {

enum class OpenAs
{
    Listener,
    Connection
};

/// What a person asked to be opened, before any name is resolved.
struct OpenRequest
{
    OpenAs as = OpenAs::Connection;
    net::Protocol protocol = net::Protocol::Tcp;
    QString host; ///< a name, an IP address, or for Unix protocols a path or "@abstract"
    std::uint16_t port = 0; ///< 0 lets the kernel choose (listeners)
    int family = AF_UNSPEC; ///< AF_INET or AF_INET6: the only addresses of a name that are taken
    /// Of a connection: bound to before connect(2). A wildcard is that of the family that it connects by.
    std::optional<net::Address> local;
    int backlog = 128;
    std::chrono::nanoseconds connectTimeout{0}; ///< 0 leaves it to the kernel
    std::uint32_t datagramSize
        = 8192; ///< bytes of a stream (standard input) that go into one message; as ncat and socat
    engine::Setup setup;
    QString options; ///< what of this was said behind the '?' of a URL, in its words
};

/// A path, or '@' and a name in the abstract namespace. Errors: those of Address::fromPath and fromAbstract.
[[nodiscard]] base::Result<net::Address> unixAddress(const QString& text);

/// What was asked for as a person writes it: "localhost:80", "[::1]:80", a path. Any characters.
[[nodiscard]] QString requestedAddress(const OpenRequest& request);

/// What a URL begins with.
struct UrlScheme
{
    QLatin1StringView name;
    OpenAs as;
    net::Protocol protocol;
};
[[nodiscard]] std::span<const UrlScheme> urlSchemes();

/// The URL that parseUrl() makes this of; empty for a path that none can say, since it has a '?'.
[[nodiscard]] QString urlOf(const OpenRequest& request);

/// Why an address, port or URL cannot be used.
enum class OpenProblem
{
    UnknownScheme,
    MissingAddress,
    BadAddress, ///< no IPv6 address although it has colons, or characters that no name has
    UnknownScope, ///< fe80::1%eth9, and there is no eth9
    AddressHasExtraParts, ///< user:password, path, fragment or percent escapes
    BadBrackets,
    PortMissing,
    PortNotANumber,
    PortOutOfRange, ///< over 65535
    PortZero, ///< a connection needs a port
    PathTooLong, ///< over 107 bytes
    PathHasNul,
    UnknownOption,
    BadOptionValue,
    OptionValueMissing,
    OptionTwice, ///< a word of ours: which of the two would count, nobody could tell
    OptionWithoutUse, ///< backlog of what does not listen
    ModeAgainstTimeout, ///< mode=timeout without a time, or another mode with one
    FamilyAgainstAddress, ///< family=ipv6 of 127.0.0.1
    ReplyFileUnreadable,
    ReplyFileWrong, ///< `part` is the file and the place in it
    LocalIsName, ///< bind(2) takes an address, and a local one is not looked up
    NotAscii, ///< and no international name either
};
/// `part` is what cannot be used, as it was typed.
struct OpenError
{
    OpenProblem problem;
    QString part;
    QString option = {}; ///< the name of the option that it stands in; empty outside of options
    ValueRule allowed = {}; ///< of a value that does not fit, or is missing
    int errorNumber = 0; ///< why a file cannot be read
};

/// Reads the fields of the open bar. The port is text, since "65536", "-1" and "abc" must be refused with a word; for
/// Unix protocols it is not looked at. A listener's empty address is 127.0.0.1: others reach only what was written to
/// be reached, as 0.0.0.0 or ::. International names become ASCII (IDNA). What inet_aton(3) takes for an address that
/// is written otherwise ("127.1", "0x7f.1", "0") is refused. No name is looked up here.
[[nodiscard]] tl::expected<OpenRequest, OpenError> parseFields(
    OpenAs as, net::Protocol protocol, const QString& address, const QString& port);

/// Reads what a connection's socket is to be bound to: "192.0.2.1", "[::1]:40000", "::1", ":40000" on any address; for
/// Unix protocols a path or "@abstract". An empty port lets the kernel choose.
[[nodiscard]] tl::expected<net::Address, OpenError> parseLocal(net::Protocol protocol, const QString& text);

/// Reads a URL of the command line: tcp://host:port, tcp-listen://[host]:port, udp://, udp-listen://, unix:/path,
/// unix-listen:/path, unix-dgram:/path, unix-dgram-listen:/path, unix-seqpacket:/path, unix-seqpacket-listen:/path,
/// unix:@abstract, and after '?' options by their C name or word:
/// ?echo&SO_RCVBUF=65536&mode=timeout&timeout=2.5&backlog=5&receive=demand&bufsize=1024&datagram=512&ttl=3&family=ipv4
/// &local=127.0.0.1:40000.
[[nodiscard]] tl::expected<OpenRequest, OpenError> parseUrl(const QString& url);

} // namespace session
