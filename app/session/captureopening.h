// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "session/jobs/importedcapture.h"
#include "session/jobs/job.h"

#include <QObject>
#include <QString>

#include <memory>

namespace session {

/// Reads a file of packets into a capture, in a worker. One file each. It ends in one signal of finished, failed and
/// cancelled. Thread: the one that made it.
class CaptureOpening final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureOpening)

public:
    explicit CaptureOpening(QObject* parent = nullptr);

    /// Makes a capture of the file in a folder below `captureParent`.
    void start(const QString& captureParent, const QString& file);
    void cancel() { m_job.cancel(); }

Q_SIGNALS:
    /// At most five times a second: 0 to 1.
    void progressed(double fraction);
    /// All that could be read is there; import() tells of damage and of packets that are no records.
    void finished(const std::shared_ptr<session::ImportedCapture>& capture);
    void failed(const base::Error& error);
    void cancelled();

private:
    [[nodiscard]] base::Result<std::shared_ptr<ImportedCapture>> read(
        const QString& captureParent, const QString& file);

    Job m_job;
};

} // namespace session
