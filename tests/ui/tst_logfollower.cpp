// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/plainrows.h"
#include "ui/traffic/logfollower.h"

#include <QAbstractButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::LogFollower;

namespace {

/// 100 rows, ten of which are in view, with a follower that is told what happens to them.
struct Followed
{
    Followed()
    {
        rows.onTopMoved = [this](ui::RowArea::ScrolledBy by) { follower.onTopMoved(by); };
        follower.onRowsAdded();
    }
    void grow(quint64 count)
    {
        rows.setRows(rows.rowCount() + count);
        follower.onRowsAdded();
    }
    [[nodiscard]] QAbstractButton* button() const { return rows.viewport()->findChild<QAbstractButton*>(); }

    PlainRows rows{100};
    LogFollower follower{rows};
};

} // namespace

class TestLogFollower final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysAtTheEndOfGrowingRows()
    {
        Followed followed;
        QCOMPARE(followed.rows.topRow(), quint64(90));
        followed.grow(5);
        QCOMPARE(followed.rows.topRow(), quint64(95));
        QVERIFY(followed.button()->isHidden());
    }

    void scrollingUpLeavesAndToTheEndReturns()
    {
        Followed followed;
        const QSignalSpy told(&followed.follower, &LogFollower::followingChanged);
        followed.rows.verticalScrollBar()->setValue(50);
        QVERIFY(!followed.follower.isFollowing());
        followed.grow(5);
        QCOMPARE(followed.rows.topRow(), quint64(50));
        QCOMPARE(followed.button()->text(), u"5 new"_s);
        followed.rows.verticalScrollBar()->setValue(95);
        QVERIFY(followed.follower.isFollowing());
        QVERIFY(followed.button()->isHidden());
        QCOMPARE(told.count(), 2);
    }

    void theButtonLeadsToTheEnd()
    {
        Followed followed;
        followed.rows.verticalScrollBar()->setValue(0);
        followed.grow(1);
        followed.button()->click();
        QVERIFY(followed.follower.isFollowing());
        QCOMPARE(followed.rows.topRow(), quint64(91));
    }

    void aPauseHoldsTheRowsAndThenFollowsOn()
    {
        Followed followed;
        followed.follower.setPaused(true);
        followed.grow(7);
        QCOMPARE(followed.rows.topRow(), quint64(90));
        followed.follower.setPaused(false);
        QCOMPARE(followed.rows.topRow(), quint64(97));
    }

    void nothingIsNewWhereNothingGrows()
    {
        Followed followed;
        followed.follower.endGrowth();
        followed.rows.verticalScrollBar()->setValue(0);
        followed.grow(7);
        QVERIFY(followed.button()->isHidden());
    }
};

QTEST_MAIN(TestLogFollower)
#include "tst_logfollower.moc"
