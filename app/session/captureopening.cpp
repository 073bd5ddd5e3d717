// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/captureopening.h"

#include <QElapsedTimer>

#include <cerrno>

namespace session {

namespace {

constexpr std::size_t BlocksPerStep = 4096;
constexpr qint64 ProgressEveryMs = 200;

} // namespace

CaptureOpening::CaptureOpening(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

CaptureOpening::~CaptureOpening()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void CaptureOpening::start(const QString& captureParent, const QString& file)
{
    m_pool.start([this, captureParent, file] {
        const auto result = read(captureParent, file);
        // The destructor waits for this; a call that is still queued then goes with the object.
        QMetaObject::invokeMethod(
            this,
            [this, result] {
                if (result)
                    Q_EMIT finished(*result);
                else if (result.error().code == ECANCELED)
                    Q_EMIT cancelled();
                else
                    Q_EMIT failed(result.error());
            },
            Qt::QueuedConnection);
    });
}

void CaptureOpening::cancel()
{
    m_stop.request_stop();
}

base::Result<std::shared_ptr<ImportedCapture>> CaptureOpening::read(const QString& captureParent, const QString& file)
{
    auto created = ImportedCapture::create(captureParent, file);
    if (!created)
        return base::failure(created.error());
    std::shared_ptr<ImportedCapture> capture = std::move(*created);
    QElapsedTimer sinceProgress;
    sinceProgress.start();
    for (bool goesOn = true; goesOn;) {
        if (m_stop.stop_requested())
            return base::failure({ECANCELED, "open"});
        const auto step = capture->import().step(BlocksPerStep);
        if (!step)
            return base::failure(step.error());
        goesOn = *step;
        if (sinceProgress.elapsed() >= ProgressEveryMs) {
            sinceProgress.restart();
            const double fraction = capture->import().progress();
            QMetaObject::invokeMethod(
                this, [this, fraction] { Q_EMIT progressed(fraction); }, Qt::QueuedConnection);
        }
    }
    return capture;
}

} // namespace session
