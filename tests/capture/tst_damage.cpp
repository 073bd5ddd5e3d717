// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "capture/writer.h"
#include "tests/capture/samples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <cstddef>
#include <cstring>
#include <limits>

using capture::Reader;

/// What a reader makes of files that a writer did not leave like this: the whole committed prefix or EBADMSG, and never
/// a record that was not written.
class TestDamage final : public QObject
{
    Q_OBJECT

private:
    static constexpr std::uint64_t Count = 40;
    std::unique_ptr<QTemporaryDir> m_parent;
    std::string m_directory;

    [[nodiscard]] QString pathOf(const char* name) const { return QString::fromStdString(m_directory + '/' + name); }
    [[nodiscard]] QByteArray contents(const char* name) const
    {
        QFile file(pathOf(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] bool replace(const char* name, const QByteArray& bytes) const
    {
        QFile file(pathOf(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    /// True when everything that the reader gives is what was written, and nothing is missing below its count.
    [[nodiscard]] static bool isHonest(Reader& reader)
    {
        const std::uint64_t count = reader.recordCount();
        if (count > Count)
            return false;
        for (std::uint64_t i = 0; i < count; ++i) {
            const auto record = reader.record({i});
            if (!record || !samples::isSample(reader, *record, i))
                return false;
            if (reader.detail(record->detail) != capture::Detail(capture::TextDetail{std::to_string(i)}))
                return false;
            const std::string& name = reader.endpoint(record->endpoint).name;
            if (!name.empty() && name != std::to_string(record->endpoint.value))
                return false;
        }
        return true;
    }

private Q_SLOTS:
    void init()
    {
        m_parent = std::make_unique<QTemporaryDir>();
        m_directory = m_parent->filePath(QStringLiteral("one")).toStdString();
        const auto writer = capture::Writer::create(m_directory, samples::SmallLayout).value();
        for (std::uint64_t i = 0; i < Count; ++i) {
            capture::Record record = samples::record(i);
            record.detail = writer->intern(capture::TextDetail{std::to_string(i)});
            const std::string name = std::to_string(record.endpoint.value);
            writer->describe(record.endpoint, {name, {}, net::Protocol::Tcp, capture::Role::Connection, {}, {}});
            writer->append(record, samples::payload(i, samples::payloadSize(i)));
            if (i % 9 == 0)
                writer->flush();
        }
    }

    void undamagedItIsWhole()
    {
        const auto reader = Reader::open(m_directory).value();
        QCOMPARE(reader->recordCount(), Count);
        QVERIFY(isHonest(*reader));
    }

    void aFileCutShortIsNoticed_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("mayOpen"); // with fewer records, or fewer names
        QTest::newRow("commit") << QByteArray("commit") << true;
        QTest::newRow("endpoints") << QByteArray("endpoints") << true;
        QTest::newRow("details") << QByteArray("details") << false;
        QTest::newRow("first records") << QByteArray("records.0000") << false;
        QTest::newRow("last records") << QByteArray("records.0002") << false;
        QTest::newRow("first payload") << QByteArray("payload.0000") << false;
        QTest::newRow("middle payload") << QByteArray("payload.0007") << false;
    }
    void aFileCutShortIsNoticed()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, mayOpen);
        const QByteArray whole = contents(name.constData());
        QVERIFY(!whole.isEmpty());
        for (qsizetype size = whole.size() - 1; size >= 0; --size) {
            QVERIFY(QFile::resize(pathOf(name.constData()), size));
            const auto reader = Reader::open(m_directory);
            QVERIFY2(reader ? mayOpen : reader.error().code == EBADMSG, QByteArray::number(size).constData());
            QVERIFY(!reader || isHonest(**reader));
        }
        QVERIFY(replace(name.constData(), whole));
        QVERIFY(isHonest(*Reader::open(m_directory).value()));
    }

    void aMissingFileIsNoticed()
    {
        for (const char* name : {"details", "endpoints", "records.0001", "payload.0000"}) {
            QVERIFY(QFile::rename(pathOf(name), pathOf("away")));
            QCOMPARE(Reader::open(m_directory).error().code, EBADMSG);
            QVERIFY(QFile::rename(pathOf("away"), pathOf(name)));
        }
        QVERIFY(QFile::remove(pathOf("commit")));
        QCOMPARE(Reader::open(m_directory).error().code, ENOENT);
    }

    void aChangedBitInTheCommitGivesTheCommitBefore()
    {
        const QByteArray whole = contents("commit");
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray changed = whole;
            changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
            QVERIFY(replace("commit", changed));
            const auto reader = Reader::open(m_directory);
            QVERIFY(reader.has_value());
            QVERIFY((*reader)->recordCount() >= Count - 9);
            QVERIFY(isHonest(**reader));
        }
    }

    void twoDamagedSlotsAreNoCommit()
    {
        QByteArray changed = contents("commit");
        changed[40] = static_cast<char>(changed[40] ^ 1);
        changed[512 + 40] = static_cast<char>(changed[512 + 40] ^ 1);
        QVERIFY(replace("commit", changed));
        QCOMPARE(Reader::open(m_directory).error().code, EBADMSG);
    }

    void aChangedEndpointIsUnknownAndNotAnother()
    {
        const QByteArray whole = contents("endpoints");
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray changed = whole;
            changed[i] = static_cast<char>(changed[i] ^ 4);
            QVERIFY(replace("endpoints", changed));
            QVERIFY(isHonest(*Reader::open(m_directory).value()));
        }
    }

    // As a recycled segment has them, or a writer that was killed between two steps of a flush.
    void bytesBeyondTheCommitAreNotRead()
    {
        for (const char* name : {"commit", "details", "endpoints", "records.0002", "payload.0007"}) {
            QFile file(pathOf(name));
            QVERIFY(file.open(QIODevice::Append));
            QVERIFY(file.write(QByteArray(5000, '\xff')) > 0);
        }
        const auto reader = Reader::open(m_directory).value();
        QCOMPARE(reader->recordCount(), Count);
        QVERIFY(isHonest(*reader));
        QCOMPARE(reader->record({Count}).error().code, ERANGE);
        QVERIFY(reader->endpoint({400}).name.empty());
        QCOMPARE(reader->detail({100'000}).error().code, EBADMSG);
        QCOMPARE(reader->detail({~std::uint32_t{0}}).error().code, EBADMSG);
    }

    // Killed after the endpoints were written and before the commit: the description before it still counts.
    void anEndpointDescribedWithoutACommitKeepsItsDescription()
    {
        m_directory += ".two";
        const auto writer = capture::Writer::create(m_directory, samples::SmallLayout).value();
        capture::EndpointInfo info{"before", {}, net::Protocol::Tcp, capture::Role::Connection, {}, {}};
        writer->describe({1}, info);
        writer->flush();
        const QByteArray commit = contents("commit");
        info.name = "after";
        writer->describe({1}, info);
        writer->describe({2}, info);
        writer->flush();
        QCOMPARE(Reader::open(m_directory).value()->endpoint({1}).name, std::string("after"));
        QVERIFY(replace("commit", commit));
        const auto reader = Reader::open(m_directory).value();
        QCOMPARE(reader->endpoint({1}).name, std::string("before"));
        QVERIFY(reader->endpoint({2}).name.empty());
    }

    void aDetailNumberBetweenDetailsIsRefusedOrText()
    {
        const auto reader = Reader::open(m_directory).value();
        for (std::uint32_t i = 1; i < 1000; ++i) {
            const auto detail = reader->detail({i});
            QVERIFY(detail || detail.error().code == EBADMSG);
        }
    }

    void randomRecordsAreRefused()
    {
        QByteArray changed = contents("records.0001");
        const auto noise = samples::payload(99, static_cast<std::size_t>(changed.size()));
        QVERIFY(replace("records.0001",
            QByteArray(reinterpret_cast<const char*>(noise.data()), static_cast<qsizetype>(noise.size()))));
        const auto reader = Reader::open(m_directory).value();
        std::vector<capture::Record> records(Count);
        QCOMPARE(reader->records({0}, records).error().code, EBADMSG);
        QVERIFY(samples::isSample(*reader, reader->record({15}).value(), 15));
    }

    void timesThatNoWriterWritesAreRefused()
    {
        constexpr qsizetype Last = 15 * qsizetype{sizeof(capture::Record)};
        const QByteArray whole = contents("records.0000");
        const auto put = [&](qsizetype place, auto value) {
            QByteArray changed = whole;
            std::memcpy(changed.data() + place, &value, sizeof(value));
            return replace("records.0000", changed);
        };
        for (const std::int64_t time : {std::int64_t{-1}, std::numeric_limits<std::int64_t>::min()}) {
            QVERIFY(put(Last + qsizetype{offsetof(capture::Record, timeNs)}, time));
            QCOMPARE(Reader::open(m_directory).value()->record({15}).error().code, EBADMSG);
        }
        using Float = std::numeric_limits<float>;
        for (const float duration : {-1.0F, Float::quiet_NaN(), Float::infinity()}) {
            QVERIFY(put(Last + qsizetype{offsetof(capture::Record, duration)}, duration));
            QCOMPARE(Reader::open(m_directory).value()->record({15}).error().code, EBADMSG);
        }
    }

    void aFifoOrLinkInPlaceOfAFileIsRefused()
    {
        for (const char* name : {"commit", "details", "endpoints", "records.0000"}) {
            QVERIFY(QFile::rename(pathOf(name), pathOf("away")));
            QCOMPARE(::mkfifo(pathOf(name).toLocal8Bit().constData(), 0600), 0);
            QCOMPARE(Reader::open(m_directory).error().code, EBADMSG);
            QVERIFY(QFile::remove(pathOf(name)));
            QVERIFY(QFile::link(pathOf("away"), pathOf(name)));
            QVERIFY(!Reader::open(m_directory).has_value());
            QVERIFY(QFile::remove(pathOf(name)));
            QVERIFY(QFile::rename(pathOf("away"), pathOf(name)));
        }
    }
};

QTEST_GUILESS_MAIN(TestDamage)
#include "tst_damage.moc"
