// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "session/jobs/scanworker.h"

#include <QSplitter>

#include <memory>

class QVBoxLayout;

namespace ui {

class BytesPane;
class CaptureFileSaver;
class LogMessages;
class NoticeBar;
class PayloadSaver;
class ProgramSaver;
class RecordPresenter;
class RecordWindows;
class TrafficPane;

/// A capture as a person sees it: the log with its filter and search, below it the bytes of the current record, and
/// what belongs to them: the windows that show more of a record, and what saves records. What they have to tell stands
/// in the window's notices. A window may have the bytes in a place of its own. Owned by the window; it ends before the
/// capture does, which its workers read. Thread: GUI.
class CaptureView final : public QSplitter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureView)

public:
    /// @param newReader  called on the threads of workers, too.
    /// @param reader  of the same capture, for the GUI's thread; null where it cannot be read.
    /// @param notices, window  must outlive the view. Dialogs and further windows belong to `window`.
    CaptureView(const session::ReaderFactory& newReader, std::shared_ptr<capture::Reader> reader, NoticeBar* notices,
        QWidget* window);
    ~CaptureView() override;

    void addBelowLog(QWidget* widget);
    /// There are `count` records in the capture now. Call it at most once a frame.
    void grow(quint64 count);
    /// Shows a record that failed, in the log and with its explanation.
    void explain(quint64 record);
    /// Makes a record current, as if it had been clicked; the log goes on following if it does.
    void showRecord(quint64 record) const;
    /// Shows the current record's bytes, or why its call failed, and gives them the keyboard.
    void enterRecord();

    [[nodiscard]] TrafficPane* log() const { return m_log; }
    [[nodiscard]] BytesPane* bytes() const { return m_bytes; }
    [[nodiscard]] RecordPresenter* presenter() const { return m_presenter; }
    /// How records lie in messages.
    [[nodiscard]] LogMessages* messages() const { return m_messages; }
    [[nodiscard]] RecordWindows* recordWindows() const { return m_recordWindows; }
    [[nodiscard]] CaptureFileSaver* saver() const { return m_saver; }
    [[nodiscard]] ProgramSaver* programSaver() const { return m_programSaver; }

Q_SIGNALS:
    /// A person asks for what only the bytes' pane shows, which may be hidden.
    void recordNeeded();

private:
    void layOut();
    void wireLog();
    void tellIn(NoticeBar* notices);

    TrafficPane* m_log;
    BytesPane* m_bytes;
    LogMessages* m_messages;
    RecordPresenter* m_presenter;
    RecordWindows* m_recordWindows;
    CaptureFileSaver* m_saver;
    ProgramSaver* m_programSaver;
    PayloadSaver* m_payloadSaver;
    QVBoxLayout* m_logColumn;
};

} // namespace ui
