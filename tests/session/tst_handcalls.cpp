// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/endpointmodel.h"
#include "session/session.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using capture::Operation;
using engine::State;

namespace {

constexpr int Deadline = 30'000; // milliseconds: a resolver that has no server gives up late

} // namespace

/// Calls by hand whose address is a name.
class TestHandCalls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = session::Session::create(m_folder->path()).value();
        m_reader = m_session->newReader().value();
    }
    void cleanup()
    {
        m_session.reset();
        m_folder.reset();
    }

    void nameIsLookedUpThenBoundTo()
    {
        const auto id = m_session->openSocket(net::Protocol::Tcp, AF_INET);
        QTRY_COMPARE(state(id), State::Created);
        m_session->makeCall(id, net::BindCall{}, u"localhost"_s, 0);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), State::Bound, Deadline);
        QVERIFY(m_session->endpoints()->status(id)->info.local.isLoopback());
        QTRY_COMPARE(records(Operation::Resolve).size(), std::size_t{1});
        QVERIFY(records(Operation::Resolve).front().result > 0);
        QTRY_VERIFY(m_session->endpoints()->status(id)->waiting.empty());
    }

    void datagramIsSentToAName()
    {
        const auto receiver = m_session->openSocket(net::Protocol::Udp, AF_INET);
        const auto sender = m_session->openSocket(net::Protocol::Udp, AF_INET);
        QTRY_COMPARE(state(receiver), State::Created);
        QTRY_COMPARE(state(sender), State::Created);
        m_session->post(engine::MakeCall{receiver, net::BindCall{net::Address::anyOf(AF_INET, 0)}});
        QTRY_COMPARE(state(receiver), State::Bound);
        const quint16 port = m_session->endpoints()->status(receiver)->info.local.port();
        net::SendCall call{.as = net::SendCall::As::SendTo};
        call.data = std::make_shared<const std::vector<std::byte>>(5, std::byte{'x'});
        m_session->makeCall(sender, call, u"localhost"_s, port);
        QTRY_COMPARE_WITH_TIMEOUT(records(Operation::SendTo).size(), std::size_t{1}, Deadline);
        QCOMPARE(records(Operation::SendTo).front().result, 5);
    }

    void nameThatIsNotFoundIsARecordAndNoCall()
    {
        const auto id = m_session->openSocket(net::Protocol::Tcp, AF_INET);
        QTRY_COMPARE(state(id), State::Created);
        m_session->makeCall(id, net::ConnectCall{}, u"no-such-host.invalid"_s, 80);
        QTRY_COMPARE_WITH_TIMEOUT(records(Operation::Resolve).size(), std::size_t{1}, Deadline);
        const capture::Record record = records(Operation::Resolve).front();
        QCOMPARE(record.outcome, capture::Outcome::Errno);
        QVERIFY(record.result == base::NoName || record.result == base::TryAgain);
        QVERIFY(records(Operation::Connect).empty());
        QCOMPARE(state(id), State::Created); // the socket is well
    }

private:
    [[nodiscard]] State state(base::EndpointId id) const
    {
        const auto* status = m_session->endpoints()->status(id);
        return status ? status->state : State::Opening;
    }
    [[nodiscard]] std::vector<capture::Record> records(Operation operation) const
    {
        std::vector<capture::Record> all(m_reader->recordCount());
        all.resize(m_reader->records({}, all).value());
        std::erase_if(all, [operation](const capture::Record& record) { return record.operation != operation; });
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<capture::Reader> m_reader;
};

QTEST_GUILESS_MAIN(TestHandCalls)
#include "tst_handcalls.moc"
