// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/file.h"
#include "cli/script/socket.h"
#include "engine/lookup.h"

#include <QString>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace cli::script {

/// What a name stands for: a socket or a file.
struct Object
{
    std::shared_ptr<Socket> socket;
    std::shared_ptr<File> file;

    [[nodiscard]] bool isNone() const { return !socket && !file; }
};

/// The names of a script and the ports that its sockets had. Thread: any; background calls add to them.
class Names final
{
public:
    /// None where nothing has the name.
    [[nodiscard]] Object find(const QString& name) const;
    /// Gives the name to another object, and returns the one that had it.
    [[nodiscard]] Object set(const QString& name, Object object);
    /// All objects; there are no names any more.
    [[nodiscard]] std::map<QString, Object> takeAll();

    /// Notes the port that the socket of this name is bound to now, if it has one. A port keeps its first name.
    void notePort(const QString& name);
    /// "@name.port"; nothing for a port that no socket of the script had.
    [[nodiscard]] std::optional<QString> portName(std::uint16_t port) const;
    /// The port of a socket, also after it was closed.
    [[nodiscard]] std::optional<std::uint16_t> portOf(const QString& name) const;

private:
    mutable std::mutex m_mutex;
    std::map<QString, Object> m_objects; // guarded by m_mutex
    std::map<std::uint16_t, QString> m_firstNames; // guarded by m_mutex
    std::map<QString, std::uint16_t> m_ports; // guarded by m_mutex: the newest of each name
};

/// How results are written.
struct Format
{
    bool isStable = false; ///< what two runs write alike
    bool hasTimes = true; ///< with each call's duration
};

/// All that the steps of a script share.
struct World
{
    Format format;
    Names names;
    engine::Lookup lookup;
    std::atomic<int> running{0}; ///< steps in the background that have not ended
    /// Ends the background calls on a socket, but the caller's own, and waits for that.
    std::function<void(const Socket&, Caller&)> cancelCallsOn;
};

} // namespace cli::script
