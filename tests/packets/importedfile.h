// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "packets/captureimport.h"
#include "words/recordjson.h"

#include <QByteArray>
#include <QFile>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <string>

/// A file's bytes as a capture, made by an import with small steps.
class ImportedFile final
{
public:
    explicit ImportedFile(const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("file")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the file cannot be made");
        file.close();
        m_writer = capture::Writer::create(m_folder.path().toStdString() + "/capture").value();
        m_import = packets::CaptureImport::open(file.fileName().toStdString(), *m_writer).value();
        while (m_import->step(7).value()) { }
        m_reader = capture::Reader::attach(m_writer->directory(), m_writer->committed()).value();
    }

    [[nodiscard]] const packets::CaptureImport& import() const { return *m_import; }
    [[nodiscard]] capture::Reader& reader() { return *m_reader; }
    [[nodiscard]] std::uint64_t count() { return m_reader->recordCount(); }
    [[nodiscard]] QStringList problems() const
    {
        QStringList result;
        for (const packets::FileProblem& problem : m_import->report().problems)
            result.append(QString::fromStdString(problem.message()));
        return result;
    }
    /// Everything of each record as text.
    [[nodiscard]] QStringList records() { return recordsOf(*m_reader); }
    [[nodiscard]] static QStringList recordsOf(capture::Reader& reader)
    {
        QStringList result;
        for (std::uint64_t i = 0; i < reader.recordCount(); ++i) {
            const capture::Record record = reader.record({i}).value();
            const capture::Detail detail = reader.detail(record.detail).value();
            const QByteArray bytes = payloadOf(reader, record);
            const std::span payload(
                reinterpret_cast<const std::byte*>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
            const capture::EndpointInfo& info = reader.endpoint(record.endpoint);
            const std::vector<std::byte> encoded = capture::encodeDetail(detail);
            result.append(QString::fromStdString(words::recordJson({{i}, record, detail, info, payload}))
                + QLatin1Char(' ') + QString::number(record.endpoint.value) + QLatin1Char(' ')
                + QString::number(info.parent.value) + QLatin1Char(' ') + QString::number(record.asked)
                + QLatin1Char(' ') + QString::number(record.result) + QLatin1Char(' ')
                + QString::fromLatin1(
                    QByteArray(reinterpret_cast<const char*>(encoded.data()), qsizetype(encoded.size())).toHex()));
        }
        return result;
    }
    [[nodiscard]] static QByteArray payloadOf(capture::Reader& reader, const capture::Record& record)
    {
        QByteArray bytes(qsizetype(record.payloadSize), '\0');
        const auto read = reader.payload(
            record, 0, std::as_writable_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
        return read && *read == record.payloadSize ? bytes : QByteArray("not read");
    }
    [[nodiscard]] QByteArray payload(std::uint64_t index)
    {
        return payloadOf(*m_reader, m_reader->record({index}).value());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<capture::Writer> m_writer;
    std::unique_ptr<packets::CaptureImport> m_import;
    std::unique_ptr<capture::Reader> m_reader;
};
