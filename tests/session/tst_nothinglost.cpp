// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterparser.h"
#include "query/recordrange.h"
#include "saving/saveformat.h"
#include "session/jobs/capturesave.h"
#include "session/jobs/search.h"
#include "session/jobs/searchquery.h"
#include "session/models/endpointmodel.h"
#include "session/models/filteredlog.h"
#include "session/session.h"
#include "tests/support/peersocket.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <atomic>
#include <cstring>
#include <map>
#include <thread>

using namespace Qt::StringLiterals;
using engine::State;
using support::PeerSocket;

namespace {

constexpr std::size_t ConnectionCount = 4;
constexpr std::size_t BlockBytes = 65'536;
constexpr std::size_t DatagramBytes = 64;
constexpr std::size_t Burst = 100; // datagrams every millisecond: 100,000 a second
constexpr int Deadline = 1'200'000;

/// How much is sent: little as one test of many; SOCKSCOPE_LOAD_MIB=10240 SOCKSCOPE_LOAD_DATAGRAMS=2000000 for all.
quint64 fromEnvironment(const char* name, quint64 fallback)
{
    bool isNumber = false;
    const quint64 number = qEnvironmentVariable(name).toULongLong(&isNumber);
    return isNumber ? number : fallback;
}

/// Bytes that follow from a seed and never repeat for as long as it matters.
class Noise final
{
public:
    explicit Noise(quint64 seed)
        : m_state(seed * 0x9e37'79b9'7f4a'7c15 + 1)
    { }
    void fill(QByteArray& block)
    {
        for (qsizetype i = 0; i + 8 <= block.size(); i += 8) {
            m_state ^= m_state << 13;
            m_state ^= m_state >> 7;
            m_state ^= m_state << 17;
            std::memcpy(block.data() + i, &m_state, sizeof(m_state));
        }
    }

private:
    quint64 m_state;
};

/// What one connection sent, by its port.
struct SentStream
{
    quint16 port = 0;
    quint64 bytes = 0;
    QByteArray hash;
};

SentStream sendStream(const net::Address& address, quint64 seed, quint64 bytes)
{
    const PeerSocket peer = PeerSocket::connected(net::Protocol::Tcp, address);
    SentStream sent{peer.local().port(), 0, {}};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray block(BlockBytes, '\0');
    for (Noise noise(seed); sent.bytes < bytes; sent.bytes += BlockBytes) {
        noise.fill(block);
        if (!peer.sendAll(block))
            break;
        hash.addData(block);
    }
    sent.hash = hash.result();
    return sent;
}

/// Sends datagrams that are numbered from `sent` on, at a steady rate; gives how many the kernel has taken.
quint64 sendDatagrams(const PeerSocket& peer, quint64 sent, quint64 count)
{
    QByteArray datagram(DatagramBytes, 'u');
    auto due = std::chrono::steady_clock::now();
    while (sent < count) {
        for (std::size_t i = 0; i < Burst && sent < count; ++i) {
            std::memcpy(datagram.data(), &sent, sizeof(sent));
            if (::send(peer.fd(), datagram.constData(), DatagramBytes, 0) != DatagramBytes)
                return sent;
            ++sent;
        }
        std::this_thread::sleep_until(due += std::chrono::milliseconds(1));
    }
    return sent;
}

} // namespace

/// Streams and datagrams at full rate, while all that looks through a capture does so.
class TestNothingLost final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<session::Session> m_session;

    [[nodiscard]] base::EndpointId open(session::OpenAs as, net::Protocol protocol)
    {
        session::OpenRequest request;
        request.as = as;
        request.protocol = protocol;
        request.host = u"127.0.0.1"_s;
        return m_session->open(request);
    }
    [[nodiscard]] const engine::EndpointStatus* status(base::EndpointId id) const
    {
        return m_session->endpoints()->status(id);
    }
    [[nodiscard]] session::ReaderFactory newReader() const
    {
        return [session = m_session.get()] { return session->newReader(); };
    }

    /// What the capture holds of each accepted connection, by its peer's port, and of the datagrams.
    struct Recorded
    {
        std::map<quint16, std::pair<quint64, QByteArray>> streams;
        quint64 datagrams = 0;
        quint64 kernelDrops = 0;
        bool inOrder = true;
    };
    [[nodiscard]] Recorded readAll() const
    {
        const auto reader = m_session->newReader().value();
        std::map<quint16, QCryptographicHash> hashes;
        Recorded found;
        quint64 next = 0;
        std::vector<capture::Record> block(4096);
        std::vector<std::byte> bytes(4 << 20);
        for (base::RecordIndex first;; first.value += block.size()) {
            block.resize(4096);
            block.resize(reader->records(first, block).value());
            if (block.empty())
                break;
            for (const capture::Record& record : block) {
                if (record.operation == capture::Operation::KernelDropped)
                    found.kernelDrops += quint64(record.result);
                if (record.payloadSize == 0)
                    continue;
                const std::size_t count = reader->payload(record, 0, bytes).value();
                const QByteArrayView payload(reinterpret_cast<const char*>(bytes.data()), qsizetype(count));
                if (record.operation == capture::Operation::Recv) {
                    const quint16 port = reader->endpoint(record.endpoint).peer.port();
                    auto& hash = hashes.try_emplace(port, QCryptographicHash::Sha256).first->second;
                    hash.addData(payload.toByteArray());
                    found.streams[port].first += count;
                } else if (record.operation == capture::Operation::RecvFrom) {
                    quint64 number = 0;
                    std::memcpy(&number, bytes.data(), sizeof(number));
                    found.inOrder = found.inOrder && number >= next;
                    next = number + 1;
                    ++found.datagrams;
                }
            }
        }
        for (auto& [port, hash] : hashes)
            found.streams[port].second = hash.result();
        return found;
    }

private Q_SLOTS:
    void whileFilterSearchAndSaveRun()
    {
        const quint64 streamBytes = (fromEnvironment("SOCKSCOPE_LOAD_MIB", 256) << 20) / ConnectionCount;
        const quint64 datagramCount = fromEnvironment("SOCKSCOPE_LOAD_DATAGRAMS", 100'000);
        m_session = session::Session::create(m_folder.filePath(u"captures"_s)).value();
        const auto listener = open(session::OpenAs::Listener, net::Protocol::Tcp);
        const auto bound = open(session::OpenAs::Listener, net::Protocol::Udp);
        QTRY_VERIFY(status(listener) && status(listener)->state == State::Listening);
        QTRY_VERIFY(status(bound) && status(bound)->state == State::Bound);

        session::FilteredLog filter(newReader());
        filter.setFilter(query::parseFilter("size > 1000 contains hex:00ff or errors").value());
        session::Search search(newReader());
        search.setPattern(session::compile({.mode = session::SearchMode::Hex, .text = u"00 ff ?? 7f"_s}).value());
        int failures = 0;
        connect(&filter, &session::FilteredLog::failed, this, [&] { ++failures; });
        connect(&search, &session::Search::failed, this, [&] { ++failures; });
        connect(m_session.get(), &session::Session::grown, &filter, &session::FilteredLog::grow);
        connect(m_session.get(), &session::Session::grown, &search, &session::Search::grow);
        session::CaptureSave save(newReader());
        quint64 saved = 0;
        connect(&save, &session::CaptureSave::finished, this, [&](quint64 records) { saved = records; });
        connect(&save, &session::CaptureSave::failed, this, [&] { ++failures; });

        std::array<SentStream, ConnectionCount> sent;
        std::atomic<quint64> datagrams = 0;
        const net::Address address = status(listener)->info.local;
        const PeerSocket datagramPeer = PeerSocket::connected(net::Protocol::Udp, status(bound)->info.local);
        {
            std::vector<std::jthread> senders;
            for (std::size_t i = 0; i < ConnectionCount; ++i)
                senders.emplace_back([&, i] { sent[i] = sendStream(address, i + 1, streamBytes); });
            senders.emplace_back([&] { datagrams = sendDatagrams(datagramPeer, 0, datagramCount); });
            // Saving begins in the middle, so that it reads what has just been written.
            QTRY_VERIFY_WITH_TIMEOUT(m_session->recordCount() > 1000, Deadline);
            const quint64 count = m_session->recordCount();
            save.start({query::allRecords(count), count, saving::SaveFormat::Pcapng, m_folder.filePath(u"s.pcapng"_s)});
            QTRY_VERIFY_WITH_TIMEOUT(saved == count || failures > 0, Deadline);
            QTRY_VERIFY_WITH_TIMEOUT(status(listener)->totalChildren == ConnectionCount
                    && status(listener)->openChildren == 0 && datagrams == datagramCount,
                Deadline);
        }
        // The kernel tells of what it dropped with the next datagram that it keeps, so one more may be needed.
        const auto allKnown = [&] {
            const engine::Counters& counters = status(bound)->counters;
            return counters.messagesIn + counters.kernelDrops == datagrams;
        };
        for (int more = 0; more < 100 && !QTest::qWaitFor(allKnown, 1000); ++more)
            datagrams = sendDatagrams(datagramPeer, datagrams, datagrams + 1);
        QVERIFY(allKnown());
        bool committed = false;
        m_session->afterAllPosted(this, [&] { committed = true; });
        QTRY_VERIFY(committed);

        const Recorded recorded = readAll();
        for (const SentStream& stream : sent) {
            QCOMPARE(stream.bytes, streamBytes);
            QVERIFY(recorded.streams.contains(stream.port));
            QCOMPARE(recorded.streams.at(stream.port).first, stream.bytes);
            QCOMPARE(recorded.streams.at(stream.port).second.toHex(), stream.hash.toHex());
        }
        QCOMPARE(recorded.datagrams + recorded.kernelDrops, datagrams.load());
        QVERIFY(recorded.inOrder);
        QCOMPARE(m_session->captureStatus().dropped.records, quint64(0));
        filter.grow(m_session->recordCount());
        search.grow(m_session->recordCount());
        QTRY_VERIFY_WITH_TIMEOUT(filter.scanned() >= 1 && !filter.isScanning() && !search.isScanning(), Deadline);
        QCOMPARE(failures, 0);
        QVERIFY(filter.rowCount() > 0);
        qInfo("%llu MiB in %zu streams and %llu datagrams, of which the kernel dropped %llu",
            streamBytes * ConnectionCount >> 20, ConnectionCount, datagrams.load(), recorded.kernelDrops);
    }
};

QTEST_GUILESS_MAIN(TestNothingLost)
#include "tst_nothinglost.moc"
