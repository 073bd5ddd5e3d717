// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "workspace/scanworker.h"

#include <QMainWindow>

#include <memory>

namespace workspace {
class ImportedCapture;
}

namespace ui {

class BytesPane;
class CaptureFileSaver;
class ErrnoPopover;
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
    /// @param imported  the capture, where it is to go with the window; else it stays.
    CaptureWindow(std::unique_ptr<capture::Reader> reader, const QString& directory, const QString& title,
        std::shared_ptr<workspace::ImportedCapture> imported = nullptr);
    ~CaptureWindow() override;

    void showNotice(const Notice& notice);

private:
    void explainRecord(quint64 record);
    void buildMenus();

    std::shared_ptr<workspace::ImportedCapture> m_imported;
    workspace::ReaderFactory m_newReader;
    RecordWindows* m_recordWindows;
    NoticeBar* m_notices;
    TrafficPane* m_traffic;
    BytesPane* m_bytes;
    RecordPresenter* m_presenter;
    ErrnoPopover* m_errnoPopover;
    CaptureFileSaver* m_saver;
};

} // namespace ui
