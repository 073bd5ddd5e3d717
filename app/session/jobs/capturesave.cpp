// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/capturesave.h"

#include "saving/capturesaver.h"

#include <QElapsedTimer>
#include <QFile>

#include <cerrno>
#include <utility>

namespace session {

namespace {

constexpr quint64 RecordsPerStep = 4096;
constexpr qint64 ProgressIntervalMs = 200;

} // namespace

CaptureSave::CaptureSave(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_newReader(std::move(newReader))
{
    m_pool.setMaxThreadCount(1);
}

CaptureSave::~CaptureSave()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void CaptureSave::start(const Request& request)
{
    m_pool.start([this, request] {
        const auto result = save(request);
        // The destructor waits for this; a call that is still queued then goes with the object.
        QMetaObject::invokeMethod(
            this, [this, result] { end(result); }, Qt::QueuedConnection);
    });
}

void CaptureSave::cancel()
{
    m_stop.request_stop();
}

base::Result<quint64> CaptureSave::save(const Request& request)
{
    const auto reader = m_newReader();
    if (!reader)
        return base::failure(reader.error());
    const std::stop_token stop = m_stop.get_token();
    auto saver = saving::CaptureSaver::create(
        **reader, request.records, request.format, QFile::encodeName(request.path).toStdString(), stop);
    if (!saver)
        return base::failure(saver.error());
    QElapsedTimer sinceProgress;
    sinceProgress.start();
    quint64 saved = 0;
    for (quint64 step = RecordsPerStep; step == RecordsPerStep;) {
        if (stop.stop_requested())
            return base::failure({ECANCELED, "save"});
        const auto done = (*saver)->step(RecordsPerStep);
        if (!done)
            return base::failure(done.error());
        step = *done;
        saved += step;
        if (sinceProgress.elapsed() >= ProgressIntervalMs) {
            sinceProgress.restart();
            const double fraction = request.count == 0 ? 0.0 : double(saved) / double(request.count);
            QMetaObject::invokeMethod(
                this, [this, fraction] { Q_EMIT progressed(fraction); }, Qt::QueuedConnection);
        }
    }
    if (const auto finished = (*saver)->finish(); !finished)
        return base::failure(finished.error());
    return saved;
}

void CaptureSave::end(const base::Result<quint64>& result)
{
    if (result)
        Q_EMIT finished(*result);
    else if (result.error().code == ECANCELED)
        Q_EMIT cancelled();
    else
        Q_EMIT failed(result.error());
}

} // namespace session
