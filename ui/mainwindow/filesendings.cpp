// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/filesendings.h"

#include "session/models/endpointmodel.h"
#include "session/session.h"
#include "ui/mainwindow/recordwatch.h"
#include "ui/theme/quantity.h"
#include "ui/theme/timetext.h"
#include "words/recordtext.h"

#include <QFileInfo>
#include <QPointer>

#include <algorithm>

namespace ui {

using capture::Operation;
using capture::Record;

namespace {

constexpr qint64 TellEvery = 250; // milliseconds

std::int64_t endOf(const Record& record)
{
    return record.timeNs + static_cast<std::int64_t>(double{record.duration} * 1e9);
}

} // namespace

/// The file on its way to one endpoint.
struct FileSendings::Way
{
    quint64 queuedBefore = 0; ///< bytes that go first
    std::optional<quint64> size; ///< known as soon as the file is open
    quint64 moved = 0;
    std::int64_t startNs = 0;
    std::int64_t endNs = 0;
    QString failure; ///< what stopped it
    bool isOver = false;

    void see(const Record& record);

private:
    void stop(const Record& record);
};

void FileSendings::Way::stop(const Record& record)
{
    failure = QString::fromStdString(words::resultText(record));
    isOver = true;
}

void FileSendings::Way::see(const Record& record)
{
    if (!size) {
        if (record.operation != Operation::Open)
            return;
        startNs = record.timeNs;
        endNs = endOf(record);
        if (record.outcome != capture::Outcome::Value)
            return stop(record);
        size = static_cast<quint64>(std::max(0, record.result));
        isOver = size == 0U;
        return;
    }
    if (record.operation == Operation::SendRefused || record.operation == Operation::Close)
        return stop(record);
    // By the loop a file goes by calls of its own; lanes send it, and a message that it is, as any other payload.
    const bool sends = capture::directionOf(record.operation) == capture::Direction::Out;
    if (!sends)
        return;
    quint64 sent = capture::movedSize(record).value_or(0);
    if (record.operation != Operation::SendFile) {
        const quint64 others = std::min(sent, queuedBefore);
        queuedBefore -= others;
        sent -= others;
    }
    moved += sent;
    endNs = endOf(record);
    const bool waits = record.outcome == capture::Outcome::Errno && !capture::isFailure(record);
    if (moved >= *size)
        isOver = true;
    else if (record.outcome != capture::Outcome::Value && !waits)
        stop(record);
}

struct FileSendings::Job
{
    QString file;
    QString target;
    std::vector<Way> ways;
};

FileSendings::FileSendings(session::Session& session, RecordWatch& watch, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_watch(watch)
{ }

void FileSendings::follow(const std::vector<base::EndpointId>& endpoints, const QString& path, const QString& target)
{
    const auto job = std::make_shared<Job>();
    job->file = QFileInfo(path).fileName();
    job->target = target;
    job->ways.resize(endpoints.size());
    m_latest = job;
    m_sinceTold.invalidate();
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        const engine::EndpointStatus* status = m_session.endpoints()->status(endpoints[i]);
        job->ways[i].queuedBefore = status ? status->queuedBytes : 0;
        m_watch.watch(
            endpoints[i], m_session.recordCount(), [self = QPointer(this), job, i](quint64, const Record& record) {
                Way& way = job->ways[i];
                way.see(record);
                if (self && self->m_latest.lock() == job)
                    self->tell(*job);
                return way.isOver;
            });
    }
}

void FileSendings::tell(const Job& job)
{
    const auto failed = std::ranges::find_if(job.ways, [](const Way& way) { return !way.failure.isEmpty(); });
    const bool isOver = std::ranges::all_of(job.ways, &Way::isOver);
    if (!isOver && m_sinceTold.isValid() && m_sinceTold.elapsed() < TellEvery)
        return;
    m_sinceTold.start();
    quint64 moved = 0;
    quint64 size = 0;
    std::int64_t startNs = INT64_MAX;
    std::int64_t endNs = 0;
    for (const Way& way : job.ways) {
        moved += way.moved;
        size += way.size.value_or(0);
        startNs = std::min(startNs, way.startNs);
        endNs = std::max(endNs, way.endNs);
    }
    const QString of = tr("%1 of %2").arg(bytesText(moved), bytesText(size));
    if (failed != job.ways.end())
        Q_EMIT said(tr("Sending %1 to %2 stopped after %3: %4.").arg(job.file, job.target, of, failed->failure),
            Severity::Error);
    else if (isOver)
        Q_EMIT said(
            tr("Sent %1 to %2: %3 in %4.")
                .arg(job.file, job.target, bytesText(moved), durationText(static_cast<double>(endNs - startNs) / 1e9)),
            Severity::Information);
    else
        Q_EMIT said(size == 0 ? tr("Sending %1 to %2.").arg(job.file, job.target)
                              : tr("Sending %1 to %2: %3.").arg(job.file, job.target, of),
            Severity::Information);
}

} // namespace ui
