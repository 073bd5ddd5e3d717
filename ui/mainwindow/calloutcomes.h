// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/record.h"

#include <QObject>

namespace ui {

class CallsPane;
class RecordWatch;

/// Says in the calls pane what came of a call that was made there. Owned by the window. Thread: GUI.
class CallOutcomes final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallOutcomes)

public:
    /// `watch` and `pane` must outlive it.
    CallOutcomes(RecordWatch& watch, CallsPane* pane, QObject* parent = nullptr);

    /// A call is made; its record is the endpoint's next one of this kind.
    /// @param first  where the next record goes that is made.
    void follow(base::EndpointId endpoint, capture::Operation operation, quint64 first);

private:
    void tell(quint64 index, const capture::Record& record);

    RecordWatch& m_watch;
    CallsPane* m_pane;
    int m_calls = 0; // only the latest one is told of
};

} // namespace ui
