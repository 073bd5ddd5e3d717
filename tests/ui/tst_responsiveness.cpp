// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/mainwindow.h"

#include "tests/support/peersocket.h"
#include "workspace/endpointmodel.h"
#include "workspace/sendhistory.h"
#include "workspace/settings.h"
#include "workspace/workspace.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

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

} // namespace

/// The window under load. How long its event loop was away is printed and not judged: machines differ.
class TestResponsiveness final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_settings = std::make_unique<workspace::Settings>(path("config"), path("state"));
        m_history = std::make_unique<workspace::SendHistory>(QString());
        auto workspace = workspace::Workspace::create(path("captures"));
        QVERIFY(workspace.has_value());
        m_window = std::make_unique<ui::MainWindow>(std::move(*workspace), *m_settings, *m_history);
        m_window->setAttribute(Qt::WA_DeleteOnClose, false);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        workspace::OpenRequest request;
        request.as = workspace::OpenAs::Listener;
        request.host = u"127.0.0.1"_s;
        request.backlog = 1024;
        m_listener = m_window->workspace().open(request);
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
        QTRY_COMPARE(m_window->workspace().endpoints()->totals().bytesIn, quint64{1000 * 1024});
    }

    void aStreamIsFollowed()
    {
        const net::Address address = status()->info.local;
        const quint64 before = m_window->workspace().endpoints()->totals().bytesIn;
        constexpr int Blocks = 256;
        const LongestGap gap;
        std::thread sender([&] {
            const PeerSocket peer = PeerSocket::connected(net::Protocol::Tcp, address);
            const QByteArray mebibyte(1024 * 1024, 's');
            for (int i = 0; i < Blocks; ++i)
                (void)peer.sendAll(mebibyte);
        });
        const bool allSeen = QTest::qWaitFor(
            [&] {
                return m_window->workspace().endpoints()->totals().bytesIn - before == quint64{Blocks} * 1024 * 1024;
            },
            Deadline);
        sender.join();
        qInfo("256 MiB: the window's event loop was away for %lld ms at the longest", gap.milliseconds());
        QVERIFY(allSeen);
        const engine::Counters totals = m_window->workspace().endpoints()->totals();
        QCOMPARE(totals.droppedBytes, quint64{0});
        QTRY_COMPARE(m_window->workspace().captureStatus().extent.payloadBytes, totals.bytesIn + totals.bytesOut);
    }

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] const engine::EndpointStatus* status() const
    {
        return m_window->workspace().endpoints()->status(m_listener);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<workspace::Settings> m_settings;
    std::unique_ptr<workspace::SendHistory> m_history;
    std::unique_ptr<ui::MainWindow> m_window;
    base::EndpointId m_listener;
};

QTEST_MAIN(TestResponsiveness)
#include "tst_responsiveness.moc"
