// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"

#include <QMainWindow>

#include <memory>

namespace ui {

class BytesPane;
class ErrnoPopover;
class RecordPresenter;
class TrafficPane;

/// A capture that a process left behind, for reading only: log and bytes. Deletes itself when it is closed; the capture
/// stays. Thread: GUI.
class RecoveredWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecoveredWindow)

public:
    /// @param reader  of the capture in `directory`; each thread that reads opens one more.
    RecoveredWindow(std::unique_ptr<capture::Reader> reader, const QString& directory, const QString& title);
    ~RecoveredWindow() override;

private:
    void explainRecord(quint64 record);
    void addFinding();

    TrafficPane* m_traffic;
    BytesPane* m_bytes;
    RecordPresenter* m_presenter;
    ErrnoPopover* m_errnoPopover;
};

} // namespace ui
