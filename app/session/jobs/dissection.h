// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "session/jobs/pdml.h"
#include "session/jobs/scanworker.h"

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace session {

class CaptureSave;

/// What tshark makes of a record: the endpoint's last records up to it are saved as pcapng and handed to tshark, which
/// so can put together what lies in several calls. One record at a time; a later one takes an earlier one's place.
/// Thread: the one that made it.
class Dissection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Dissection)

public:
    /// So many records of the endpoint are handed over, and so many of all are looked at to find them.
    static constexpr std::uint64_t MaxRecords = 200;
    static constexpr std::uint64_t MaxLookedAt = 200'000;
    static constexpr int DeadlineMs = 20'000;

    explicit Dissection(ReaderFactory newReader, QObject* parent = nullptr);
    /// Ends tshark, and removes what was saved for it.
    ~Dissection() override;

    /// The program in PATH; empty where there is none.
    [[nodiscard]] static QString program();
    void start(base::RecordIndex record);

Q_SIGNALS:
    void finished(const std::vector<session::DissectedField>& protocols);
    /// @param reason  of the system or of tshark, in its own words.
    void failed(const QString& reason);

private:
    void saveRecords(base::RecordIndex record);
    void runProgram();
    void takeAnswer(int exitCode, QProcess::ExitStatus status);

    ReaderFactory m_newReader;
    QTemporaryDir m_folder;
    std::unique_ptr<CaptureSave> m_save;
    std::unique_ptr<QProcess> m_process;
};

} // namespace session
