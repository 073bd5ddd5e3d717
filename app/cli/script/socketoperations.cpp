// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/operations.h"
#include "cli/script/present.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

Outcome bind(Step& step)
{
    const auto socket = step.socket();
    if (const auto problem = step.problem())
        return *problem;
    const auto target = readAddress(step, "addr"_L1, *socket);
    if (!target)
        return target.error();
    return Outcome::plain(step.make(*socket, net::BindCall{target->address}));
}

Outcome listen(Step& step)
{
    constexpr int PythonsBacklog = 128;
    const auto socket = step.socket();
    const int backlog = step.arguments.integer("backlog"_L1, PythonsBacklog);
    return called(step, socket, net::ListenCall{std::max(backlog, 0)});
}

Outcome accept(Step& step)
{
    const auto socket = step.socket();
    const QString name = step.arguments.name("as"_L1);
    return called(step, socket, net::AcceptCall{}, [&step, &socket, &name](net::CallResult& result) {
        step.set(name, {std::make_shared<Socket>(std::move(result.fd), socket->family(), socket->type()), {}});
        step.world.names.notePort(name);
        return Outcome::ok(addressValue(result.address, step.world, step.caller));
    });
}

tl::expected<net::CallResult, Outcome> makeConnect(Step& step)
{
    const auto socket = step.socket();
    if (const auto problem = step.problem())
        return tl::unexpected(*problem);
    const auto target = readAddress(step, "addr"_L1, *socket);
    if (!target)
        return tl::unexpected(target.error());
    return step.caller.make(socket->fd(), target->mode, net::ConnectCall{target->address});
}

Outcome connect(Step& step)
{
    const auto result = makeConnect(step);
    return result ? Outcome::plain(*result) : result.error();
}

/// The errno is the value.
Outcome connectEx(Step& step)
{
    const auto result = makeConnect(step);
    if (!result)
        return result.error();
    if (result->end == net::CallEnd::Cancelled)
        return Outcome::errnoIs(ECANCELED);
    const int error = net::connectExValue(*result);
    return Outcome::ok(error).with("name", QString::fromStdString(base::errnoName(error)));
}

Outcome shutdown(Step& step)
{
    const auto socket = step.socket();
    return called(step, socket, net::ShutdownCall{step.arguments.constant("how"_L1)});
}

/// The waiting calls of a socket that goes end first; what Python leaves waiting would keep the port open.
Outcome close(Step& step)
{
    const Object object = step.object();
    if (const auto problem = step.problem())
        return *problem;
    const Socket& socket = object.socket ? *object.socket : *object.file->socket();
    if (object.file || socket.isLastUser())
        step.world.cancelCallsOn(socket, step.caller);
    if (object.file) {
        if (!object.file->lock(step.caller))
            return Outcome::errnoIs(ECANCELED);
        Outcome closed = object.file->close(step.caller);
        object.file->unlock();
        return closed;
    }
    const auto closed = object.socket->close();
    return closed ? Outcome::ok() : Outcome::errnoIs(closed.error().code);
}

template <net::NameCall::Of Of> Outcome name(Step& step)
{
    return called(step, step.socket(), net::NameCall{Of},
        [&step](const auto& result) { return Outcome::ok(addressValue(result.address, step.world, step.caller)); });
}

constexpr auto SocketTable = std::to_array<NamedOperation>({
    {"bind", bind, "on addr"},
    {"listen", listen, "on backlog"},
    {"accept", accept, "on as"},
    {"connect", connect, "on addr"},
    {"connect_ex", connectEx, "on addr"},
    {"shutdown", shutdown, "on how"},
    {"close", close, "on"},
    {"getsockname", name<net::NameCall::Of::Sock>, "on"},
    {"getpeername", name<net::NameCall::Of::Peer>, "on"},
});

} // namespace

std::span<const NamedOperation> socketOperations()
{
    return SocketTable;
}

} // namespace cli::script
