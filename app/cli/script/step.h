// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/arguments.h"
#include "cli/script/caller.h"
#include "cli/script/outcome.h"
#include "cli/script/resolver.h"
#include "cli/script/world.h"

#include <tl/expected.hpp>

#include <memory>

namespace cli::script {

/// One line of a script at work: its arguments, what all steps share, and who makes its calls. Thread: the caller's.
class Step final
{
public:
    Step(const QJsonObject& keys, World& sharedWorld, Caller& callMaker);

    /// The object that "on" names. A socket that is not there, or is a file, is a problem, and null.
    [[nodiscard]] Object object();
    [[nodiscard]] std::shared_ptr<Socket> socket();
    [[nodiscard]] std::shared_ptr<File> file();

    /// Makes a call on a socket in the socket's mode.
    [[nodiscard]] net::CallResult make(const Socket& socket, const net::CallRequest& call);
    /// Gives an object the name in `key`. The object that had it is closed when nobody uses it any more.
    void set(QLatin1StringView key, Object object);
    void set(const QString& name, Object object);

    /// The first problem with the arguments as an outcome; look before the call is made.
    [[nodiscard]] std::optional<Outcome> problem() const;

    Arguments arguments;
    const bool isFull; ///< bytes are wanted in hex and whole
    World& world;
    Caller& caller;
};

/// Makes a call where nothing is wrong with the step's arguments, and of what it gave `tell` makes the outcome.
template <class Tell>
[[nodiscard]] Outcome called(Step& step, const std::shared_ptr<Socket>& socket, const net::CallRequest& call, Tell tell)
{
    if (const auto problem = step.problem())
        return *problem;
    net::CallResult result = step.make(*socket, call);
    const auto failure = Outcome::failureOf(result);
    return failure ? *failure : tell(result);
}
/// The same for a call that gives nothing more than that it went well.
[[nodiscard]] inline Outcome called(Step& step, const std::shared_ptr<Socket>& socket, const net::CallRequest& call)
{
    return called(step, socket, call, [](const net::CallResult&) { return Outcome::ok(); });
}

/// A socket's address, and the mode that is left for the call: a name that had to be looked up has used up a part of
/// the timeout.
struct Target
{
    net::Address address;
    net::ModeSetting mode;
};

/// Reads the argument `key` as an address for this socket, as CPython's getsockaddrarg does: names are looked up.
/// The error is an outcome: a problem with the argument, what the lookup gave, or a timeout.
[[nodiscard]] tl::expected<Target, Outcome> readAddress(Step& step, QLatin1StringView key, const Socket& socket);

/// Host and port for getaddrinfo: [host, port], "@L", "@L.port" as port. Each is null or what Python's takes.
[[nodiscard]] tl::expected<engine::LookupQuestion, Outcome> readLookup(
    Step& step, const QJsonValue& host, const QJsonValue& port, std::string_view hostField, std::string_view portField);
/// An address' parts with "@L" and "@L.port" put in. Errors: the name is not there, or getsockname fails.
[[nodiscard]] tl::expected<QJsonValue, Outcome> withNamesPutIn(Step& step, QLatin1StringView key);
/// How a lookup failed; nothing when it found something.
[[nodiscard]] std::optional<Outcome> failureOf(const LookupEnd& end);

} // namespace cli::script
