// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "session/openrequest.h"
#include "ui/mainwindow/panelayout.h"

#include <QObject>

#include <memory>
#include <vector>

namespace session {
class Session;
class Settings;
} // namespace session

namespace ui {

class AfterOpening;
class OpenNotices;

/// Opens endpoints, from the open bar and for whoever else asks; says what came of it, and leads on to what is done
/// next with them. Owned by the window, as the panes are. Thread: GUI.
class EndpointOpener final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointOpener)

public:
    /// Made after the log is told of records, which may then be gone to.
    /// @param session, settings  must outlive it. @param reader  of the session's capture; null where there is none.
    EndpointOpener(session::Session& session, session::Settings& settings, std::shared_ptr<capture::Reader> reader,
        const Panes& panes, QObject* parent = nullptr);

    base::EndpointId open(const session::OpenRequest& request);
    /// Opens one again that has ended, as it was.
    void openAgain(base::EndpointId id);
    /// Typing then goes to the payload of the first connection, or of what was opened first.
    void openAll(const std::vector<session::OpenRequest>& requests);
    void openEchoLab();

private:
    void follow(base::EndpointId id, const session::OpenRequest& request) const;
    void openTyped(const session::OpenRequest& request);
    /// What has been opened is offered again; what could not be opened is not.
    void remember(const session::OpenRequest& request);
    void offerRecent() const;
    /// Puts the cursor where a payload is typed, unless a person has left the open bar meanwhile.
    void leadToPayload() const;
    void showEcho(quint64 record) const;

    session::Session& m_session;
    session::Settings& m_settings;
    Panes m_panes;
    OpenNotices* m_notices;
    AfterOpening* m_afterOpening;
};

} // namespace ui
