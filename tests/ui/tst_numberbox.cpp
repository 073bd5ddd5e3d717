// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/numberbox.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;

class TestNumberBox final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arrowsStepWithinTheRange()
    {
        ui::NumberBox box;
        box.setRange(0, std::numeric_limits<qint64>::max());
        box.setWordBelow(u"off"_s);
        box.setValueText(u"1"_s);
        box.stepBy(-1);
        QCOMPARE(box.valueText(), u"0"_s);
        box.stepBy(-1);
        QCOMPARE(box.valueText(), u"off"_s);
        box.stepBy(-1);
        QCOMPARE(box.valueText(), u"off"_s);
        box.stepBy(1);
        QCOMPARE(box.valueText(), u"0"_s);
        box.setValueText(u"9223372036854775806"_s);
        box.stepBy(10);
        QCOMPARE(box.valueText(), u"9223372036854775807"_s);
        box.setValueText(u"nonsense"_s);
        box.stepBy(10);
        QCOMPARE(box.valueText(), u"0"_s);
        box.setValueText(u"5 s"_s);
        box.stepBy(1);
        QCOMPARE(box.valueText(), u"6"_s);
    }

    void decimalArrowsStepTenths()
    {
        ui::NumberBox box;
        box.setRange(0, 10);
        box.setDecimal(true);
        box.setValueText(u"2.5"_s);
        box.stepBy(1);
        QCOMPARE(box.valueText(), u"2.6"_s);
        box.setValueText(u"99"_s);
        box.stepBy(1);
        QCOMPARE(box.valueText(), u"10"_s);
        box.setValueText(u"1e300"_s);
        box.stepBy(-1);
        QCOMPARE(box.valueText(), u"0"_s);
    }
};

QTEST_MAIN(TestNumberBox)
#include "tst_numberbox.moc"
