// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/dissection.h"

#include "capture/reader.h"
#include "query/recordrange.h"
#include "saving/saveformat.h"
#include "session/jobs/capturesave.h"

#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace session {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t LookBlock = 1024;

/// The record and those of its endpoint before it that moved bytes, from the first on.
std::vector<query::RecordRange> recordsUpTo(capture::Reader& reader, base::RecordIndex last)
{
    std::vector<query::RecordRange> found{{last, 1}};
    const auto wanted = reader.record(last);
    std::vector<capture::Record> block(LookBlock);
    std::uint64_t end = last.value;
    const std::uint64_t stop
        = std::max(reader.firstRecord().value, end - std::min(end, std::uint64_t{Dissection::MaxLookedAt}));
    const bool hasBytes = wanted && wanted->payloadSize > 0;
    while (hasBytes && end > stop && found.size() < Dissection::MaxRecords) {
        const std::uint64_t first = end - std::min<std::uint64_t>(end - stop, LookBlock);
        const auto read = reader.records({first}, std::span(block).first(static_cast<std::size_t>(end - first)));
        if (!read)
            break;
        for (std::size_t i = *read; i > 0 && found.size() < Dissection::MaxRecords; --i) {
            if (block[i - 1].endpoint == wanted->endpoint && block[i - 1].payloadSize > 0)
                found.push_back({{first + i - 1}, 1});
        }
        end = first;
    }
    std::ranges::reverse(found);
    return found;
}

} // namespace

Dissection::Dissection(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_newReader(std::move(newReader))
{ }

Dissection::~Dissection()
{
    if (m_process) {
        m_process->disconnect(this);
        m_process->kill();
        m_process->waitForFinished();
    }
}

QString Dissection::program()
{
    return QStandardPaths::findExecutable(u"tshark"_s);
}

void Dissection::start(base::RecordIndex record)
{
    if (m_process) {
        m_process->disconnect(this);
        m_process->kill();
        m_process.release()->deleteLater(); // it ends by itself
    }
    m_save.reset();
    if (!m_folder.isValid())
        Q_EMIT failed(m_folder.errorString());
    else
        saveRecords(record);
}

void Dissection::saveRecords(base::RecordIndex record)
{
    // The search for the records is the worker's too: the first range is asked for on its thread.
    const auto ranges = [newReader = m_newReader, record, source = query::RangeSource()]() mutable {
        if (!source) {
            const auto reader = newReader();
            source = query::someRecords(reader ? recordsUpTo(**reader, record) : std::vector<query::RecordRange>());
        }
        return source();
    };
    m_save = std::make_unique<CaptureSave>(m_newReader);
    connect(m_save.get(), &CaptureSave::finished, this, &Dissection::runProgram);
    connect(m_save.get(), &CaptureSave::failed, this,
        [this](const base::Error& error) { Q_EMIT failed(QString::fromStdString(error.message())); });
    m_save->start({ranges, 1, saving::SaveFormat::Pcapng, m_folder.filePath(u"records.pcapng"_s)});
}

void Dissection::runProgram()
{
    m_process = std::make_unique<QProcess>();
    connect(m_process.get(), &QProcess::finished, this, &Dissection::takeAnswer);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(m_process->errorString());
    });
    QTimer::singleShot(DeadlineMs, m_process.get(), &QProcess::kill);
    m_process->start(program(), {u"-n"_s, u"-r"_s, m_folder.filePath(u"records.pcapng"_s), u"-T"_s, u"pdml"_s});
}

void Dissection::takeAnswer(int exitCode, QProcess::ExitStatus status)
{
    const auto packet = lastPacket(m_process->readAllStandardOutput());
    if (packet && exitCode == 0 && status == QProcess::NormalExit)
        Q_EMIT finished(*packet);
    else
        Q_EMIT failed(QString::fromUtf8(m_process->readAllStandardError()).trimmed());
}

} // namespace session
