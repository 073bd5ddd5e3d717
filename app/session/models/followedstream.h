// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "query/streamindex.h"
#include "session/jobs/scanworker.h"
#include "session/models/streamrows.h"

#include <QObject>

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace session {

/// All that went over one endpoint, in both directions in order, cut into rows: a worker goes through the capture and
/// on as it grows. Rows are read when they are asked for. Owned by the stream's window. Thread: the one that made it.
class FollowedStream final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FollowedStream)

public:
    /// A row as it is to be shown.
    struct Row
    {
        std::uint64_t offset = 0; ///< in both directions together
        std::size_t size = 0;
        query::StreamPart part; ///< the call that its first byte was moved by
        bool beginsPart = false; ///< it is that call's first byte
        bool beginsRun = false; ///< and the one before went the other way, or there is none
    };

    FollowedStream(ReaderFactory newReader, base::EndpointId endpoint, QObject* parent = nullptr);
    ~FollowedStream() override;

    [[nodiscard]] base::EndpointId endpoint() const { return m_endpoint; }
    /// There are `count` records in the capture now.
    void grow(quint64 count);
    /// Cuts the stream anew: rows begin at 0, and come as the worker makes them.
    void setRule(const StreamRowRule& rule);
    [[nodiscard]] const StreamRowRule& rule() const { return m_rule; }
    [[nodiscard]] bool isScanning() const { return m_worker.isRunning(); }

    [[nodiscard]] quint64 rowCount() const;
    [[nodiscard]] quint64 callCount() const;
    [[nodiscard]] quint64 size(capture::Direction direction) const;
    /// Bytes that were moved and that the capture does not have: all of them, and those behind the last row. The others
    /// are told by the parts before which they are missing, which begin a row each.
    [[nodiscard]] quint64 missing(capture::Direction direction) const;
    [[nodiscard]] quint64 missingAtEnd(capture::Direction direction) const;
    /// Up to `count` rows from `first` on; fewer at the end. Errors: those of capture::readStream.
    [[nodiscard]] base::Result<std::vector<Row>> rows(quint64 first, std::size_t count) const;
    /// Fills `bytes` from a place in both directions together; gives how many were there. Errors: as above.
    [[nodiscard]] base::Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> bytes) const;
    /// The row with the first byte of a record, or of the next one after it; the last row when there is none.
    /// Errors: as above.
    [[nodiscard]] base::Result<quint64> rowOf(base::RecordIndex record) const;

Q_SIGNALS:
    /// All rows are others now.
    void rowsReset();
    /// There are more bytes, or rows. At most once a frame.
    void grown();
    /// All there is has been looked at, for now.
    void finished();
    void failed(const base::Error& error);

private:
    class Task;
    [[nodiscard]] base::Result<capture::Reader*> reader() const;

    ReaderFactory m_newReader;
    base::EndpointId m_endpoint;
    StreamRowRule m_rule;
    std::shared_ptr<Task> m_task;
    mutable std::unique_ptr<capture::Reader> m_reader; // this thread's; made when it is first needed
    ScanWorker m_worker;
};

} // namespace session
