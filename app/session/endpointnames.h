// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QSet>
#include <QString>

#include <optional>

namespace session {

class Session;

/// Why an endpoint cannot be called so.
enum class NameProblem
{
    Empty,
    TooLong, ///< over EndpointNames::MostCharacters
    BadCharacter, ///< what a filter would not take for a word
    OfFilter, ///< "and", "errors", "42": a filter takes it for something else than a name
    Reserved, ///< "client7": the next ones that are opened are called so
    Taken, ///< another one is called so, or was
};

/// Gives endpoints other names than those that they were opened with. A name stands for one endpoint in the whole
/// capture. Part of the Session. Thread: the Session's.
class EndpointNames final
{
public:
    static constexpr int MostCharacters = 32;

    explicit EndpointNames(Session& session)
        : m_session(session)
    { }

    /// None where the endpoint can be called so; its own name is no problem.
    [[nodiscard]] std::optional<NameProblem> problemOf(base::EndpointId id, const QString& name) const;
    /// Its connections that are open follow. Nothing is done where there is a problem, or the name is its own.
    void rename(base::EndpointId id, const QString& name);

private:
    Session& m_session;
    QSet<QString> m_given; // by a person, so far
};

} // namespace session
