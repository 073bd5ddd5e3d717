// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertymodel.h"
#include "shownwindow.h"
#include "ui/properties/framingwords.h"
#include "ui/properties/propertywords.h"
#include "ui/traffic/logheader.h"
#include "ui/traffic/logview.h"

#include <QTest>

using namespace Qt::StringLiterals;
using session::PropertyModel;
using ui::LogColumn;
using ui::LogView;

class TestFraming final : public QObject, private shown::Window
{
    Q_OBJECT

private:
    [[nodiscard]] PropertyModel* model() const { return m_window->findChild<PropertyModel*>(); }
    [[nodiscard]] LogView* log() const { return m_window->findChild<LogView*>(); }
    [[nodiscard]] QModelIndex framing() const
    {
        for (int row = 0; row < model()->rowCount(); ++row) {
            if (model()->index(row, 0).data() == u"Framing"_s)
                return model()->index(row, PropertyModel::ValueColumn);
        }
        return {};
    }
    /// Of all rows, one behind the other.
    [[nodiscard]] QString marks() const
    {
        QString texts;
        for (quint64 row = 0; row < log()->rowCount(); ++row)
            texts += log()->row(row).cell(LogColumn::Message);
        return texts;
    }

private Q_SLOTS:
    void cleanup() { end(); }

    void aRuleInPropertiesMarksTheLog()
    {
        open();
        m_window->openEchoLab();
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == shown::State::Connected, shown::Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(framing().isValid() && model()->endpoint() == current()->id, shown::Deadline);
        QVERIFY(!log()->header()->isShown(LogColumn::Message));
        QVERIFY(model()->setData(framing(), u"lines"_s, Qt::EditRole));
        QTRY_COMPARE_WITH_TIMEOUT(framing().data().toString(), u"lines"_s, shown::Deadline);
        QVERIFY(log()->header()->isShown(LogColumn::Message));
        m_window->session().send(current()->id, "one\ntwo\n");
        QTRY_VERIFY_WITH_TIMEOUT(marks().contains(u"coalesced"_s), shown::Deadline);
    }

    void whatIsNoRuleIsToldWithWhatCanStandThere()
    {
        open();
        m_window->openEchoLab();
        QTRY_VERIFY_WITH_TIMEOUT(framing().isValid(), shown::Deadline);
        QVERIFY(!model()->setData(framing(), u"length=order:middle"_s, Qt::EditRole));
        QCOMPARE(ui::propertyError(framing()), u"\u201cmiddle\u201d can be: big, little"_s);
    }

    void eachProblemHasWordsOfItsOwn_data()
    {
        QTest::addColumn<QString>("words");
        const auto row = [](const char* text, const QString& words) { QTest::newRow(text) << words; };
        row("", u"A rule is needed: none"_s);
        row("line", u"\u201cline\u201d is no rule: none"_s);
        row("slip,max:3", u"no \u201cmax\u201d, but: limit"_s);
        row("length=width:2,width:3", u"twice"_s);
        row("delimiter", u"\u201cdelimiter\u201d needs a value"_s);
        row("fixed=x", u"\u201cx\u201d is no number from 1 to"_s);
        row("fixed=0", u"\u201c0\u201d is not in the range of 1 to"_s);
        row("delimiter=0x", u"two hex digits"_s);
        row("idle=5", u"\u201c5\u201d is no time"_s);
    }
    void eachProblemHasWordsOfItsOwn()
    {
        QFETCH(QString, words);
        const QString text = ui::ruleProblemText(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY2(text.contains(words), qPrintable(text));
    }

    void aRuleHasNoProblem() { QCOMPARE(ui::ruleProblemText(u"tpkt"_s), QString()); }
};

QTEST_MAIN(TestFraming)

#include "tst_framing.moc"
