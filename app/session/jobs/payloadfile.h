// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "session/jobs/job.h"
#include "session/models/filteredlog.h"

#include <QObject>
#include <QString>

namespace session {

/// Writes the bytes that the capture has of one record to a file, in a worker. The file comes to be whole or not at
/// all, mode 0600, since traffic may hold secrets. Thread: the one that made it.
class PayloadFile final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PayloadFile)

public:
    /// @param newReader  called on the worker's thread.
    explicit PayloadFile(ReaderFactory newReader, QObject* parent = nullptr);

    /// Once.
    void save(base::RecordIndex record, const QString& path);

Q_SIGNALS:
    void finished(quint64 bytes);
    /// Errors: those of the reader and of base::SaveFile.
    void failed(const base::Error& error);

private:
    ReaderFactory m_newReader;
    Job m_job;
};

} // namespace session
