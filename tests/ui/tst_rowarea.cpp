// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/plainrows.h"
#include "ui/fields/rowdrag.h"

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <limits>

namespace {

constexpr quint64 MaxInt = std::numeric_limits<int>::max();
constexpr int Padding = 4;

} // namespace

class TestRowArea final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPageIsTheRowsThatAreVisibleAsAWhole()
    {
        const PlainRows rows(1000, Padding);
        QCOMPARE(rows.pageRows(), 10);
        QCOMPARE(rows.verticalScrollBar()->maximum(), 990);
    }

    void theBarMovesTheRowsAndTheRowsTheBar()
    {
        PlainRows rows(1000, Padding);
        rows.verticalScrollBar()->setValue(300);
        QCOMPARE(rows.topRow(), quint64(300));
        QCOMPARE(rows.byUser, 1);
        rows.setTop(5000, ui::RowArea::ScrolledBy::Program);
        QCOMPARE(rows.topRow(), quint64(990));
        QCOMPARE(rows.verticalScrollBar()->value(), 990);
        QCOMPARE(rows.byUser, 1);
    }

    void aStepOfACoarseBarIsOneRow()
    {
        PlainRows rows(1000 * MaxInt, Padding);
        rows.setTop(rows.rowCount(), ui::RowArea::ScrolledBy::Program);
        const quint64 last = rows.topRow();
        rows.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
        QCOMPARE(rows.topRow(), last - 1);
        rows.verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
        QCOMPARE(rows.topRow(), last - 11);
        rows.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        QCOMPARE(rows.topRow(), last - 10);
    }

    void partsOfANotchAddUp()
    {
        PlainRows rows(1000 * MaxInt, Padding);
        for (int i = 0; i < 119; ++i)
            rows.turn(-1);
        const auto lines = static_cast<quint64>(QApplication::wheelScrollLines());
        QVERIFY(rows.topRow() < lines);
        rows.turn(-1);
        QCOMPARE(rows.topRow(), lines);
        rows.turn(1200);
        QCOMPARE(rows.topRow(), quint64(0));
    }

    void fewerRowsAreNoScrollingByTheUser()
    {
        PlainRows rows(1000, Padding);
        rows.setTop(990, ui::RowArea::ScrolledBy::Program);
        rows.setRows(100);
        QCOMPARE(rows.topRow(), quint64(90));
        QCOMPARE(rows.byUser, 0);
    }

    void aBarThatAppearsIsNoScrollingByTheUser()
    {
        PlainRows rows(1000, Padding);
        rows.setTop(990, ui::RowArea::ScrolledBy::Program);
        rows.setWidth(1000); // the bar below takes rows from the page
        QTRY_VERIFY(rows.pageRows() < 10);
        QCOMPARE(rows.verticalScrollBar()->maximum(), 1000 - rows.pageRows());
        QCOMPARE(rows.byUser, 0);
        QCOMPARE(rows.topRow(), quint64(990));
    }

    void aHeightBelongsToARow()
    {
        PlainRows rows(12, Padding);
        QCOMPARE(rows.rowAt(-1), std::nullopt);
        QCOMPARE(rows.rowAt(0), std::optional<quint64>(0));
        QCOMPARE(rows.rowAt(Padding + 10), std::optional<quint64>(1));
        QCOMPARE(rows.rowAt(Padding + 119), std::optional<quint64>(11)); // below the viewport
        QCOMPARE(rows.rowAt(Padding + 120), std::nullopt);
    }

    void aDragGoesOnOnlyBeyondTheViewport()
    {
        QWidget viewport;
        viewport.resize(100, 50);
        ui::RowDrag drag(viewport);
        QSignalSpy held(&drag, &ui::RowDrag::held);
        drag.begin();
        drag.moveTo({10, 49});
        QCOMPARE(drag.beyond(), 0);
        drag.moveTo({10, -3});
        QCOMPARE(drag.beyond(), -3);
        QTRY_VERIFY(held.count() >= 2);
        drag.moveTo({10, 53});
        QCOMPARE(drag.beyond(), 4);
        drag.end();
        QVERIFY(!drag.isActive());
    }
};

QTEST_MAIN(TestRowArea)
#include "tst_rowarea.moc"
