// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "query/filterexpression.h"
#include "session/jobs/scanworker.h"

#include <QObject>

#include <memory>
#include <optional>
#include <span>

namespace session {

/// Which records of a capture are rows of the log, and in which order: all from a first one on, or those that a filter
/// lets through. Without a filter it holds nothing but counts. With one, a worker with a reader of its own looks at
/// what is committed, and again whenever there is more; the window is never waited for and never waits.
/// Owned by the log's pane. Thread: the one that made it.
class FilteredLog final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilteredLog)

public:
    /// @param newReader  called on the worker's thread, once a filter.
    explicit FilteredLog(ReaderFactory newReader, QObject* parent = nullptr);
    /// Cancels the worker and waits for its present step.
    ~FilteredLog() override;

    /// Shows what the filter lets through. Rows begin anew: rowsReset() comes before this returns, and
    /// rowCountChanged() as matches are found.
    void setFilter(const query::FilterExpression& filter);
    /// Records before this one are no rows. Rows begin anew.
    void setFirst(base::RecordIndex first);
    /// Records before this one are gone from the capture: their rows go.
    void letGo(base::RecordIndex first);
    /// There are `count` records in the capture now. A smaller number than before is not taken.
    void grow(quint64 count);

    [[nodiscard]] bool isFiltered() const { return m_task != nullptr; }
    [[nodiscard]] base::RecordIndex first() const { return m_first; }
    /// Records that could be rows: those from first() on.
    [[nodiscard]] quint64 recordCount() const { return m_worker.recordCount() - m_first.value; }
    [[nodiscard]] quint64 rowCount() const { return m_rowCount; }
    /// True while the worker has records to look at.
    [[nodiscard]] bool isScanning() const;
    /// How much of the capture the filter has looked at: 0 to 1.
    [[nodiscard]] double scanned() const;
    /// Lets the worker end after its present step, with the rows that it has found; or go on from there.
    void setScanning(bool on);
    /// True when setScanning(false) has left records that were not looked at.
    [[nodiscard]] bool isStopped() const { return m_worker.isPaused(); }

    /// Fills `indexes` with the records of the rows from `row` on; all of them must be below rowCount().
    void recordsAt(quint64 row, std::span<base::RecordIndex> indexes) const;
    [[nodiscard]] base::RecordIndex recordAt(quint64 row) const;
    /// The row of a record; none when it is not shown (or not yet found).
    [[nodiscard]] std::optional<quint64> rowOf(base::RecordIndex record) const;
    /// How many rows are of the records [first, end).
    [[nodiscard]] quint64 rowsBetween(base::RecordIndex first, base::RecordIndex end) const;
    /// The row of a record, or of the next one that is shown; the last row when there is none. 0 without rows.
    [[nodiscard]] quint64 nearestRow(base::RecordIndex record) const;

Q_SIGNALS:
    /// All rows are others now; rowCount() is what they are so far.
    void rowsReset();
    /// So many rows are gone from the beginning; the others have moved up.
    void rowsLetGo(quint64 rows);
    /// Rows were added at the end. With a filter at most once per frame (16 ms).
    void rowCountChanged(quint64 rowCount);
    /// scanned() is another now.
    void progressed();
    /// The filter has looked at all there is, for now.
    void finished();
    /// The worker cannot read the capture; the rows stay as they are.
    void failed(const base::Error& error);

private:
    class Task;
    void restart(const query::FilterExpression& filter);
    void takeNews();

    ScanWorker m_worker;
    base::RecordIndex m_first;
    quint64 m_rowCount = 0;
    query::FilterExpression m_filter;
    std::shared_ptr<Task> m_task; // null without a filter
};

} // namespace session
