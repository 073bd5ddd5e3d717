// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <sys/resource.h>

#include <csignal>

using capture::Operation;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

/// No file of this process can grow over so many bytes: a full disk without a disk - setrlimit(2), RLIMIT_FSIZE.
class FileSizeLimit final
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_old);
        const rlimit limit{bytes, m_old.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_old); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_old{};
};

/// No more descriptors for this process than are open, however many numbers are free below: RLIMIT_NOFILE.
class DescriptorLimit final
{
public:
    DescriptorLimit()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_old);
        const rlimit limit{1, m_old.rlim_max}; // with 0 poll(2) takes no descriptor either
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &m_old); }
    Q_DISABLE_COPY_MOVE(DescriptorLimit)

private:
    rlimit m_old{};
};

/// The state is known before the calls that led to it are written: a limit that comes in between drops those, too.
bool hasAllWritten(EngineRig& rig, base::EndpointId id)
{
    std::uint64_t written = 0;
    for (const capture::Record& record : rig.records())
        written += record.endpoint == id ? 1U : 0U;
    return written > 0 && written == rig.status(id).counters.records;
}

} // namespace

class TestRecordingStops final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trafficGoesOnAndEveryByteIsAccountedForPerEndpoint()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback(), {.behaviour = engine::EchoBack{}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        const PeerSocket first = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        const PeerSocket second = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        const FileSizeLimit limit(400'000);
        const QByteArray block(100'000, 'b');
        for (int i = 0; i < 10; ++i) {
            for (const PeerSocket* peer : {&first, &second}) {
                QVERIFY(peer->sendAll(block));
                QCOMPARE(peer->receiveAll(block.size()), block);
            }
        }
        QTRY_VERIFY(rig.engine().captureStatus().failure.has_value());
        QCOMPARE(rig.engine().captureStatus().failure->code, EFBIG);
        QTRY_COMPARE(rig.children(id).size(), std::size_t{2});
        for (const auto& child : rig.children(id)) {
            QTRY_COMPARE(rig.status(child.id).counters.bytesIn, std::uint64_t{1'000'000});
            QTRY_COMPARE(rig.status(child.id).counters.bytesOut, std::uint64_t{1'000'000});
            const auto recorded = static_cast<std::uint64_t>(rig.stream(child.id, capture::Direction::In).size()
                + rig.stream(child.id, capture::Direction::Out).size());
            QVERIFY(recorded < 2'000'000);
            QTRY_COMPARE(recorded + rig.status(child.id).counters.droppedBytes, std::uint64_t{2'000'000});
            std::uint64_t records = 0;
            for (const capture::Record& record : rig.records())
                records += record.endpoint == child.id ? 1U : 0U;
            const engine::Counters counters = rig.status(child.id).counters;
            QCOMPARE(records + counters.droppedRecords, counters.records);
        }
    }

    void goesOnWhenThereIsRoomAgain()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Tcp, support::loopback(), {.behaviour = engine::EchoBack{}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        const QByteArray block(300'000, 'b');
        {
            const FileSizeLimit limit(400'000);
            for (int i = 0; i < 3; ++i) {
                QVERIFY(peer.sendAll(block));
                QCOMPARE(peer.receiveAll(block.size()), block);
            }
            QTRY_VERIFY(rig.engine().captureStatus().failure.has_value());
        }
        rig.engine().post(engine::ResumeRecording{});
        QTRY_VERIFY(!rig.engine().captureStatus().failure.has_value());
        const std::size_t before = rig.records().size();
        const auto dropped = rig.engine().captureStatus().dropped.records;
        QVERIFY(peer.sendAll("again"));
        QCOMPARE(peer.receiveAll(5), QByteArray("again"));
        QTRY_VERIFY(rig.records().size() >= before + 2);
        QCOMPARE(rig.engine().captureStatus().dropped.records, dropped);
    }

    void goesOnByItselfWhenFilesCanBeOpenedAgain()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Udp, support::loopback());
        QTRY_COMPARE(rig.state(id), State::Bound);
        QTRY_VERIFY(hasAllWritten(rig, id));
        const PeerSocket peer = PeerSocket::connected(Protocol::Udp, rig.status(id).info.local);
        {
            // The first payload needs a file, and there is no descriptor for it.
            const DescriptorLimit none;
            QVERIFY(peer.sendAll("lost"));
            QTRY_VERIFY(rig.engine().captureStatus().failure.has_value());
            QCOMPARE(rig.engine().captureStatus().failure->code, EMFILE);
            QVERIFY(peer.sendAll("lost too"));
            QTRY_COMPARE(rig.status(id).counters.droppedRecords, std::uint64_t{2});
            QCOMPARE(rig.status(id).counters.droppedBytes, std::uint64_t{12});
        }
        QTRY_VERIFY(!rig.engine().captureStatus().failure.has_value());
        QVERIFY(peer.sendAll("kept"));
        QTRY_COMPARE(rig.records(id, Operation::RecvFrom).size(), std::size_t{1});
        QCOMPARE(rig.payload(rig.records(id, Operation::RecvFrom).front()), QByteArray("kept"));
        std::uint64_t recorded = 0;
        for (const capture::Record& record : rig.records())
            recorded += record.endpoint == id ? 1U : 0U;
        QTRY_COMPARE(rig.status(id).counters.records, recorded + 2);
        QCOMPARE(rig.status(id).counters.droppedRecords, std::uint64_t{2});
    }

    void aTrialThatFailsKeepsTheFailureAndWhatIsCommitted()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Udp, support::loopback());
        QTRY_COMPARE(rig.state(id), State::Bound);
        const PeerSocket peer = PeerSocket::connected(Protocol::Udp, rig.status(id).info.local);
        QVERIFY(peer.sendAll("kept"));
        QTRY_COMPARE(rig.records(id, Operation::RecvFrom).size(), std::size_t{1});
        const std::size_t before = rig.records().size();
        const FileSizeLimit limit(1);
        QVERIFY(peer.sendAll("lost"));
        QTRY_VERIFY(rig.engine().captureStatus().failure.has_value());
        for (int i = 0; i < 3; ++i)
            rig.engine().post(engine::ResumeRecording{});
        QVERIFY(peer.sendAll("lost too"));
        QTRY_COMPARE(rig.status(id).counters.droppedRecords, std::uint64_t{2});
        QVERIFY(rig.engine().captureStatus().failure.has_value());
        QCOMPARE(rig.records().size(), before);
    }

    /// The sender was named first in what could not be written, and its number is free again.
    void senderIsNamedAnewWhenThereIsRoomAgain()
    {
        EngineRig rig;
        const auto id = rig.listen(Protocol::Udp, support::loopback());
        QTRY_COMPARE(rig.state(id), State::Bound);
        QTRY_VERIFY(hasAllWritten(rig, id));
        const PeerSocket peer = PeerSocket::connected(Protocol::Udp, rig.status(id).info.local);
        {
            const FileSizeLimit limit(1);
            QVERIFY(peer.sendAll("lost"));
            QTRY_VERIFY(rig.engine().captureStatus().failure.has_value());
            QVERIFY(peer.sendAll("lost too"));
            QTRY_COMPARE(rig.status(id).counters.messagesIn, std::uint64_t{2});
            QTRY_COMPARE(rig.status(id).counters.droppedRecords, std::uint64_t{2});
        }
        rig.engine().post(engine::ResumeRecording{});
        QTRY_VERIFY(!rig.engine().captureStatus().failure.has_value());
        for (std::size_t count = 1; count <= 2; ++count) {
            QVERIFY(peer.sendAll("kept"));
            QTRY_COMPARE(rig.records(id, Operation::RecvFrom).size(), count);
            const capture::Record record = rig.records(id, Operation::RecvFrom).back();
            QCOMPARE(rig.payload(record), QByteArray("kept"));
            QCOMPARE(rig.detail<capture::AddressDetail>(record).address, peer.local());
        }
    }

    void whatTheSnapLengthCutsIsCounted()
    {
        EngineRig rig;
        rig.engine().post(engine::LimitRecording{{.payloadBytes = 100}});
        const auto id = rig.listen(Protocol::Tcp, support::loopback(), {.behaviour = engine::EchoBack{}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        const QByteArray block(50'000, 'c');
        QVERIFY(peer.sendAll(block));
        QCOMPARE(peer.receiveAll(block.size()), block);
        QTRY_COMPARE(rig.children(id).size(), std::size_t{1});
        const base::EndpointId child = rig.children(id).front().id;
        QTRY_COMPARE(rig.status(child).counters.bytesOut, std::uint64_t{50'000});
        const auto kept = [&] {
            return static_cast<std::uint64_t>(
                rig.stream(child, capture::Direction::In).size() + rig.stream(child, capture::Direction::Out).size());
        };
        QTRY_COMPARE(kept() + rig.status(child).counters.cutBytes, std::uint64_t{100'000});
        QVERIFY(kept() < 50'000);
        for (const capture::Record& record : rig.records())
            QVERIFY(record.payloadSize <= 100);
    }

    void oldRecordsAreLetGoWhileTrafficGoesOn()
    {
        EngineRig rig;
        rig.engine().post(engine::LimitRecording{{.bytes = 1}}); // the segments that are being written are kept
        const auto id = rig.listen(Protocol::Tcp, support::loopback(), {.behaviour = engine::EchoBack{}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        const PeerSocket peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        const QByteArray block(1 << 20, 'd');
        for (int i = 0; i < 40; ++i) { // 80 MiB of payload: over a segment
            QVERIFY(peer.sendAll(block));
            QCOMPARE(peer.receiveAll(block.size()), block);
        }
        QTRY_VERIFY(rig.engine().captureStatus().first.record > 0);
        const auto status = rig.engine().captureStatus();
        QCOMPARE(status.dropped.records, std::uint64_t{0});
        QVERIFY(status.extent.payloadBytes - status.first.payload < (std::uint64_t{64} << 20) + (1U << 20));
    }
};

QTEST_GUILESS_MAIN(TestRecordingStops)
#include "tst_recordingstops.moc"
