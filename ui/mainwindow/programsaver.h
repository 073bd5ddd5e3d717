// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "session/jobs/programfile.h"
#include "ui/notice/noticebar.h"

#include <QObject>
#include <QString>

#include <vector>

class QWidget;

namespace ui {

class LogView;

/// Saves the log's records as a program: all of the capture, or those selected when there is more than one of them.
/// Asks for the file, and tells how it went in a notice. Owned by the window, which also owns the view. Thread: GUI.
class ProgramSaver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProgramSaver)

public:
    ProgramSaver(LogView& view, QWidget* window);

    /// Shows the file dialog, which does not block the window.
    void choose();
    /// Writes without asking. An ending of the name that is a language's own goes before `form`.
    void save(const QString& path, session::ProgramForm form);

Q_SIGNALS:
    void noticeRaised(const Notice& notice);

private:
    [[nodiscard]] std::vector<base::RecordIndex> records() const;

    LogView& m_view;
    QWidget* m_window;
};

} // namespace ui
