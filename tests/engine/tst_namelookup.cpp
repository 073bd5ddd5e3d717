// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <netdb.h>

#include <latch>

using capture::Operation;
using capture::Outcome;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

/// No IP address to us, and to getaddrinfo(3) one that needs no name server: 127.0.0.1.
constexpr auto Short = "127.1";

/// Posts commands that the I/O thread takes in one go, so that no answer can come between them.
void postTogether(EngineRig& rig, const std::vector<engine::Command>& commands)
{
    const auto reached = std::make_shared<std::latch>(1);
    const auto posted = std::make_shared<std::latch>(1);
    rig.engine().post(engine::Barrier{[reached, posted] {
        reached->count_down();
        posted->wait();
    }});
    reached->wait();
    for (const engine::Command& command : commands)
        rig.engine().post(command);
    posted->count_down();
}

engine::MakeCall bindTo(base::EndpointId id, const char* host)
{
    return {id, net::BindCall{}, engine::NamedAddress{host, 0}};
}

} // namespace

/// Names that endpoints look up: for a call, or to be opened.
class TestNameLookUp final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectionLogsItsLookUpAndConnects()
    {
        EngineRig rig;
        const PeerSocket listener = PeerSocket::listening(Protocol::Tcp, support::loopback());
        const auto id = connectByName(rig, listener.local().port());
        QTRY_COMPARE(rig.state(id), State::Connected);
        QCOMPARE(rig.status(id).info.peer, listener.local());
        QTRY_COMPARE(rig.records(id, Operation::Connected).size(), std::size_t{1});
        QTRY_COMPARE(rig.status(id).counters.records, std::uint64_t{rig.records().size()});
        QCOMPARE(rig.records().front().operation, Operation::Resolve);
        QCOMPARE(rig.records().front().result, 1);
        const auto text = rig.detail<capture::TextDetail>(rig.records().front()).text;
        QCOMPARE(text, std::string("127.1 127.0.0.1"));
    }

    void addressThatIsNoNameIsNotLookedUp()
    {
        EngineRig rig;
        const auto id = openSocket(rig, AF_INET);
        rig.engine().post(bindTo(id, "127.0.0.1"));
        QTRY_COMPARE(rig.state(id), State::Bound);
        QVERIFY(rig.records(id, Operation::Resolve).empty());
    }

    void lookUpIsSeenWaiting()
    {
        EngineRig rig;
        const auto id = openSocket(rig, AF_INET);
        std::vector<engine::WaitingCall> waiting;
        postTogether(rig, {bindTo(id, Short), engine::ReadProperties{id, [&waiting](const auto& properties) {
                                                                         waiting = properties->status.waiting;
                                                                     }}});
        QTRY_COMPARE(rig.state(id), State::Bound);
        QCOMPARE(waiting.size(), std::size_t{1});
        QCOMPARE(waiting.front().operation, Operation::Resolve);
        QTRY_VERIFY(rig.status(id).waiting.empty());
    }

    void cancelledLookUpIsARecordOfItsName()
    {
        EngineRig rig;
        const auto id = openSocket(rig, AF_INET);
        postTogether(rig, {bindTo(id, Short), engine::CancelCall{id}});
        QTRY_COMPARE(rig.records(id, Operation::Resolve).size(), std::size_t{1});
        const capture::Record record = rig.records(id, Operation::Resolve).front();
        QCOMPARE(record.outcome, Outcome::Cancelled);
        QCOMPARE(rig.detail<capture::TextDetail>(record).text, std::string(Short));
        QTRY_COMPARE(rig.state(id), State::Created);
        QVERIFY(rig.status(id).waiting.empty());
    }

    void laterNameTakesTheEarliersPlace()
    {
        EngineRig rig;
        const auto id = openSocket(rig, AF_INET);
        postTogether(rig, {bindTo(id, "127.2"), bindTo(id, Short)});
        QTRY_COMPARE(rig.state(id), State::Bound);
        QCOMPARE(rig.status(id).info.local.host(), std::string("127.0.0.1"));
        QTRY_COMPARE(rig.records(id, Operation::Resolve).size(), std::size_t{2});
        QCOMPARE(rig.records(id, Operation::Resolve).front().outcome, Outcome::Cancelled);
    }

    void cancelEndsWhatOnlyWaitsForItsName()
    {
        EngineRig rig;
        const auto id = rig.engine().allocateId();
        postTogether(rig, {engine::Connect{.id = id, .named = engine::NamedAddress{Short, 9}}, engine::CancelCall{id}});
        QTRY_COMPARE(rig.state(id), State::Closed);
        QTRY_COMPARE(rig.records().size(), std::size_t{1});
        QCOMPARE(rig.records().front().outcome, Outcome::Cancelled);
    }

    void endOfTheEngineEndsTheLookUp()
    {
        for (int i = 0; i < 20; ++i) {
            EngineRig rig;
            (void)connectByName(rig, 9);
        }
    }

    void socketTakesAddressesOfItsFamily()
    {
        EngineRig rig;
        const auto id = openSocket(rig, AF_INET6);
        rig.engine().post(bindTo(id, Short));
        QTRY_COMPARE(rig.records(id, Operation::Resolve).size(), std::size_t{1});
        const capture::Record record = rig.records(id, Operation::Resolve).front();
        QCOMPARE(record.result, int{EAI_ADDRFAMILY});
        QCOMPARE(record.outcome, Outcome::Errno);
        QCOMPARE(
            rig.detail<capture::TextDetail>(record).text, std::string(Short) + ": " + ::gai_strerror(EAI_ADDRFAMILY));
        QCOMPARE(rig.state(id), State::Created); // the socket is well
        QVERIFY(rig.records(id, Operation::Bind).empty());
    }

    void connectionTakesAddressesOfTheFamilyThatIsAskedFor()
    {
        EngineRig rig;
        const auto id = rig.engine().allocateId();
        rig.engine().post(engine::Connect{.id = id, .named = engine::NamedAddress{Short, 9, AF_INET6}});
        QTRY_COMPARE(rig.state(id), State::Failed);
        QTRY_COMPARE(rig.errorCode(id), int{EAI_ADDRFAMILY});
        QCOMPARE(rig.status(id).asked, std::string("127.1:9"));
    }

private:
    /// A socket with only socket(2) done.
    static base::EndpointId openSocket(EngineRig& rig, int family)
    {
        const base::EndpointId id = rig.engine().allocateId();
        rig.engine().post(engine::OpenSocket{.id = id, .family = family});
        return id;
    }
    static base::EndpointId connectByName(EngineRig& rig, std::uint16_t port)
    {
        const base::EndpointId id = rig.engine().allocateId();
        rig.engine().post(engine::Connect{.id = id, .named = engine::NamedAddress{Short, port}});
        return id;
    }
};

QTEST_GUILESS_MAIN(TestNameLookUp)
#include "tst_namelookup.moc"
