// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/step.h"

namespace cli::script {

using namespace Qt::StringLiterals;

Step::Step(const QJsonObject& keys, World& sharedWorld, Caller& callMaker)
    : arguments(keys)
    , isFull(arguments.choice("full"_L1))
    , world(sharedWorld)
    , caller(callMaker)
{ }

Object Step::object()
{
    const QString name = arguments.name("on"_L1);
    Object found = world.names.find(name);
    if (found.isNone())
        arguments.refuse("nothing has this name", "on"_L1);
    return found;
}

std::shared_ptr<Socket> Step::socket()
{
    const Object found = object();
    if (!found.socket)
        arguments.refuse("a file is no socket", "on"_L1);
    return found.socket;
}

std::shared_ptr<File> Step::file()
{
    const Object found = object();
    if (!found.file)
        arguments.refuse("a socket is no file; makefile makes one of it", "on"_L1);
    return found.file;
}

net::CallResult Step::make(const Socket& socket, const net::CallRequest& call)
{
    return caller.make(socket.fd(), socket.mode(), call);
}

void Step::set(QLatin1StringView key, Object object)
{
    set(arguments.name(key), std::move(object));
}

void Step::set(const QString& name, Object object)
{
    const Object before = world.names.set(name, std::move(object));
    // As when Python lets go of a file: what was written goes out first.
    if (before.file && before.file.use_count() == 1)
        (void)before.file->close(caller);
}

std::optional<Outcome> Step::problem() const
{
    const auto& found = arguments.problem();
    return found ? std::optional(Outcome::invalid(found->why, found->field)) : std::nullopt;
}

} // namespace cli::script
