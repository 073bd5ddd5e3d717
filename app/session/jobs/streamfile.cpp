// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/streamfile.h"

#include "query/bytestream.h"
#include "query/deliverycursor.h"
#include "query/payloadpieces.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace session {

namespace {

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

/// What came of a file.
struct Written
{
    quint64 bytes = 0;
    quint64 missing = 0;
    QString failure;
    bool isCancelled = false;
};

/// One file being written. Thread: the worker's.
class StreamWriter final
{
public:
    StreamWriter(Job& job, base::EndpointId endpoint, StreamSide side)
        : m_job(job)
        , m_endpoint(endpoint)
        , m_side(side)
    { }

    [[nodiscard]] Written run(const ReaderFactory& newReader, const QString& path);

private:
    /// Gives why it could not, empty when it could or was cancelled.
    [[nodiscard]] QString write(capture::Reader& reader, QSaveFile& file);
    [[nodiscard]] QString writeRecord(
        capture::Reader& reader, QSaveFile& file, const capture::Record& record, std::uint64_t committedEnd);

    Job& m_job;
    base::EndpointId m_endpoint;
    StreamSide m_side;
    std::stop_token m_stop{m_job.stop()};
    Written m_written;
    query::PayloadPieces m_pieces;
};

Written StreamWriter::run(const ReaderFactory& newReader, const QString& path)
{
    const auto reader = newReader();
    if (!reader)
        return {.failure = QString::fromStdString(reader.error().message())};
    const bool isNew = !QFile::exists(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || (isNew && !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)))
        return {.failure = file.errorString()};
    m_written.failure = write(**reader, file);
    m_written.isCancelled = m_stop.stop_requested();
    if (m_written.failure.isEmpty() && !m_written.isCancelled && !file.commit())
        m_written.failure = file.errorString();
    return m_written;
}

QString StreamWriter::write(capture::Reader& reader, QSaveFile& file)
{
    const std::uint64_t count = reader.recordCount();
    query::DeliveryCursor cursor;
    std::uint64_t committedEnd = 0;
    while (!m_stop.stop_requested() && cursor.end().value < count) {
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
            if (record.endpoint != m_endpoint || !isOnSide(query::missingIn(record), m_side))
                continue;
            m_written.missing += query::missingAfter(record);
            if (!query::movesStream(record))
                continue;
            if (QString problem = writeRecord(reader, file, record, committedEnd); !problem.isEmpty())
                return problem;
            m_job.tell(static_cast<double>(cursor.end().value) / static_cast<double>(count));
        }
    }
    return {};
}

QString StreamWriter::writeRecord(
    capture::Reader& reader, QSaveFile& file, const capture::Record& record, std::uint64_t committedEnd)
{
    for (std::uint32_t offset = 0; offset < record.payloadSize && !m_stop.stop_requested();) {
        const auto piece = m_pieces.piece(reader, record, offset, committedEnd);
        if (!piece)
            return QString::fromStdString(piece.error().message());
        const auto size = qint64(piece->size());
        if (file.write(reinterpret_cast<const char*>(piece->data()), size) != size)
            return file.errorString();
        offset += static_cast<std::uint32_t>(size);
        m_written.bytes += quint64(size);
    }
    return {};
}

} // namespace

StreamFile::StreamFile(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_newReader(std::move(newReader))
    , m_job(*this, [this](double fraction) { Q_EMIT progressed(fraction); })
{ }

void StreamFile::save(base::EndpointId endpoint, StreamSide side, const QString& path)
{
    if (isSaving())
        return;
    m_job.start([this, endpoint, side, path] { return StreamWriter(m_job, endpoint, side).run(m_newReader, path); },
        [this, path](const Written& written) {
            Q_EMIT finished(written.bytes, written.missing, path, written.failure, written.isCancelled);
        });
}

} // namespace session
