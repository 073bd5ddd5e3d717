// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/background.h"
#include "cli/script/world.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace cli::script {

/// A call script at work: one line in, one result line out, in order. Nothing that a line says ends it; when it is
/// destroyed, waiting calls are cancelled and all is closed. Thread: the one that made it.
class Interpreter final
{
public:
    /// More calls in the background at once are refused.
    static constexpr int MostInBackground = 256;

    /// `interrupted` ends a waiting step: see OwnCaller.
    Interpreter(const Format& format, const std::atomic<bool>& interrupted);
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    struct Result
    {
        std::string line; ///< JSON, without a newline
        bool isInvalid = false; ///< the line made no call
    };
    /// Carries out the next line; waits as long as its call does.
    [[nodiscard]] Result execute(std::string_view line);
    /// The next line cannot be read.
    [[nodiscard]] Result refuse(std::string_view why);

private:
    [[nodiscard]] Result resultOf(const Outcome& outcome) const;
    [[nodiscard]] Outcome outcomeOf(std::string_view line);
    [[nodiscard]] Outcome begin(const QJsonObject& keys, Operation operation);
    [[nodiscard]] Outcome join(const QJsonObject& keys);
    void cancelCallsOn(const Socket& socket, Caller& caller);
    void closeAll();

    World m_world;
    OwnCaller m_caller;
    std::uint64_t m_lines = 0;
    std::mutex m_mutex;
    std::map<QString, std::shared_ptr<Background>> m_named; // the owner's thread only
    std::vector<std::shared_ptr<Background>> m_background; // guarded by m_mutex: all that may still run
};

} // namespace cli::script
