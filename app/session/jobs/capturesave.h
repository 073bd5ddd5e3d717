// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "query/recordrange.h"
#include "saving/saveformat.h"
#include "session/models/filteredlog.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <stop_token>

namespace session {

/// Saves records of a capture as a file, in a worker with a reader of its own. One file each. It ends in one signal of
/// finished, failed and cancelled. Thread: the one that made it.
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
    /// Cancels, and waits for what is being written; nothing is left of it.
    ~CaptureSave() override;

    void start(const Request& request);
    void cancel();

Q_SIGNALS:
    /// At most five times a second: 0 to 1.
    void progressed(double fraction);
    void finished(quint64 records);
    void failed(const base::Error& error);
    void cancelled();

private:
    [[nodiscard]] base::Result<quint64> save(const Request& request);
    void end(const base::Result<quint64>& result);

    ReaderFactory m_newReader;
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace session
