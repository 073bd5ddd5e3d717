// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/tcpfactwords.h"

#include "net/tcpinfo.h"

#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;

class TestTcpFactWords final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFigureOfTcpInfoIsExplained()
    {
        const std::vector<std::byte> all(280); // struct tcp_info as Linux 6.18 has it
        const auto facts = net::tcpFacts(all);
        QVERIFY(facts.size() > 60);
        for (const net::TcpFact& fact : facts) {
            const QString name = QString::fromLatin1(fact.name.data(), qsizetype(fact.name.size()));
            QVERIFY2(!ui::tcpFactMeaning(name).isEmpty(), qPrintable(name));
        }
    }

    void figureOfANewerKernelIsNot() { QVERIFY(ui::tcpFactMeaning(u"tcpi_unheard_of"_s).isEmpty()); }
};

QTEST_MAIN(TestTcpFactWords)
#include "tst_tcpfactwords.moc"
