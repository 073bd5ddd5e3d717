// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/job.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

using session::Job;

namespace {

/// What a job works for.
struct Owner : QObject
{
    std::vector<double> told;
    std::optional<int> answer;
    Job job{*this, [this](double fraction) { told.push_back(fraction); }};

    template <class Work> void start(Work work)
    {
        job.start(std::move(work), [this](int result) { answer = result; });
    }
};

} // namespace

class TestJob final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersOnTheOwnersThreadWithWhatTheWorkGave()
    {
        Owner owner;
        QThread* worked = nullptr;
        QThread* answered = nullptr;
        owner.job.start(
            [&worked] {
                worked = QThread::currentThread();
                return 7;
            },
            [&](int result) {
                owner.answer = result;
                answered = QThread::currentThread();
            });
        QVERIFY(owner.job.isRunning());
        QTRY_COMPARE(owner.answer, std::optional(7));
        QVERIFY(!owner.job.isRunning());
        QCOMPARE(answered, thread());
        QVERIFY(worked != thread());
    }

    void cancelIsSeenByTheWorkAndNotByTheNext()
    {
        Owner owner;
        owner.start([&owner] {
            while (!owner.job.stop().stop_requested())
                QThread::yieldCurrentThread();
            return 1;
        });
        owner.job.cancel();
        QTRY_COMPARE(owner.answer, std::optional(1));
        owner.start([&owner] { return owner.job.stop().stop_requested() ? 3 : 2; });
        QTRY_COMPARE(owner.answer, std::optional(2));
    }

    void progressIsToldBeforeTheAnswerAndNotForEachStep()
    {
        Owner owner;
        std::atomic<int> steps = 0;
        owner.start([&] {
            for (; !owner.job.stop().stop_requested(); ++steps)
                owner.job.tell(0.5);
            return 1;
        });
        QTRY_VERIFY(!owner.told.empty());
        owner.job.cancel();
        QTRY_VERIFY(owner.answer.has_value());
        QCOMPARE(owner.told.front(), 0.5);
        QVERIFY(owner.told.size() < std::size_t(steps));
    }

    void ownerThatGoesWaitsForTheWorkAndHearsNoAnswer()
    {
        std::atomic<bool> ended = false;
        bool answered = false;
        auto owner = std::make_unique<Owner>();
        owner->job.start(
            [&ended, stop = [job = &owner->job] { return job->stop().stop_requested(); }] {
                while (!stop())
                    QThread::yieldCurrentThread();
                ended = true;
                return 1;
            },
            [&answered](int) { answered = true; });
        owner.reset();
        QVERIFY(ended);
        QCoreApplication::processEvents();
        QVERIFY(!answered);
    }
};

QTEST_GUILESS_MAIN(TestJob)
#include "tst_job.moc"
