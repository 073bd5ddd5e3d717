// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writer.h"
#include "ui/bytes/recordbytes.h"

#include <QTemporaryDir>
#include <QTest>

using ui::RecordBytes;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& text)
{
    return std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
}

} // namespace

/// Bytes shown are those of the record, and of no record beside it.
class TestHexViewRecord final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_writer = capture::Writer::create(m_folder->filePath(QStringLiteral("capture")).toStdString()).value();
        for (const QByteArray& payload :
            {QByteArray("before"), QByteArray("Hello, world"), QByteArray(), QByteArray("after")}) {
            capture::Record record;
            record.operation = capture::Operation::Recv;
            m_writer->append(record, bytesOf(payload));
        }
        m_writer->flush();
        m_reader = capture::Reader::attach(m_writer->directory(), m_writer->committed()).value();
    }
    void cleanup()
    {
        m_reader.reset();
        m_writer.reset();
    }

    void readsThePayloadOfItsRecord()
    {
        const auto bytes = source(1);
        QCOMPARE(bytes->size(), 12U);
        QCOMPARE(read(*bytes, 0, 100), QByteArray("Hello, world"));
        QCOMPARE(read(*bytes, 7, 3), QByteArray("wor"));
        QCOMPARE(read(*bytes, 12, 10), QByteArray());
        QCOMPARE(read(*bytes, ~std::uint64_t{0}, 10), QByteArray());
    }

    void recordWithoutPayloadHasNoBytes()
    {
        const auto bytes = source(2);
        QCOMPARE(bytes->size(), 0U);
        QCOMPARE(read(*bytes, 0, 10), QByteArray());
    }

    void keepsItsReader()
    {
        const auto bytes = source(3);
        m_reader.reset();
        m_writer.reset();
        QCOMPARE(read(*bytes, 0, 10), QByteArray("after"));
    }

    void whatIsNotInTheCaptureIsNotThere()
    {
        capture::Record record;
        record.payloadOffset = 1'000'000;
        record.payloadSize = 16;
        RecordBytes bytes(m_reader, record);
        QCOMPARE(bytes.size(), 16U);
        QCOMPARE(read(bytes, 0, 16), QByteArray());
    }

private:
    std::unique_ptr<RecordBytes> source(std::uint64_t index)
    {
        return std::make_unique<RecordBytes>(m_reader, m_reader->record(base::RecordIndex{index}).value());
    }
    static QByteArray read(RecordBytes& bytes, std::uint64_t offset, qsizetype size)
    {
        QByteArray buffer(size, '?');
        const std::size_t got
            = bytes.read(offset, std::as_writable_bytes(std::span(buffer.data(), static_cast<std::size_t>(size))));
        return buffer.first(static_cast<qsizetype>(got));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<capture::Writer> m_writer;
    std::shared_ptr<capture::Reader> m_reader;
};

QTEST_GUILESS_MAIN(TestHexViewRecord)
#include "tst_hexviewrecord.moc"
