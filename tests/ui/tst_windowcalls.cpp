// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownwindow.h"
#include "ui/bytes/bytespane.h"
#include "ui/calls/callline.h"
#include "ui/composer/composer.h"
#include "ui/composer/composerfaces.h"
#include "ui/errnocard/errnocard.h"
#include "ui/notice/noticebar.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QComboBox>
#include <QFile>
#include <QSignalSpy>

#include <sys/socket.h>

using namespace Qt::StringLiterals;
using engine::State;
using shown::Deadline;

class TestWindowCalls final : public QObject, private shown::Window
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void failedConnectIsToldAndExplained()
    {
        connectTo(refusingPort());
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains("ECONNREFUSED"_L1), Deadline);
        auto* card = m_window->findChild<ui::ErrnoCard*>();
        QVERIFY(!card->isVisible());
        QTest::mouseClick(button("Explain"), Qt::LeftButton);
        QVERIFY(card->isVisible());
        QVERIFY(card->text().contains("ECONNREFUSED"_L1));
        QTest::keyClick(card, Qt::Key_Escape);
        QVERIFY(!card->isVisible());
    }

    void aFailedRowIsExplainedBesideItsDetailAndOnlyWhileItIsCurrent()
    {
        const quint16 port = refusingPort();
        connectTo(port);
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains("ECONNREFUSED"_L1), Deadline);
        const auto* card = m_window->findChild<ui::ErrnoCard*>();
        const quint64 failed = current()->steps.back().record->value;
        m_window->goToRecord(failed);
        QVERIFY(card->isVisible());
        QVERIFY(card->text().contains(u"connect failed"_s));
        QVERIFY(m_window->findChild<ui::BytesPane*>()->isAncestorOf(card));
        m_window->goToRecord(0);
        QVERIFY(!card->isVisible());
        m_window->goToRecord(failed);
        QVERIFY(card->isVisible());
        QTest::keyClick(m_window->findChild<ui::LogView*>()->viewport(), Qt::Key_Escape);
        QVERIFY(!card->isVisible());
        m_window->goToRecord(0);
        m_window->goToRecord(failed);
        QVERIFY(card->isVisible());
        connectTo(port); // a newer failure
        QTRY_VERIFY_WITH_TIMEOUT(!card->isVisible(), Deadline);
    }

    void explainShowsTheRecordThatAFilterHides()
    {
        connectTo(refusingPort());
        QTRY_VERIFY_WITH_TIMEOUT(button("Explain"), Deadline);
        auto* traffic = m_window->findChild<ui::TrafficPane*>();
        traffic->setEndpointFilter({u"nobody"_s}, false);
        QTRY_COMPARE_WITH_TIMEOUT(traffic->view()->rowCount(), 0U, Deadline);
        QTest::mouseClick(button("Explain"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(
            traffic->currentRecord(), std::optional<quint64>(current()->steps.back().record->value), Deadline);
        QVERIFY(m_window->findChild<ui::ErrnoCard*>()->isVisible());
    }

    void onlyTheLatestFailureIsToldUntilSomethingOpens()
    {
        connectTo(refusingPort());
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains("ECONNREFUSED"_L1), Deadline);
        open(session::OpenAs::Listener, net::Protocol::UnixStream, m_folder->filePath(u"no/such/folder"_s), 0);
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains("ENOENT"_L1), Deadline);
        QCOMPARE(m_window->findChild<ui::NoticeBar*>()->count(), 1);
        listenOnAnyPort();
        QTRY_VERIFY_WITH_TIMEOUT(notice().isEmpty(), Deadline);
    }

    void whatACallReturnedIsSaidWhereItWasMade()
    {
        auto* calls = turnToCalls();
        make(ui::CallKind::Socket);
        QTRY_VERIFY_WITH_TIMEOUT(says("socket(AF_INET, SOCK_STREAM, 0) = "), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Created, Deadline);
        const auto taken = net::socket(AF_INET, SOCK_STREAM, net::FdMode::NonBlocking);
        QVERIFY(net::bind(taken->get(), *net::Address::fromIp("127.0.0.1", 0)).has_value());
        calls->chooseCall(ui::CallKind::Bind);
        find<QLineEdit>("Call address")->setText(u"127.0.0.1"_s);
        find<QLineEdit>("Call port")->setText(QString::number(net::getsockname(taken->get())->port()));
        make(ui::CallKind::Bind);
        QTRY_VERIFY_WITH_TIMEOUT(says(") = EADDRINUSE   Address already in use"), Deadline);
        auto* explain = find<QPushButton>("Explain call result");
        QVERIFY(!explain->isHidden());
        explain->click();
        QVERIFY(m_window->findChild<ui::ErrnoCard*>()->isVisible());
        find<QLineEdit>("Call port")->setText(u"0"_s);
        make(ui::CallKind::Bind);
        QTRY_VERIFY_WITH_TIMEOUT(says("bind(127.0.0.1:0) = 0   127.0.0.1:"), Deadline);
        QVERIFY(explain->isHidden());
    }

    void theUsualNextCallIsOfferedUpToTheAcceptedSocket()
    {
        const auto* calls = turnToCalls();
        const auto* chosen = find<QComboBox>("Call");
        make(ui::CallKind::Socket);
        QTRY_COMPARE_WITH_TIMEOUT(chosen->currentText(), u"bind"_s, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Created, Deadline);
        QVERIFY(says("socket(AF_INET, SOCK_STREAM, 0) = "));
        makeOffered();
        QTRY_COMPARE_WITH_TIMEOUT(chosen->currentText(), u"listen"_s, Deadline);
        QTRY_COMPARE_WITH_TIMEOUT(current()->state, State::Bound, Deadline);
        makeOffered();
        QTRY_COMPARE_WITH_TIMEOUT(chosen->currentText(), u"accept"_s, Deadline);
        QTRY_COMPARE_WITH_TIMEOUT(current()->state, State::Listening, Deadline);
        const base::EndpointId listener = current()->id;
        const auto client = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking);
        QVERIFY(net::connect(client->get(), current()->info.local).has_value());
        makeOffered();
        QTRY_COMPARE_WITH_TIMEOUT(chosen->currentText(), u"recv"_s, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->id != listener, Deadline);
        QCOMPARE(current()->info.parent, listener);
        QCOMPARE(calls->endpointId(), current()->id);
    }

    void whoWentOnMeanwhileIsNotTakenToTheAcceptedSocket()
    {
        turnToCalls();
        m_window->open(*session::parseUrl(u"tcp-listen://127.0.0.1:0?mode=blocking&receive=demand"_s));
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Listening, Deadline);
        const base::EndpointId listener = current()->id;
        const base::EndpointId socket = m_window->session().openSocket(net::Protocol::Tcp, AF_INET);
        QTRY_VERIFY_WITH_TIMEOUT(endpoints()->status(socket), Deadline);
        make(ui::CallKind::Accept);
        m_window->findChild<ui::EndpointsPane*>()->select(socket);
        const auto client = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking);
        QVERIFY(net::connect(client->get(), endpoints()->status(listener)->info.local).has_value());
        const QModelIndex row = endpoints()->indexOf(listener);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->rowCount(row), 1, Deadline);
        QCOMPARE(current()->id, socket);
        QVERIFY(!says("accept"));
    }

    void aResultStandsNoLongerThanItsEndpointIsCurrent()
    {
        const base::EndpointId other = m_window->session().openSocket(net::Protocol::Udp, AF_INET);
        turnToCalls();
        make(ui::CallKind::Socket);
        QTRY_VERIFY_WITH_TIMEOUT(says("socket(AF_INET, SOCK_STREAM, 0) = "), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->id != other, Deadline);
        QVERIFY(says("socket(AF_INET, SOCK_STREAM, 0) = "));
        m_window->findChild<ui::EndpointsPane*>()->select(other);
        QTRY_COMPARE_WITH_TIMEOUT(current()->id, other, Deadline);
        QCOMPARE(find<QLabel>("Call result")->text(), QString());
    }

    void theResultOfACallThatWaitsBehindAnotherIsItsOwn()
    {
        m_window->open(*session::parseUrl(u"udp-listen://127.0.0.1:0?mode=blocking&receive=demand"_s));
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Bound, Deadline);
        turnToCalls();
        make(ui::CallKind::RecvFrom);
        make(ui::CallKind::RecvFrom);
        const auto peer = net::socket(AF_INET, SOCK_DGRAM, net::FdMode::Blocking);
        QVERIFY(net::connect(peer->get(), current()->info.local).has_value());
        QCOMPARE(::send(peer->get(), "one", 3, 0), ssize_t(3));
        QCOMPARE(::send(peer->get(), "second", 6, 0), ssize_t(6));
        QTRY_VERIFY_WITH_TIMEOUT(says("= 6   \"second\""), Deadline);
    }

    void aCancelledCallIsOfferedAgain()
    {
        m_window->open(*session::parseUrl(u"tcp-listen://127.0.0.1:0?mode=blocking&receive=demand"_s));
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Listening, Deadline);
        turnToCalls();
        make(ui::CallKind::Accept);
        QTRY_VERIFY_WITH_TIMEOUT(button("Cancel call"), Deadline);
        button("Cancel call")->click();
        QTRY_VERIFY_WITH_TIMEOUT(says("accept()"), Deadline);
        QCOMPARE(find<QComboBox>("Call")->currentText(), u"accept"_s);
    }

    void aCallByHandIsTheCurrentRecord()
    {
        auto* line = turnToCalls();
        line->setFocus();
        make(ui::CallKind::Socket);
        auto* log = m_window->findChild<ui::TrafficPane*>();
        QTRY_COMPARE_WITH_TIMEOUT(log->currentRecord(), std::optional<quint64>(0), Deadline);
        QVERIFY(log->view()->isFollowing());
    }

    void sendingFromTheMenuTurnsToThePayloadFirst()
    {
        connectTo(listenOnAnyPort());
        QTRY_VERIFY_WITH_TIMEOUT(action("Ctrl+Return")->isEnabled(), Deadline);
        payload()->setPlainText(u"seen first"_s);
        turnToCalls();
        action("Ctrl+Return")->trigger();
        QVERIFY(payload()->isVisible());
        QCOMPARE(endpoints()->totals().bytesOut, 0U);
        action("Ctrl+Return")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().bytesOut, 10U, Deadline);
    }

    void aFileThatIsSentIsFollowedToItsEnd()
    {
        const quint16 port = listenOnAnyPort();
        connectTo(port);
        QTRY_COMPARE_WITH_TIMEOUT(current()->state, State::Connected, Deadline);
        QFile file(m_folder->filePath(u"big.bin"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const qint64 size = 3 * 1024 * 1024;
        QVERIFY(file.resize(size));
        file.close();
        auto* composer = m_window->findChild<ui::Composer*>();
        QTRY_VERIFY_WITH_TIMEOUT(button("File...")->isEnabled(), Deadline);
        Q_EMIT composer->sendFileRequested(file.fileName());
        QTRY_VERIFY_WITH_TIMEOUT(hasLabel(u"Sent big.bin to client: 3.0 MiB in "_s), Deadline);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().bytesOut, quint64(size), Deadline);
        Q_EMIT composer->sendFileRequested(m_folder->filePath(u"missing"_s));
        QTRY_VERIFY_WITH_TIMEOUT(hasLabel(u"Sending missing to client stopped after 0 B of 0 B: ENOENT."_s), Deadline);
    }

    void aFileOnItsWayCanBeCancelled()
    {
        m_window->open(*session::parseUrl(u"tcp-listen://127.0.0.1:0?receive=demand"_s));
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Listening, Deadline);
        connectTo(current()->info.local.port());
        QTRY_COMPARE_WITH_TIMEOUT(current()->state, State::Connected, Deadline);
        QFile file(m_folder->filePath(u"big.bin"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(256 * 1024 * 1024));
        file.close();
        QTRY_VERIFY_WITH_TIMEOUT(button("File...")->isEnabled(), Deadline);
        Q_EMIT m_window->findChild<ui::Composer*>()->sendFileRequested(file.fileName());
        QTRY_VERIFY_WITH_TIMEOUT(hasLabel(u"client waits in sendfile() "_s), Deadline);
        QVERIFY(hasLabel(u" of 256 MiB"_s));
        QTest::mouseClick(button("Cancel call"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(hasLabel(u" of 256 MiB: cancelled."_s), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(!hasLabel(u"client waits in sendfile() "_s), Deadline);
        QCOMPARE(current()->state, State::Connected);
    }

    void theDetailHasTheEndpointsNameOfNow()
    {
        const base::EndpointId id = m_window->session().openSocket(net::Protocol::Tcp, AF_INET);
        QTRY_VERIFY_WITH_TIMEOUT(endpoints()->status(id), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<ui::LogView*>()->rowCount() > 0, Deadline);
        m_window->goToRecord(0);
        const QString before = QString::fromStdString(endpoints()->status(id)->info.name);
        QVERIFY(hasLabel(u"  "_s + before));
        m_window->session().post(engine::MakeCall{id, net::BindCall{*net::Address::fromIp("127.0.0.1", 0)}});
        m_window->session().post(engine::MakeCall{id, net::ListenCall{1}});
        QTRY_VERIFY_WITH_TIMEOUT(QString::fromStdString(endpoints()->status(id)->info.name) != before, Deadline);
        QVERIFY(hasLabel(u"  "_s + QString::fromStdString(endpoints()->status(id)->info.name)));
    }

private:
    ui::CallLine* turnToCalls() const
    {
        m_window->findChild<ui::ComposerFaces*>()->turnTo(ui::ComposerFaces::Face::Call);
        return m_window->findChild<ui::CallLine*>();
    }
    void makeOffered() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(button("Make call")->isEnabled(), Deadline);
        button("Make call")->click();
    }
    void make(ui::CallKind kind) const
    {
        m_window->findChild<ui::CallLine*>()->chooseCall(kind);
        makeOffered();
    }
    [[nodiscard]] bool says(const char* text) const
    {
        return find<QLabel>("Call result")->text().contains(QString::fromUtf8(text));
    }
};

QTEST_MAIN(TestWindowCalls)
#include "tst_windowcalls.moc"
