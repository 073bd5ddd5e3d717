// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>

#include <cerrno>
#include <functional>
#include <stop_token>
#include <utility>

namespace session {

/// Work in a thread of its own, that can be cancelled and ends in one answer. A member of the QObject that it works
/// for, behind all that the work uses: what is still to be told when that goes, goes with it. Thread: its owner's, but
/// for what is the work's.
class Job final
{
public:
    /// @param progressed  called on the owner's thread with what the work told.
    Job(QObject& owner, std::function<void(double)> progressed)
        : m_owner(owner)
        , m_progressed(std::move(progressed))
    { }
    /// Cancels, and waits for the work's present step.
    ~Job()
    {
        cancel();
        m_pool.waitForDone();
    }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    /// Calls `work()` on the worker's thread, and `end` on the owner's with what that gave. Not while it runs.
    template <class Work, class End> void start(Work work, End end)
    {
        m_isRunning = true;
        m_pool.start([this, work = std::move(work), end = std::move(end)] {
            m_sinceTold.start();
            callOwner([this, end, result = work()] {
                m_isRunning = false;
                m_stop = std::stop_source();
                end(result);
            });
        });
    }
    /// The work, or what is to be started next, is to end at once.
    void cancel() { m_stop.request_stop(); }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    // For the work, on its thread.
    [[nodiscard]] std::stop_token stop() const { return m_stop.get_token(); }
    /// How far it is, 0 to 1. The owner hears of it at most five times a second.
    void tell(double fraction)
    {
        if (m_sinceTold.elapsed() < 200)
            return;
        m_sinceTold.restart();
        callOwner([this, fraction] { m_progressed(fraction); });
    }

private:
    template <class Call> void callOwner(Call call)
    {
        QMetaObject::invokeMethod(&m_owner, std::move(call), Qt::QueuedConnection);
    }

    QObject& m_owner;
    std::function<void(double)> m_progressed;
    std::stop_source m_stop;
    bool m_isRunning = false;
    QElapsedTimer m_sinceTold; // the work's
    QThreadPool m_pool;
};

/// Tells how a job ended by its owner's signals finished, failed and, for ECANCELED, cancelled.
template <class Owner, class T> void emitEnd(Owner& owner, const base::Result<T>& result)
{
    if (result)
        Q_EMIT owner.finished(*result);
    else if (result.error().code == ECANCELED)
        Q_EMIT owner.cancelled();
    else
        Q_EMIT owner.failed(result.error());
}

} // namespace session
