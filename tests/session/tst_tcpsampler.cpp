// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/tcpsampler.h"

#include "net/syscalls.h"
#include "session/models/endpointmodel.h"
#include "session/session.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using session::TcpFigure;
using session::TcpSampler;

/// Against a real engine with real sockets: an echo lab, and a bound UDP socket.
class TestTcpSampler final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = session::Session::create(m_folder->filePath(u"captures"_s)).value();
        m_session->openEchoLab();
        QTRY_COMPARE(m_session->endpoints()->totals().messagesIn, 2U);
        m_sampler = std::make_unique<TcpSampler>(*m_session, nullptr, 2ms);
    }
    void cleanup()
    {
        m_sampler.reset();
        m_session.reset();
        m_folder.reset();
    }

    void samplesWhileSomebodyLooks()
    {
        m_sampler->setEndpoint(client());
        m_sampler->setSeen(true);
        QTRY_VERIFY(count() >= 3);
        const session::TcpSample& last = m_sampler->history().samples().back();
        QCOMPARE(last.state, std::string_view("ESTABLISHED"));
        for (std::size_t i = 0; i < session::TcpFigureCount; ++i)
            QVERIFY2(last.values[i].has_value(), session::tcpFigureName(static_cast<TcpFigure>(i)).data());
        QVERIFY(*last.value(TcpFigure::Rtt) > 0);
        QCOMPARE(*last.value(TcpFigure::SendQueue), 0U);
    }

    void samplesNothingWhileNobodyLooks()
    {
        m_sampler->setEndpoint(client());
        m_sampler->setSeen(true);
        QTRY_VERIFY(count() >= 1);
        m_sampler->setSeen(false);
        QVERIFY(!m_sampler->isSampling());
        letAnswersArrive();
        const std::size_t before = count();
        TcpSampler other(*m_session, nullptr, 2ms);
        other.setEndpoint(client());
        other.setSeen(true);
        QTRY_VERIFY(other.history().samples().size() >= 10);
        QCOMPARE(count(), before);
    }

    void firstSampleOfAnotherEndpointComesAtOnce()
    {
        m_sampler = std::make_unique<TcpSampler>(*m_session, nullptr, 1h);
        m_sampler->setSeen(true);
        m_sampler->setEndpoint(client());
        QTRY_COMPARE(count(), std::size_t{1});
        m_sampler->setEndpoint(accepted());
        QTRY_COMPARE(count(), std::size_t{1});
    }

    void endpointChosenWhileAnAnswerIsOnItsWayIsSampledNext()
    {
        m_sampler = std::make_unique<TcpSampler>(*m_session, nullptr, 1h);
        m_sampler->setSeen(true);
        m_sampler->setEndpoint(client());
        m_sampler->setEndpoint(accepted());
        QTRY_COMPARE(count(), std::size_t{1});
    }

    void historyIsThereAgainWhenAnEndpointIsLookedAtAgain()
    {
        m_sampler->setSeen(true);
        m_sampler->setEndpoint(client());
        QTRY_VERIFY(count() >= 3);
        m_sampler->setEndpoint(accepted());
        QTRY_VERIFY(count() >= 1);
        m_sampler->setEndpoint(client());
        QVERIFY(count() >= 3);
    }

    void oldestHistoryGivesWay()
    {
        const base::EndpointId first = client();
        m_sampler->setSeen(true);
        m_sampler->setEndpoint(first);
        QTRY_VERIFY(count() >= 1);
        const quint16 port = m_session->endpoints()->status(listener())->info.local.port();
        for (std::size_t i = 0; i < TcpSampler::MaxHistories; ++i) {
            m_sampler->setEndpoint(open(session::OpenAs::Connection, net::Protocol::Tcp, port));
            QTRY_VERIFY(count() >= 1);
        }
        m_sampler->setSeen(false);
        m_sampler->setEndpoint(first);
        QCOMPARE(count(), std::size_t{0});
    }

    void endedConnectionKeepsItsHistoryAndIsNotAskedAnyMore()
    {
        m_sampler->setSeen(true);
        m_sampler->setEndpoint(client());
        QTRY_VERIFY(count() >= 1);
        m_session->close(client());
        QTRY_COMPARE(m_sampler->subject(), TcpSampler::Subject::Ended);
        QVERIFY(!m_sampler->isSampling());
        QVERIFY(count() >= 1);
    }

    void refusedConnectionNeverWasOne()
    {
        const auto socket = net::socket(AF_INET, SOCK_STREAM, net::FdMode::NonBlocking);
        QVERIFY(net::bind(socket->get(), *net::Address::fromIp("127.0.0.1", 0))); // nobody listens there
        const quint16 port = net::getsockname(socket->get())->port();
        m_sampler->setSeen(true);
        m_sampler->setEndpoint(open(session::OpenAs::Connection, net::Protocol::Tcp, port));
        QTRY_COMPARE(m_sampler->subject(), TcpSampler::Subject::NeverConnected);
        QVERIFY(!m_sampler->isSampling());
    }

    void onlyConnectionsAreSampled_data()
    {
        QTest::addColumn<int>("subject");
        QTest::newRow("none") << int(TcpSampler::Subject::None);
        QTest::newRow("UDP") << int(TcpSampler::Subject::NotTcp);
        QTest::newRow("listener") << int(TcpSampler::Subject::Listener);
    }
    void onlyConnectionsAreSampled()
    {
        QFETCH(int, subject);
        base::EndpointId id;
        if (subject == int(TcpSampler::Subject::NotTcp))
            id = open(session::OpenAs::Listener, net::Protocol::Udp, 0);
        else if (subject == int(TcpSampler::Subject::Listener))
            id = listener();
        m_sampler->setSeen(true);
        m_sampler->setEndpoint(id);
        QTRY_COMPARE(int(m_sampler->subject()), subject);
        QVERIFY(!m_sampler->isSampling());
        QCOMPARE(count(), std::size_t{0});
    }

private:
    [[nodiscard]] std::size_t count() const { return m_sampler->history().samples().size(); }
    [[nodiscard]] base::EndpointId find(capture::Role role) const
    {
        const auto open = m_session->endpoints()->openEndpoints();
        const auto found = std::find_if(open.begin(), open.end(),
            [&](base::EndpointId id) { return m_session->endpoints()->status(id)->info.role == role; });
        return found == open.end() ? base::EndpointId{} : *found;
    }
    [[nodiscard]] base::EndpointId client() const { return find(capture::Role::Connection); }
    [[nodiscard]] base::EndpointId accepted() const { return find(capture::Role::Accepted); }
    [[nodiscard]] base::EndpointId listener() const { return find(capture::Role::Listener); }
    [[nodiscard]] base::EndpointId open(session::OpenAs as, net::Protocol protocol, quint16 port) const
    {
        session::OpenRequest request;
        request.as = as;
        request.protocol = protocol;
        request.host = u"127.0.0.1"_s;
        request.port = port;
        return m_session->open(request);
    }
    /// What was asked before has been answered when this returns.
    void letAnswersArrive()
    {
        bool isDone = false;
        m_session->afterAllPosted(this, [&isDone] { isDone = true; });
        QTRY_VERIFY(isDone);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<TcpSampler> m_sampler;
};

QTEST_GUILESS_MAIN(TestTcpSampler)
#include "tst_tcpsampler.moc"
