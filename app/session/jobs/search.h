// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "query/searchpattern.h"
#include "query/searchstream.h"
#include "session/jobs/scanworker.h"

#include <QObject>

#include <memory>
#include <optional>

namespace session {

/// A search of a capture's payload: a worker with a reader of its own looks at what is committed, and again whenever
/// there is more. What it found can be asked for at any time, in the order of the records. Owned by the log's pane.
/// Thread: the one that made it.
class Search final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Search)

public:
    explicit Search(ReaderFactory newReader, QObject* parent = nullptr);
    ~Search() override;

    /// Looks for this from the beginning; none looks for nothing. What was found before is forgotten.
    void setPattern(std::optional<query::SearchPattern> pattern);
    /// There are `count` records in the capture now.
    void grow(quint64 count);

    [[nodiscard]] bool isActive() const { return m_task != nullptr; }
    /// True while the worker has records to look at.
    [[nodiscard]] bool isScanning() const;
    /// All hits so far.
    [[nodiscard]] quint64 hitCount() const;
    /// Those of them that can be asked for: the first 1,000,000.
    [[nodiscard]] quint64 listedCount() const;
    /// @param place  below listedCount(). A hit's place grows when one is found that begins before it.
    [[nodiscard]] query::SearchHit hitAt(quint64 place) const;
    /// The place of the first hit that begins at a byte of a record or later; none when there is none so far.
    [[nodiscard]] std::optional<quint64> nextPlace(base::RecordIndex record, quint32 offset) const;
    /// The place of the last hit that begins before a byte of a record; none when there is none.
    [[nodiscard]] std::optional<quint64> previousPlace(base::RecordIndex record, quint32 offset) const;
    /// Whether a listed hit begins in one of the records [first, end).
    [[nodiscard]] bool isAnyIn(base::RecordIndex first, base::RecordIndex end) const;
    /// Whether a hit begins or ends in the record.
    [[nodiscard]] bool contains(base::RecordIndex record) const;

Q_SIGNALS:
    /// The hits are others now: none so far.
    void reset();
    /// At most once a frame. @param fraction  how much of the capture has been looked at: 0 to 1.
    void progressed(double fraction);
    /// All there is has been looked at, for now.
    void finished();
    /// The search has ended: the capture cannot be read, or (ETIME, ENOMEM) a regular expression tries without end.
    void failed(const base::Error& error);

private:
    class Task;
    void tellProgress();

    ScanWorker m_worker;
    std::shared_ptr<Task> m_task; // null while nothing is looked for
};

} // namespace session
