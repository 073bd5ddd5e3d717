// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <QFile>

#include <algorithm>

using namespace std::chrono_literals;
using capture::Direction;
using capture::Operation;
using capture::Outcome;
using engine::FileRequest;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;
using As = FileRequest::As;

namespace {

constexpr net::ModeSetting Blocking{net::Mode::Blocking, 0ns};
constexpr net::ModeSetting NonBlocking{net::Mode::NonBlocking, 0ns};

/// A connection that does what it is told, and the peer at its other end.
struct Connected
{
    EngineRig rig;
    PeerSocket listener = PeerSocket::listening(Protocol::Tcp, support::loopback());
    base::EndpointId id;
    PeerSocket peer;

    explicit Connected(const net::ModeSetting& mode = Blocking)
    {
        id = rig.engine().allocateId();
        rig.engine().post(engine::OpenSocket{.id = id});
        rig.engine().post(engine::MakeCall{id, net::ConnectCall{listener.local()}});
        peer = listener.accept();
        (void)QTest::qWaitFor([&] { return rig.state(id) == State::Connected; });
        rig.engine().post(engine::SetMode{id, mode});
    }
    void use(FileRequest request) { rig.engine().post(engine::UseFile{id, std::move(request)}); }
    void write(const QByteArray& bytes)
    {
        const auto* begin = reinterpret_cast<const std::byte*>(bytes.constData());
        use({.as = As::Write, .data = std::make_shared<const std::vector<std::byte>>(begin, begin + bytes.size())});
    }
    std::size_t count(Operation operation) { return rig.records(id, operation).size(); }
    capture::Record last(Operation operation) { return rig.last(id, operation); }
    QByteArray lastBytes(Operation operation) { return rig.payload(last(operation)); }
};

QByteArray contents(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

bool makeFile(const std::string& path, const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// Bytes of which no part is like another.
QByteArray numbered(qsizetype size)
{
    QByteArray bytes;
    for (quint32 i = 0; bytes.size() < size; ++i)
        bytes.append(reinterpret_cast<const char*>(&i), sizeof(i));
    bytes.resize(size);
    return bytes;
}

} // namespace

/// A socket's file, as makefile gives it, and files that are sent: series of calls in lanes.
class TestSocketFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsReceivedGoesIntoAFileAndTheLog()
    {
        Connected c;
        const QByteArray sent = numbered(300'000);
        const std::string path = c.rig.pathFor("received");
        c.use({.as = As::Read, .path = path});
        QVERIFY(c.peer.sendAll(sent));
        c.peer = {};
        QTRY_COMPARE(c.count(Operation::FileRead), std::size_t{1});
        QCOMPARE(contents(path), sent);
        QCOMPARE(c.last(Operation::FileRead).result, 300'000);
        QCOMPARE(c.rig.detail<capture::TextDetail>(c.last(Operation::FileRead)).text, path);
        QCOMPARE(c.rig.stream(c.id, Direction::In), sent);
        QTRY_COMPARE(c.rig.state(c.id), State::HalfClosedIn);
    }

    void readEndsAfterSoManyBytesAndKeepsTheRest()
    {
        Connected c;
        QVERIFY(c.peer.sendAll("onetwothree"));
        c.use({.as = As::Read, .size = 3});
        QTRY_COMPARE(c.count(Operation::FileRead), std::size_t{1});
        QCOMPARE(c.lastBytes(Operation::FileRead), QByteArray("one"));
        c.use({.as = As::Read, .size = 3});
        QTRY_COMPARE(c.count(Operation::FileRead), std::size_t{2});
        QCOMPARE(c.lastBytes(Operation::FileRead), QByteArray("two"));
        QCOMPARE(c.count(Operation::Recv), std::size_t{1});
    }

    void readlineGivesALineAtATime()
    {
        Connected c;
        QVERIFY(c.peer.sendAll("first\nsecond\nrest"));
        for (const char* line : {"first\n", "second\n"}) {
            const std::size_t before = c.count(Operation::FileReadLine);
            c.use({.as = As::ReadLine});
            QTRY_COMPARE(c.count(Operation::FileReadLine), before + 1);
            QCOMPARE(c.lastBytes(Operation::FileReadLine), QByteArray(line));
        }
        c.use({.as = As::ReadLine});
        c.peer = {};
        QTRY_COMPARE(c.count(Operation::FileReadLine), std::size_t{3});
        QCOMPARE(c.lastBytes(Operation::FileReadLine), QByteArray("rest"));
    }

    void existingFileIsLeftAlone()
    {
        Connected c;
        const std::string path = c.rig.pathFor("there");
        QVERIFY(makeFile(path, "precious"));
        QVERIFY(c.peer.sendAll("new"));
        c.use({.as = As::Read, .size = 3, .path = path});
        QTRY_COMPARE(c.count(Operation::Open), std::size_t{1});
        QCOMPARE(c.last(Operation::Open).errorNumber, EEXIST);
        QCOMPARE(contents(path), QByteArray("precious"));
        QCOMPARE(c.count(Operation::Recv), std::size_t{0});
        c.use({.as = As::Read, .size = 3, .path = path, .existing = FileRequest::Existing::Append});
        QTRY_COMPARE(c.count(Operation::FileRead), std::size_t{1});
        QCOMPARE(contents(path), QByteArray("preciousnew"));
        QVERIFY(c.peer.sendAll("all"));
        c.use({.as = As::Read, .size = 3, .path = path, .existing = FileRequest::Existing::Replace});
        QTRY_COMPARE(c.count(Operation::FileRead), std::size_t{2});
        QCOMPARE(contents(path), QByteArray("all"));
    }

    void fullDiskLosesNothingOfWhatWasReceived()
    {
        Connected c;
        QVERIFY(c.peer.sendAll("kept after all"));
        c.use({.as = As::Read, .size = 14, .path = "/dev/full", .existing = FileRequest::Existing::Append});
        QTRY_COMPARE(c.count(Operation::FileRead), std::size_t{1});
        QCOMPARE(c.last(Operation::FileRead).outcome, Outcome::Errno);
        QCOMPARE(c.last(Operation::FileRead).errorNumber, ENOSPC);
        QTRY_COMPARE(c.rig.errorCode(c.id), ENOSPC);
        const std::string path = c.rig.pathFor("second try");
        c.use({.as = As::Read, .size = 14, .path = path});
        QTRY_COMPARE(c.count(Operation::FileRead), std::size_t{2});
        QCOMPARE(contents(path), QByteArray("kept after all"));
    }

    void cancelledReadKeepsWhatItHas()
    {
        Connected c;
        const std::string path = c.rig.pathFor("received");
        c.use({.as = As::Read, .size = 1000, .path = path});
        QVERIFY(c.peer.sendAll("a part"));
        QTRY_COMPARE(c.rig.stream(c.id, Direction::In), QByteArray("a part"));
        QTRY_VERIFY(!c.rig.status(c.id).waiting.empty() && c.rig.status(c.id).waiting.front().moved == 6);
        const engine::WaitingCall waiting = c.rig.status(c.id).waiting.front();
        QCOMPARE(waiting.operation, Operation::FileRead);
        QCOMPARE(waiting.total, std::optional<std::uint64_t>(1000));
        c.rig.engine().post(engine::CancelCall{c.id});
        QTRY_COMPARE(c.count(Operation::FileRead), std::size_t{1});
        QCOMPARE(c.last(Operation::FileRead).outcome, Outcome::Cancelled);
        QCOMPARE(c.last(Operation::FileRead).result, 6);
        QCOMPARE(contents(path), QByteArray("a part"));
        QTRY_VERIFY(c.rig.status(c.id).waiting.empty());
        QCOMPARE(c.rig.state(c.id), State::Connected);
    }

    void secondReadWaitsForTheFirst()
    {
        Connected c;
        c.use({.as = As::ReadLine});
        c.use({.as = As::ReadLine});
        c.use({.as = As::ReadLine});
        QVERIFY(c.peer.sendAll("one\ntwo\n"));
        QTRY_COMPARE(c.count(Operation::FileReadLine), std::size_t{2});
        QCOMPARE(c.lastBytes(Operation::FileReadLine), QByteArray("two\n"));
        c.use({.as = As::ReadLine});
        c.rig.engine().post(engine::CancelCall{c.id});
        QTRY_COMPARE(c.count(Operation::FileReadLine), std::size_t{4});
        QCOMPARE(c.last(Operation::FileReadLine).outcome, Outcome::Cancelled);
    }

    void modeIsTheSockets()
    {
        Connected c(NonBlocking);
        c.use({.as = As::ReadLine});
        QTRY_COMPARE(c.count(Operation::FileReadLine), std::size_t{1});
        QCOMPARE(c.last(Operation::FileReadLine).errorNumber, EAGAIN);
        c.rig.engine().post(engine::SetMode{c.id, {net::Mode::Timeout, 50ms}});
        c.use({.as = As::ReadLine});
        QTRY_COMPARE(c.count(Operation::FileReadLine), std::size_t{2});
        QCOMPARE(c.last(Operation::FileReadLine).outcome, Outcome::TimedOut);
        QCOMPARE(c.last(Operation::Recv).outcome, Outcome::TimedOut);
    }

    void writeWaitsInTheBufferUntilItIsFlushed()
    {
        Connected c;
        c.write("hello, ");
        c.write("world");
        QTRY_COMPARE(c.count(Operation::FileWrite), std::size_t{2});
        QCOMPARE(c.count(Operation::Send), std::size_t{0});
        c.use({.as = As::Flush});
        QCOMPARE(c.peer.receiveAll(12), QByteArray("hello, world"));
        QTRY_COMPARE(c.count(Operation::FileFlush), std::size_t{1});
        QCOMPARE(c.last(Operation::FileFlush).result, 12);
        QCOMPARE(c.count(Operation::Send), std::size_t{1});
    }

    void writeOverTheBufferGoesThrough()
    {
        Connected c;
        const QByteArray sent = numbered(100'000);
        c.write(sent.first(10));
        c.write(sent.sliced(10));
        c.use({.as = As::Flush});
        QCOMPARE(c.peer.receiveAll(100'000), sent);
        QTRY_COMPARE(c.count(Operation::FileFlush), std::size_t{1});
        QCOMPARE(c.rig.stream(c.id, Direction::Out), sent);
    }

    void closeTellsOfWhatWasNeverFlushed()
    {
        Connected c;
        c.write("unsent");
        c.rig.engine().post(engine::Close{c.id});
        QTRY_COMPARE(c.count(Operation::FileFlush), std::size_t{1});
        QCOMPARE(c.last(Operation::FileFlush).outcome, Outcome::Cancelled);
        QCOMPARE(c.last(Operation::FileFlush).asked, 6U);
    }

    void fileIsSentInPiecesThatAreRecordedInFull()
    {
        Connected c;
        const QByteArray sent = numbered(9 * 1024 * 1024 + 5);
        const std::string path = c.rig.pathFor("file");
        QVERIFY(makeFile(path, sent));
        c.use({.as = As::Send, .path = path});
        QCOMPARE(c.peer.receiveAll(sent.size()), sent);
        QTRY_COMPARE(c.count(Operation::SendFile), std::size_t{3});
        QCOMPARE(c.rig.stream(c.id, Direction::Out), sent);
        QTRY_COMPARE(c.rig.status(c.id).counters.bytesOut, std::uint64_t(sent.size()));
    }

    void partOfAFileIsSent()
    {
        Connected c;
        const std::string path = c.rig.pathFor("file");
        QVERIFY(makeFile(path, "0123456789"));
        c.use({.as = As::Send, .size = 4, .offset = 3, .path = path});
        QCOMPARE(c.peer.receiveAll(4), QByteArray("3456"));
        c.use({.as = As::Send, .size = 100, .offset = 8, .path = path});
        QCOMPARE(c.peer.receiveAll(2), QByteArray("89"));
        QTRY_COMPARE(c.count(Operation::SendFile), std::size_t{2});
        QCOMPARE(c.last(Operation::SendFile).asked, 2U);
    }

    void fileThatCannotBeReadIsTold()
    {
        Connected c;
        c.use({.as = As::Send, .path = c.rig.pathFor("none")});
        QTRY_COMPARE(c.count(Operation::SendFile), std::size_t{1});
        QCOMPARE(c.last(Operation::SendFile).errorNumber, ENOENT);
        c.use({.as = As::Send, .path = "/"});
        QTRY_COMPARE(c.count(Operation::SendFile), std::size_t{2});
        QCOMPARE(c.last(Operation::SendFile).errorNumber, EISDIR);
        QCOMPARE(c.rig.state(c.id), State::Connected);
    }

    void sendThatNobodyReadsIsCancelled()
    {
        Connected c;
        const std::string path = c.rig.pathFor("file");
        QVERIFY(makeFile(path, QByteArray(64 * 1024 * 1024, 'x')));
        c.use({.as = As::Send, .path = path});
        QTRY_VERIFY(!c.rig.status(c.id).waiting.empty());
        QCOMPARE(c.rig.status(c.id).waiting.front().total, std::optional<std::uint64_t>(64 * 1024 * 1024));
        c.rig.engine().post(engine::CancelCall{c.id});
        QTRY_VERIFY(c.rig.status(c.id).waiting.empty());
        QTRY_VERIFY(c.count(Operation::SendFile) > 0);
        QCOMPARE(c.last(Operation::SendFile).outcome, Outcome::Cancelled);
        const auto sent = std::uint64_t(c.rig.stream(c.id, Direction::Out).size());
        QTRY_COMPARE(c.rig.status(c.id).counters.bytesOut, sent);
        QVERIFY(sent < 64 * 1024 * 1024);
    }

    void closeEndsAReadThatWaits()
    {
        const auto before = support::openDescriptors();
        {
            Connected c;
            const std::string path = c.rig.pathFor("received");
            c.use({.as = As::Read, .path = path});
            QTRY_VERIFY(!c.rig.status(c.id).waiting.empty());
            c.rig.engine().post(engine::Close{c.id});
            QTRY_COMPARE(c.rig.state(c.id), State::Closed);
            QTRY_COMPARE(c.count(Operation::FileRead), std::size_t{1});
            QCOMPARE(c.last(Operation::FileRead).outcome, Outcome::Cancelled);
        }
        QCOMPARE(support::openDescriptors(), before);
    }
};

QTEST_GUILESS_MAIN(TestSocketFile)
#include "tst_socketfile.moc"
