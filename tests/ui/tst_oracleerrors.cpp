// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/oracleerrors.h"
#include "ui/errnocard/explanation.h"
#include "ui/errnocard/explanationrow.h"

#include <QSet>
#include <QTest>

using capture::Operation;
using capture::Outcome;

namespace {

/// These mean the same whatever the call: the rows for any call are their own words.
const QSet<int> SameForAnyCall{EBADF, EMFILE};

ui::Explanation explain(const OracleError& error)
{
    capture::Record record;
    record.operation = error.operation;
    record.outcome = error.code == 0 ? Outcome::TimedOut : Outcome::Errno;
    if (error.code < 0)
        record.result = error.code;
    else
        record.errorNumber = static_cast<std::uint16_t>(error.code);
    return ui::explainRecord(record, error.protocol);
}

/// What stands for every call that has no row of its own.
QSet<QString> genericSentences()
{
    QSet<QString> sentences;
    for (const ui::ExplanationRow& row : ui::systemRows())
        sentences.insert(QString::fromUtf8(row.sentence));
    sentences.insert(ui::explainTimeout(Operation::Bind, net::Protocol::Tcp).sentence);
    return sentences;
}

} // namespace

class TestOracleErrors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasACardOfItsOwnWords_data()
    {
        QTest::addColumn<int>("place");
        int place = 0;
        for (const OracleError& error : oracle::Errors)
            QTest::newRow(error.name) << place++;
    }
    void hasACardOfItsOwnWords()
    {
        QFETCH(int, place);
        const OracleError& error = oracle::Errors[place];
        const ui::Explanation card = explain(error);
        QVERIFY(!card.causes.isEmpty());
        QVERIFY(!card.remedies.isEmpty());
        QVERIFY(card.manPage.contains(u'('));
        const bool isGeneric = genericSentences().contains(card.sentence);
        QVERIFY2(!isGeneric || SameForAnyCall.contains(error.code), qPrintable(card.sentence));
        const QString name = QString::fromLatin1(error.name).section(u' ', 1, 1);
        QVERIFY2(error.code == 0 || card.name == name, qPrintable(card.name));
    }

    void everyErrorOfTheResolverHasACard()
    {
        QSet<QString> sentences;
        for (int code = base::BadFlags; code >= base::NameOverflow; --code) {
            const ui::Explanation card = ui::explainUnresolved(code);
            QCOMPARE(card.name, QString::fromStdString(base::errnoName(code)));
            QVERIFY(!card.causes.isEmpty() && !card.remedies.isEmpty());
            sentences.insert(card.sentence);
        }
        QCOMPARE(sentences.size(), 12);
    }
};

QTEST_GUILESS_MAIN(TestOracleErrors)
#include "tst_oracleerrors.moc"
