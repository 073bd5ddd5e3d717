// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/streamfile.h"

#include "base/clock.h"
#include "query/bytestream.h"
#include "query/deliverycursor.h"
#include "query/payloadpieces.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace session {

namespace {

constexpr std::chrono::milliseconds ProgressEvery{100};
constexpr std::size_t SaveRecords = 4096; // that are read together

bool isOnSide(capture::Direction direction, StreamSide side)
{
    switch (side) {
    case StreamSide::Received: return direction == capture::Direction::In;
    case StreamSide::Sent: return direction == capture::Direction::Out;
    case StreamSide::Both: break;
    }
    return direction != capture::Direction::None;
}

} // namespace

/// One file being written. Shared by the owner and the worker.
struct StreamFile::Job
{
    base::EndpointId endpoint;
    StreamSide side = StreamSide::Both;
    QString path;
    std::atomic<bool> cancelled = false;
    quint64 bytes = 0; // the worker's until the end
    quint64 missing = 0; // the worker's until the end
    QString failure; // the worker's until the end

    /// Thread: the worker's.
    void run(const ReaderFactory& newReader, const std::function<void(double)>& tell);

private:
    [[nodiscard]] QString write(capture::Reader& reader, QSaveFile& file, const std::function<void(double)>& tell);
    [[nodiscard]] QString writeRecord(
        capture::Reader& reader, QSaveFile& file, const capture::Record& record, std::uint64_t committedEnd);
    query::PayloadPieces m_pieces;
};

void StreamFile::Job::run(const ReaderFactory& newReader, const std::function<void(double)>& tell)
{
    const auto reader = newReader();
    if (!reader) {
        failure = QString::fromStdString(reader.error().message());
        return;
    }
    const bool isNew = !QFile::exists(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || (isNew && !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))) {
        failure = file.errorString();
        return;
    }
    failure = write(**reader, file, tell);
    if (failure.isEmpty() && !cancelled && !file.commit())
        failure = file.errorString();
}

QString StreamFile::Job::write(capture::Reader& reader, QSaveFile& file, const std::function<void(double)>& tell)
{
    const std::uint64_t count = reader.recordCount();
    auto lastTold = base::Monotonic::now();
    query::DeliveryCursor cursor;
    std::uint64_t committedEnd = 0;
    while (!cancelled && cursor.end().value < count) {
        const auto block = cursor.next(reader, SaveRecords);
        if (!block)
            return QString::fromStdString(block.error().message());
        if (block->empty())
            break;
        for (const capture::Record& record : *block) {
            if (record.payloadSize > 0)
                committedEnd = std::max(committedEnd, record.payloadOffset + record.payloadSize);
        }
        for (const capture::Record& record : *block) {
            if (record.endpoint != endpoint || !isOnSide(query::missingIn(record), side))
                continue;
            missing += query::missingAfter(record);
            if (!query::movesStream(record))
                continue;
            if (QString problem = writeRecord(reader, file, record, committedEnd); !problem.isEmpty())
                return problem;
            if (base::Monotonic::now() - lastTold >= ProgressEvery) {
                lastTold = base::Monotonic::now();
                tell(static_cast<double>(cursor.end().value) / static_cast<double>(count));
            }
        }
    }
    return {};
}

QString StreamFile::Job::writeRecord(
    capture::Reader& reader, QSaveFile& file, const capture::Record& record, std::uint64_t committedEnd)
{
    for (std::uint32_t offset = 0; offset < record.payloadSize && !cancelled;) {
        const auto piece = m_pieces.piece(reader, record, offset, committedEnd);
        if (!piece)
            return QString::fromStdString(piece.error().message());
        const auto size = qint64(piece->size());
        if (file.write(reinterpret_cast<const char*>(piece->data()), size) != size)
            return file.errorString();
        offset += static_cast<std::uint32_t>(size);
        bytes += quint64(size);
    }
    return {};
}

StreamFile::StreamFile(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_newReader(std::move(newReader))
{
    m_pool.setMaxThreadCount(1);
}

StreamFile::~StreamFile()
{
    cancel();
    m_pool.waitForDone();
}

void StreamFile::save(base::EndpointId endpoint, StreamSide side, const QString& path)
{
    if (m_job)
        return;
    m_job = std::make_shared<Job>();
    m_job->endpoint = endpoint;
    m_job->side = side;
    m_job->path = path;
    m_pool.start([this, job = m_job] {
        job->run(m_newReader, [this](double fraction) {
            QMetaObject::invokeMethod(
                this, [this, fraction] { Q_EMIT progressed(fraction); }, Qt::QueuedConnection);
        });
        QMetaObject::invokeMethod(
            this, [this, job] { takeEnd(job); }, Qt::QueuedConnection);
    });
}

void StreamFile::cancel()
{
    if (m_job)
        m_job->cancelled = true;
}

void StreamFile::takeEnd(const std::shared_ptr<Job>& job)
{
    m_job.reset();
    Q_EMIT finished(job->bytes, job->missing, job->path, job->failure, job->cancelled);
}

} // namespace session
