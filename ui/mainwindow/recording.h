// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "ui/mainwindow/statusline.h"

#include <QObject>

namespace session {
class Session;
class Settings;
} // namespace session

class QWidget;

namespace ui {

class NoticeBar;

/// What a window records: within which limits, how much it is, and a notice when recording stops and when it goes on.
/// Owned by the window. Thread: GUI.
class Recording final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Recording)

public:
    /// Sets the limits that the settings have. All must outlive it.
    Recording(session::Session& session, session::Settings& settings, NoticeBar* notices, QWidget* window);

    /// Shows the page where the limits are chosen.
    void chooseLimits();
    /// The numbers of this moment; tells what has become of recording since they were asked for last.
    [[nodiscard]] WindowFigures figures();

private:
    void tellFailure(const base::Error& error);
    void tellGoingOn(quint64 missingRecords, quint64 missingBytes);

    session::Session& m_session;
    session::Settings& m_settings;
    NoticeBar* m_notices;
    QWidget* m_window;
    bool m_toldFailure = false;
};

} // namespace ui
