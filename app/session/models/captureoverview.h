// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/overview.h"
#include "session/jobs/scanworker.h"

#include <QObject>

#include <memory>

namespace session {

/// The overview of a whole capture, made by a worker and kept up as it grows. Owned by the log's pane. Thread: the one
/// that made it.
class CaptureOverview final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureOverview)

public:
    explicit CaptureOverview(ReaderFactory newReader, QObject* parent = nullptr);
    ~CaptureOverview() override;

    /// There are `count` records in the capture now.
    void grow(quint64 count);
    /// What has been looked at so far: a copy of at most 128 KiB.
    [[nodiscard]] query::Overview overview() const;

Q_SIGNALS:
    /// At most once a frame.
    void changed();

private:
    class Task;

    ScanWorker m_worker;
    std::shared_ptr<Task> m_task;
};

} // namespace session
