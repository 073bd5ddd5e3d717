// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/operations.h"
#include "cli/script/present.h"

#include <array>
#include <chrono>
#include <limits>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

Outcome setsockopt(Step& step)
{
    const auto socket = step.socket();
    const net::SetOptionCall call{
        step.arguments.constant("level"_L1), step.arguments.constant("opt"_L1), step.arguments.optionValue("value"_L1)};
    return called(step, socket, call);
}

/// An integer, or with a "buflen" the bytes; as in Python 0 of them is an integer again.
Outcome getsockopt(Step& step)
{
    constexpr std::int64_t LongestOption = 1024;
    const auto socket = step.socket();
    net::GetOptionCall call{step.arguments.constant("level"_L1), step.arguments.constant("opt"_L1)};
    std::int64_t length = 0;
    if (step.arguments.has("buflen"_L1))
        length = step.arguments.wide("buflen"_L1, 0, LongestOption);
    if (length > 0)
        call.length = static_cast<std::size_t>(length);
    return called(step, socket, call, [&step, length](const auto& result) {
        return length > 0 ? Outcome::ok(bytesValue(result.data, step.world.format))
                          : Outcome::ok(intsOf<1>(result.data).front());
    });
}

Outcome changeMode(Step& step, const std::shared_ptr<Socket>& socket, const net::ModeSetting& mode)
{
    if (const auto problem = step.problem())
        return *problem;
    const auto set = socket->setMode(mode);
    return set ? Outcome::ok() : Outcome::errnoIs(set.error().code);
}

Outcome settimeout(Step& step)
{
    const auto socket = step.socket();
    return changeMode(step, socket, step.arguments.timeout("value"_L1));
}

Outcome setblocking(Step& step)
{
    const auto socket = step.socket();
    constexpr std::int64_t Most = std::numeric_limits<std::int64_t>::max();
    const bool blocks = step.arguments.wide("value"_L1, -Most, Most) != 0;
    return changeMode(step, socket, {blocks ? net::Mode::Blocking : net::Mode::NonBlocking, {}});
}

Outcome gettimeout(Step& step)
{
    const auto socket = step.socket();
    if (const auto problem = step.problem())
        return *problem;
    const net::ModeSetting mode = socket->mode();
    switch (mode.mode) {
    case net::Mode::Blocking: return Outcome::ok();
    case net::Mode::NonBlocking: return Outcome::ok(0);
    case net::Mode::Timeout: break;
    }
    return Outcome::ok(static_cast<double>(mode.timeout.count()) / 1e9);
}

Outcome getblocking(Step& step)
{
    const auto socket = step.socket();
    if (const auto problem = step.problem())
        return *problem;
    return Outcome::ok(socket->mode().mode != net::Mode::NonBlocking);
}

constexpr auto OptionTable = std::to_array<NamedOperation>({
    {"setsockopt", setsockopt, "on level opt value"},
    {"getsockopt", getsockopt, "on level opt buflen"},
    {"settimeout", settimeout, "on value"},
    {"gettimeout", gettimeout, "on"},
    {"setblocking", setblocking, "on value"},
    {"getblocking", getblocking, "on"},
});

} // namespace

std::span<const NamedOperation> optionOperations()
{
    return OptionTable;
}

} // namespace cli::script
