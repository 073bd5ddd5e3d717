// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/commandline.h"
#include "cli/inputpump.h"
#include "cli/recordprinter.h"
#include "session/session.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace cli {

/// What a run without a window does between its first and its last record. Thread: the main one.
class HeadlessRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HeadlessRun)

public:
    HeadlessRun(session::Session& session, RecordPrinter& printer, CommandLine line);

    void start();
    /// Closes all endpoints, waits until that is committed, prints the rest, and emits finished.
    void stop();
    /// True when an endpoint could not be opened, or not all was sent that was to be sent or waited
    /// on standard input; what it was has been told.
    [[nodiscard]] bool hasFailed() const { return m_failed; }
    /// Per endpoint and in all, as one JSON object.
    [[nodiscard]] std::string statistics() const;

Q_SIGNALS:
    void finished();

private:
    void closeAll();
    void onStatusChanged(base::EndpointId id);
    void lookOver();
    void reportFailure(const engine::EndpointStatus& status);
    void warnIfReachable(const engine::EndpointStatus& status);
    void tellIfRecordingStopped();
    void tellFailedSend(const engine::EndpointStatus& status);
    void tellDeafness(const engine::EndpointStatus& status);
    void tellTrouble(const engine::EndpointStatus& status);
    void tellUnsent();
    void print();
    [[nodiscard]] std::uint32_t messageSizeOf(base::EndpointId id) const;
    [[nodiscard]] bool allKnown() const;
    [[nodiscard]] bool allClosed() const;

    session::Session& m_session;
    RecordPrinter& m_printer;
    CommandLine m_line;
    std::vector<base::EndpointId> m_opened;
    std::set<quint32> m_warned; // endpoints whose reachability was told
    std::set<quint32> m_toldSends; // endpoints of which it was told that a send failed
    std::set<quint32> m_toldDeaf; // and that their descriptor is not watched
    std::set<std::pair<quint32, int>> m_toldTrouble; // and what a listener met, by errno
    InputPump m_input;
    QTimer m_time;
    bool m_lookPending = false;
    bool m_hadConnection = false;
    bool m_failed = false;
    bool m_toldRecordingStopped = false;
    bool m_stopping = false;
};

} // namespace cli
