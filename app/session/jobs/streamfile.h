// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "session/jobs/job.h"
#include "session/models/filteredlog.h"

#include <QObject>
#include <QString>

namespace session {

enum class StreamSide
{
    Received,
    Sent,
    Both ///< in the order in which they were handed up
};

/// Writes what went over an endpoint to a file, in a worker: to a temporary file beside it first, which takes its name
/// at the end, so that a file that is there is replaced whole or not at all. A new file has mode 0600, since traffic
/// may hold secrets. Owned by the stream's window; one at a time. Thread: the one that made it.
class StreamFile final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StreamFile)

public:
    explicit StreamFile(ReaderFactory newReader, QObject* parent = nullptr);

    /// Begins with what is committed now. Nothing while one is being written.
    void save(base::EndpointId endpoint, StreamSide side, const QString& path);
    void cancel()
    {
        if (isSaving())
            m_job.cancel();
    }
    [[nodiscard]] bool isSaving() const { return m_job.isRunning(); }

Q_SIGNALS:
    /// At most five times a second. @param fraction  0 to 1.
    void progressed(double fraction);
    /// @param missing  bytes that went over the endpoint and that the capture does not have: nothing stands for them.
    /// @param failure  empty when it was saved.
    void finished(quint64 bytes, quint64 missing, const QString& path, const QString& failure, bool cancelled);

private:
    ReaderFactory m_newReader;
    Job m_job;
};

} // namespace session
