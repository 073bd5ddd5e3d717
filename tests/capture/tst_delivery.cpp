// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/layout.h"
#include "capture/recovery.h"
#include "capture/writer.h"
#include "query/deliverycursor.h"
#include "tests/capture/samples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <memory>
#include <string>

using capture::Delivery;
using capture::Operation;
using query::DeliveryCursor;

class TestDelivery final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_parent;
    std::string m_directory;
    std::unique_ptr<capture::Writer> m_writer;
    std::unique_ptr<capture::Reader> m_reader;

    base::RecordIndex append(std::string_view payload)
    {
        samples::append(*m_writer, 1, Operation::Recv, payload);
        return {m_writer->extent().records - 1};
    }
    void deliver(base::RecordIndex record) { m_writer->deliver({.record = record, .count = 1}); }

    /// What comes next: "2:payload" for each record, with the offset of a part before it.
    static std::string rest(DeliveryCursor& cursor, capture::Reader& reader)
    {
        std::string text;
        for (;;) {
            const auto block = cursor.next(reader, 3);
            if (!block)
                return text + " error " + std::to_string(block.error().code);
            if (block->empty())
                return text;
            for (std::size_t i = 0; i < block->size(); ++i) {
                const capture::Record& record = (*block)[i];
                std::string payload(record.payloadSize, '?');
                if (!reader.payload(record, 0, std::as_writable_bytes(std::span(payload))))
                    payload = "not read";
                text += text.empty() ? "" : " ";
                text += std::to_string(cursor.first().value + i) + ':';
                if (cursor.offset() > 0)
                    text += std::to_string(cursor.offset()) + '+';
                text += payload;
                if (static_cast<std::uint32_t>(record.result) != record.payloadSize)
                    text += '/' + std::to_string(record.result);
            }
        }
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        m_directory = m_parent.filePath(QString::number(++number)).toStdString();
        m_writer = capture::Writer::create(m_directory, samples::SmallLayout).value();
        m_reader = capture::Reader::attach(m_directory, m_writer->committed()).value();
    }

    void aCaptureOfCallsIsInTheOrderOfItsRecords()
    {
        append("a");
        append("b");
        m_writer->flush();
        DeliveryCursor cursor;
        QVERIFY(!m_reader->isOrdered());
        QCOMPARE(rest(cursor, *m_reader), std::string("0:a 1:b"));
        QVERIFY(!QFile::exists(QString::fromStdString(m_directory + '/' + capture::OrderName)));
        append("c");
        m_writer->flush();
        QCOMPARE(rest(cursor, *m_reader), std::string("2:c"));
    }

    void partsComeWhereTheyAreDelivered()
    {
        m_writer->beginOrder();
        const auto late = append("defg");
        const auto first = append("abcd");
        deliver(first);
        m_writer->deliver({late, 0, 1, 3, 2});
        append("again"); // gives nothing
        deliver(append("h"));
        m_writer->flush();
        DeliveryCursor cursor;
        QVERIFY(m_reader->isOrdered());
        QCOMPARE(rest(cursor, *m_reader), std::string("1:abcd 0:1+efg/5 3:h"));
    }

    void recordsInARowAreOneEntry()
    {
        m_writer->beginOrder();
        for (int i = 0; i < 40; ++i)
            deliver(append("x"));
        m_writer->flush();
        QCOMPARE(m_writer->extent().deliveries, std::optional<std::uint32_t>(1));
        std::vector<Delivery> entries(3);
        QCOMPARE(m_reader->deliveries(0, entries).value(), std::size_t(1));
        QCOMPARE(entries[0].count, 40U);
    }

    void whatWaitedIsSeenWithoutAnotherRecord()
    {
        m_writer->beginOrder();
        const auto record = append("waits");
        m_writer->flush();
        DeliveryCursor cursor;
        QCOMPARE(rest(cursor, *m_reader), std::string());
        deliver(record);
        m_writer->flush();
        QCOMPARE(rest(cursor, *m_reader), std::string("0:waits"));
    }

    void whatWasThereBeforeTheOrderComesFirst()
    {
        append("a");
        append("b");
        m_writer->flush();
        DeliveryCursor early;
        QCOMPARE(rest(early, *m_reader), std::string("0:a 1:b"));
        m_writer->beginOrder();
        append("c");
        deliver(append("d"));
        deliver({2});
        m_writer->flush();
        QCOMPARE(rest(early, *m_reader), std::string("3:d 2:c"));
        DeliveryCursor cursor;
        QCOMPARE(rest(cursor, *m_reader), std::string("0:a 1:b 3:d 2:c"));
    }

    void anotherProcessFindsTheOrder()
    {
        m_writer->beginOrder();
        append("b");
        deliver(append("a"));
        deliver({0});
        m_writer.reset();
        const auto reader = capture::Reader::open(m_directory).value();
        DeliveryCursor cursor;
        QCOMPARE(rest(cursor, *reader), std::string("1:a 0:b"));
        QVERIFY(capture::removeCapture(m_directory).has_value());
    }

    void anOrderThatCannotBeIsRefused()
    {
        m_writer->beginOrder();
        append("abc");
        m_writer->deliver({{0}, 0, 2, 2, 0}); // beyond the payload
        m_writer->flush();
        DeliveryCursor cursor;
        QCOMPARE(rest(cursor, *m_reader), " error " + std::to_string(EBADMSG));
        m_writer->deliver({{7}, 1}); // no such record
        m_writer->flush();
        std::vector<Delivery> entries(3);
        QCOMPARE(m_reader->deliveries(0, entries).error().code, EBADMSG);
        m_writer.reset();
        QVERIFY(QFile::resize(QString::fromStdString(m_directory + '/' + capture::OrderName), 10));
        QCOMPARE(capture::Reader::open(m_directory).error().code, EBADMSG);
    }
};

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
