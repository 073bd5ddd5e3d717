// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "query/messagescan.h"
#include "session/jobs/scanworker.h"
#include "session/models/messagemark.h"

#include <QObject>

#include <map>
#include <memory>

namespace session {

/// The messages of a capture by the rules of its endpoints: a worker frames what is committed, and goes on as there is
/// more. Holds at most four bits a record of framed endpoints. Without rules it does nothing. Thread: the one that made
/// it.
class MessageMarks final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageMarks)

public:
    /// @param newReader  called on the worker's thread, once for other rules.
    explicit MessageMarks(ReaderFactory newReader, QObject* parent = nullptr);
    ~MessageMarks() override;

    /// Frames the capture anew.
    void setRules(const query::FramingRules& rules);
    [[nodiscard]] const query::FramingRules& rules() const { return m_rules; }
    /// There are `count` records in the capture now.
    void grow(quint64 count) { m_worker.grow(count); }
    /// Records before this one are gone from the capture.
    void letGo(base::RecordIndex first);

    [[nodiscard]] MessageMark markOf(base::RecordIndex record) const;
    /// What was counted so far, by the endpoint that has the rule.
    [[nodiscard]] std::map<base::EndpointId, query::MessageCounts> counts() const;
    [[nodiscard]] bool isScanning() const { return m_worker.isRunning(); }

Q_SIGNALS:
    /// Marks may be others now. At most once a frame, and at once with other rules.
    void changed();
    /// All there is has been framed, for now.
    void finished();
    /// The worker cannot read the capture; the marks stay as they are.
    void failed(const base::Error& error);

private:
    class Task;

    query::FramingRules m_rules;
    std::shared_ptr<Task> m_task; // null without rules
    ScanWorker m_worker;
};

} // namespace session
