// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/interpreter.h"

#include "cli/script/misreadjson.h"
#include "cli/script/operations.h"
#include "net/call.h"

#include <QJsonDocument>

#include <sys/socket.h>

#include <algorithm>
#include <utility>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

/// Closing at the end must not wait for a peer that does not read; a linger of 0 s, the reset, stays.
void stopLingering(const Socket& socket)
{
    linger setting{};
    socklen_t size = sizeof(setting);
    if (::getsockopt(socket.fd(), SOL_SOCKET, SO_LINGER, &setting, &size) != 0 || setting.l_linger == 0)
        return;
    setting = {};
    ::setsockopt(socket.fd(), SOL_SOCKET, SO_LINGER, &setting, sizeof(setting));
}

} // namespace

Interpreter::Interpreter(const Format& format, const std::atomic<bool>& interrupted)
    : m_caller(interrupted)
{
    m_world.format = format;
    m_world.cancelCallsOn = [this](const Socket& socket, Caller& caller) { cancelCallsOn(socket, caller); };
}

Interpreter::~Interpreter()
{
    std::vector<std::shared_ptr<Background>> ending;
    {
        const std::scoped_lock lock(m_mutex);
        ending.swap(m_background);
    }
    for (const auto& background : ending)
        background->cancel();
    m_named.clear();
    ending.clear();
    closeAll();
}

Interpreter::Result Interpreter::execute(std::string_view line)
{
    ++m_lines;
    return resultOf(outcomeOf(line));
}

Interpreter::Result Interpreter::refuse(std::string_view why)
{
    ++m_lines;
    return resultOf(Outcome::invalid(why, "line"));
}

Interpreter::Result Interpreter::resultOf(const Outcome& outcome) const
{
    return {outcome.toLine(m_lines), outcome.isInvalid()};
}

Outcome Interpreter::outcomeOf(std::string_view line)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray(line.data(), static_cast<qsizetype>(line.size())), &error);
    if (error.error != QJsonParseError::NoError) {
        const Problem problem = unreadJson(line, error);
        return Outcome::invalid(problem.why, problem.field);
    }
    if (!document.isObject())
        return Outcome::invalid("one JSON object a line is expected", "line");
    if (const auto problem = misreadJson(line))
        return Outcome::invalid(problem->why, problem->field);
    const QJsonObject keys = document.object();
    const QString op = keys.value("op"_L1).toString();
    const bool joins = op == "join"_L1;
    const NamedOperation* const operation = joins ? nullptr : findOperation(op.toStdString());
    if (!joins && operation == nullptr)
        return Outcome::invalid(op.isEmpty() ? "an operation's name is expected" : "no such operation", "op");
    if (const auto problem = unknownKey(keys, op.toStdString(), joins ? "bg wait" : operation->keys))
        return Outcome::invalid(problem->why, problem->field);
    if (joins)
        return join(keys);
    if (keys.contains("bg"_L1))
        return begin(keys, operation->run);
    Step step(keys, m_world, m_caller);
    return carryOut(step, operation->run);
}

Outcome Interpreter::begin(const QJsonObject& keys, Operation operation)
{
    Step step(keys, m_world, m_caller);
    const QString name = step.arguments.name("bg"_L1);
    if (m_world.running >= MostInBackground)
        step.arguments.refuse("256 calls are in the background already", "bg"_L1);
    if (const auto problem = step.problem())
        return *problem;
    auto background = std::make_shared<Background>(keys, operation, m_world);
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_background, [](const auto& other) {
            const bool hasEnded = other->result().has_value();
            if (hasEnded)
                other->reap();
            return hasEnded;
        });
        m_background.push_back(background);
    }
    // What the next line does comes after the call has begun, as it was written.
    (void)m_caller.wait(std::chrono::seconds(1), [&background] { return background->hasBegun(); });
    m_named[name] = std::move(background);
    return Outcome::started(name);
}

Outcome Interpreter::join(const QJsonObject& keys)
{
    const auto start = base::Monotonic::now();
    Step step(keys, m_world, m_caller);
    const auto found = m_named.find(step.arguments.name("bg"_L1));
    if (found == m_named.end())
        step.arguments.refuse("nothing in the background has this name", "bg"_L1);
    std::chrono::nanoseconds wait = std::chrono::seconds(1);
    if (const QJsonValue given = step.arguments.value("wait"_L1); given.isNull())
        wait = std::chrono::hours(24 * 365);
    else if (step.arguments.has("wait"_L1))
        wait = given.toDouble() < 0 ? std::chrono::nanoseconds(0) : step.arguments.seconds("wait"_L1);
    if (const auto problem = step.problem())
        return *problem;
    const Background& background = *found->second;
    if (!m_caller.wait(wait, [&background] { return background.result().has_value(); }))
        return Outcome::errnoIs(ECANCELED);
    if (const auto result = background.result())
        return *result;
    Outcome pending = Outcome::pending();
    const std::chrono::duration<double> duration = base::Monotonic::now() - start;
    return m_world.format.hasTimes ? pending.with("secs", duration.count()) : pending;
}

void Interpreter::cancelCallsOn(const Socket& socket, Caller& caller)
{
    std::vector<std::shared_ptr<Background>> waiting;
    {
        const std::scoped_lock lock(m_mutex);
        std::ranges::copy_if(m_background, std::back_inserter(waiting), [&](const auto& background) {
            return background->isOn(socket) && !background->isOf(caller) && !background->result();
        });
    }
    for (const auto& background : waiting)
        background->cancel();
    for (const auto& background : waiting)
        (void)caller.wait(std::chrono::seconds(10), [&background] { return background->result().has_value(); });
}

void Interpreter::closeAll()
{
    const auto objects = m_world.names.takeAll();
    // What was written to a file goes out as far as there is room.
    for (const auto& [name, object] : objects) {
        const Socket& socket = object.file ? *object.file->socket() : *object.socket;
        stopLingering(socket);
        if (object.file) {
            (void)object.file->socket()->setMode({net::Mode::NonBlocking, {}});
            (void)object.file->close(m_caller);
        }
    }
}

} // namespace cli::script
