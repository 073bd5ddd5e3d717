// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/record.h"

#include <QTest>

#include <cerrno>
#include <cstddef>
#include <set>

using capture::Operation;
using capture::Outcome;
using capture::Record;

// The form is on people's disks: numbers and places may not move.
static_assert(
    offsetof(Record, timeNs) == 0 && offsetof(Record, payloadOffset) == 8 && offsetof(Record, duration) == 16);
static_assert(offsetof(Record, endpoint) == 20 && offsetof(Record, asked) == 24 && offsetof(Record, result) == 28);
static_assert(offsetof(Record, payloadSize) == 32 && offsetof(Record, detail) == 36);
static_assert(offsetof(Record, errorNumber) == 40 && offsetof(Record, messageFlags) == 42);
static_assert(offsetof(Record, operation) == 44 && offsetof(Record, outcome) == 45);
static_assert(static_cast<int>(Operation::Socket) == 1 && static_cast<int>(Operation::Recv) == 6);
static_assert(static_cast<int>(Operation::Unlink) == 18 && static_cast<int>(Operation::Poll) == 24);
static_assert(static_cast<int>(Operation::EchoDropped) == 73);

class TestRecord final : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static Record record(Operation operation, Outcome outcome = Outcome::Value, int number = 0)
    {
        Record result;
        result.operation = operation;
        result.outcome = outcome;
        result.errorNumber = static_cast<std::uint16_t>(number);
        return result;
    }

private Q_SLOTS:
    void operationsHaveNamesOfTheirOwn()
    {
        std::set<std::string_view> names;
        int count = 0;
        for (int i = 0; i < 256; ++i) {
            const std::string_view name = capture::operationName(static_cast<Operation>(i));
            if (name == "unknown")
                continue;
            ++count;
            names.insert(name);
        }
        QCOMPARE(count, 32 + 15);
        QCOMPARE(names.size(), std::size_t{47});
        QCOMPARE(capture::operationName(Operation::RecvFrom), std::string_view("recvfrom"));
        QCOMPARE(capture::operationName(Operation::Resolve), std::string_view("getaddrinfo"));
    }

    void eventsBeginAfterTheCalls()
    {
        QVERIFY(!capture::isEvent(Operation::Unlink));
        QVERIFY(capture::isEvent(Operation::Connected));
        QVERIFY(capture::isEvent(Operation::EchoDropped));
    }

    void callsThatMoveBytesHaveADirection()
    {
        using capture::Direction;
        QVERIFY(capture::directionOf(Operation::Recv) == Direction::In);
        QVERIFY(capture::directionOf(Operation::RecvFrom) == Direction::In);
        QVERIFY(capture::directionOf(Operation::Send) == Direction::Out);
        QVERIFY(capture::directionOf(Operation::SendTo) == Direction::Out);
        QVERIFY(capture::directionOf(Operation::SendFile) == Direction::Out);
        QVERIFY(capture::directionOf(Operation::RecvMsg) == Direction::In);
        QVERIFY(capture::directionOf(Operation::SendAll) == Direction::Out);
        QVERIFY(capture::directionOf(Operation::SendMsg) == Direction::Out);
        QVERIFY(capture::directionOf(Operation::GetPeerName) == Direction::None);
        QVERIFY(capture::directionOf(Operation::Accept) == Direction::None);
        QVERIFY(capture::directionOf(Operation::KernelDropped) == Direction::None);
    }

    void aReceiveOfNothingIsTheEndOfAStreamOnly()
    {
        capture::Record end = record(Operation::Recv);
        end.asked = 1024;
        QVERIFY(capture::isEndOfStream(end, net::Protocol::Tcp));
        QVERIFY(capture::isEndOfStream(end, net::Protocol::UnixStream));
        QVERIFY(!capture::isEndOfStream(end, net::Protocol::Udp));
        QVERIFY(!capture::isEndOfStream(end, net::Protocol::UnixSeqpacket)); // may be an empty message
        end.operation = Operation::Send;
        QVERIFY(!capture::isEndOfStream(end, net::Protocol::Tcp));
        end = record(Operation::Recv, Outcome::Errno, EAGAIN);
        end.asked = 1024;
        QVERIFY(!capture::isEndOfStream(end, net::Protocol::Tcp));
        QVERIFY(!capture::isEndOfStream(record(Operation::Recv), net::Protocol::Tcp)); // asked for 0 bytes
    }

    void failuresAreWhatOneLooksFor()
    {
        QVERIFY(!capture::isFailure(record(Operation::Recv)));
        QVERIFY(capture::isFailure(record(Operation::Recv, Outcome::Errno, ECONNRESET)));
        QVERIFY(capture::isFailure(record(Operation::Recv, Outcome::TimedOut)));
        QVERIFY(!capture::isFailure(record(Operation::Recv, Outcome::Cancelled, EINTR)));
        for (const int answer : {EAGAIN, EINPROGRESS, EINTR})
            QVERIFY(!capture::isFailure(record(Operation::Connect, Outcome::Errno, answer)));
        for (const Operation loss : {Operation::ConnectFailed, Operation::SocketError, Operation::KernelDropped,
                 Operation::SendRefused, Operation::AcceptShed, Operation::EchoDropped})
            QVERIFY(capture::isFailure(record(loss)));
        for (const Operation news : {Operation::Connected, Operation::PeerClosed, Operation::SendQueued})
            QVERIFY(!capture::isFailure(record(news)));
    }
};

QTEST_GUILESS_MAIN(TestRecord)
#include "tst_record.moc"
