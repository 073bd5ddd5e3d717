// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/operations.h"
#include "cli/script/present.h"
#include "net/option.h"
#include "net/syscalls.h"

#include <QJsonArray>

#include <netinet/in.h>

#include <array>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

/// Python takes -1 for a family and a type as "the usual one".
int orUsual(int given, int usual)
{
    return given == -1 ? usual : given;
}

Outcome socket(Step& step)
{
    const QString name = step.arguments.name("as"_L1);
    const int family = orUsual(step.arguments.constant("family"_L1, AF_INET), AF_INET);
    const int type = orUsual(step.arguments.constant("type"_L1, SOCK_STREAM), SOCK_STREAM);
    const int protocol = orUsual(step.arguments.constant("proto"_L1, 0), 0);
    if (const auto problem = step.problem())
        return *problem;
    auto opened = Socket::open(family, type, protocol);
    if (!opened)
        return Outcome::errnoIs(opened.error().code);
    step.set(name, {*std::move(opened), {}});
    return Outcome::ok();
}

Outcome socketpair(Step& step)
{
    const QJsonArray names = step.arguments.value("as"_L1).toArray();
    if (names.size() != 2 || names[0].toString().isEmpty() || names[1].toString().isEmpty())
        step.arguments.refuse("two names are expected", "as"_L1);
    else if (names[0] == names[1])
        step.arguments.refuse("each of the two needs a name of its own", "as"_L1);
    const int family = step.arguments.constant("family"_L1, AF_UNIX);
    const int type = step.arguments.constant("type"_L1, SOCK_STREAM);
    if (const auto problem = step.problem())
        return *problem;
    auto pair = net::socketpair(family, type, net::FdMode::Blocking);
    if (!pair)
        return Outcome::errnoIs(pair.error().code);
    const int plainType = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    auto one = std::make_shared<Socket>(std::move(pair->first), family, plainType);
    auto other = std::make_shared<Socket>(std::move(pair->second), family, plainType);
    if ((type & SOCK_NONBLOCK) != 0) {
        (void)one->setMode({net::Mode::NonBlocking, {}});
        (void)other->setMode({net::Mode::NonBlocking, {}});
    }
    step.set(names[0].toString(), {std::move(one), {}});
    step.set(names[1].toString(), {std::move(other), {}});
    return Outcome::ok();
}

/// One of the addresses: a socket of its own that is connected, or why there is none.
tl::expected<std::shared_ptr<Socket>, Outcome> connectTo(
    Step& step, const engine::LookupEntry& entry, const std::optional<net::ModeSetting>& mode)
{
    auto socket = Socket::open(entry.family, entry.type, entry.protocol);
    if (!socket)
        return tl::unexpected(Outcome::errnoIs(socket.error().code));
    if (mode)
        (void)(*socket)->setMode(*mode);
    const net::CallResult result = step.make(**socket, net::ConnectCall{entry.address});
    if (const auto failure = Outcome::failureOf(result))
        return tl::unexpected(*failure);
    return *std::move(socket);
}

/// Python's socket.create_connection: each address in turn, with the timeout anew; the last error counts.
Outcome createConnection(Step& step)
{
    const QString name = step.arguments.name("as"_L1);
    std::optional<net::ModeSetting> mode;
    if (step.arguments.has("timeout"_L1))
        mode = step.arguments.timeout("timeout"_L1);
    const auto address = withNamesPutIn(step, "addr"_L1);
    if (!address)
        return address.error();
    const QJsonArray parts = address->toArray();
    if (parts.size() != 2)
        step.arguments.refuse("[host, port] is expected", "addr"_L1);
    auto lookup = readLookup(step, parts.at(0), parts.at(1), "addr", "addr");
    if (!lookup)
        return lookup.error();
    lookup->type = SOCK_STREAM;
    std::optional<base::Monotonic::time_point> deadline;
    if (mode && mode->mode == net::Mode::Timeout)
        deadline = base::Monotonic::now() + mode->timeout;
    const LookupEnd found = lookUp(step.world.lookup, *lookup, deadline, step.caller);
    if (const auto failure = failureOf(found))
        return *failure;
    Outcome last = Outcome::ok();
    for (const engine::LookupEntry& entry : found.answer.entries) {
        auto socket = connectTo(step, entry, mode);
        if (socket) {
            step.set(name, {*std::move(socket), {}});
            return Outcome::ok();
        }
        last = socket.error();
        if (step.caller.isCancelled())
            break;
    }
    return last;
}

/// Python's socket.create_server: SO_REUSEADDR always, IPv6 for IPv6 alone unless both are asked for.
Outcome createServer(Step& step)
{
    constexpr int PythonsBacklog = 128;
    const QString name = step.arguments.name("as"_L1);
    const int family = orUsual(step.arguments.constant("family"_L1, AF_INET), AF_INET);
    const bool isDual = step.arguments.choice("dualstack"_L1);
    if (isDual && family != AF_INET6)
        step.arguments.refuse("only an AF_INET6 socket can take both", "dualstack"_L1);
    if (const auto problem = step.problem())
        return *problem;
    auto opened = Socket::open(family, SOCK_STREAM, 0);
    if (!opened)
        return Outcome::errnoIs(opened.error().code);
    const std::shared_ptr<Socket> socket = *std::move(opened);
    (void)net::setIntOption(socket->fd(), SOL_SOCKET, SO_REUSEADDR, 1);
    if (family == AF_INET6) {
        if (const auto set = net::setIntOption(socket->fd(), IPPROTO_IPV6, IPV6_V6ONLY, isDual ? 0 : 1); !set)
            return Outcome::errnoIs(set.error().code);
    }
    const auto target = readAddress(step, "addr"_L1, *socket);
    if (!target)
        return target.error();
    if (const auto failure = Outcome::failureOf(step.make(*socket, net::BindCall{target->address})))
        return *failure;
    if (const auto failure = Outcome::failureOf(step.make(*socket, net::ListenCall{PythonsBacklog})))
        return *failure;
    step.set(name, {socket, {}});
    return Outcome::ok();
}

constexpr auto OpeningTable = std::to_array<NamedOperation>({
    {"socket", socket, "as family type proto"},
    {"socketpair", socketpair, "as family type"},
    {"create_connection", createConnection, "as addr timeout"},
    {"create_server", createServer, "as addr family dualstack"},
});

} // namespace

std::span<const NamedOperation> openingOperations()
{
    return OpeningTable;
}

} // namespace cli::script
