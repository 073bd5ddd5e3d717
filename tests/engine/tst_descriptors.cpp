// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/passing.h"
#include "tests/support/peersocket.h"

#include "net/option.h"

using capture::Operation;
using engine::ReceiveMode;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

/// Open descriptors of this process that are sockets; those of the capture's files come and go as they are read.
std::ptrdiff_t openSockets()
{
    const auto isSocket = [](const std::filesystem::directory_entry& entry) {
        std::error_code gone;
        return std::filesystem::read_symlink(entry, gone).string().starts_with("socket:");
    };
    return std::count_if(std::filesystem::directory_iterator("/proc/self/fd"), {}, isSocket);
}

} // namespace

Q_DECLARE_METATYPE(net::Protocol)
Q_DECLARE_METATYPE(net::ModeSetting)
Q_DECLARE_METATYPE(engine::ReceiveMode)

/// Descriptors that a peer passes are seen, told of and closed, in whatever way the bytes beside them are received.
class TestDescriptors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void descriptorsAreToldOfAndClosed_data()
    {
        QTest::addColumn<Protocol>("protocol");
        QTest::addColumn<net::ModeSetting>("mode");
        QTest::addColumn<ReceiveMode>("receive");
        for (const Protocol protocol : {Protocol::UnixStream, Protocol::UnixDatagram, Protocol::UnixSeqpacket}) {
            for (const net::Mode mode : {net::Mode::NonBlocking, net::Mode::Blocking, net::Mode::Timeout}) {
                for (const ReceiveMode receive : {ReceiveMode::Automatic, ReceiveMode::OnDemand}) {
                    const auto timeout = std::chrono::seconds(mode == net::Mode::Timeout ? 5 : 0);
                    QTest::addRow("%s, %s, %s", net::protocolName(protocol).data(),
                        mode == net::Mode::NonBlocking    ? "loop"
                            : mode == net::Mode::Blocking ? "lane"
                                                          : "timeout",
                        receive == ReceiveMode::Automatic ? "automatic" : "on demand")
                        << protocol << net::ModeSetting{mode, timeout} << receive;
                }
            }
        }
    }
    void descriptorsAreToldOfAndClosed()
    {
        QFETCH(const Protocol, protocol);
        QFETCH(const net::ModeSetting, mode);
        QFETCH(const ReceiveMode, receive);
        EngineRig rig;
        const auto where = net::Address::fromPath(rig.pathFor("socket")).value();
        auto id = rig.listen(protocol, where, {.mode = mode, .receive = receive});
        QTRY_VERIFY(rig.state(id) == State::Listening || rig.state(id) == State::Bound);
        PeerSocket peer = PeerSocket::connected(protocol, where);
        QVERIFY(peer.isOpen());
        if (net::hasConnections(protocol)) {
            QTRY_COMPARE(rig.children(id).size(), std::size_t{1});
            id = rig.children(id).front().id;
            QTRY_COMPARE(rig.state(id), State::Connected);
        }
        const auto before = openSockets();
        QVERIFY(support::passDescriptors(peer.fd(), "take this", {peer.fd(), peer.fd()}));
        if (receive == ReceiveMode::OnDemand)
            rig.engine().post(engine::Receive{id, 100, 0});
        QTRY_COMPARE(rig.records(id, Operation::DescriptorsClosed).size(), std::size_t{1});
        const auto event = rig.records(id, Operation::DescriptorsClosed).front();
        QCOMPARE(event.result, 2);
        const auto text = QByteArray::fromStdString(rig.detail<capture::TextDetail>(event).text);
        QVERIFY2(text.startsWith("socket:[") && text.contains("] (socket), "), text.constData());
        QCOMPARE(rig.stream(id, capture::Direction::In), QByteArray("take this"));
        QTRY_COMPARE(openSockets(), before);
    }

    void aRecvByHandSeesThemToo()
    {
        EngineRig rig;
        const auto where = net::Address::fromAbstract("descriptors by hand " + std::to_string(::getpid())).value();
        const PeerSocket listener = PeerSocket::listening(Protocol::UnixStream, where);
        const auto id = rig.engine().allocateId();
        rig.engine().post(engine::OpenSocket{.id = id, .protocol = Protocol::UnixStream});
        rig.engine().post(engine::MakeCall{id, net::ConnectCall{where}});
        const PeerSocket peer = listener.accept();
        QTRY_COMPARE(rig.state(id), State::Connected);
        const auto before = openSockets();
        QVERIFY(support::passDescriptors(peer.fd(), "x", {peer.fd()}));
        rig.engine().post(engine::MakeCall{id, net::ReceiveCall{.size = 9}});
        QTRY_COMPARE(rig.records(id, Operation::DescriptorsClosed).size(), std::size_t{1});
        QTRY_COMPARE(rig.records(id, Operation::Recv).size(), std::size_t{1});
        QTRY_COMPARE(openSockets(), before);
    }

    void whoThePeerIsIsAProperty()
    {
        EngineRig rig;
        const auto where = net::Address::fromPath(rig.pathFor("socket")).value();
        const auto listener = rig.listen(Protocol::UnixSeqpacket, where);
        QTRY_COMPARE(rig.state(listener), State::Listening);
        const PeerSocket peer = PeerSocket::connected(Protocol::UnixSeqpacket, where);
        QTRY_COMPARE(rig.children(listener).size(), std::size_t{1});
        std::string credentials;
        std::atomic<bool> isTold = false;
        const auto tell = [&](const std::optional<engine::Properties>& properties) {
            for (const engine::OptionReading& reading : properties.value_or(engine::Properties()).options) {
                const net::OptionInfo* option = net::findOption(reading.level, reading.name);
                if (option->cName == "SO_PEERCRED")
                    credentials = net::formatOption(*option, reading.value);
            }
            isTold = true;
        };
        rig.engine().post(engine::ReadProperties{rig.children(listener).front().id, tell});
        QTRY_VERIFY(isTold);
        QCOMPARE(credentials,
            "pid " + std::to_string(::getpid()) + ", uid " + std::to_string(::getuid()) + ", gid "
                + std::to_string(::getgid()));
    }

    void manyAreNamedInPart()
    {
        EngineRig rig;
        const auto where = net::Address::fromPath(rig.pathFor("socket")).value();
        const auto id = rig.listen(Protocol::UnixDatagram, where);
        QTRY_COMPARE(rig.state(id), State::Bound);
        const PeerSocket peer = PeerSocket::connected(Protocol::UnixDatagram, where);
        const auto before = openSockets();
        QVERIFY(support::passDescriptors(peer.fd(), "x", std::vector<int>(253, peer.fd())));
        QTRY_COMPARE(rig.records(id, Operation::DescriptorsClosed).size(), std::size_t{1});
        const auto event = rig.records(id, Operation::DescriptorsClosed).front();
        QCOMPARE(event.result, 253);
        QVERIFY(rig.detail<capture::TextDetail>(event).text.ends_with(" and 237 more"));
        QTRY_COMPARE(openSockets(), before);
    }
};

QTEST_GUILESS_MAIN(TestDescriptors)
#include "tst_descriptors.moc"
