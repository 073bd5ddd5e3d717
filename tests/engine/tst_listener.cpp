// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <sys/resource.h>

#include <filesystem>
#include <fstream>

using capture::Operation;
using capture::Outcome;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

class TestListener final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsEachCallOfTheWayToListening()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback());
        QTRY_COMPARE(rig.state(id), State::Listening);
        QTRY_COMPARE(rig.records().size(), std::size_t{4});
        const auto records = rig.records();
        QCOMPARE(records[0].operation, Operation::Socket);
        const auto kind = rig.detail<capture::SocketDetail>(records[0]);
        QVERIFY((kind == capture::SocketDetail{.family = AF_INET, .type = SOCK_STREAM}));
        QCOMPARE(records[1].operation, Operation::SetSockOpt);
        QCOMPARE(records[2].operation, Operation::Bind);
        QCOMPARE(records[3].operation, Operation::Listen);
        QCOMPARE(records[3].asked, 128U);
        const auto bound = rig.detail<capture::AddressDetail>(records[2]);
        QCOMPARE(bound.address, support::loopback());
        QVERIFY(bound.local.port() != 0);
        QCOMPARE(rig.status(id).info.local, bound.local);
        QCOMPARE(rig.status(id).info.name, std::string("server"));
        QCOMPARE(rig.reader().endpoint(id).local, bound.local);
    }

    void acceptedConnectionIsAChildWithBothAddresses()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback());
        QTRY_COMPARE(rig.state(id), State::Listening);
        const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        QTRY_COMPARE(rig.children(id).size(), std::size_t{1});
        const auto child = rig.children(id).front();
        QCOMPARE(child.info.name, std::string("server/1"));
        QCOMPARE(child.info.peer, peer.local());
        QCOMPARE(child.state, State::Connected);
        QTRY_COMPARE(rig.records(id, Operation::Accept).size(), std::size_t{1});
        const auto accept = rig.records(id, Operation::Accept).front();
        QCOMPARE(rig.detail<capture::AddressDetail>(accept).child, child.id);
        QCOMPARE(rig.detail<capture::AddressDetail>(accept).address, peer.local());
        QCOMPARE(accept.result, child.fd);
        QTRY_COMPARE(rig.status(id).openChildren, 1U);
    }

    void portInUseIsEaddrinuse()
    {
        EngineRig rig;
        const PeerSocket taken = PeerSocket::listening(Protocol::Tcp, support::loopback());
        const auto id = rig.listen(Protocol::Tcp, taken.local());
        QTRY_COMPARE(rig.state(id), State::Failed);
        QTRY_COMPARE(rig.errorCode(id), EADDRINUSE);
        QCOMPARE(std::string(rig.status(id).lastError->operation), std::string("bind"));
        QTRY_COMPARE(rig.records(id, Operation::Close).size(), std::size_t{1});
        const auto bind = rig.records(id, Operation::Bind).front();
        QCOMPARE(bind.outcome, Outcome::Errno);
        QCOMPARE(int{bind.errorNumber}, EADDRINUSE);
        QCOMPARE(rig.status(id).fd, -1);
    }

    void foreignAddressIsEaddrnotavail()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, net::Address::fromIp("192.0.2.1", 0).value());
        QTRY_COMPARE(rig.state(id), State::Failed);
        QTRY_COMPARE(rig.errorCode(id), EADDRNOTAVAIL);
    }

    void backlogCanBeChangedWhileListening()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback());
        rig.engine().post(engine::MakeCall{id, net::ListenCall{5}});
        QTRY_COMPARE(rig.status(id).backlog, 5);
        QTRY_COMPARE(rig.records(id, Operation::Listen).size(), std::size_t{2});
        QCOMPARE(rig.records(id, Operation::Listen).back().asked, 5U);
    }

    void overTheLimitConnectionsAreClosedAndCounted()
    {
        EngineRig rig;
        engine::Listen command;
        command.id = rig.engine().allocateId();
        command.address = support::loopback();
        command.maxChildren = 1;
        const auto id = command.id;
        rig.engine().post(command);
        QTRY_COMPARE(rig.state(id), State::Listening);
        const auto address = rig.status(id).info.local;
        const PeerSocket kept = PeerSocket::connected(Protocol::Tcp, address);
        QTRY_COMPARE(rig.status(id).openChildren, 1U);
        const PeerSocket shed = PeerSocket::connected(Protocol::Tcp, address);
        QCOMPARE(shed.receive(), QByteArray());
        QTRY_COMPARE(rig.records(id, Operation::AcceptShed).size(), std::size_t{1});
        QCOMPARE(rig.records(id, Operation::AcceptShed).front().result, 1);
        QCOMPARE(rig.status(id).totalChildren, std::uint64_t{1});
    }

    void survivesEmfileAndAcceptsAgain()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback());
        QTRY_COMPARE(rig.state(id), State::Listening);
        const auto address = rig.status(id).info.local;
        auto fd = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        // The limit is set to what is open now: accept finds no free descriptor.
        rlimit old{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &old), 0);
        const rlimit none{static_cast<rlim_t>(fd.get()) + 1, old.rlim_max};
        std::vector<base::UniqueFd> holes;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        while (true) {
            base::UniqueFd hole(::dup(fd.get()));
            if (!hole)
                break;
            holes.push_back(std::move(hole));
        }
        const bool connected = net::connect(fd.get(), address).has_value();
        const PeerSocket peer(std::move(fd));
        const QByteArray answer = peer.receive();
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &old), 0);
        holes.clear();
        QVERIFY(connected);
        QCOMPARE(answer, QByteArray()); // closed at once: the peer learns
        QTRY_VERIFY(!rig.records(id, Operation::AcceptShed).empty());
        QCOMPARE(int{rig.records(id, Operation::Accept).front().errorNumber}, EMFILE);

        const PeerSocket next = PeerSocket::connected(Protocol::Tcp, address);
        QTRY_COMPARE(rig.status(id).openChildren, 1U);
        QCOMPARE(rig.state(id), State::Listening);
    }

    void leavesTheLastDescriptorsToTheCapture()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback());
        QTRY_COMPARE(rig.state(id), State::Listening);
        const auto address = rig.status(id).info.local;
        rlimit old{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &old), 0);
        {
            PeerSocket peer(net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value());
            const rlimit few{static_cast<rlim_t>(peer.fd()) + 4, old.rlim_max};
            QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
            const bool connected = net::connect(peer.fd(), address).has_value();
            const QByteArray answer = peer.receive();
            QCOMPARE(::setrlimit(RLIMIT_NOFILE, &old), 0);
            QVERIFY(connected);
            QCOMPARE(answer, QByteArray()); // closed at once
        }
        QTRY_COMPARE(rig.records(id, Operation::AcceptShed).size(), std::size_t{1});
        QCOMPARE(rig.records(id, Operation::Accept).size(), std::size_t{0});
        const PeerSocket next = PeerSocket::connected(Protocol::Tcp, address);
        QTRY_COMPARE(rig.status(id).openChildren, 1U);
    }

    void closingTheListenerLeavesItsConnectionsOpen()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback(), {.behaviour = engine::EchoBack{}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        QTRY_COMPARE(rig.children(id).size(), std::size_t{1});
        rig.engine().post(engine::Close{id});
        QTRY_COMPARE(rig.state(id), State::Closed);
        QVERIFY(peer.sendAll("still there"));
        QCOMPARE(peer.receiveAll(11), QByteArray("still there"));
    }

    void connectionsBehaveAsTheListenerWasToldLast()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback());
        rig.engine().post(engine::SetBehaviour{id, engine::EchoBack{}});
        QTRY_VERIFY(engine::echoes(rig.status(id).behaviour));
        const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        QVERIFY(peer.sendAll("and back"));
        QCOMPARE(peer.receiveAll(8), QByteArray("and back"));
        QTRY_VERIFY(engine::echoes(rig.children(id).at(0).behaviour));
    }

    void unixSocketFileIsPrivateAndRemovedOnClose()
    {
        EngineRig rig;
        const std::string path = rig.pathFor("socket");
        const auto id = rig.listen(Protocol::UnixStream, net::Address::fromPath(path).value());
        QTRY_COMPARE(rig.state(id), State::Listening);
        const auto mode = std::filesystem::status(path).permissions();
        QCOMPARE(static_cast<int>(mode & std::filesystem::perms::mask), 0600);
        rig.engine().post(engine::Close{id});
        QTRY_COMPARE(rig.state(id), State::Closed);
        QVERIFY(!std::filesystem::exists(path));
        QTRY_COMPARE(rig.records(id, Operation::Unlink).size(), std::size_t{1});
    }

    void fileThatTookTheSocketsPlaceIsNotRemoved()
    {
        EngineRig rig;
        const std::string path = rig.pathFor("socket");
        const auto id = rig.listen(Protocol::UnixStream, net::Address::fromPath(path).value());
        QTRY_COMPARE(rig.state(id), State::Listening);
        // Renamed and not removed, so that the inode's number is not used again for the new file.
        std::filesystem::rename(path, path + ".old");
        std::ofstream(path) << "precious";
        rig.engine().post(engine::Close{id});
        QTRY_COMPARE(rig.state(id), State::Closed);
        QVERIFY(std::filesystem::exists(path));
        QTRY_COMPARE(int{rig.last(id, Operation::Unlink).errorNumber}, ESTALE);
    }

    void regularFileInTheWayIsEaddrinuseAndStays()
    {
        EngineRig rig;
        const std::string path = rig.pathFor("file");
        std::ofstream(path) << "precious";
        const auto id = rig.listen(Protocol::UnixStream, net::Address::fromPath(path).value());
        QTRY_COMPARE(rig.state(id), State::Failed);
        QTRY_COMPARE(rig.errorCode(id), EADDRINUSE);
        QVERIFY(std::filesystem::is_regular_file(path));
    }

    void dualStackListenerTakesBothFamilies()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, net::Address::anyOf(AF_INET6, 0), {.v6Only = false});
        QTRY_COMPARE(rig.state(id), State::Listening);
        const auto port = rig.status(id).info.local.port();
        const PeerSocket four = PeerSocket::connected(Protocol::Tcp, support::loopback(port));
        const PeerSocket six = PeerSocket::connected(Protocol::Tcp, support::loopback6(port));
        QVERIFY(four.isOpen());
        QVERIFY(six.isOpen());
        QTRY_COMPARE(rig.children(id).size(), std::size_t{2});
        QCOMPARE(rig.children(id).front().info.peer.host(), std::string("::ffff:127.0.0.1"));
    }

    void v6OnlyListenerRefusesV4()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, net::Address::anyOf(AF_INET6, 0), {.v6Only = true});
        QTRY_COMPARE(rig.state(id), State::Listening);
        const auto port = rig.status(id).info.local.port();
        QVERIFY(!PeerSocket::connected(Protocol::Tcp, support::loopback(port)).isOpen());
    }

    void thousandClientsLeaveNothingBehind()
    {
        const auto before = support::openDescriptors();
        {
            EngineRig rig;
            engine::Listen command;
            command.id = rig.engine().allocateId();
            command.address = support::loopback();
            command.backlog = 1024; // a full queue would cost clients a second each: the SYN is sent again
            const auto id = command.id;
            rig.engine().post(command);
            QTRY_VERIFY(!rig.records(id, Operation::Listen).empty()); // the reader has its files open by now
            const auto baseline = support::openDescriptors();
            QTRY_COMPARE(rig.state(id), State::Listening);
            const auto address = rig.status(id).info.local;
            const QByteArray kilobyte(1024, 'k');
            for (int i = 0; i < 1000; ++i) {
                const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, address);
                QVERIFY(peer.sendAll(kilobyte));
            }
            QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).totalChildren, std::uint64_t{1000}, 20'000);
            QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).openChildren, 0U, 20'000);
            std::size_t accepts = 0;
            std::size_t bytes = 0;
            for (const capture::Record& record : rig.records()) {
                accepts += record.operation == Operation::Accept ? 1U : 0U;
                bytes += record.operation == Operation::Recv ? record.payloadSize : 0;
            }
            QCOMPARE(accepts, std::size_t{1000});
            QCOMPARE(bytes, std::size_t{1000 * 1024});
            rig.engine().post(engine::Close{id});
            QTRY_COMPARE(rig.state(id), State::Closed);
            QTRY_VERIFY(support::openDescriptors() <= baseline);
        }
        QCOMPARE(support::openDescriptors(), before);
    }
};

QTEST_GUILESS_MAIN(TestListener)
#include "tst_listener.moc"
