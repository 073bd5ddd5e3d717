// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/notice/noticebar.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

class QMimeData;
class QWidget;

namespace session {
class ImportedCapture;
}

namespace ui {

/// Opens saved captures, ours and those of others, in the background: each in a window of its own, for reading only.
/// Tells how far it is in a notice with Cancel, and what went wrong in another. Owned by a window. Thread: GUI.
class CaptureOpener final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureOpener)

public:
    explicit CaptureOpener(QWidget* window);
    /// Cancels what is being opened. Windows that were opened stay.
    ~CaptureOpener() override;

    /// Shows the file dialog, which does not block the window.
    void choose();
    /// @param path  as session::fileNameBytes reads it.
    void open(const QString& path);
    /// The files of this machine among what is dragged. What they are is known when they are opened.
    [[nodiscard]] static QStringList filesOf(const QMimeData& data);

Q_SIGNALS:
    void noticeRaised(const Notice& notice);
    /// A notice of this topic is out of date.
    void noticeWithdrawn(const QString& topic);

private:
    void show(const QString& path, std::shared_ptr<session::ImportedCapture> capture);

    QWidget* m_window;
    int m_jobs = 0; // that were ever begun
};

} // namespace ui
