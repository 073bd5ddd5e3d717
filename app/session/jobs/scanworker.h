// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace session {

/// Makes a reader of one capture, for one thread.
using ReaderFactory = std::function<base::Result<std::unique_ptr<capture::Reader>>()>;

/// What a ScanWorker does on its thread: going through a capture in steps. What it finds it shares with the thread of
/// its owner under a lock of its own.
class ScanTask
{
public:
    ScanTask() = default;
    virtual ~ScanTask() = default;
    ScanTask(const ScanTask&) = delete;
    ScanTask& operator=(const ScanTask&) = delete;

    /// Looks at some more of the capture, for a few milliseconds. False when there is no more for now. After an error
    /// that may pass (base::mayPass) the same step is made again some time later; any other ends the task.
    /// Thread: the worker's.
    [[nodiscard]] virtual base::Result<bool> step(capture::Reader& reader) = 0;
};

/// A thread that takes a task through a capture, and on whenever the capture has grown. Its owner is told at most once
/// a frame (16 ms), and neither of them waits for the other. Thread: the one that made it.
class ScanWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScanWorker)

public:
    /// @param newReader  called on the worker's thread, once a task.
    explicit ScanWorker(ReaderFactory newReader, QObject* parent = nullptr);
    /// Cancels the task and waits for its present step.
    ~ScanWorker() override;

    /// Gives up the present task and begins another from what there is now; null for none.
    void setTask(std::shared_ptr<ScanTask> task);
    /// There are `count` records in the capture now. A smaller number than before is not taken.
    void grow(quint64 count);

    /// Lets the task rest after its present step, until it is told to go on. A new task is not paused.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const;
    /// What the task is to do has changed: it goes on, even if it was at an end.
    void wake();

    [[nodiscard]] quint64 recordCount() const { return m_recordCount; }
    /// True while the task has records to look at.
    [[nodiscard]] bool isRunning() const;

Q_SIGNALS:
    /// The present task may have found something.
    void progressed();
    /// It has looked at all there is, for now; not told of a task that rests.
    void finished();
    /// It has ended, and cannot go on.
    void failed(const base::Error& error);

private:
    struct Job;
    void startJob();
    void takeNews(const Job* from);

    ReaderFactory m_newReader;
    quint64 m_recordCount = 0;
    std::shared_ptr<Job> m_job; // of the present task
    QThreadPool m_pool; // one thread: the job before it has been cancelled and ends with its step
};

} // namespace session
