// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"

#include <QObject>

#include <optional>

namespace session {
class PropertyModel;
class Session;
} // namespace session

namespace ui {

class CallLine;
class CaptureView;
class EndpointActions;
class MembershipBox;
class NoticeBar;
class PropertyPanel;
class RecordWatch;
class TcpInfoPane;
class WaitingStrip;

/// The panes that are about one endpoint, and what can be done to it: keeps them on the one that is current in the
/// tree. The panes belong to where they are put. Owned by the window, and outlives them. Thread: GUI.
class EndpointPanes final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointPanes)

public:
    /// All must outlive it. The capture's view shows the records that the panes refer to.
    EndpointPanes(session::Session& session, RecordWatch& watch, CaptureView& capture, NoticeBar* notices,
        QObject* parent = nullptr);

    /// Another endpoint is current; number 0 for none.
    void setCurrent(base::EndpointId id);

    [[nodiscard]] PropertyPanel* properties() const { return m_panel; }
    [[nodiscard]] CallLine* calls() const { return m_calls; }
    [[nodiscard]] TcpInfoPane* tcpInfo() const { return m_tcpInfo; }
    [[nodiscard]] WaitingStrip* waiting() const { return m_waiting; }
    [[nodiscard]] EndpointActions* actions() const { return m_actions; }

Q_SIGNALS:
    /// A call by hand has made this one, socket or accept, to go on with.
    void socketOpened(base::EndpointId id);
    /// Of the current endpoint: empty where there is none. Inert.
    void nameChanged(const QString& name);
    /// The current endpoint is of a kind that has TCP_INFO, or is not.
    void hasTcpInfoChanged(bool hasFigures);

private:
    void wireRecords();
    void onStatusChanged(base::EndpointId id);
    void explainOption(int code);
    void markRecord(std::optional<quint64> record);

    session::Session& m_session;
    CaptureView& m_capture;
    NoticeBar* m_notices;
    session::PropertyModel* m_properties;
    PropertyPanel* m_panel;
    MembershipBox* m_memberships;
    CallLine* m_calls;
    TcpInfoPane* m_tcpInfo;
    WaitingStrip* m_waiting;
    EndpointActions* m_actions;
    base::EndpointId m_current;
    engine::State m_state = engine::State::Opening; // of the current endpoint, as last seen
};

} // namespace ui
