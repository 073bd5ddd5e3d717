// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/capturesave.h"

#include "saving/saverecords.h"

#include <QFile>

#include <utility>

namespace session {

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
    const auto tell = [this, &request](std::uint64_t saved) {
        if (request.count > 0)
            m_job.tell(double(saved) / double(request.count));
        return true;
    };
    return saving::saveRecords(
        **reader, request.records, request.format, QFile::encodeName(request.path).toStdString(), tell, m_job.stop());
}

} // namespace session
