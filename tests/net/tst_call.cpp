// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/call.h"

#include "net/syscalls.h"
#include "tests/net/socketkind.h"

#include <QTemporaryFile>
#include <QTest>

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <csignal>
#include <cstring>
#include <string_view>

using namespace std::chrono_literals;
using net::CallEnd;
using net::CallResult;
using net::Mode;
using net::ModeSetting;
using net::ReceiveCall;
using net::SendCall;

namespace {

constexpr ModeSetting Blocking{Mode::Blocking, 0ns};
constexpr ModeSetting NonBlocking{Mode::NonBlocking, 0ns};
constexpr ModeSetting Short{Mode::Timeout, 50ms};
const std::atomic<bool> NotCancelled{false};

struct Pair
{
    base::UniqueFd one;
    base::UniqueFd other;
};

Pair pairOf(int type)
{
    std::array<int, 2> fds{-1, -1};
    (void)::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, fds.data());
    return {base::UniqueFd(fds[0]), base::UniqueFd(fds[1])};
}

std::shared_ptr<const std::vector<std::byte>> bytes(std::string_view text)
{
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return std::make_shared<const std::vector<std::byte>>(data, data + text.size());
}

QByteArray received(const CallResult& result)
{
    return {reinterpret_cast<const char*>(result.data.data()), static_cast<qsizetype>(result.data.size())};
}

CallResult make(const base::UniqueFd& fd, const ModeSetting& mode, const net::CallRequest& call)
{
    if (!net::setMode(fd.get(), mode))
        return {.end = CallEnd::Errno, .errorNumber = EBADF};
    return net::perform(fd.get(), mode, call, NotCancelled);
}

SendCall sending(std::string_view text, SendCall::As as = SendCall::As::Send)
{
    return {.as = as, .data = bytes(text)};
}

} // namespace

/// One call under each mode, as the kernel and Python have it. What waits and is cancelled is tested with the lanes.
class TestCall final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modeDecidesTheNonBlockingFlag_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("flag");
        QTest::newRow("blocking") << int(Mode::Blocking) << false;
        QTest::newRow("timeout, as in Python") << int(Mode::Timeout) << true;
        QTest::newRow("non-blocking") << int(Mode::NonBlocking) << true;
    }
    void modeDecidesTheNonBlockingFlag()
    {
        QFETCH(int, mode);
        QFETCH(bool, flag);
        const Pair pair = pairOf(SOCK_STREAM);
        QVERIFY(net::setMode(pair.one.get(), {static_cast<Mode>(mode), 1s}));
        QCOMPARE(net::isNonBlocking(pair.one.get()).value(), flag);
    }

    void recvGivesWhatIsThere()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        QCOMPARE(make(pair.one, Blocking, sending("hello")).value, 5);
        const CallResult result = make(pair.other, Blocking, ReceiveCall{.size = 4});
        QCOMPARE(result.end, CallEnd::Value);
        QCOMPARE(received(result), QByteArray("hell"));
    }

    void recvWithoutBlockingAnswersAtOnce()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const CallResult result = make(pair.one, NonBlocking, ReceiveCall{.size = 4});
        QCOMPARE(result.end, CallEnd::Errno);
        QCOMPARE(result.errorNumber, EAGAIN);
    }

    void recvTimesOutWithoutAnErrno()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const CallResult result = make(pair.one, Short, ReceiveCall{.size = 4});
        QCOMPARE(result.end, CallEnd::TimedOut);
        QCOMPARE(result.errorNumber, 0);
        QVERIFY(result.stop - result.start >= 50ms);
    }

    void recvWithTimeoutWaitsInSpiteOfDontWait()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const CallResult result = make(pair.one, Short, ReceiveCall{.size = 4, .flags = MSG_DONTWAIT});
        QCOMPARE(result.end, CallEnd::TimedOut);
    }

    void recvOfNothingNeverReachesTheKernel()
    {
        const Pair pair = pairOf(SOCK_DGRAM);
        (void)make(pair.one, Blocking, sending("kept"));
        QCOMPARE(make(pair.other, Blocking, ReceiveCall{.size = 0}).value, 0);
        QCOMPARE(received(make(pair.other, NonBlocking, ReceiveCall{.size = 9})), QByteArray("kept"));
    }

    void recvfromOfNothingEatsTheDatagram()
    {
        const Pair pair = pairOf(SOCK_DGRAM);
        (void)make(pair.one, Blocking, sending("eaten"));
        QCOMPARE(make(pair.other, Blocking, ReceiveCall{.as = ReceiveCall::As::RecvFrom, .size = 0}).value, 0);
        QCOMPARE(make(pair.other, NonBlocking, ReceiveCall{.size = 9}).errorNumber, EAGAIN);
    }

    void receiveBufferRunningOutIsTheKernelsAnswer()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const timeval soon{0, 20'000};
        ::setsockopt(pair.one.get(), SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof(soon));
        const CallResult result = make(pair.one, Blocking, ReceiveCall{.size = 4});
        QCOMPARE(result.end, CallEnd::Errno);
        QCOMPARE(result.errorNumber, EAGAIN);
    }

    void truncatedStreamBytesAreCountedAndNotShown_data()
    {
        QTest::addColumn<int>("flags");
        QTest::addColumn<int>("left");
        QTest::newRow("thrown away") << int{MSG_TRUNC} << 4;
        QTest::newRow("only counted") << int{MSG_TRUNC | MSG_PEEK} << 10;
    }
    void truncatedStreamBytesAreCountedAndNotShown()
    {
        QFETCH(const int, flags);
        QFETCH(const int, left);
        const ConnectedPair pair = connectedPair(SocketKinds.front()); // TCP
        QCOMPARE(::send(pair.client.get(), "0123456789", 10, 0), ssize_t{10});
        pollfd readable{pair.server.get(), POLLIN, 0};
        QCOMPARE(::poll(&readable, 1, 10'000), 1);
        const CallResult result = make(pair.server, Blocking, ReceiveCall{.size = 6, .flags = flags});
        QCOMPARE(result.value, std::int64_t{6});
        QVERIFY(result.data.empty());
        QCOMPARE(net::receiveQueue(pair.server.get()).value_or(-1), left);
    }

    void truncatedDatagramTellsItsLengthAndKeepsWhatFits()
    {
        const Pair pair = pairOf(SOCK_DGRAM);
        (void)make(pair.one, Blocking, sending("0123456789"));
        const CallResult result = make(pair.other, Blocking, ReceiveCall{.size = 4, .flags = MSG_TRUNC});
        QCOMPARE(result.value, 10);
        QCOMPARE(received(result), QByteArray("0123"));
    }

    void sendWithoutRoomTakesAPart()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const std::string much(8 << 20, 'x');
        const CallResult result = make(pair.one, NonBlocking, sending(much));
        QCOMPARE(result.end, CallEnd::Value);
        QVERIFY(result.value > 0 && result.value < qint64(much.size()));
        QCOMPARE(make(pair.one, NonBlocking, sending("more")).errorNumber, EAGAIN);
    }

    void sendAllHasOneDeadlineAndTellsHowFarItCame()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const std::string much(8 << 20, 'x');
        const CallResult result = make(pair.one, Short, sending(much, SendCall::As::SendAll));
        QCOMPARE(result.end, CallEnd::TimedOut);
        int queued = 0;
        QVERIFY(net::receiveQueue(pair.other.get()).has_value());
        queued = net::receiveQueue(pair.other.get()).value();
        QCOMPARE(result.value, qint64(queued));
    }

    void sendToAClosedPeerIsEpipeAndNoSignal()
    {
        Pair pair = pairOf(SOCK_STREAM);
        pair.other.reset();
        QCOMPARE(make(pair.one, Blocking, sending("x")).errorNumber, EPIPE);
    }

    void acceptGivesAConnectionThatBlocks()
    {
        const auto listener = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        QCOMPARE(
            make(listener, Blocking, net::BindCall{net::Address::fromIp("127.0.0.1", 0).value()}).end, CallEnd::Value);
        QCOMPARE(make(listener, Blocking, net::ListenCall{1}).end, CallEnd::Value);
        const auto client = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        const net::Address address = make(listener, Blocking, net::NameCall{}).address;
        QCOMPARE(make(client, Short, net::ConnectCall{address}).end, CallEnd::Value);
        const CallResult accepted = make(listener, Short, net::AcceptCall{});
        QCOMPARE(accepted.end, CallEnd::Value);
        QCOMPARE(accepted.address, net::getsockname(client.get()).value());
        QVERIFY(!net::isNonBlocking(accepted.fd.get()).value());
    }

    void connectWithoutBlockingIsInProgress()
    {
        const auto listener = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        QVERIFY(net::bind(listener.get(), net::Address::fromIp("127.0.0.1", 0).value()));
        QVERIFY(net::listen(listener.get(), 1));
        const auto client = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        const net::ConnectCall connect{net::getsockname(listener.get()).value()};
        QCOMPARE(make(client, NonBlocking, connect).errorNumber, EINPROGRESS);
    }

    void refusedConnectIsAnErrnoInEveryMode()
    {
        const auto closed = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        QVERIFY(net::bind(closed.get(), net::Address::fromIp("127.0.0.1", 0).value()));
        const net::ConnectCall connect{net::getsockname(closed.get()).value()};
        for (const ModeSetting& mode : {Blocking, ModeSetting{Mode::Timeout, 5s}}) {
            const auto client = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
            QCOMPARE(make(client, mode, connect).errorNumber, ECONNREFUSED);
        }
    }

    void descriptorsThatComeAlongAreCountedAndClosed()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        SendCall call = sending("fd", SendCall::As::SendMsg);
        call.descriptor = std::make_shared<const base::UniqueFd>(::dup(pair.one.get()));
        QCOMPARE(make(pair.one, Blocking, call).value, 2);
        const CallResult result = make(pair.other, Blocking,
            ReceiveCall{.as = ReceiveCall::As::RecvMsg, .size = 9, .controlSize = CMSG_SPACE(4 * sizeof(int))});
        QCOMPARE(received(result), QByteArray("fd"));
        QCOMPARE(result.control.descriptors.size(), std::size_t{1});
        QCOMPARE(result.ancillary.size(), std::size_t{1});
        int passed = -1;
        std::memcpy(&passed, result.ancillary.front().data.data(), sizeof(passed));
        QVERIFY(!net::isNonBlocking(passed));
    }

    void pollTellsWhatHappenedAndDoesNotTimeOut()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        const CallResult idle = make(pair.one, Blocking, net::PollCall{POLLIN, 10ms});
        QCOMPARE(idle.end, CallEnd::Value);
        QCOMPARE(idle.value, 0);
        (void)make(pair.other, Blocking, sending("x"));
        QCOMPARE(make(pair.one, Blocking, net::PollCall{POLLIN, 0ns}).value, POLLIN);
    }

    void sendfileSendsAPartOfAFile()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        QTemporaryFile file;
        QVERIFY(file.open() && file.write("0123456789") == 10 && file.flush());
        const net::SendFileCall call{file.fileName().toStdString(), 2, 5};
        QCOMPARE(make(pair.one, Blocking, call).value, 5);
        QCOMPARE(received(make(pair.other, Blocking, ReceiveCall{.size = 99})), QByteArray("23456"));
    }

    void sendfileWithoutAPeerIsTheErrnoOfSend()
    {
        (void)std::signal(SIGPIPE, SIG_IGN);
        const auto fd = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        QVERIFY(net::bind(fd.get(), net::Address::fromIp("127.0.0.1", 0).value()));
        QVERIFY(net::listen(fd.get(), 1));
        QTemporaryFile file;
        QVERIFY(file.open() && file.write("0123456789") == 10 && file.flush());
        const net::SendFileCall call{file.fileName().toStdString(), 0, {}};
        QCOMPARE(make(fd, Blocking, call).errorNumber, make(fd, Blocking, sending("x")).errorNumber);
    }

    void sendfileOfADirectoryIsEisdir()
    {
        const Pair pair = pairOf(SOCK_STREAM);
        QCOMPARE(make(pair.one, Blocking, net::SendFileCall{"/", 0, {}}).errorNumber, EISDIR);
    }

    void aClosedSocketIsEbadfAtOnceInEveryMode()
    {
        for (const ModeSetting& mode : {Blocking, NonBlocking, ModeSetting{Mode::Timeout, 1h}}) {
            QCOMPARE(net::perform(-1, mode, ReceiveCall{.size = 1}, NotCancelled).errorNumber, EBADF);
            QCOMPARE(net::perform(-1, mode, sending("x"), NotCancelled).errorNumber, EBADF);
            QCOMPARE(net::perform(-1, mode, net::AcceptCall{}, NotCancelled).errorNumber, EBADF);
        }
    }

    void optionsGoInAndComeBack()
    {
        const auto fd = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        const int on = 1;
        net::SetOptionCall set{SOL_SOCKET, SO_KEEPALIVE, std::vector<std::byte>(sizeof(on))};
        std::memcpy(set.value.data(), &on, sizeof(on));
        QCOMPARE(make(fd, Blocking, set).end, CallEnd::Value);
        QCOMPARE(make(fd, Blocking, net::GetOptionCall{SOL_SOCKET, SO_KEEPALIVE}).data, set.value);
        QCOMPARE(make(fd, Blocking, net::GetOptionCall{SOL_SOCKET, 9999}).errorNumber, ENOPROTOOPT);
    }

    void shutdownOfWhatIsNotConnectedIsTheKernelsError()
    {
        const auto fd = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        QCOMPARE(make(fd, Blocking, net::ShutdownCall{SHUT_WR}).errorNumber, ENOTCONN);
    }
};

QTEST_GUILESS_MAIN(TestCall)
#include "tst_call.moc"
