// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writer.h"
#include "session/captureopening.h"
#include "session/jobs/capturesave.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

using namespace Qt::StringLiterals;
using session::CaptureOpening;
using session::CaptureSave;

Q_DECLARE_METATYPE(base::Error)
Q_DECLARE_METATYPE(std::shared_ptr<session::ImportedCapture>)

namespace {

/// A capture of so many sends in a folder, and the files beside it.
struct Folder
{
    explicit Folder(int count)
        : writer(capture::Writer::create(path(u"capture"_s).toStdString()).value())
    {
        capture::Record record;
        record.operation = capture::Operation::Send;
        record.endpoint = {1};
        record.timeNs = 1;
        record.result = 4;
        writer->describe({1}, {.name = "client"});
        for (int i = 0; i < count; ++i)
            writer->append(record, std::as_bytes(std::span("data", 4)));
        writer->flush();
    }
    [[nodiscard]] QString path(const QString& name) const { return folder.filePath(name); }
    [[nodiscard]] session::ReaderFactory readers() const
    {
        return [this] { return capture::Reader::attach(writer->directory(), writer->committed()); };
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

    QTemporaryDir folder;
    std::unique_ptr<capture::Writer> writer;
};

CaptureSave::Request requestFor(const Folder& folder, quint64 count)
{
    return {query::allRecords(count), count, saving::SaveFormat::Pcapng, folder.path(u"a.pcapng"_s)};
}

} // namespace

class TestCaptureJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedCanBeOpened()
    {
        Folder folder(10'000);
        CaptureSave save(folder.readers());
        QSignalSpy saved(&save, &CaptureSave::finished);
        save.start(requestFor(folder, 10'000));
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(saved.at(0).at(0).toULongLong(), 10'000U);
        QCOMPARE(folder.files(), QStringList(u"a.pcapng"_s));

        CaptureOpening opening;
        std::shared_ptr<session::ImportedCapture> opened;
        connect(&opening, &CaptureOpening::finished, &opening, [&opened](const auto& capture) { opened = capture; });
        opening.start(folder.path(u"captures"_s), folder.path(u"a.pcapng"_s));
        QTRY_VERIFY(opened);
        QCOMPARE((*opened->newReader())->recordCount(), 10'000U);
        QVERIFY(QDir(opened->directory()).exists());
        const QString directory = opened->directory();
        opened.reset();
        QVERIFY(!QDir(directory).exists());
    }

    void progressIsToldAndSavingCanBeCancelled()
    {
        Folder folder(10);
        CaptureSave save(folder.readers());
        QSignalSpy progress(&save, &CaptureSave::progressed);
        QSignalSpy cancelled(&save, &CaptureSave::cancelled);
        QSignalSpy finished(&save, &CaptureSave::finished);
        CaptureSave::Request request = requestFor(folder, 10);
        // It never ends by itself.
        request.records = [] { return std::optional(query::RecordRange{{0}, 10}); };
        save.start(request);
        QTRY_VERIFY(progress.size() >= 2);
        save.cancel();
        QTRY_COMPARE(cancelled.size(), 1);
        QCOMPARE(finished.size(), 0);
        QCOMPARE(folder.files(), QStringList());
    }

    void nothingIsLeftOfASaveThatGoesWithItsOwner()
    {
        Folder folder(10);
        {
            CaptureSave save(folder.readers());
            CaptureSave::Request request = requestFor(folder, 10);
            request.records = [] { return std::optional(query::RecordRange{{0}, 10}); };
            save.start(request);
        }
        QCOMPARE(folder.files(), QStringList());
    }

    void failuresAreTold()
    {
        Folder folder(10);
        CaptureSave save(folder.readers());
        QSignalSpy failed(&save, &CaptureSave::failed);
        CaptureSave::Request request = requestFor(folder, 10);
        request.path = folder.path(u"missing/a.pcapng"_s);
        save.start(request);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0).at(0).value<base::Error>().code, ENOENT);

        CaptureOpening opening;
        QSignalSpy notOpened(&opening, &CaptureOpening::failed);
        opening.start(folder.path(u"captures"_s), folder.path(u"missing.pcapng"_s));
        QTRY_COMPARE(notOpened.size(), 1);
        QCOMPARE(QDir(folder.path(u"captures"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
    }

    void openingCanBeCancelled()
    {
        Folder folder(100'000);
        CaptureSave save(folder.readers());
        QSignalSpy saved(&save, &CaptureSave::finished);
        save.start(requestFor(folder, 100'000));
        QTRY_COMPARE(saved.size(), 1);
        CaptureOpening opening;
        QSignalSpy cancelled(&opening, &CaptureOpening::cancelled);
        opening.cancel();
        opening.start(folder.path(u"captures"_s), folder.path(u"a.pcapng"_s));
        QTRY_COMPARE(cancelled.size(), 1);
        QCOMPARE(QDir(folder.path(u"captures"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestCaptureJobs)
#include "tst_capturejobs.moc"
