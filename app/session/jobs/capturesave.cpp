// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/capturesave.h"

#include "saving/capturesaver.h"

#include <QFile>

#include <cerrno>
#include <utility>

namespace session {

namespace {

constexpr quint64 RecordsPerStep = 4096;

} // namespace

CaptureSave::CaptureSave(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_newReader(std::move(newReader))
    , m_job(*this, [this](double fraction) { Q_EMIT progressed(fraction); })
{ }

void CaptureSave::start(const Request& request)
{
    m_job.start([this, request] { return save(request); }, [this](const auto& result) { emitEnd(*this, result); });
}

base::Result<quint64> CaptureSave::save(const Request& request)
{
    const auto reader = m_newReader();
    if (!reader)
        return base::failure(reader.error());
    const std::stop_token stop = m_job.stop();
    auto saver = saving::CaptureSaver::create(
        **reader, request.records, request.format, QFile::encodeName(request.path).toStdString(), stop);
    if (!saver)
        return base::failure(saver.error());
    quint64 saved = 0;
    for (quint64 step = RecordsPerStep; step == RecordsPerStep;) {
        if (stop.stop_requested())
            return base::failure({ECANCELED, "save"});
        const auto done = (*saver)->step(RecordsPerStep);
        if (!done)
            return base::failure(done.error());
        step = *done;
        saved += step;
        if (request.count > 0)
            m_job.tell(double(saved) / double(request.count));
    }
    if (const auto finished = (*saver)->finish(); !finished)
        return base::failure(finished.error());
    return saved;
}

} // namespace session
