// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/messagescan.h"

#include "capture/writer.h"
#include "message/ruletext.h"
#include "tests/capture/samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>

#include <memory>
#include <random>
#include <string>

using capture::Operation;
using query::FramingRules;
using query::MessageCounts;
using query::MessageScan;
using query::RecordMessages;

namespace {

constexpr std::size_t StepBytes = std::size_t{1} << 20;

FramingRules ruleOf(std::uint32_t endpoint, const char* rule)
{
    return {{{endpoint}, message::parseRule(rule).value()}};
}

QString textOf(const RecordMessages& record)
{
    return QStringLiteral("%1%2:%3%4%5")
        .arg(record.continues ? QStringLiteral("<") : QString())
        .arg(record.record.value)
        .arg(record.ended)
        .arg(record.goesOn ? QStringLiteral(">") : QString(), QString(static_cast<int>(record.faulty), u'!'));
}

/// "0:1> <1:1": record 0 has the end of one message and begins another, which ends in record 1.
QString textOf(const std::vector<RecordMessages>& records)
{
    QStringList texts;
    for (const RecordMessages& record : records)
        texts.append(textOf(record));
    return texts.join(u' ');
}

} // namespace

class TestMessageScan final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_parent;
    std::unique_ptr<capture::Writer> m_writer;
    std::unique_ptr<capture::Reader> m_reader;
    std::vector<RecordMessages> m_found;

    void describe(std::uint32_t endpoint, net::Protocol protocol, std::uint32_t parent = 0)
    {
        m_writer->describe(
            {endpoint}, {"endpoint" + std::to_string(endpoint), {parent}, protocol, capture::Role::Connection, {}, {}});
    }

    void append(std::uint32_t endpoint, Operation operation, std::string_view payload, int flags = 0)
    {
        samples::append(*m_writer, endpoint, operation, payload, flags);
    }

    QString scan(MessageScan& scan, std::size_t stepBytes = StepBytes)
    {
        m_writer->flush();
        m_found.clear();
        while (scan.step(*m_reader, m_found, stepBytes).value()) { }
        return textOf(m_found);
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        const std::string directory = m_parent.filePath(QString::number(++number)).toStdString();
        m_writer = capture::Writer::create(directory, samples::SmallLayout).value();
        m_reader = capture::Reader::attach(directory, m_writer->committed()).value();
        describe(1, net::Protocol::Tcp);
        describe(2, net::Protocol::Tcp);
    }

    void splitAndCoalescedCallsAreTold()
    {
        append(1, Operation::Recv, "one\n");
        append(1, Operation::Recv, "two\nth");
        append(2, Operation::Recv, "of nobody\n");
        append(1, Operation::Send, "answer\n");
        append(1, Operation::Recv, "re");
        append(1, Operation::Recv, "e\nfour\n");
        MessageScan lines(ruleOf(1, "lines"));
        QCOMPARE(scan(lines), QStringLiteral("0:1 3:1 1:1> <4:0> <5:2"));
        QCOMPARE(lines.counts().at({1}), (MessageCounts{5, 0, 0, 0, 3, 2}));
        QVERIFY(lines.waiting().empty());
    }

    void whatWaitsIsToldUntilItsEndCame()
    {
        append(1, Operation::Recv, "one\ntw");
        MessageScan lines(ruleOf(1, "lines"));
        QCOMPARE(scan(lines), QString());
        QCOMPARE(textOf(lines.waiting()), QStringLiteral("0:1>"));
        append(1, Operation::Recv, "o\n");
        QCOMPARE(scan(lines), QStringLiteral("0:1> <1:1"));
        QVERIFY(lines.waiting().empty());
    }

    void theEndOfAStreamTearsWhatIsOpen()
    {
        append(1, Operation::Recv, "on");
        append(1, Operation::Send, "tw");
        append(1, Operation::PeerClosed, "");
        append(1, Operation::Close, "");
        MessageScan lines(ruleOf(1, "lines"));
        QCOMPARE(scan(lines), QStringLiteral("0:1! 1:1!"));
        QCOMPARE(lines.counts().at({1}), (MessageCounts{2, 0, 0, 2, 0, 0}));
    }

    void aConnectionIsFramedAsItsListener()
    {
        describe(3, net::Protocol::Tcp, 1);
        append(3, Operation::Recv, "a\nb\n");
        MessageScan lines(ruleOf(1, "lines"));
        QCOMPARE(scan(lines), QStringLiteral("0:2"));
        FramingRules rules = ruleOf(1, "lines");
        rules.merge(ruleOf(3, "fixed=4"));
        MessageScan own(rules);
        QCOMPARE(scan(own), QStringLiteral("0:1"));
        QCOMPARE(own.counts().at({3}).messages, std::uint64_t(1));
        rules.at({3}) = {};
        MessageScan unframed(rules);
        QCOMPARE(scan(unframed), QString());
    }

    void datagramsAreFramedOneByOne()
    {
        describe(3, net::Protocol::Udp);
        append(3, Operation::RecvFrom, "a\nb\n");
        append(3, Operation::RecvFrom, "c");
        append(3, Operation::RecvFrom, "d\n");
        MessageScan lines(ruleOf(3, "lines"));
        QCOMPARE(scan(lines), QStringLiteral("0:2 1:1! 2:1"));
    }

    void peekedAndUrgentBytesAreLeftOut()
    {
        append(1, Operation::Recv, "a\n", MSG_PEEK);
        append(1, Operation::Recv, "x", MSG_OOB);
        append(1, Operation::Recv, "a\n");
        MessageScan lines(ruleOf(1, "lines"));
        QCOMPARE(scan(lines), QStringLiteral("2:1"));
    }

    void whatWasNotKeptDoesNotMoveTheMessagesBehindIt()
    {
        m_writer->setLimits({.payloadBytes = 3});
        append(1, Operation::Recv, std::string("\0\6abcdef", 8));
        append(1, Operation::Recv, std::string("\0\1z", 3));
        MessageScan prefixed(ruleOf(1, "dns-tcp"));
        QCOMPARE(scan(prefixed), QStringLiteral("0:1! 1:1"));
    }

    void idleGapsAreThoseOfTheCalls()
    {
        capture::Record record;
        record.endpoint = {1};
        record.operation = Operation::Recv;
        record.result = 1;
        const std::byte byte{'a'};
        for (const auto& [timeMs, duration] : {std::pair(1000, 0.0F), std::pair(1001, 0.05F), std::pair(1052, 0.0F)}) {
            record.timeNs = std::int64_t{timeMs} * 1'000'000;
            record.duration = duration;
            m_writer->append(record, std::span(&byte, 1));
        }
        MessageScan idle(ruleOf(1, "idle=20ms"));
        // The second one waited for 50 ms, and the third one began 1 ms after it.
        QCOMPARE(scan(idle), QStringLiteral("0:1 1:0>"));
        QVERIFY(idle.waiting().empty());
    }

    void anEndpointWithoutFramingIsLeftOut()
    {
        append(1, Operation::Recv, "a\n");
        MessageScan none(ruleOf(1, "none"));
        QCOMPARE(scan(none), QString());
        QVERIFY(none.counts().empty());
    }

    /// The same in many steps, with the capture growing meanwhile, as in one.
    void stepsMakeNoDifference()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        FramingRules rules = ruleOf(1, "delimiter=6161");
        rules.merge(ruleOf(2, "length=width:1"));
        MessageScan inSteps(rules);
        std::vector<RecordMessages> found;
        for (int i = 0; i < 3000; ++i) {
            std::string payload(random() % 40, '\0');
            for (char& letter : payload)
                letter = "ab\1\5\20"[random() % 5];
            append(1 + random() % 2, random() % 2 == 0 ? Operation::Recv : Operation::Send, payload);
            if (random() % 50 == 0) {
                m_writer->flush();
                static_cast<void>(inSteps.step(*m_reader, found, 1 + random() % 4000).value());
            }
        }
        static_cast<void>(scan(inSteps, 700));
        found.insert(found.end(), m_found.begin(), m_found.end());
        MessageScan whole(rules);
        QCOMPARE(scan(whole), textOf(found));
        QCOMPARE(textOf(whole.waiting()), textOf(inSteps.waiting()));
        QVERIFY(whole.counts() == inSteps.counts());
    }

    void whatWasLetGoTearsWhatItMayHaveBegun()
    {
        m_writer->setLimits({.bytes = 1});
        const std::string line(100, 'x');
        append(1, Operation::Recv, "begun");
        for (int i = 0; i < 200; ++i)
            append(1, Operation::Recv, i % 2 == 0 ? line : "\n");
        m_writer->flush();
        QVERIFY(m_reader->firstRecord().value > 0);
        append(2, Operation::Socket, "");
        append(2, Operation::Recv, "whole\n");
        MessageScan lines([] {
            FramingRules rules = ruleOf(1, "lines");
            rules.merge(ruleOf(2, "lines"));
            return rules;
        }());
        static_cast<void>(scan(lines));
        QCOMPARE(lines.counts().at({1}).torn, std::uint64_t(1));
        QCOMPARE(lines.counts().at({2}), (MessageCounts{1, 0, 0, 0, 0, 0}));
    }
};

QTEST_GUILESS_MAIN(TestMessageScan)

#include "tst_messagescan.moc"
