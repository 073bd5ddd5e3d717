// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "capture/recovery.h"
#include "tests/capture/endlesswriter.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using capture::Reader;

/// A capture of one segment each, of which a file has lost its end: each of its last 4,096 bytes, one by one.
class TestCutTail final : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 CutBytes = 4096;
    static constexpr std::uint64_t Count = 3000; ///< of records; and so 300 endpoints, 4,800 bytes
    QTemporaryDir m_parent;
    std::string m_directory;

    [[nodiscard]] std::string pathOf(const QByteArray& name) const { return m_directory + '/' + name.toStdString(); }
    [[nodiscard]] QByteArray contents(const QByteArray& name) const
    {
        QFile file(QString::fromStdString(pathOf(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] bool replace(const QByteArray& name, const QByteArray& bytes) const
    {
        QFile file(QString::fromStdString(pathOf(name)));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    [[nodiscard]] bool cut(const QByteArray& name, qint64 size) const
    {
        return ::truncate(pathOf(name).c_str(), size) == 0;
    }
    /// Recovery says of it what opening says.
    [[nodiscard]] bool isToldAs(const std::optional<base::Error>& damage) const
    {
        const auto found = capture::findCaptures(m_parent.path().toStdString());
        return found.size() == 1 && found[0].damage == damage;
    }
    /// Each endpoint is known as it was described, or not at all; those before `known` are.
    [[nodiscard]] static bool areEndpoints(Reader& reader, std::uint32_t known)
    {
        for (std::uint32_t number = 0; number <= Count / endless::RecordsPerEndpoint; ++number) {
            const capture::EndpointInfo& info = reader.endpoint({number + 1});
            if (!(info.name.empty() ? number >= known : info == endless::infoOf(number)))
                return false;
        }
        return true;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_directory = m_parent.filePath(QStringLiteral("one")).toStdString();
        const auto writer = capture::Writer::create(m_directory).value();
        for (std::uint64_t i = 0; i < Count; ++i) {
            const auto number = static_cast<std::uint32_t>(i / endless::RecordsPerEndpoint);
            if (i % endless::RecordsPerEndpoint == 0)
                writer->describe({number + 1}, endless::infoOf(number));
            capture::Record record = samples::record(i);
            record.detail = writer->intern(capture::TextDetail{std::to_string(i)});
            writer->append(record, samples::payload(i, samples::payloadSize(i)));
            if (i == Count - 2)
                writer->flush(); // so that the last commit is of one record
        }
    }

    void init() { QVERIFY(endless::isWhole(*Reader::open(m_directory).value())); }

    void whatTheCommitPromisesIsMissed_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"records.0000", "payload.0000", "details"})
            QTest::newRow(name) << QByteArray(name);
    }
    void whatTheCommitPromisesIsMissed()
    {
        QFETCH(QByteArray, name);
        const QByteArray whole = contents(name);
        QVERIFY(whole.size() > CutBytes);
        for (qint64 lost = 1; lost <= CutBytes; ++lost) {
            QVERIFY(cut(name, whole.size() - lost));
            const auto reader = Reader::open(m_directory);
            QVERIFY2(!reader && reader.error().code == EBADMSG, qPrintable(QString::number(lost)));
            QVERIFY(lost % 64 != 1 || isToldAs(reader.error()));
        }
        QVERIFY(replace(name, whole));
    }

    void endpointsThatAreCutOffAreUnknown()
    {
        const QByteArray whole = contents("endpoints");
        QVERIFY(whole.size() > CutBytes);
        for (qint64 lost = 1; lost <= CutBytes; ++lost) {
            QVERIFY(cut("endpoints", whole.size() - lost));
            const auto reader = Reader::open(m_directory);
            QVERIFY(reader.has_value());
            const auto slots = static_cast<std::uint32_t>((whole.size() - lost) / 16);
            QVERIFY2(areEndpoints(**reader, slots - 1), qPrintable(QString::number(lost)));
            QCOMPARE((*reader)->recordCount(), Count);
        }
        QVERIFY(isToldAs({}));
        QVERIFY(replace("endpoints", whole));
    }

    // It is shorter than 4,096 bytes: all of it goes. One of the two commits in it stays for some time.
    void aCommitThatIsCutGivesTheOneBefore()
    {
        const QByteArray whole = contents("commit");
        for (qint64 lost = 1; lost <= whole.size(); ++lost) {
            QVERIFY(cut("commit", whole.size() - lost));
            const auto reader = Reader::open(m_directory);
            if (!reader) {
                QCOMPARE(reader.error().code, EBADMSG);
                QVERIFY(isToldAs(reader.error()));
                continue;
            }
            const std::uint64_t count = (*reader)->recordCount();
            QVERIFY(count == Count || count == Count - 1);
            QVERIFY2(lost % 16 != 1 || endless::isWhole(**reader), qPrintable(QString::number(lost)));
        }
        QVERIFY(replace("commit", whole));
    }

    // As when a process is killed, or a disk is full, in the middle of a write that no commit follows.
    void aCutBehindTheCommitIsNoLoss_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"records.0000", "payload.0000", "details", "endpoints"})
            QTest::newRow(name) << QByteArray(name);
    }
    void aCutBehindTheCommitIsNoLoss()
    {
        QFETCH(QByteArray, name);
        const QByteArray whole = contents(name);
        QVERIFY(replace(name, whole + QByteArray(CutBytes, '\x5a')));
        for (qint64 lost = 0; lost <= CutBytes; ++lost) {
            QVERIFY(cut(name, whole.size() + CutBytes - lost));
            const auto reader = Reader::open(m_directory);
            QVERIFY2(reader && (*reader)->recordCount() == Count, qPrintable(QString::number(lost)));
            QVERIFY2(lost % 256 != 0 || endless::isWhole(**reader), qPrintable(QString::number(lost)));
        }
    }
};

QTEST_GUILESS_MAIN(TestCutTail)
#include "tst_cuttail.moc"
