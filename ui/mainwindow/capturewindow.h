// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "session/jobs/scanworker.h"

#include <QMainWindow>

#include <memory>

namespace ui {

class BytesPane;
class CaptureFileSaver;
class NoticeBar;
class RecordPresenter;
class RecordWindows;
class TrafficPane;
struct Notice;

/// A capture that is not written any more, for reading only: log and bytes. It was read from a file, or a process left
/// it behind. Deletes itself when it is closed. Thread: GUI.
class CaptureWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureWindow)

public:
    /// @param reader  of the capture in `directory`; each thread that reads opens one more.
    /// @param keeper  what the capture stays or goes with: it is let go of with the window.
    CaptureWindow(std::unique_ptr<capture::Reader> reader, const QString& directory, const QString& title,
        std::shared_ptr<void> keeper = nullptr);
    ~CaptureWindow() override;

    void showNotice(const Notice& notice);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildMenus();

    std::shared_ptr<void> m_keeper;
    session::ReaderFactory m_newReader;
    RecordWindows* m_recordWindows;
    NoticeBar* m_notices;
    TrafficPane* m_traffic;
    BytesPane* m_bytes;
    RecordPresenter* m_presenter;
    CaptureFileSaver* m_saver;
};

} // namespace ui
