// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

namespace ui {

class MainWindow;

/// Waits until the echo lab's message has come back to the client, saves a picture of the window, and ends the
/// application. Owned by the window. Thread: GUI.
class Screenshot final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Screenshot)

public:
    /// @param file  its suffix says the format: .png
    Screenshot(MainWindow& window, QString file);

private:
    void look();
    void take();
    void fail(const QString& reason);

    MainWindow& m_window;
    QString m_file;
    bool m_isBack = false;
    QTimer m_settle; // what came last is painted by then
    QTimer m_deadline;
};

} // namespace ui
