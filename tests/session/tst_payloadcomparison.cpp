// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writer.h"
#include "session/jobs/payloadcomparison.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using session::PayloadComparison;
using Block = PayloadComparison::Block;

namespace {

constexpr qsizetype BlockBytes = PayloadComparison::BlockBytes;

std::span<const std::byte> bytesOf(const QByteArray& text)
{
    return std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
}

/// What a plain loop finds.
PayloadComparison::Figures counted(const QByteArray& left, const QByteArray& right)
{
    const qsizetype size = std::max(left.size(), right.size());
    PayloadComparison::Figures figures{.compared = quint64(size), .size = quint64(size)};
    bool before = false;
    for (qsizetype i = 0; i < size; ++i) {
        const bool differs = i >= left.size() || i >= right.size() || left[i] != right[i];
        figures.differing += differs ? 1 : 0;
        figures.places += differs && !before ? 1 : 0;
        before = differs;
    }
    return figures;
}

} // namespace

/// Two records' bytes are held against each other as a plain loop would.
class TestPayloadComparison final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_writer = capture::Writer::create(m_folder->filePath(QStringLiteral("capture")).toStdString()).value();
    }
    void cleanup() { m_writer.reset(); }

    void countsAsAPlainLoopDoes_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        const auto row = [](const char* name, const QByteArray& left, const QByteArray& right) {
            QTest::newRow(name) << left << right;
        };
        row("neither has bytes", "", "");
        row("one has bytes", "", "abc");
        row("equal", "Hello", "Hello");
        row("one byte", "Hello", "Hallo");
        row("first and last", "xelly", "Hellx");
        row("longer", "Hello", "Hello, world");
        row("all", "aaaa", "bbbb");
        const QByteArray large(3 * BlockBytes + 5, 'x');
        row("large and equal", large, large);
        QByteArray edges = large;
        for (const qsizetype at : {BlockBytes - 1, BlockBytes, 2 * BlockBytes - 1, 3 * BlockBytes + 4})
            edges[at] = 'y';
        row("across a block's edge", large, edges);
        row("a block shorter", large.left(2 * BlockBytes), large);
        row("a byte less than a block shorter", large, large.left(2 * BlockBytes + 1));
        row("ends amid a run", QByteArray(large.left(BlockBytes + 7)).replace(BlockBytes + 6, 1, "z"), large);
    }
    void countsAsAPlainLoopDoes()
    {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        expectAsCounted(left, right);
        expectAsCounted(right, left);
    }

    void countsAsAPlainLoopDoesInRandomBytes()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo() << "seed" << seed;
        QRandomGenerator random(seed);
        for (int i = 0; i < 20; ++i) {
            QByteArray left(random.bounded(4 * int(BlockBytes)), 'a');
            QByteArray right(random.bounded(4 * int(BlockBytes)), 'a');
            for (int changes = random.bounded(200); changes > 0 && !right.isEmpty(); --changes) {
                const int at = random.bounded(int(right.size()));
                right.replace(at, random.bounded(3), QByteArray(2, char(random.bounded(2) + 'a')));
            }
            expectAsCounted(left, right);
        }
    }

    void saysWhatEachBlockIs()
    {
        QByteArray left(4 * BlockBytes, 'x');
        QByteArray right = left;
        right[BlockBytes + 3] = 'y';
        std::fill(right.begin() + 2 * BlockBytes, right.begin() + 3 * BlockBytes, 'y');
        const auto comparison = compared(left, right);
        QCOMPARE(comparison->block(0), Block::Same);
        QCOMPARE(comparison->block(1), Block::Mixed);
        QCOMPARE(comparison->block(2), Block::Different);
        QCOMPARE(comparison->block(3), Block::Same);
        QCOMPARE(comparison->block(4), Block::Unknown);
        QCOMPARE(comparison->blockAfter(0, Block::Same), std::optional<std::uint64_t>(1));
        QCOMPARE(comparison->blockAfter(3, Block::Same), std::nullopt);
        QCOMPARE(comparison->blockBefore(2, Block::Different), std::optional<std::uint64_t>(1));
        QCOMPARE(comparison->blockBefore(0, Block::Same), std::nullopt);
    }

    void aRecordThatCannotBeReadIsToldOf()
    {
        const auto record = write("abc");
        auto beyond = record;
        beyond.payloadSize = std::numeric_limits<std::uint32_t>::max();
        m_writer->flush();
        PayloadComparison comparison(newReader(), beyond, beyond);
        QSignalSpy failed(&comparison, &PayloadComparison::failed);
        QVERIFY(failed.wait());
        QVERIFY(!comparison.isRunning());
    }

    void aCaptureThatCannotBeOpenedIsToldOf()
    {
        const auto record = write("abc");
        PayloadComparison comparison(
            [] {
                return base::Result<std::unique_ptr<capture::Reader>>(base::failure({ENOENT, "open"}));
            },
            record, record);
        QSignalSpy failed(&comparison, &PayloadComparison::failed);
        QVERIFY(failed.wait());
    }

    void canBeGivenUpAtAnyTime()
    {
        const QByteArray large(64 << 20, 'x');
        const auto left = write(large);
        const auto right = write(large);
        m_writer->flush();
        for (int i = 0; i < 20; ++i) {
            QElapsedTimer clock;
            clock.start();
            auto comparison = std::make_unique<PayloadComparison>(newReader(), left, right);
            QVERIFY(comparison->figures().compared <= quint64(large.size()));
            comparison.reset();
            QVERIFY(clock.elapsed() < 1000); // a step, on a machine that is busy
        }
    }

private:
    capture::Record write(const QByteArray& payload)
    {
        capture::Record record;
        record.operation = capture::Operation::Recv;
        record.result = static_cast<std::int32_t>(payload.size());
        const std::uint64_t index = m_writer->extent().records;
        m_writer->append(record, bytesOf(payload));
        m_writer->flush();
        return newReader()().value()->record({index}).value();
    }
    session::ReaderFactory newReader() const
    {
        return [directory = m_writer->directory(), committed = m_writer->committed()] {
            return capture::Reader::attach(directory, committed);
        };
    }
    std::unique_ptr<PayloadComparison> compared(const QByteArray& left, const QByteArray& right)
    {
        const auto leftRecord = write(left);
        auto comparison = std::make_unique<PayloadComparison>(newReader(), leftRecord, write(right));
        QSignalSpy finished(comparison.get(), &PayloadComparison::finished);
        if (!finished.wait())
            qCritical() << "the comparison does not end";
        return comparison;
    }
    void expectAsCounted(const QByteArray& left, const QByteArray& right)
    {
        const auto expected = counted(left, right);
        const auto found = compared(left, right)->figures();
        QCOMPARE(found.size, expected.size);
        QCOMPARE(found.compared, expected.compared);
        QCOMPARE(found.differing, expected.differing);
        QCOMPARE(found.places, expected.places);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<capture::Writer> m_writer;
};

QTEST_GUILESS_MAIN(TestPayloadComparison)
#include "tst_payloadcomparison.moc"
