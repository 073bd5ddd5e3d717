// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "library/payloadlibrary.h"
#include "session/openrequest.h"
#include "session/sendhistory.h"
#include "session/settings.h"
#include "ui/theme/focusmark.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <vector>

namespace ui {

class MainWindow;

/// What all windows share: theme, settings, saved payloads and the history of those sent. Made after QApplication,
/// before the first window. Thread: GUI.
class Application final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Application)

public:
    Application();
    ~Application() override;

    /// Opens the first window with these endpoints, and saved captures in windows of their own, and offers captures
    /// that were left behind. Errors: those of Session::create, without which there is nothing to show.
    [[nodiscard]] base::Result<void> start(const std::vector<session::OpenRequest>& requests, const QStringList& files);
    /// Opens the first window with the echo lab. With a file's name, a picture of it is saved there as soon as the
    /// message is back, and the application exits with 0, or with 1 when that failed.
    [[nodiscard]] base::Result<void> startDemo(const QString& screenshot);
    /// Closes all windows without asking whether that is meant.
    void closeAll();

private:
    /// Closes all windows, after a question in this one where something would be lost.
    void quit(MainWindow& from);
    [[nodiscard]] base::Result<MainWindow*> openWindow();
    void openAnother(MainWindow& from);
    /// Makes the texts of all windows larger or smaller by so many steps, or as at first (0).
    void zoom(int steps);

    session::Settings m_settings;
    session::SendHistory m_history;
    library::PayloadLibrary m_payloads;
    Theme m_theme;
    FocusMark m_focusMark;
    std::vector<QPointer<MainWindow>> m_windows; // all that were ever opened
};

} // namespace ui
