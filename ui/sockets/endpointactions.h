// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "session/openrequest.h"

#include <QList>
#include <QObject>

#include <optional>

class QAction;

namespace session {
class Session;
}

namespace ui {

/// What can be done to the current endpoint: one set of actions for menu, context menu and keys. Only what makes sense
/// is enabled. Owned by the window. Thread: GUI.
class EndpointActions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointActions)

public:
    explicit EndpointActions(session::Session& session, QObject* parent = nullptr);

    /// Says what the actions are about; null for nothing.
    void setEndpoint(const engine::EndpointStatus* status);
    /// In the order of a menu, separators included.
    [[nodiscard]] const QList<QAction*>& all() const { return m_all; }

Q_SIGNALS:
    /// A client of the current listener is to be opened.
    void openRequested(const session::OpenRequest& request);
    /// This endpoint, which has ended, is to be opened again.
    void reopenRequested(base::EndpointId id);
    /// The current endpoint is to be called otherwise.
    void nameEditRequested();
    /// The log is to show only what has to do with the endpoints of these names.
    /// @param withNumbered  and with those of the same names and a number: "NAME/2".
    void filterRequested(const QStringList& names, bool withNumbered);
    /// All that went over this endpoint is to be shown.
    void streamRequested(base::EndpointId endpoint);
    /// The record at this place, from 0, is to be shown.
    void recordRequested(quint64 record);

private:
    QAction* add(const QString& text, const char16_t* icon = nullptr);
    void addSeparator();
    void connectActions();
    void connectClient();
    void showOnly();
    void enableReopening();

    session::Session& m_session;
    std::optional<engine::EndpointStatus> m_status;
    QList<QAction*> m_all;
    QAction* m_connectClient;
    QAction* m_echo;
    QAction* m_cancel;
    QAction* m_shutdown;
    QAction* m_close;
    QAction* m_reset;
    QAction* m_reopen;
    QAction* m_automatic;
    QAction* m_undoClose;
    QAction* m_rename;
    QAction* m_showOnly;
    QAction* m_follow;
    QAction* m_showCause;
    QAction* m_copyAddress;
    QAction* m_copyCommand;
    QAction* m_removeEnded;
};

} // namespace ui
