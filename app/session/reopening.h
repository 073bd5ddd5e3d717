// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "session/openrequest.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

class QTimer;

namespace session {

class Session;

/// Opens endpoints again that have ended: by hand, or by themselves whenever they are lost. What takes the place of one
/// is an endpoint of its own, since its bytes are another stream's; of a connection it is the next attempt, and has its
/// name. Part of the Session. Thread: the Session's.
class Reopening final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Reopening)

public:
    /// Before the next try after so many that did not connect: 0.5 s, then twice as long each time, at most 30 s.
    [[nodiscard]] static std::chrono::milliseconds pauseAfter(unsigned failures);

    explicit Reopening(Session& session);
    ~Reopening() override;

    /// Somebody has asked for this endpoint.
    void noteOpened(base::EndpointId id, const OpenRequest& request);
    /// A person closes it, or ends its wait for the next try: it stays closed, and is what reopening begins with.
    void noteClosed(base::EndpointId id);

    /// What opens it as it was last: the same address, also where the kernel chose the port, with the mode, receiving,
    /// echo and backlog that were chosen since. None where nobody asked for it, as for what a listener accepted.
    [[nodiscard]] std::optional<OpenRequest> requestFor(base::EndpointId id) const;
    /// Opens it again now, and ends a pause. Only where there is a requestFor() it, and it has ended.
    base::EndpointId open(base::EndpointId id);
    /// The endpoint that a person closed last, of those that have not been opened again.
    [[nodiscard]] std::optional<base::EndpointId> lastClosed() const;

    /// Whether a connection is opened again by itself. Once switched on for one that has ended, it waits at once.
    void setAutomatic(base::EndpointId id, bool on);
    /// One that has ended, too, is not over then.
    [[nodiscard]] bool isAutomatic(base::EndpointId id) const { return m_automatic.contains(id); }
    /// How long it still waits to be opened again; none where it does not.
    [[nodiscard]] std::optional<std::chrono::milliseconds> remainingPause(base::EndpointId id) const;

Q_SIGNALS:
    /// It has been opened again, by itself or not; what `before` stood for is now `after`.
    void reopened(base::EndpointId before, base::EndpointId after);
    /// isAutomatic() has changed, a pause has begun or ended, or lastClosed() is another.
    void changed(base::EndpointId id);

private:
    struct Automatic
    {
        unsigned failures = 0; ///< since it was connected last
        std::unique_ptr<QTimer> timer; ///< while it waits
    };

    void onStatusChanged(base::EndpointId id);
    void wait(base::EndpointId id);
    void forget(base::EndpointId id);

    Session& m_session;
    std::unordered_map<base::EndpointId, OpenRequest> m_requests;
    std::unordered_map<base::EndpointId, Automatic> m_automatic;
    std::vector<base::EndpointId> m_closed; // by a person, in that order
};

} // namespace session
