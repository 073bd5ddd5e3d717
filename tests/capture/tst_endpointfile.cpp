// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/endpointfile.h"

#include "tests/capture/scratchfolder.h"

#include <QTest>

#include <atomic>
#include <thread>

using capture::EndpointSlot;
using capture::readEndpoint;
using capture::writeEndpoints;

class TestEndpointFile final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ScratchFolder> m_folder;
    base::UniqueFd m_fd;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ScratchFolder>();
        m_fd = capture::createFile(m_folder->fd(), "endpoints").value();
    }

    void whatWasNeverWrittenIsNone()
    {
        QVERIFY(!readEndpoint(m_fd.get(), {1}).has_value());
        QVERIFY(writeEndpoints(m_fd.get(), {{{5}, {1}}}, 0).has_value());
        for (const std::uint32_t id : {0U, 1U, 4U, 6U, ~0U})
            QVERIFY(!readEndpoint(m_fd.get(), {id}).has_value());
    }

    void runsAndGapsAreWrittenAlike()
    {
        QVERIFY(writeEndpoints(m_fd.get(), {{{1}, {10}}, {{2}, {11}}, {{3}, {12}}, {{70}, {13}}, {{71}, {14}}}, 0));
        QCOMPARE(readEndpoint(m_fd.get(), {1}), (EndpointSlot{{10}, {}}));
        QCOMPARE(readEndpoint(m_fd.get(), {3}), (EndpointSlot{{12}, {}}));
        QCOMPARE(readEndpoint(m_fd.get(), {70}), (EndpointSlot{{13}, {}}));
        QCOMPARE(readEndpoint(m_fd.get(), {71}), (EndpointSlot{{14}, {}}));
        QVERIFY(!readEndpoint(m_fd.get(), {69}).has_value());
        // The neighbours of what is written anew stay as they are.
        QVERIFY(writeEndpoints(m_fd.get(), {{{2}, {20}}}, 1'000'000));
        QCOMPARE(readEndpoint(m_fd.get(), {1}), (EndpointSlot{{10}, {}}));
        QCOMPARE(readEndpoint(m_fd.get(), {2}), (EndpointSlot{{20}, {11}}));
        QCOMPARE(readEndpoint(m_fd.get(), {3}), (EndpointSlot{{12}, {}}));
    }

    // Detail 1 lies at byte 0, detail 2 at byte 8.
    void aNumberThatWasNotCommittedIsNotKeptAsThePrevious()
    {
        QVERIFY(writeEndpoints(m_fd.get(), {{{1}, {1}}}, 0));
        QVERIFY(writeEndpoints(m_fd.get(), {{{1}, {2}}}, 8)); // 1 is committed
        QCOMPARE(readEndpoint(m_fd.get(), {1}), (EndpointSlot{{2}, {1}}));
        QVERIFY(writeEndpoints(m_fd.get(), {{{1}, {3}}}, 8)); // 2 never was: its commit failed
        QCOMPARE(readEndpoint(m_fd.get(), {1}), (EndpointSlot{{3}, {1}}));
        QVERIFY(writeEndpoints(m_fd.get(), {{{1}, {9}}}, 24)); // 3 is
        QCOMPARE(readEndpoint(m_fd.get(), {1}), (EndpointSlot{{9}, {3}}));
    }

    void aSlotOfAnotherEndpointIsNotTaken()
    {
        QVERIFY(writeEndpoints(m_fd.get(), {{{1}, {10}}, {{2}, {11}}}, 0));
        const QByteArray bytes = m_folder->contents("endpoints");
        QCOMPARE(bytes.size(), 48);
        QVERIFY(m_folder->replace("endpoints", bytes.first(16) + bytes.sliced(32, 16) + bytes.sliced(16, 16)));
        QVERIFY(!readEndpoint(m_fd.get(), {1}).has_value());
        QVERIFY(!readEndpoint(m_fd.get(), {2}).has_value());
    }

    void everyChangedBitIsNoticed()
    {
        QVERIFY(writeEndpoints(m_fd.get(), {{{1}, {10}}}, 0));
        const QByteArray bytes = m_folder->contents("endpoints");
        for (int bit = 16 * 8; bit < 32 * 8; ++bit) {
            QByteArray changed = bytes;
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(m_folder->replace("endpoints", changed));
            QVERIFY(!readEndpoint(m_fd.get(), {1}).has_value());
        }
    }

    void aReaderBesideTheWriterSeesOnlyWholeSlots()
    {
        QVERIFY(writeEndpoints(m_fd.get(), {{{1}, {1}}}, 0));
        std::atomic<bool> isDone{false};
        std::atomic<bool> isGood{true};
        std::thread reader([&] {
            while (!isDone && isGood) {
                const auto slot = readEndpoint(m_fd.get(), {1});
                isGood = !slot || slot->previous.value + 1 == slot->current.value;
            }
        });
        for (std::uint32_t i = 2; i < 20'000; ++i)
            isGood = isGood && writeEndpoints(m_fd.get(), {{{1}, {i}}}, std::uint64_t{i} * 8).has_value();
        isDone = true;
        reader.join();
        QVERIFY(isGood);
        QCOMPARE(readEndpoint(m_fd.get(), {1}), (EndpointSlot{{19'999}, {19'998}}));
    }
};

QTEST_GUILESS_MAIN(TestEndpointFile)
#include "tst_endpointfile.moc"
