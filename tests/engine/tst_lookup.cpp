// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/lookup.h"

#include <QTest>

#include <netdb.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

using engine::Lookup;
using engine::LookupAnswer;
using engine::LookupQuestion;

namespace {

/// An answer that is given on another thread.
class Given final
{
public:
    void operator()(LookupAnswer answer)
    {
        const std::scoped_lock lock(m_mutex);
        m_answer = std::move(answer);
    }
    [[nodiscard]] std::optional<LookupAnswer> answer() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_answer;
    }

private:
    mutable std::mutex m_mutex;
    std::optional<LookupAnswer> m_answer;
};

} // namespace

class TestLookup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheLibrarySays_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("family");
        QTest::addColumn<int>("flags");
        QTest::addColumn<int>("error");
        QTest::newRow("an address") << QByteArray("127.0.0.1") << AF_UNSPEC << int{AI_NUMERICHOST} << 0;
        QTest::newRow("no address") << QByteArray("name") << AF_UNSPEC << int{AI_NUMERICHOST} << int{EAI_NONAME};
        QTest::newRow("no such flag") << QByteArray("127.0.0.1") << AF_UNSPEC << (1 << 30) << int{EAI_BADFLAGS};
        QTest::newRow("no such family") << QByteArray("127.0.0.1") << 9999 << 0 << int{EAI_FAMILY};
        QTest::newRow("another family") << QByteArray("::1") << AF_INET << int{AI_NUMERICHOST} << int{EAI_ADDRFAMILY};
    }
    void saysWhatTheLibrarySays()
    {
        QFETCH(const QByteArray, host);
        QFETCH(const int, family);
        QFETCH(const int, flags);
        QFETCH(const int, error);
        Lookup lookup;
        Given given;
        const auto ticket = lookup.ask(
            {.host = host.toStdString(), .family = family, .type = SOCK_STREAM, .flags = flags}, std::ref(given));
        QTRY_VERIFY(given.answer().has_value());
        QCOMPARE(given.answer()->error, error);
        QCOMPARE(given.answer()->entries.empty(), error != 0);
    }

    void moreThanAreAskedAtOnceAreAllAnswered()
    {
        Lookup lookup;
        std::atomic<int> answered{0};
        std::vector<Lookup::Ticket> tickets;
        for (int i = 0; i < 10 * Lookup::MostAtOnce; ++i)
            tickets.push_back(lookup.ask({.host = "127.0.0.1"}, [&answered](const LookupAnswer&) { ++answered; }));
        QTRY_COMPARE(answered.load(), 10 * Lookup::MostAtOnce);
    }

    void whoHasCancelledIsNotAnswered()
    {
        std::atomic<int> answered{0};
        {
            Lookup lookup;
            for (int i = 0; i < 100; ++i) {
                auto ticket = lookup.ask({.host = "127.0.0.1"}, [&answered](const LookupAnswer&) { ++answered; });
                ticket.cancel();
                const int before = answered;
                std::this_thread::yield();
                QCOMPARE(answered.load(), before);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLookup)
#include "tst_lookup.moc"
