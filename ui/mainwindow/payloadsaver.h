// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/jobs/scanworker.h"
#include "ui/notice/noticebar.h"

#include <QObject>
#include <QString>

class QMenu;
class QWidget;

namespace ui {

class LogView;

/// Saves the bytes of one record of the log to a file: asks for its name, and tells how it went in a notice. Owned by
/// the window, which also owns the view. Thread: GUI.
class PayloadSaver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PayloadSaver)

public:
    /// @param newReader  called on a worker's thread.
    PayloadSaver(LogView& view, session::ReaderFactory newReader, QWidget* window);

    /// Offers it in the menu of a record that has bytes.
    void addTo(QMenu* menu, quint64 record);
    /// Shows the file dialog, which does not block the window.
    void choose(quint64 record);
    /// Saves without asking; what is there is replaced.
    void save(quint64 record, const QString& path);

Q_SIGNALS:
    void noticeRaised(const Notice& notice);

private:
    LogView& m_view;
    session::ReaderFactory m_newReader;
    QWidget* m_window;
};

} // namespace ui
