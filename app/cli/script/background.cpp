// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/background.h"

#include "cli/script/signals.h"

#include <QJsonArray>

#include <cmath>
#include <system_error>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

void notePorts(Step& step, QLatin1StringView key)
{
    const QJsonValue names = step.arguments.value(key);
    if (names.isString())
        step.world.names.notePort(names.toString());
    const QJsonArray list = names.toArray();
    for (const auto& name : list)
        step.world.names.notePort(name.toString());
}

std::shared_ptr<Socket> socketOf(const Object& object)
{
    return object.file ? object.file->socket() : object.socket;
}

} // namespace

Outcome carryOut(Step& step, Operation operation)
{
    const auto start = base::Monotonic::now();
    Outcome outcome = operation(step);
    const std::chrono::duration<double, std::micro> duration = base::Monotonic::now() - start;
    notePorts(step, "on"_L1);
    notePorts(step, "as"_L1);
    if (step.world.format.hasTimes)
        outcome.with("secs", std::round(duration.count()) / 1e6);
    return outcome;
}

Background::Background(const QJsonObject& keys, Operation operation, World& world)
    : m_world(world)
    , m_step(keys, world, m_caller)
    , m_socket(socketOf(world.names.find(keys.value("on"_L1).toString())))
{
    const SignalsBlocked blocked;
    ++m_world.running;
    try {
        m_thread = std::thread([this, operation] { run(operation); });
    } catch (const std::system_error& error) {
        // No thread can be made: that is what came of the call, and join tells it.
        m_caller.finish();
        m_result = Outcome::errnoIs(error.code().value());
        --m_world.running;
    }
}

Background::~Background()
{
    cancel();
    reap();
}

void Background::reap()
{
    if (m_thread.joinable())
        m_thread.join();
}

std::optional<Outcome> Background::result() const
{
    const std::scoped_lock lock(m_mutex);
    return m_result;
}

void Background::run(Operation operation)
{
    Outcome outcome = carryOut(m_step, operation);
    m_caller.finish();
    {
        const std::scoped_lock lock(m_mutex);
        m_result = std::move(outcome);
    }
    --m_world.running;
}

} // namespace cli::script
