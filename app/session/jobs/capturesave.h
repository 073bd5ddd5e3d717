// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "query/recordrange.h"
#include "saving/saveformat.h"
#include "session/jobs/job.h"
#include "session/models/filteredlog.h"

#include <QObject>
#include <QString>

namespace session {

/// Saves records of a capture as a file, in a worker with a reader of its own. One file each. It ends in one signal of
/// finished, failed and cancelled; if this goes before that, nothing is left of the file. Thread: the one that made it.
class CaptureSave final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureSave)

public:
    struct Request
    {
        query::RangeSource records;
        quint64 count = 0; ///< of these records, for the progress
        saving::SaveFormat format = saving::SaveFormat::Pcapng;
        QString path; ///< a file that is there is replaced
    };

    /// @param newReader  called on the worker's thread.
    explicit CaptureSave(ReaderFactory newReader, QObject* parent = nullptr);

    void start(const Request& request);
    void cancel() { m_job.cancel(); }

Q_SIGNALS:
    /// At most five times a second: 0 to 1.
    void progressed(double fraction);
    void finished(quint64 records);
    void failed(const base::Error& error);
    void cancelled();

private:
    [[nodiscard]] base::Result<quint64> save(const Request& request);

    ReaderFactory m_newReader;
    Job m_job;
};

} // namespace session
