// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/resolver.h"

#include <QTest>

#include <netdb.h>

class TestResolver final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameThatIsCancelledIsNotAnswered()
    {
        session::Resolver resolver;
        bool isAnswered = false;
        resolver.lookUp(1, QStringLiteral("localhost"), 80, [&](const session::Resolution&) { isAnswered = true; });
        QVERIFY(resolver.cancel(1));
        QVERIFY(!resolver.cancel(1));
        std::optional<session::Resolution> next;
        resolver.lookUp(
            1, QStringLiteral("localhost"), 80, [&](session::Resolution found) { next = std::move(found); });
        QTRY_VERIFY_WITH_TIMEOUT(next.has_value(), 30'000);
        QVERIFY(!isAnswered);
        QVERIFY(!next->addresses.empty());
        QCOMPARE(int{next->addresses.front().port()}, 80);
    }
    void aResolverMayGoBeforeItsAnswer()
    {
        for (int i = 0; i < 20; ++i) {
            session::Resolver resolver;
            resolver.lookUp(1, QStringLiteral("localhost"), 80, [](const session::Resolution&) { QFAIL("too late"); });
        }
        QCoreApplication::processEvents();
    }
    void socketTakesAddressesOfItsFamily()
    {
        session::Resolution both;
        both.addresses = {net::Address::fromIp("::1", 80).value(), net::Address::fromIp("127.0.0.1", 80).value()};
        QCOMPARE(session::ofFamily(both, AF_INET).addresses.front().toString(), std::string("127.0.0.1:80"));
        QCOMPARE(session::ofFamily(both, AF_INET6).addresses.front().toString(), std::string("[::1]:80"));
        QCOMPARE(session::ofFamily(both, AF_UNSPEC).addresses.size(), std::size_t{2});
        both.addresses.pop_back();
        const session::Resolution none = session::ofFamily(both, AF_INET);
        QVERIFY(none.addresses.empty());
        QCOMPARE(none.error, int{EAI_ADDRFAMILY});
        QVERIFY(!none.problem.isEmpty());
    }
    void lookupThatFailsSaysWhy()
    {
        session::Resolver resolver;
        std::optional<session::Resolution> answer;
        resolver.lookUp(1, QStringLiteral("no-such-host.invalid"), 80,
            [&answer](session::Resolution resolution) { answer = std::move(resolution); });
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 30'000);
        QVERIFY(answer->addresses.empty());
        QVERIFY(!answer->problem.isEmpty());
        // Without a name server it is EAI_AGAIN; with one, EAI_NONAME.
        QVERIFY2(answer->error == EAI_NONAME || answer->error == EAI_AGAIN, qPrintable(answer->problem));
        QCOMPARE(answer->problem, QString::fromLocal8Bit(gai_strerror(answer->error)));
    }
};

QTEST_GUILESS_MAIN(TestResolver)
#include "tst_resolver.moc"
