// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/present.h"
#include "cli/script/step.h"
#include "codec/hex.h"
#include "net/names.h"
#include "net/syscalls.h"

#include <QJsonArray>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <limits>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view Field = "addr";
constexpr std::uint32_t HighestFlow = 0xfffff;

tl::unexpected<Outcome> refused(std::string_view why)
{
    return tl::unexpected(Outcome::invalid(why, Field));
}

/// What getsockname says of a socket of the script.
tl::expected<QJsonValue, Outcome> nameOf(Step& step, const QString& name)
{
    const Object object = step.world.names.find(name);
    if (!object.socket)
        return refused("'" + name.left(40).toStdString() + "' is no socket");
    const auto address = net::getsockname(object.socket->fd());
    if (!address)
        return tl::unexpected(Outcome::errnoIs(address.error().code));
    return plainAddressValue(*address);
}

/// "@L" is the whole address of L, "@L.port" its port, which stays known when it is closed.
tl::expected<QJsonValue, Outcome> putIn(Step& step, const QString& reference)
{
    const qsizetype dot = reference.indexOf(u'.');
    const QString name = reference.mid(1, dot < 0 ? -1 : dot - 1);
    const bool wantsPort = dot >= 0;
    if (wantsPort && QStringView(reference).mid(dot + 1) != "port"_L1)
        return refused(R"("@name" or "@name.port" is expected)");
    auto address = nameOf(step, name);
    if (!wantsPort)
        return address;
    if (address && address->isArray() && address->toArray().size() >= 2)
        return QJsonValue(address->toArray().at(1));
    if (const auto port = step.world.names.portOf(name))
        return QJsonValue(*port);
    return address ? refused("this socket has no port") : address;
}

/// CPython's idna_converter: ASCII goes as it is, a NUL not at all.
tl::expected<std::string, Outcome> hostName(const QJsonValue& host)
{
    if (!host.isString())
        return refused("the host is text");
    const QString text = host.toString();
    const bool isAscii = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
    const auto name = isAscii ? std::optional(text.toStdString()) : asciiHost(text);
    if (!name || name->find('\0') != std::string::npos)
        return refused("the host is no name that can be looked up");
    return *name;
}

/// The host's address with port 0, as CPython's setipaddr finds it. Takes what a lookup needs from the mode's timeout.
tl::expected<net::Address, Outcome> ipOf(Step& step, const std::string& host, int family, net::ModeSetting& mode)
{
    if (host.empty())
        return net::Address::anyOf(family, 0);
    if (host == "<broadcast>" || host == "255.255.255.255") {
        if (family != AF_INET)
            return refused("the broadcast address is an IPv4 address");
        return *net::Address::fromIp("255.255.255.255", 0);
    }
    sockaddr_in6 v6{};
    if (family == AF_INET) {
        if (const auto address = net::Address::fromIp(host, 0); address && address->family() == AF_INET)
            return *address;
    } else if (::inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1) {
        return *net::Address::fromIp(host, 0);
    }
    std::optional<base::Monotonic::time_point> deadline;
    if (mode.mode == net::Mode::Timeout)
        deadline = base::Monotonic::now() + mode.timeout;
    const LookupEnd found = lookUp(step.world.lookup, {.host = host, .family = family}, deadline, step.caller);
    if (const auto failure = failureOf(found))
        return tl::unexpected(*failure);
    if (deadline)
        mode.timeout
            = std::max(std::chrono::nanoseconds(*deadline - base::Monotonic::now()), std::chrono::nanoseconds(1));
    return found.answer.entries.front().address;
}

tl::expected<Target, Outcome> ipTarget(Step& step, const QJsonValue& value, const Socket& socket)
{
    const bool isV6 = socket.family() == AF_INET6;
    const QJsonArray parts = value.toArray();
    if (!value.isArray() || parts.size() < 2 || parts.size() > (isV6 ? 4 : 2))
        return refused(isV6 ? "[host, port] or [host, port, flow, scope] is expected" : "[host, port] is expected");
    const auto host = hostName(parts[0]);
    if (!host)
        return tl::unexpected(host.error());
    const auto port = intNumber(parts[1]);
    if (!port)
        return refused("the port is a number");
    std::array<std::uint32_t, 2> further{};
    for (qsizetype i = 2; i < parts.size(); ++i) {
        const auto number = wholeNumber(parts[i]);
        if (!number || *number < 0 || *number > std::numeric_limits<std::uint32_t>::max())
            return refused("flow and scope are numbers from 0 to 4294967295");
        further[static_cast<std::size_t>(i - 2)] = static_cast<std::uint32_t>(*number);
    }
    Target target{.mode = socket.mode()};
    const auto ip = ipOf(step, *host, socket.family(), target.mode);
    if (!ip)
        return tl::unexpected(ip.error());
    if (*port < 0 || *port > std::numeric_limits<std::uint16_t>::max())
        return refused("the port is out of range: 0 to 65535");
    if (further[0] > HighestFlow)
        return refused("the flow is out of range: 0 to 1048575");
    target.address = ip->withPort(static_cast<std::uint16_t>(*port));
    if (isV6) {
        auto v6 = *reinterpret_cast<const sockaddr_in6*>(target.address.data());
        v6.sin6_flowinfo = htonl(further[0]);
        v6.sin6_scope_id = further[1];
        target.address = net::Address::fromSockaddr(reinterpret_cast<const sockaddr*>(&v6), sizeof(v6));
    }
    return target;
}

/// The bytes of a Unix socket's name: a path, or a NUL and an abstract name.
tl::expected<std::string, Outcome> unixName(const QJsonValue& value)
{
    if (value.isString()) {
        if (const auto path = fileNameBytes(value.toString()))
            return *path;
        return refused("the path has half a surrogate pair");
    }
    const QJsonObject object = value.toObject();
    if (object.size() > 1)
        return refused(R"({"path_hex"} or {"abstract"} alone is expected)");
    if (object.contains("abstract"_L1) && object.value("abstract"_L1).isString())
        return std::string(1, '\0') + object.value("abstract"_L1).toString().toStdString();
    if (const QJsonValue hex = object.value("path_hex"_L1); hex.isString()) {
        const auto bytes = codec::parseHex(hex.toString().toStdString());
        if (bytes)
            return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    }
    return refused(R"(a path, {"path_hex"} or {"abstract"} is expected)");
}

tl::expected<Target, Outcome> unixTarget(const QJsonValue& value, const Socket& socket)
{
    const auto name = unixName(value);
    if (!name)
        return tl::unexpected(name.error());
    if (name->empty()) {
        // No name at all: bind lets the kernel choose one - unix(7).
        const sockaddr unnamed{.sa_family = AF_UNIX, .sa_data = {}};
        return Target{net::Address::fromSockaddr(&unnamed, sizeof(sa_family_t)), socket.mode()};
    }
    const bool isAbstract = name->front() == '\0';
    const auto address
        = isAbstract ? net::Address::fromAbstract(std::string_view(*name).substr(1)) : net::Address::fromPath(*name);
    if (!address)
        return refused(address.error().code == ENAMETOOLONG ? "the path has more than 107 bytes"
                                                            : "the path has a NUL, at which the kernel would cut it");
    return Target{*address, socket.mode()};
}

} // namespace

tl::expected<QJsonValue, Outcome> withNamesPutIn(Step& step, QLatin1StringView key)
{
    if (!step.arguments.has(key))
        return refused("missing");
    const QJsonValue value = step.arguments.value(key);
    const auto isReference = [](const QJsonValue& part) { return part.toString().startsWith(u'@'); };
    if (isReference(value))
        return putIn(step, value.toString());
    if (!value.isArray())
        return value;
    QJsonArray parts;
    const QJsonArray given = value.toArray();
    for (const auto& part : given) {
        if (!isReference(part)) {
            parts.append(part);
            continue;
        }
        auto known = putIn(step, part.toString());
        if (!known)
            return known;
        parts.append(*known);
    }
    return QJsonValue(parts);
}

tl::expected<Target, Outcome> readAddress(Step& step, QLatin1StringView key, const Socket& socket)
{
    const auto value = withNamesPutIn(step, key);
    if (!value)
        return tl::unexpected(value.error());
    if (socket.family() == AF_INET || socket.family() == AF_INET6)
        return ipTarget(step, *value, socket);
    if (socket.family() == AF_UNIX)
        return unixTarget(*value, socket);
    return refused("addresses of this family cannot be given");
}

tl::expected<engine::LookupQuestion, Outcome> readLookup(
    Step& step, const QJsonValue& host, const QJsonValue& port, std::string_view hostField, std::string_view portField)
{
    engine::LookupQuestion lookup;
    // The resolver is in C: what stands behind a NUL it never sees.
    const auto untilNul = [](const std::string& text) { return text.substr(0, text.find('\0')); };
    if (host.isString()) {
        const auto name = asciiHost(host.toString());
        if (!name)
            step.arguments.refuse("a label is empty, over 63 bytes, or has characters that no name has", hostField);
        lookup.host = untilNul(name.value_or(std::string()));
    } else if (!host.isNull()) {
        step.arguments.refuse("null or text is expected", hostField);
    }
    if (port.isString()) {
        lookup.service = untilNul(port.toString().toStdString());
    } else if (const auto number = wholeNumber(port); number && !port.isBool()) {
        lookup.service = std::to_string(*number);
    } else if (!port.isNull()) {
        step.arguments.refuse("null, a number or a service's name is expected", portField);
    }
    if (const auto problem = step.problem())
        return tl::unexpected(*problem);
    return lookup;
}

std::optional<Outcome> failureOf(const LookupEnd& end)
{
    switch (end.as) {
    case LookupEnd::As::TimedOut: return Outcome::timedOut();
    case LookupEnd::As::Cancelled: return Outcome::errnoIs(ECANCELED);
    case LookupEnd::As::Answered: break;
    }
    if (end.answer.error == 0)
        return std::nullopt;
    if (end.answer.error == EAI_SYSTEM)
        return Outcome::errnoIs(end.answer.errorNumber);
    return Outcome::error(net::lookupErrorName(end.answer.error));
}

} // namespace cli::script
