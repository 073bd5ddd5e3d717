// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/tcpreassembly.h"

#include "capture/record.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <string>

using capture::SegmentMark;
using packets::TcpArrival;
using packets::TcpReassembly;

namespace {

std::uint16_t marks(std::initializer_list<SegmentMark> list)
{
    std::uint16_t bits = 0;
    for (const SegmentMark mark : list)
        bits |= static_cast<std::uint16_t>(mark);
    return bits;
}

/// Reassembles segments whose record's number is their place in the list, and tells what is handed up as text: "0",
/// "1[2,3)" for a part of a segment, "1+5" where 5 bytes behind it were not kept, "(4)" for a gap.
class Receiver
{
public:
    std::string add(std::int64_t position, std::uint32_t size) { return add(position, size, size); }
    std::string add(std::int64_t position, std::uint32_t size, std::uint32_t kept)
    {
        const packets::TcpSegment segment{{m_number++}, position, size, kept};
        m_arrival = bytes.arrivalOf(segment);
        bytes.add(segment, m_out);
        return take();
    }
    std::string end(std::int64_t position)
    {
        bytes.end(position, {m_number++}, m_out);
        return take();
    }
    std::string acknowledge(std::int64_t position)
    {
        bytes.acknowledge(position, m_out);
        return take();
    }
    std::string finish()
    {
        bytes.finish(m_out);
        return take();
    }
    [[nodiscard]] TcpArrival arrival() const { return m_arrival; }

    TcpReassembly bytes;

private:
    std::string take()
    {
        std::string text;
        for (const packets::TcpDelivered& each : m_out) {
            text += text.empty() ? "" : " ";
            if (each.gap > 0)
                text += '(' + std::to_string(each.gap) + ')';
            if (!each.record)
                continue;
            text += std::to_string(each.record->value);
            if (!each.isWhole)
                text += '[' + std::to_string(each.offset) + ',' + std::to_string(each.offset + each.size) + ')';
            if (each.missing > 0)
                text += '+' + std::to_string(each.missing);
        }
        m_out.clear();
        return text;
    }

    std::uint64_t m_number = 0;
    TcpArrival m_arrival;
    TcpReassembly::Deliveries m_out;
};

} // namespace

class TestTcpReassembly final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatComesInOrderIsHandedUpAtOnce()
    {
        Receiver receiver;
        QCOMPARE(receiver.add(0, 4), std::string("0"));
        QCOMPARE(receiver.arrival(), TcpArrival{});
        QCOMPARE(receiver.add(4, 4), std::string("1"));
        QCOMPARE(receiver.bytes.held(), 0U);
    }

    void outOfOrderWaitsForWhatIsBeforeIt()
    {
        Receiver receiver;
        QCOMPARE(receiver.add(4, 4), std::string());
        QCOMPARE(receiver.arrival(), (TcpArrival{marks({SegmentMark::Ahead}), 4}));
        QCOMPARE(receiver.add(8, 4), std::string());
        QCOMPARE(receiver.arrival(), TcpArrival{});
        QCOMPARE(receiver.add(0, 4), std::string("2 0 1"));
        QCOMPARE(receiver.arrival(), (TcpArrival{marks({SegmentMark::OutOfOrder}), -12}));
    }

    void aRetransmissionGivesNothing()
    {
        Receiver receiver;
        receiver.add(0, 8);
        QCOMPARE(receiver.add(0, 8), std::string());
        QCOMPARE(receiver.arrival(), (TcpArrival{marks({SegmentMark::Retransmission}), -8}));
        QCOMPARE(receiver.add(2, 4), std::string());
        QCOMPARE(receiver.arrival().marks, marks({SegmentMark::Retransmission}));
    }

    void aRetransmissionWithMoreGivesTheMore()
    {
        Receiver receiver;
        receiver.add(0, 4);
        QCOMPARE(receiver.add(2, 6), std::string("1[2,6)"));
        QCOMPARE(receiver.arrival(), (TcpArrival{marks({SegmentMark::PartRetransmission}), -2}));
    }

    void overlapsOfWhatWaitsAreCutAround()
    {
        Receiver receiver;
        receiver.add(2, 2); // 0: [2,4)
        receiver.add(6, 2); // 1: [6,8)
        QCOMPARE(receiver.add(0, 10), std::string("2[0,2) 0 2[4,6) 1 2[8,10)"));
        QCOMPARE(receiver.arrival().marks, marks({SegmentMark::PartRetransmission, SegmentMark::OutOfOrder}));
    }

    void theFirstBytesOfAPlaceCount()
    {
        Receiver receiver;
        receiver.add(4, 4); // waits
        receiver.add(2, 4); // its end is there already
        QCOMPARE(receiver.add(0, 2), std::string("2 1[0,2) 0"));
    }

    void aKeepAliveIsTold()
    {
        Receiver receiver;
        receiver.add(0, 8);
        QCOMPARE(receiver.add(7, 1), std::string());
        QCOMPARE(receiver.arrival(), (TcpArrival{marks({SegmentMark::KeepAlive}), -1}));
        QCOMPARE(receiver.add(8, 2), std::string("2"));
    }

    void whatWasSentBeforeTheCaptureIsOld()
    {
        Receiver receiver;
        receiver.add(0, 4);
        QCOMPARE(receiver.add(-10, 10), std::string());
        QCOMPARE(receiver.arrival().marks, marks({SegmentMark::Retransmission}));
        QCOMPARE(receiver.add(-2, 8), std::string("2[6,8)"));
    }

    void anAcknowledgementBehindAGapClosesIt()
    {
        Receiver receiver;
        receiver.add(0, 4);
        receiver.add(10, 4);
        QCOMPARE(receiver.acknowledge(4), std::string());
        QCOMPARE(receiver.acknowledge(10), std::string()); // what is before it may be on its way into the capture
        QCOMPARE(receiver.acknowledge(14), std::string("(6) 1"));
        QCOMPARE(receiver.add(4, 6), std::string());
        QCOMPARE(receiver.arrival().marks, marks({SegmentMark::TooLate}));
    }

    void twoGapsAreClosedOneByOne()
    {
        Receiver receiver;
        receiver.add(4, 4);
        receiver.add(12, 4);
        QCOMPARE(receiver.acknowledge(8), std::string("(4) 0"));
        QCOMPARE(receiver.acknowledge(16), std::string("(4) 1"));
    }

    void theEndOfTheFileClosesGaps()
    {
        Receiver receiver;
        receiver.add(4, 4);
        QCOMPARE(receiver.finish(), std::string("(4) 0"));
        QCOMPARE(receiver.finish(), std::string());
    }

    void acknowledgedBytesThatNeverCameAreMissingAtTheEnd()
    {
        Receiver receiver;
        receiver.add(0, 4);
        QCOMPARE(receiver.acknowledge(100), std::string());
        QCOMPARE(receiver.finish(), std::string("(96)"));
    }

    void anAcknowledgedFinIsNoByte()
    {
        Receiver receiver;
        receiver.add(0, 4);
        receiver.acknowledge(5);
        QCOMPARE(receiver.finish(), std::string());
        Receiver other;
        other.add(0, 4);
        QCOMPARE(other.end(4), std::string("1"));
        other.acknowledge(5);
        QCOMPARE(other.finish(), std::string());
    }

    void theEndWaitsForAllBytes()
    {
        Receiver receiver;
        receiver.add(4, 4);
        QCOMPARE(receiver.end(8), std::string());
        QCOMPARE(receiver.add(0, 4), std::string("2 0 1"));
        QCOMPARE(receiver.end(8), std::string()); // sent again
    }

    void anAcknowledgedEndClosesTheGapBeforeIt()
    {
        Receiver receiver;
        receiver.add(0, 4);
        receiver.end(10);
        QCOMPARE(receiver.acknowledge(10), std::string());
        QCOMPARE(receiver.acknowledge(11), std::string("(6) 1"));
    }

    void anAcknowledgementBeyondAnyWindowIsNone()
    {
        Receiver receiver;
        receiver.add(0, 4);
        receiver.acknowledge((std::int64_t{1} << 30) + 5);
        QCOMPARE(receiver.finish(), std::string());
    }

    void bytesThatWereNotKeptAreMissing()
    {
        Receiver receiver;
        QCOMPARE(receiver.add(0, 10, 4), std::string("0+6"));
        QCOMPARE(receiver.add(10, 10, 4), std::string("1+6"));
        receiver.add(30, 10, 4); // 2 waits
        QCOMPARE(receiver.add(15, 20, 12), std::string("3[5,12)+3 2+6"));
        QCOMPARE(receiver.add(36, 10, 10), std::string("4[4,10)"));
    }

    void whatWaitsIsBounded()
    {
        Receiver receiver;
        std::string all;
        for (std::int64_t i = 0; i < std::int64_t{TcpReassembly::MaxHeld} + 10; ++i)
            all += receiver.add(10 + 2 * i, 1);
        QVERIFY(receiver.bytes.held() <= TcpReassembly::MaxHeld);
        QVERIFY2(all.starts_with("(10) 0(1) 1(1) 2"), all.c_str());
        QVERIFY(all.ends_with("(1) 9"));
    }

    /// Against a plain array. The seed is in the output.
    void anyMixtureGivesTheStream()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 generator(seed);
        const auto below = [&generator](std::int64_t end) { return static_cast<std::int64_t>(generator()) % end; };
        for (int round = 0; round < 300; ++round) {
            const std::int64_t length = 1 + below(200);
            std::vector<packets::TcpSegment> segments;
            for (std::int64_t at = 0; at < length;) {
                const auto size = std::min<std::int64_t>(length - at, 1 + below(20));
                segments.push_back({{}, at, static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(size)});
                at += size;
            }
            for (int i = 0; i < 10; ++i) {
                const std::int64_t at = below(length);
                const auto size = static_cast<std::uint32_t>(std::min<std::int64_t>(length - at, 1 + below(40)));
                segments.push_back({{}, at, size, size});
            }
            std::ranges::shuffle(segments, generator);
            TcpReassembly bytes;
            TcpReassembly::Deliveries out;
            for (std::size_t i = 0; i < segments.size(); ++i) {
                segments[i].record = {i};
                bytes.add(segments[i], out);
            }
            std::int64_t next = 0;
            for (const packets::TcpDelivered& each : out) {
                QCOMPARE(each.gap, 0U);
                QCOMPARE(segments[each.record->value].position + each.offset, next);
                next += each.size;
            }
            QCOMPARE(next, length);
            QCOMPARE(bytes.held(), 0U);
        }
    }
};

QTEST_GUILESS_MAIN(TestTcpReassembly)
#include "tst_tcpreassembly.moc"
