// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/detail.h"

#include <QSet>
#include <QString>

#include <optional>
#include <string>

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

/// A connection that is opened again after it has ended is to a person the same one: "client2". In the capture each is
/// an endpoint of its own, with the number of the attempt in its name: "client2", "client2/2", "client2/3".
struct AttemptName
{
    std::string name; ///< without the number
    unsigned attempt = 1;

    /// What it is called by in the capture.
    [[nodiscard]] std::string inCapture() const;
};
[[nodiscard]] AttemptName attemptName(const capture::EndpointInfo& info);
/// The first of the connections that were opened one after another, this one being the latest or one of them: itself,
/// where it has not been opened again. `id` is that of the endpoint.
[[nodiscard]] base::EndpointId firstAttempt(base::EndpointId id, const capture::EndpointInfo& info);

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
    /// The connections that a listener has open follow, and a connection that was opened again keeps its number.
    /// Nothing is done where there is a problem, or the name is its own.
    void rename(base::EndpointId id, const QString& name);

private:
    Session& m_session;
    QSet<QString> m_given; // by a person, so far
};

} // namespace session
