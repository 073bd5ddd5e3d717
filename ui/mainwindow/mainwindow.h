// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/reader.h"
#include "session/openrequest.h"
#include "session/settings.h"
#include "ui/calls/callform.h"
#include "ui/mainwindow/closequestion.h"
#include "ui/mainwindow/layoutstate.h"
#include "ui/mainwindow/statusline.h"

#include <QMainWindow>

#include <memory>
#include <optional>
#include <vector>

namespace session {
class PropertyModel;
class SendHistory;
class Session;
} // namespace session

namespace ui {

class AfterOpening;
class CallOutcomes;
class CallsPane;
class CaptureActions;
class CaptureOpener;
class CaptureView;
class Composer;
class EmptyState;
class EndpointActions;
class EndpointsPane;
class MembershipBox;
class NoticeBar;
class OpenBar;
class OpenNotices;
class PropertyFeed;
class PropertyPanel;
class RecordWatch;
class SendTargets;
class TcpInfoPane;
class WaitingStrip;
class WindowActions;
struct Notice;

/// A window with endpoints and a capture of its own: puts the panes in their places and wires them, which do not know
/// each other. Deletes itself when it is closed; its capture goes with it. Thread: GUI.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    /// @param settings, history  must outlive the window.
    MainWindow(std::unique_ptr<session::Session> session, session::Settings& settings, session::SendHistory& history);
    ~MainWindow() override;

    base::EndpointId open(const session::OpenRequest& request);
    /// Opens what the program was started with. Typing then goes to the payload of the first connection, or of what
    /// was opened first.
    void openAll(const std::vector<session::OpenRequest>& requests);
    void openEchoLab();
    /// Opens a saved capture in a window of its own.
    void openCapture(const QString& path);
    void showNotice(const Notice& notice);
    [[nodiscard]] session::Session& session() const { return *m_session; }
    /// Panes as for the first start; the window stays as it is.
    void resetLayout();
    /// Makes the record current in the log, and its endpoint's connection in the tree.
    void goToRecord(quint64 record);

    /// What ends with the window.
    [[nodiscard]] ClosingLoss closingLoss() const;
    /// Closes it without asking whether that is meant.
    void closeUnasked();

Q_SIGNALS:
    void newWindowRequested();
    /// All windows are to be closed.
    void quitRequested();
    /// The capture of the window that was closed last is to be seen again.
    void reopenRequested();
    void themeChosen(session::ThemeChoice theme);

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildPanes(session::SendHistory& history, std::shared_ptr<capture::Reader> reader);
    [[nodiscard]] QMainWindow* buildDocks();
    void buildMenus();
    void wireOpening();
    void wireEndpoints();
    void wireCalls();
    void wireLog();
    void wireAfterOpening();
    void wireActions();
    void wireFiles();
    void wireRecording();
    /// Ctrl+1 to Ctrl+9 put back what was sent last, last but one, and so on.
    void wireRecall(const session::SendHistory& history);
    void makeCall(base::EndpointId id, const CallAction& action);
    void onCurrentEndpointChanged(base::EndpointId id);
    void onStatusChanged(base::EndpointId id);
    void explainOption(int code);
    void markRecord(std::optional<quint64> record);
    /// Puts the cursor where a payload is typed, unless a person has left the open bar meanwhile.
    void leadToPayload();
    void showLogIfAny();
    void cyclePane(int step);
    [[nodiscard]] WindowFigures figures();
    void noticeCaptureFailure(const base::Error& error);
    void noticeRecordingGoesOn(quint64 missingRecords, quint64 missingBytes);

    std::unique_ptr<session::Session> m_session;
    session::Settings& m_settings;
    session::PropertyModel* m_properties;
    OpenBar* m_openBar;
    NoticeBar* m_notices;
    EndpointsPane* m_endpoints;
    EmptyState* m_emptyState;
    CaptureView* m_capture;
    Composer* m_composer;
    PropertyPanel* m_propertyPanel;
    CallsPane* m_calls;
    MembershipBox* m_memberships;
    TcpInfoPane* m_tcpInfo;
    WaitingStrip* m_waiting;
    StatusLine* m_statusLine;
    EndpointActions* m_endpointActions;
    CaptureActions* m_captureActions = nullptr;
    WindowActions* m_actions = nullptr;
    OpenNotices* m_openNotices;
    AfterOpening* m_afterOpening;
    SendTargets* m_sendTargets;
    PropertyFeed* m_propertyFeed;
    RecordWatch* m_recordWatch;
    CallOutcomes* m_callOutcomes = nullptr;
    CaptureOpener* m_captureOpener;
    LayoutParts m_layout{};
    bool m_toldCaptureFailure = false;
    quint64 m_savedRecords = 0; // from the first on
    bool m_closesUnasked = false;
    engine::State m_currentState = engine::State::Opening; // of the current endpoint, as last seen
};

} // namespace ui
