// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "session/openrequest.h"
#include "ui/notice/noticebar.h"

#include <QObject>

#include <unordered_map>
#include <unordered_set>

namespace session {
class Session;
}

namespace ui {

/// Watches what a person asked to open until it is open or has failed, and says what they should know: why it failed,
/// that a listener can be reached by others, that a stale socket file is in the way. Owned by the window. Thread: GUI.
class OpenNotices final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenNotices)

public:
    OpenNotices(session::Session& session, NoticeBar* notices, QObject* parent = nullptr);

    void watch(base::EndpointId id, const session::OpenRequest& request);

Q_SIGNALS:
    /// What was watched is open.
    void opened(const session::OpenRequest& request);
    /// A notice tells of a failure.
    void failureTold();
    /// The user wants to know more about the failure that this record has.
    void explanationRequested(quint64 record);
    /// What stood in the way of this one is gone: open it again.
    void retryRequested(base::EndpointId id);

private:
    void onStatusChanged(base::EndpointId id);
    void tellFailure(const engine::EndpointStatus& status, const session::OpenRequest& request);
    void offerRemoval(Notice& notice, const engine::EndpointStatus& status, const session::OpenRequest& request);
    void tellReach(const engine::EndpointStatus& status);

    session::Session& m_session;
    NoticeBar* m_notices;
    std::unordered_map<base::EndpointId, session::OpenRequest> m_watched;
    std::unordered_set<base::EndpointId> m_reachable; // told of; withdrawn when they end
};

} // namespace ui
