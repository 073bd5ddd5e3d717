// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/mainwindow.h"

#include "library/payloadlibrary.h"
#include "session/models/endpointmodel.h"
#include "session/sendhistory.h"
#include "session/session.h"
#include "session/settings.h"
#include "tests/support/peersocket.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

using namespace Qt::StringLiterals;
using engine::State;
using support::PeerSocket;

namespace {

/// The longest time in which an event loop did not come to a timer that is always due.
class LongestGap final : public QObject
{
public:
    LongestGap()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_longest = std::max(m_longest, m_clock.restart()); });
        m_clock.start();
        m_timer.start();
    }
    [[nodiscard]] qint64 milliseconds() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

constexpr int Deadline = 30'000; // milliseconds that a wait lasts before it fails
constexpr int GibibyteDeadline = 240'000; // the machine may be busy with other tests, or with sanitizers
constexpr qint64 MostGrowthMib = 250;
#ifdef __SANITIZE_ADDRESS__
constexpr bool MemoryIsSanitized = true; // what was freed is kept for a while, and shadowed
#else
constexpr bool MemoryIsSanitized = false;
#endif

/// A line of /proc/self/status - proc(5): VmRSS is what is resident now, VmHWM the most that ever was.
qint64 residentKib(QByteArrayView name)
{
    QFile status(u"/proc/self/status"_s);
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : status.readAll().split('\n')) {
            if (line.startsWith(name))
                return line.sliced(name.size()).chopped(2).trimmed().toLongLong();
        }
    }
    return -1;
}

/// From here on VmHWM is the most since now.
void forgetPeakOfMemory()
{
    QFile references(u"/proc/self/clear_refs"_s);
    if (references.open(QIODevice::WriteOnly))
        references.write("5");
}

} // namespace

/// The window under load. How long its event loop was away is printed and not judged: machines differ.
class TestResponsiveness final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_settings = std::make_unique<session::Settings>(path("config"), path("state"));
        m_history = std::make_unique<session::SendHistory>(QString());
        m_payloads = std::make_unique<library::PayloadLibrary>(QString());
        auto session = session::Session::create(path("captures"));
        QVERIFY(session.has_value());
        m_window = std::make_unique<ui::MainWindow>(std::move(*session), *m_settings, *m_history, *m_payloads);
        m_window->setAttribute(Qt::WA_DeleteOnClose, false);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        session::OpenRequest request;
        request.as = session::OpenAs::Listener;
        request.host = u"127.0.0.1"_s;
        request.backlog = 1024;
        m_listener = m_window->session().open(request);
        QTRY_VERIFY(status() && status()->state == State::Listening);
    }
    void cleanupTestCase() { m_window.reset(); }

    void aThousandClientsConnectSendAndClose()
    {
        const net::Address address = status()->info.local;
        const LongestGap gap;
        std::atomic<int> sent{0};
        std::thread clients([&] {
            const QByteArray kilobyte(1024, 'k');
            for (int i = 0; i < 1000; ++i)
                sent += PeerSocket::connected(net::Protocol::Tcp, address).sendAll(kilobyte) ? 1 : 0;
        });
        const bool allSeen = QTest::qWaitFor(
            [this] { return status()->totalChildren == 1000 && status()->openChildren == 0; }, Deadline);
        clients.join();
        qInfo("1,000 clients: the window's event loop was away for %lld ms at the longest", gap.milliseconds());
        QVERIFY(allSeen);
        QCOMPARE(sent.load(), 1000);
        QTRY_COMPARE(totals().bytesIn, quint64{1000 * 1024});
    }

    void aGibibyteIsFollowedInBoundedMemory()
    {
        constexpr quint64 Mebibyte = 1024 * 1024;
        constexpr quint64 Size = 1024 * Mebibyte;
        const net::Address address = status()->info.local;
        const quint64 before = totals().bytesIn;
        const qint64 residentBefore = residentKib("VmRSS:");
        forgetPeakOfMemory();
        const LongestGap gap;
        std::thread sender([&] {
            const PeerSocket peer = PeerSocket::connected(net::Protocol::Tcp, address);
            const QByteArray block(qsizetype(Mebibyte), 's');
            for (quint64 sent = 0; sent < Size && peer.sendAll(block); sent += Mebibyte) { }
        });
        const bool allSeen = QTest::qWaitFor([&] { return totals().bytesIn - before == Size; }, GibibyteDeadline);
        sender.join();
        const qint64 growthMib = (residentKib("VmHWM:") - residentBefore) / 1024;
        qInfo("1 GiB: the window's event loop was away for %lld ms at the longest", gap.milliseconds());
        qInfo("1 GiB: resident memory grew by %lld MiB at most", growthMib);
        QVERIFY(allSeen);
        // What was read is what was recorded and what was dropped; and with room on the disk, nothing was.
        QTRY_COMPARE(recordedBytes() + droppedBytes(), readBytes());
        QCOMPARE(droppedBytes(), quint64{0});
        if (!MemoryIsSanitized)
            QVERIFY2(growthMib < MostGrowthMib, qPrintable(u"%1 MiB"_s.arg(growthMib)));
    }

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] const engine::EndpointStatus* status() const
    {
        return m_window->session().endpoints()->status(m_listener);
    }

    [[nodiscard]] engine::Counters totals() const { return m_window->session().endpoints()->totals(); }
    [[nodiscard]] quint64 readBytes() const { return totals().bytesIn + totals().bytesOut; }
    [[nodiscard]] quint64 droppedBytes() const { return totals().droppedBytes; }
    [[nodiscard]] quint64 recordedBytes() const { return m_window->session().captureStatus().extent.payloadBytes; }

    QTemporaryDir m_folder;
    std::unique_ptr<session::Settings> m_settings;
    std::unique_ptr<session::SendHistory> m_history;
    std::unique_ptr<library::PayloadLibrary> m_payloads;
    std::unique_ptr<ui::MainWindow> m_window;
    base::EndpointId m_listener;
};

QTEST_MAIN(TestResponsiveness)
#include "tst_responsiveness.moc"
