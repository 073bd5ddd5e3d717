// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "workspace/resolver.h"

#include <QTest>

#include <netdb.h>

class TestResolver final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorIsKnownByTheTextThatQtKeeps()
    {
        QHostInfo info;
        info.setError(QHostInfo::UnknownError);
        info.setErrorString(QString::fromLocal8Bit(gai_strerror(EAI_AGAIN)));
        QCOMPARE(workspace::resolveErrorOf(info), int{EAI_AGAIN});
    }
    void nameThatIsNotFoundIsNoName()
    {
        QHostInfo info;
        info.setError(QHostInfo::HostNotFound);
        info.setErrorString(QStringLiteral("Host not found"));
        QCOMPARE(workspace::resolveErrorOf(info), int{EAI_NONAME});
    }
    void socketTakesAddressesOfItsFamily()
    {
        workspace::Resolution both;
        both.addresses = {net::Address::fromIp("::1", 80).value(), net::Address::fromIp("127.0.0.1", 80).value()};
        QCOMPARE(workspace::ofFamily(both, AF_INET).addresses.front().toString(), std::string("127.0.0.1:80"));
        QCOMPARE(workspace::ofFamily(both, AF_INET6).addresses.front().toString(), std::string("[::1]:80"));
        QCOMPARE(workspace::ofFamily(both, AF_UNSPEC).addresses.size(), std::size_t{2});
        both.addresses.pop_back();
        const workspace::Resolution none = workspace::ofFamily(both, AF_INET);
        QVERIFY(none.addresses.empty());
        QCOMPARE(none.error, int{EAI_ADDRFAMILY});
        QVERIFY(!none.problem.isEmpty());
    }
    void lookupThatFailsSaysWhy()
    {
        workspace::Resolver resolver;
        std::optional<workspace::Resolution> answer;
        resolver.lookUp(1, QStringLiteral("no-such-host.invalid"), 80,
            [&answer](workspace::Resolution resolution) { answer = std::move(resolution); });
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 30'000);
        QVERIFY(answer->addresses.empty());
        QVERIFY(!answer->problem.isEmpty());
        // Without a name server it is EAI_AGAIN; with one, EAI_NONAME.
        QVERIFY2(answer->error == EAI_NONAME || answer->error == EAI_AGAIN, qPrintable(answer->problem));
    }
};

QTEST_GUILESS_MAIN(TestResolver)
#include "tst_resolver.moc"
