// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "capture/writer.h"
#include "session/jobs/scanworker.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cerrno>
#include <memory>

using session::ScanTask;
using session::ScanWorker;

namespace {

/// Fails so often, and has looked at everything then.
class FailingTask final : public ScanTask
{
public:
    FailingTask(int failures, int code)
        : m_failures(failures)
        , m_code(code)
    { }

    base::Result<bool> step(capture::Reader&) override
    {
        if (m_failures == 0)
            return false;
        --m_failures;
        return base::failure({m_code, "open"});
    }

private:
    int m_failures;
    int m_code;
};

} // namespace

class TestScanWorker final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_parent;
    std::unique_ptr<capture::Writer> m_writer;

    [[nodiscard]] base::Result<std::unique_ptr<capture::Reader>> newReader() const
    {
        return capture::Reader::attach(m_writer->directory(), m_writer->committed());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_writer = capture::Writer::create(m_parent.filePath(QStringLiteral("one")).toStdString()).value();
        m_writer->append({});
        m_writer->flush();
    }

    void goesOnAfterAnErrorThatPasses()
    {
        ScanWorker worker([this] { return newReader(); });
        const QSignalSpy finished(&worker, &ScanWorker::finished);
        const QSignalSpy failed(&worker, &ScanWorker::failed);
        worker.setTask(std::make_shared<FailingTask>(2, EMFILE));
        worker.grow(1);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
        QCOMPARE(failed.count(), 0);
    }

    void goesOnWhenAReaderCanBeHad()
    {
        std::atomic<int> tries{0};
        ScanWorker worker([this, &tries]() -> base::Result<std::unique_ptr<capture::Reader>> {
            if (++tries == 1)
                return base::failure({EMFILE, "open"});
            return newReader();
        });
        const QSignalSpy finished(&worker, &ScanWorker::finished);
        worker.setTask(std::make_shared<FailingTask>(0, 0));
        worker.grow(1);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
        QCOMPARE(tries.load(), 2);
    }

    void endsWithAnErrorThatDoesNot()
    {
        ScanWorker worker([this] { return newReader(); });
        const QSignalSpy failed(&worker, &ScanWorker::failed);
        worker.setTask(std::make_shared<FailingTask>(1, EBADMSG));
        worker.grow(1);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 30'000);
        QCOMPARE(worker.isRunning(), false);
    }

    void doesNotWaitForAnErrorToPassWhenItIsCancelled()
    {
        ScanWorker worker([this] { return newReader(); });
        const QSignalSpy progressed(&worker, &ScanWorker::progressed);
        worker.setTask(std::make_shared<FailingTask>(1000, EMFILE));
        worker.grow(1);
        const QSignalSpy finished(&worker, &ScanWorker::finished);
        worker.setTask(std::make_shared<FailingTask>(0, 0));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
    }
};

QTEST_GUILESS_MAIN(TestScanWorker)
#include "tst_scanworker.moc"
