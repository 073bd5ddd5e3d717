// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/recordrange.h"
#include "session/models/filteredlog.h"
#include "ui/notice/noticebar.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

class QTemporaryDir;
class QWidget;

namespace ui {

class LogView;

/// Saves records of a window's capture as a file, in the background: tells how far it is in a notice with Cancel, and
/// how it went in another. The file's suffix says the format. Owned by the window, which also owns the view.
/// Thread: GUI.
class CaptureFileSaver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureFileSaver)

public:
    enum class Records
    {
        All, ///< of the capture, also those that a filter hides
        Shown,
        Selected
    };

    /// @param newReader  called on a worker's thread.
    CaptureFileSaver(LogView& view, session::ReaderFactory newReader, QWidget* window);
    /// Cancels what is being saved. Files made for Wireshark go too.
    ~CaptureFileSaver() override;

    /// A file of which this is true is what the capture was read from: it is told of, and not replaced.
    void setOrigin(std::function<bool(const QString& path)> isOrigin) { m_isOrigin = std::move(isOrigin); }
    /// Shows the file dialog, which does not block the window.
    void choose(Records records);
    /// Saves without asking; what is there is replaced. A name without a known suffix is told of, and not saved.
    void save(const QString& path, Records records);
    /// Saves all records as a file for this purpose, and starts Wireshark with it.
    void openInWireshark();
    /// The path of Wireshark's program; empty where it is not installed.
    [[nodiscard]] static QString wiresharkProgram();

Q_SIGNALS:
    void noticeRaised(const Notice& notice);
    /// A notice of this topic is out of date.
    void noticeWithdrawn(const QString& topic);
    /// The file is whole.
    void saved(const QString& path);
    /// All records that the capture had then, this many, are in a file that a person chose.
    void allSaved(quint64 count);

private:
    /// Once the file is whole; given how many records it has.
    using Done = std::function<void(quint64 count)>;
    void gather(const QString& path, Records records);
    void startJob(const QString& path, query::RangeSource records, quint64 count, const Done& done);
    void tellSaved(const QString& path, quint64 count);
    void raise(Severity severity, const QString& text, std::vector<NoticeAction> actions, const QString& topic);

    LogView& m_view;
    session::ReaderFactory m_newReader;
    QWidget* m_window;
    std::function<bool(const QString& path)> m_isOrigin;
    std::vector<std::unique_ptr<QTemporaryDir>> m_forWireshark;
    int m_jobs = 0; // that were ever begun
};

} // namespace ui
