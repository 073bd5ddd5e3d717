// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/payloadfile.h"

#include "base/savefile.h"
#include "capture/reader.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <span>
#include <utility>

namespace session {

namespace {

/// Gives how many bytes were written. Thread: the worker's.
base::Result<quint64> writePayload(
    const ReaderFactory& newReader, base::RecordIndex index, const QString& path, const std::stop_token& stop)
{
    const auto reader = newReader();
    if (!reader)
        return base::failure(reader.error());
    const auto record = (*reader)->record(index);
    if (!record)
        return base::failure(record.error());
    auto file = base::SaveFile::create(QFile::encodeName(path).toStdString());
    if (!file)
        return base::failure(file.error());
    while (file->size() < record->payloadSize && !stop.stop_requested()) {
        const std::uint64_t done = file->size();
        const auto wanted = std::min<std::uint64_t>(base::SaveFile::MaxReserve, record->payloadSize - done);
        const auto got = (*reader)->payload(*record, done, std::span(file->reserve(wanted), wanted));
        if (!got || *got == 0)
            return base::failure(got ? base::Error{EIO, "read"} : got.error());
        file->advance(*got);
    }
    if (stop.stop_requested())
        return base::failure({ECANCELED, "write"});
    const quint64 size = file->size();
    return file->finish().map([size] { return size; });
}

} // namespace

PayloadFile::PayloadFile(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_newReader(std::move(newReader))
    , m_job(*this, [](double) {})
{ }

void PayloadFile::save(base::RecordIndex record, const QString& path)
{
    m_job.start([this, record, path] { return writePayload(m_newReader, record, path, m_job.stop()); },
        [this](const base::Result<quint64>& written) {
            if (written)
                Q_EMIT finished(*written);
            else
                Q_EMIT failed(written.error());
        });
}

} // namespace session
