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
