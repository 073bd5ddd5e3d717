// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writer.h"

#include "tests/capture/samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <utility>

#include <sys/stat.h>

using capture::Reader;
using capture::Writer;

class TestWriter final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_parent;
    std::string m_directory;

    [[nodiscard]] unsigned modeOf(const std::string& path) const
    {
        struct stat status
        { };
        return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
    }

private Q_SLOTS:
    void init()
    {
        m_parent = std::make_unique<QTemporaryDir>();
        QVERIFY(m_parent->isValid());
        m_directory = m_parent->filePath(QStringLiteral("one")).toStdString();
    }

    void everythingIsForTheOwnerOnly()
    {
        const mode_t before = ::umask(0);
        const auto writer = Writer::create(m_directory, samples::SmallLayout);
        QVERIFY(writer.has_value());
        (*writer)->append(samples::record(1), samples::payload(1, 10));
        (*writer)->flush();
        ::umask(before);
        QCOMPARE(modeOf(m_directory), 040700U & 07777U);
        for (const char* name : {"lock", "commit", "details", "endpoints", "records.0000", "payload.0000"})
            QCOMPARE(modeOf(m_directory + '/' + name), 0600U);
    }

    void anExistingFolderIsLeftAlone()
    {
        QCOMPARE(::mkdir(m_directory.c_str(), 0755), 0);
        const auto writer = Writer::create(m_directory);
        QVERIFY(!writer.has_value());
        QCOMPARE(writer.error(), (base::Error{EEXIST, "mkdir"}));
        QCOMPARE(modeOf(m_directory), 0755U);
    }

    void aMissingParentIsAnError()
    {
        const auto writer = Writer::create(m_directory + "/two");
        QVERIFY(!writer.has_value());
        QCOMPARE(writer.error(), (base::Error{ENOENT, "mkdir"}));
    }

    void nothingIsCommittedBeforeAFlush()
    {
        const auto writer = Writer::create(m_directory).value();
        QVERIFY(!writer->flushDeadline().has_value());
        writer->append(samples::record(1), samples::payload(1, 100));
        QCOMPARE(writer->committed()->records(), 0U);
        QCOMPARE(writer->extent().records, 1U);
        QCOMPARE(writer->extent().payloadBytes, 100U);
        QVERIFY(writer->flushDeadline().has_value());
        QVERIFY(*writer->flushDeadline() <= base::Monotonic::now() + Writer::FlushAfter);

        writer->flush();
        QCOMPARE(writer->committed()->records(), 1U);
        QVERIFY(!writer->flushDeadline().has_value());
        QVERIFY(!writer->failure().has_value());
    }

    void aFullArenaIsWrittenByItself()
    {
        const auto writer = Writer::create(m_directory).value();
        const auto bytes = samples::payload(1, 64 * 1024);
        for (int i = 0; i < 17; ++i)
            writer->append(samples::record(1), bytes);
        QVERIFY(writer->committed()->records() >= 15);
        for (int i = 0; i < 17; ++i) {
            const auto room = writer->reserve(64 * 1024);
            std::memcpy(room.data(), bytes.data(), bytes.size());
            writer->appendReserved(samples::record(1), 0, bytes.size());
        }
        QVERIFY(writer->committed()->records() >= 31);
    }

    void recordsWithoutPayloadAreWrittenByThemselvesToo()
    {
        const auto writer = Writer::create(m_directory).value();
        for (std::uint64_t i = 0; i < Writer::FlushBytes / sizeof(capture::Record) + 2; ++i)
            writer->append(samples::record(7));
        QVERIFY(writer->committed()->records() > 0);
    }

    void reserveGivesAtMostItsLimit()
    {
        const auto writer = Writer::create(m_directory).value();
        QCOMPARE(writer->reserve(100).size(), 100U);
        writer->append(samples::record(1), samples::payload(1, Writer::FlushBytes - 1));
        const auto room = writer->reserve(Writer::MaxReserve + 1);
        QCOMPARE(room.size(), Writer::MaxReserve);
        std::memset(room.data(), 'x', room.size());
        writer->appendReserved(samples::record(1), 0, room.size());
        writer->flush();
        QVERIFY(!writer->failure().has_value());
        QCOMPARE(writer->extent().payloadBytes, Writer::FlushBytes - 1 + Writer::MaxReserve);
    }

    // As recvmmsg does: one room, a fixed slot a datagram, most of them not full, some of them empty.
    void severalRecordsComeFromOneReserve()
    {
        constexpr std::size_t Slot = 2048;
        constexpr std::size_t Slots = 64;
        const auto writer = Writer::create(m_directory, samples::SmallLayout).value();
        std::uint64_t number = 0;
        for (int round = 0; round < 3; ++round) {
            const auto room = writer->reserve(Slots * Slot);
            for (std::size_t i = 0; i < Slots; ++i) {
                const auto bytes = samples::payload(number + i, samples::payloadSize(number + i));
                if (!bytes.empty())
                    std::memcpy(room.data() + i * Slot, bytes.data(), bytes.size());
            }
            for (std::size_t i = 0; i < Slots; ++i, ++number) {
                // Naming the sender happens between reserve and appendReserved.
                capture::Record record = samples::record(number);
                record.detail = writer->intern(capture::TextDetail{std::to_string(number)});
                writer->appendReserved(record, i * Slot, samples::payloadSize(number));
            }
        }
        writer->flush();
        const auto reader = Reader::attach(m_directory, writer->committed()).value();
        QCOMPARE(reader->recordCount(), number);
        for (std::uint64_t i = 0; i < number; ++i) {
            const auto record = reader->record({i});
            QVERIFY(record.has_value());
            QVERIFY(samples::isSample(*reader, *record, i));
            QCOMPARE(reader->detail(record->detail), capture::Detail(capture::TextDetail{std::to_string(i)}));
        }
    }

    void whatIsReservedAndNotAppendedIsForgotten()
    {
        const auto writer = Writer::create(m_directory).value();
        std::memset(writer->reserve(1000).data(), 'x', 1000);
        writer->append(samples::record(3), samples::payload(3, samples::payloadSize(3)));
        std::memset(writer->reserve(1000).data(), 'x', 1000);
        writer->flush();
        QCOMPARE(writer->extent().payloadBytes, samples::payloadSize(3));
        const auto reader = Reader::attach(m_directory, writer->committed()).value();
        QVERIFY(samples::isSample(*reader, reader->record({0}).value(), 3));
    }

    void aPayloadCanComeInPieces()
    {
        auto writer = Writer::create(m_directory, samples::SmallLayout).value();
        writer->append(samples::record(1), samples::payload(1, samples::payloadSize(1)));
        const std::vector<std::byte> payload = samples::payload(29, samples::payloadSize(29));
        QVERIFY(payload.size() > samples::SmallLayout.payloadSegmentBytes);
        const std::span<const std::byte> whole(payload);
        writer->appendPiece(whole.first(10));
        QVERIFY(writer->intern(capture::TextDetail{"between"}).value != 0);
        writer->flush();
        QCOMPARE(writer->committed()->records(), 1U);
        writer->appendPiece(whole.subspan(10));
        writer->finishPieces(samples::record(29));
        writer->append(samples::record(2), samples::payload(2, samples::payloadSize(2)));
        writer->flush();
        const auto reader = Reader::open(m_directory).value();
        QCOMPARE(reader->recordCount(), 3U);
        for (const auto& [index, number] : {std::pair(0U, 1U), std::pair(1U, 29U), std::pair(2U, 2U)})
            QVERIFY(samples::isSample(*reader, reader->record({index}).value(), number));
    }

    void payloadLargerThanTheArenaIsKeptWhole()
    {
        constexpr std::size_t Size = 11 * 1024 * 1024 + 7;
        const auto writer = Writer::create(m_directory, {1024, 1024 * 1024}).value();
        writer->append(samples::record(1), samples::payload(1, samples::payloadSize(1)));
        writer->append(samples::record(2), samples::payload(2, Size));
        writer->append(samples::record(3), samples::payload(3, samples::payloadSize(3)));
        writer->append(samples::record(4), samples::payload(4, Writer::MaxReserve));
        writer->append(samples::record(5), samples::payload(5, Writer::MaxReserve + 1));
        writer->flush();
        const auto reader = Reader::attach(m_directory, writer->committed()).value();
        QVERIFY(samples::isSample(*reader, reader->record({0}).value(), 1));
        QVERIFY(samples::isSample(*reader, reader->record({2}).value(), 3));
        for (const auto& [number, size] :
            {std::pair<std::uint64_t, std::size_t>{2, Size}, {4, Writer::MaxReserve}, {5, Writer::MaxReserve + 1}}) {
            std::vector<std::byte> bytes(size);
            QCOMPARE(reader->payload(reader->record({number - 1}).value(), 0, bytes), size);
            QVERIFY(bytes == samples::payload(number, size));
        }
    }

    void equalDetailsShareANumber()
    {
        const auto writer = Writer::create(m_directory).value();
        const auto here = capture::AddressDetail{net::Address::fromIp("127.0.0.1", 1).value(), {}, {}};
        const auto there = capture::AddressDetail{net::Address::fromIp("127.0.0.1", 2).value(), {}, {}};
        const base::DetailId first = writer->intern(here);
        QVERIFY(first.value != 0);
        QVERIFY(writer->intern(there) != first);
        QCOMPARE(writer->intern(here), first);
        writer->flush();
        QCOMPARE(writer->intern(here), first);
        QCOMPARE(writer->intern({}), base::DetailId{});
    }

    // More than the table remembers: numbers may change, meanings may not.
    void manyDetailsKeepTheirMeaning()
    {
        constexpr int Count = 150'000;
        const auto writer = Writer::create(m_directory).value();
        std::vector<base::DetailId> ids;
        for (int i = 0; i < Count; ++i)
            ids.push_back(writer->intern(capture::TextDetail{std::to_string(i)}));
        writer->append({});
        writer->flush();
        const auto reader = Reader::attach(m_directory, writer->committed()).value();
        for (int i = 0; i < Count; i += 101)
            QCOMPARE(reader->detail(ids[size_t(i)]), capture::Detail(capture::TextDetail{std::to_string(i)}));
    }

    void aTextWithoutEndIsCut()
    {
        const auto writer = Writer::create(m_directory).value();
        const base::DetailId id = writer->intern(capture::TextDetail{std::string(3 * 1024 * 1024, 'x')});
        writer->flush();
        const auto reader = Reader::attach(m_directory, writer->committed()).value();
        const auto detail = reader->detail(id);
        QVERIFY(detail.has_value());
        const std::string& text = std::get<capture::TextDetail>(*detail).text;
        QVERIFY(text.size() > 1'000'000 && text.size() <= 1024 * 1024);
        QCOMPARE(text.find_first_not_of('x'), std::string::npos);
    }

    void theDestructorCommits()
    {
        {
            const auto writer = Writer::create(m_directory).value();
            writer->append(samples::record(1), samples::payload(1, samples::payloadSize(1)));
        }
        const auto reader = Reader::open(m_directory).value();
        QCOMPARE(reader->recordCount(), 1U);
        QVERIFY(samples::isSample(*reader, reader->record({0}).value(), 1));
    }
};

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"
