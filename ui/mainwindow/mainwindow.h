// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "session/openrequest.h"
#include "session/settings.h"
#include "ui/mainwindow/closequestion.h"
#include "ui/mainwindow/panelayout.h"

#include <QMainWindow>

#include <memory>
#include <vector>

namespace library {
class PayloadLibrary;
}

namespace session {
class SendHistory;
class Session;
} // namespace session

namespace ui {

class CaptureActions;
class CaptureOpener;
class EndpointOpener;
class EndpointPanes;
class PaneFocus;
class RecordWatch;
class Recording;
class SavedPayloads;
class SendTargets;
class StatusLine;
class WindowActions;
struct Notice;

/// A window with endpoints and a capture of its own: has the panes, which do not know each other, and those that keep
/// them together. Deletes itself when it is closed; its capture goes with it. Thread: GUI.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    /// @param settings, history, payloads  must outlive the window.
    MainWindow(std::unique_ptr<session::Session> session, session::Settings& settings, session::SendHistory& history,
        library::PayloadLibrary& payloads);
    ~MainWindow() override;

    base::EndpointId open(const session::OpenRequest& request);
    /// Opens what the program was started with. Typing then goes to the payload of the first connection, or of what
    /// was opened first.
    void openAll(const std::vector<session::OpenRequest>& requests);
    void openEchoLab();
    /// Opens a saved capture in a window of its own.
    void openCapture(const QString& path);
    void showNotice(const Notice& notice) const;
    [[nodiscard]] session::Session& session() const { return *m_session; }
    /// Panes as for the first start; the window stays as it is.
    void resetLayout();
    /// Makes the record current in the log, and its endpoint's connection in the tree.
    void goToRecord(quint64 record) const;

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
    /// Texts are to be larger (1) or smaller (-1) by a step, or as at first (0).
    void zoomRequested(int steps);

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildPanes(session::SendHistory& history, library::PayloadLibrary& payloads);
    void buildMenus();
    void wireSession();
    void wireEndpoints();
    void wirePayloads();
    void wireFiles();
    void wireActions();
    void wireOpening();
    void showLogIfAny();

    std::unique_ptr<session::Session> m_session;
    session::Settings& m_settings;
    RecordWatch* m_recordWatch = nullptr;
    Panes m_panes{};
    EndpointPanes* m_endpointPanes = nullptr;
    PaneLayout* m_layout = nullptr;
    PaneFocus* m_focus = nullptr;
    Recording* m_recording = nullptr;
    StatusLine* m_statusLine = nullptr;
    CaptureActions* m_captureActions = nullptr;
    WindowActions* m_actions = nullptr;
    EndpointOpener* m_opener = nullptr;
    SendTargets* m_sendTargets = nullptr;
    SavedPayloads* m_savedPayloads = nullptr;
    CaptureOpener* m_captureOpener = nullptr;
    quint64 m_savedRecords = 0; // from the first on
    bool m_closesUnasked = false;
};

} // namespace ui
