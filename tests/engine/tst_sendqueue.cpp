// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/sendqueue.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using engine::SendQueue;

class TestSendQueue final : public QObject
{
    Q_OBJECT

private:
    static engine::Payload payload(std::size_t size, char fill = 'x')
    {
        return std::make_shared<std::vector<std::byte>>(size, static_cast<std::byte>(fill));
    }
    QTemporaryDir m_folder;
    std::string writeFile(const char* name, const QByteArray& content)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        return file.fileName().toStdString();
    }

private Q_SLOTS:
    void givesBytesInOrderAndKeepsCount()
    {
        SendQueue queue;
        queue.push(payload(10, 'a'), 4);
        queue.push(payload(3, 'b'));
        QCOMPARE(queue.totalBytes(), std::uint64_t{9});
        QCOMPARE(queue.front().size(), std::size_t{6});
        queue.consume(5);
        QCOMPARE(queue.front().size(), std::size_t{1});
        queue.consume(1);
        QCOMPARE(queue.front().front(), static_cast<std::byte>('b'));
        queue.consume(3);
        QVERIFY(queue.isEmpty());
        QCOMPARE(queue.memoryBytes(), std::size_t{0});
    }

    void emptyMessageTakesAPlace()
    {
        engine::SendQueue queue;
        queue.pushEmptyMessage();
        QVERIFY(!queue.isEmpty());
        QVERIFY(queue.front().empty() && queue.frontPayload()->empty());
        QCOMPARE(queue.totalBytes(), std::uint64_t{0});
        queue.consume(0);
        QVERIFY(queue.isEmpty());
    }

    void emptyPayloadTakesNoPlace()
    {
        SendQueue queue;
        queue.push(payload(0));
        queue.push(payload(5), 5);
        QVERIFY(queue.isEmpty());
    }

    void refusesOverTheHighWaterMark()
    {
        SendQueue queue;
        QVERIFY(queue.accepts(SendQueue::HighWaterBytes));
        queue.push(payload(1));
        QVERIFY(!queue.accepts(SendQueue::HighWaterBytes));
        QVERIFY(queue.accepts(SendQueue::HighWaterBytes - 1));
    }

    void fileIsReadPieceByPieceAndCountsNoMemory()
    {
        SendQueue queue;
        const auto size = queue.pushFile(writeFile("file", "0123456789"));
        QCOMPARE(size.value(), std::uint64_t{10});
        QCOMPARE(queue.totalBytes(), std::uint64_t{10});
        QCOMPARE(queue.memoryBytes(), std::size_t{0});
        QVERIFY(queue.frontIsFile());
        std::array<std::byte, 4> room{};
        QCOMPARE(queue.readFront(room).value(), std::size_t{4});
        queue.consume(2);
        QCOMPARE(queue.readFront(room).value(), std::size_t{4});
        QCOMPARE(room[0], static_cast<std::byte>('2'));
        QCOMPARE(queue.dropFront(), std::uint64_t{8});
        QVERIFY(queue.isEmpty());
    }

    void fileThatShrankGivesZero()
    {
        SendQueue queue;
        const std::string path = writeFile("shrinks", "0123456789");
        QVERIFY(queue.pushFile(path).has_value());
        QVERIFY(QFile::resize(QString::fromStdString(path), 0));
        std::array<std::byte, 4> room{};
        QCOMPARE(queue.readFront(room).value(), std::size_t{0});
    }

    void whatIsNoRegularFileIsRefused()
    {
        SendQueue queue;
        QCOMPARE(queue.pushFile(m_folder.path().toStdString()).error().code, EISDIR);
        QCOMPARE(queue.pushFile(m_folder.filePath(QStringLiteral("none")).toStdString()).error().code, ENOENT);
        QCOMPARE(queue.pushFile("/dev/zero").error().code, EINVAL);
        const std::string fifo = m_folder.filePath(QStringLiteral("fifo")).toStdString();
        QCOMPARE(::mkfifo(fifo.c_str(), 0600), 0);
        QCOMPARE(queue.pushFile(fifo).error().code, EINVAL);
        QVERIFY(queue.isEmpty());
    }

    void clearTellsWhatWasGivenUp()
    {
        SendQueue queue;
        queue.push(payload(7));
        QVERIFY(queue.pushFile(writeFile("more", "abc")).has_value());
        QCOMPARE(queue.clear(), std::uint64_t{10});
        QCOMPARE(queue.totalBytes(), std::uint64_t{0});
        QVERIFY(queue.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSendQueue)
#include "tst_sendqueue.moc"
