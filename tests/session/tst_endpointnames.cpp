// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/endpointnames.h"
#include "session/models/endpointmodel.h"
#include "session/session.h"
#include "tests/support/peersocket.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>

using namespace Qt::StringLiterals;
using base::EndpointId;
using engine::State;
using session::NameProblem;
using support::PeerSocket;

class TestEndpointNames final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_session = session::Session::create(m_folder.filePath(u"captures"_s)).value();
        session::OpenRequest request;
        request.as = session::OpenAs::Listener;
        m_server = m_session->open(request);
        QTRY_VERIFY(status(m_server) && status(m_server)->state == State::Listening);
    }
    void cleanup() { m_session.reset(); }

    void whatIsNoNameIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("problem");
        QTest::newRow("empty") << QString() << int(NameProblem::Empty);
        QTest::newRow("long") << QString(33, u'n') << int(NameProblem::TooLong);
        QTest::newRow("space") << u"my server"_s << int(NameProblem::BadCharacter);
        QTest::newRow("of a connection") << u"web/1"_s << int(NameProblem::BadCharacter);
        QTest::newRow("pattern") << u"web*"_s << int(NameProblem::BadCharacter);
        QTest::newRow("line end") << u"web\n"_s << int(NameProblem::BadCharacter);
        for (const char* word : {"and", "Or", "NOT", "errors", "port", "tcp.stream", "42", "10.0.0.1"})
            QTest::newRow(word) << QString::fromLatin1(word) << int(NameProblem::OfFilter);
        QTest::newRow("the next client's") << u"client7"_s << int(NameProblem::Reserved);
        QTest::newRow("the next server's") << u"server"_s + u'2' << int(NameProblem::Reserved);
    }
    void whatIsNoNameIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(int, problem);
        const auto found = m_session->names()->problemOf(m_server, name);
        QVERIFY(found);
        QCOMPARE(int(*found), problem);
        m_session->names()->rename(m_server, name);
        QCOMPARE(nameOf(m_server), u"server"_s);
    }

    void ownNameAndAnotherAlphabetAreNames()
    {
        for (const QString& name : {u"server"_s, u"web-1.example_2"_s, u"sch\u00f6n"_s, u"\u30b5\u30fc\u30d0"_s})
            QVERIFY2(!m_session->names()->problemOf(m_server, name), qPrintable(name));
    }

    void nameThatSomebodyHasOrHadIsTaken()
    {
        session::OpenRequest request;
        request.as = session::OpenAs::Listener;
        const EndpointId other = m_session->open(request);
        m_session->names()->rename(m_server, u"web"_s);
        QTRY_COMPARE(nameOf(m_server), u"web"_s);
        QCOMPARE(m_session->names()->problemOf(other, u"web"_s), std::optional(NameProblem::Taken));
        m_session->names()->rename(m_server, u"api"_s);
        QTRY_COMPARE(nameOf(m_server), u"api"_s);
        QCOMPARE(m_session->names()->problemOf(other, u"web"_s), std::optional(NameProblem::Taken));
    }

    void attemptsOfAConnectionHaveItsNameAndANumber()
    {
        capture::EndpointInfo info;
        info.name = "client2/13";
        info.role = capture::Role::Connection;
        info.parent = {3};
        QCOMPARE(session::attemptName(info).name, std::string("client2"));
        QCOMPARE(session::attemptName(info).attempt, 13U);
        QCOMPARE(session::attemptName(info).inCapture(), info.name);
        QCOMPARE(session::firstAttempt({9}, info), EndpointId{3});
        info.role = capture::Role::Accepted; // 3 is its listener
        QCOMPARE(session::attemptName(info).name, info.name);
        QCOMPARE(session::firstAttempt({9}, info), EndpointId{9});
    }

    void listenersConnectionsFollow()
    {
        const auto first = PeerSocket::connected(net::Protocol::Tcp, status(m_server)->info.local);
        QTRY_COMPARE(m_session->endpoints()->allEndpoints().size(), std::size_t(2));
        m_session->names()->rename(m_server, u"web"_s);
        QTRY_COMPARE(nameOf(m_session->endpoints()->allEndpoints().at(1)), u"web/1"_s);
        const auto second = PeerSocket::connected(net::Protocol::Tcp, status(m_server)->info.local);
        QTRY_COMPARE(m_session->endpoints()->allEndpoints().size(), std::size_t(3));
        QCOMPARE(nameOf(m_session->endpoints()->allEndpoints().at(2)), u"web/2"_s);
    }

    void allRecordsHaveTheNewName()
    {
        const auto reader = m_session->newReader().value();
        QTRY_COMPARE(QString::fromStdString(reader->endpoint(m_server).name), u"server"_s);
        const quint64 before = m_session->recordCount();
        m_session->names()->rename(m_server, u"web"_s);
        QTRY_COMPARE(m_session->recordCount(), before + 1);
        QCOMPARE(reader->recordCount(), before + 1);
        QCOMPARE(QString::fromStdString(reader->endpoint(m_server).name), u"web"_s);
        const capture::Record record = reader->record({before}).value();
        QCOMPARE(record.operation, capture::Operation::Renamed);
        QCOMPARE(record.endpoint, m_server);
        QCOMPARE(
            std::get<capture::TextDetail>(reader->detail(record.detail).value()).text, std::string("server -> web"));
    }

    void socketByHandKeepsItsNameWhenItGetsItsRole()
    {
        const EndpointId id = m_session->openSocket(net::Protocol::Tcp, AF_INET);
        QTRY_VERIFY(status(id) && status(id)->state == State::Created);
        m_session->names()->rename(id, u"mine"_s);
        m_session->post(engine::MakeCall{id, net::BindCall{*net::Address::fromIp("127.0.0.1", 0)}});
        m_session->post(engine::MakeCall{id, net::ListenCall{5}});
        QTRY_COMPARE(status(id)->state, State::Listening);
        QCOMPARE(nameOf(id), u"mine"_s);
    }

    void whatHasEndedKeepsItsName()
    {
        m_session->close(m_server);
        m_session->names()->rename(m_server, u"web"_s);
        QTRY_COMPARE(status(m_server)->state, State::Closed);
        QCOMPARE(nameOf(m_server), u"server"_s);
    }

private:
    [[nodiscard]] const engine::EndpointStatus* status(EndpointId id) const
    {
        return m_session->endpoints()->status(id);
    }
    [[nodiscard]] QString nameOf(EndpointId id) const { return QString::fromStdString(status(id)->info.name); }

    QTemporaryDir m_folder;
    std::unique_ptr<session::Session> m_session;
    EndpointId m_server;
};

QTEST_GUILESS_MAIN(TestEndpointNames)
#include "tst_endpointnames.moc"
