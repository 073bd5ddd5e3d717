// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/record.h"
#include "ui/calls/callform.h"

#include <QObject>

#include <vector>

namespace session {
class Session;
}

namespace ui {

class CallLine;
class RecordWatch;

/// Makes the calls that are asked for in the call line, and says there what came of the latest one. Owned by the
/// window. Thread: GUI.
class HandCalls final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HandCalls)

public:
    /// All must outlive it.
    HandCalls(session::Session& session, RecordWatch& watch, CallLine* line, QObject* parent = nullptr);

Q_SIGNALS:
    /// socket() was called, or accept() on the endpoint that is still the line's: this one is to go on with.
    void socketOpened(base::EndpointId id);
    /// A call that was made here has this record, and whoever made it still looks here.
    void recordMade(quint64 record);

private:
    void make(base::EndpointId id, const CallAction& action);
    /// A call is made; its record is the endpoint's next one of this kind.
    /// @param first  where the next record goes that is made.
    void follow(base::EndpointId endpoint, capture::Operation operation, quint64 first);
    void tell(quint64 index, const capture::Record& record);
    [[nodiscard]] base::EndpointId acceptedBy(const capture::Record& record) const;

    session::Session& m_session;
    RecordWatch& m_watch;
    CallLine* m_line;
    /// A call whose record has not come yet.
    struct Pending
    {
        int number;
        base::EndpointId endpoint;
        capture::Operation operation;
        quint64 first; ///< where the record may be at the earliest
    };
    std::vector<Pending> m_pending; // in the order in which they were made
    int m_calls = 0; // only the latest one is told of
};

} // namespace ui
