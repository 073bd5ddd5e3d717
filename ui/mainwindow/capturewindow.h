// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"

#include <QMainWindow>

#include <memory>

namespace ui {

class CaptureFileSaver;
class CaptureView;
class NoticeBar;
struct Notice;

/// A capture that is not written any more, for reading only. It was read from a file, or a process left
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
    /// What saves the capture's records. It ends before the keeper does.
    [[nodiscard]] CaptureFileSaver* saver() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildMenus();

    std::shared_ptr<void> m_keeper;
    NoticeBar* m_notices;
    CaptureView* m_view;
};

} // namespace ui
