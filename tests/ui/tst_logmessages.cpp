// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/ruletext.h"
#include "tests/ui/trafficcapture.h"
#include "ui/traffic/logheader.h"
#include "ui/traffic/logmessages.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/messagetext.h"
#include "ui/traffic/rowtext.h"
#include "ui/traffic/trafficpane.h"

#include <QTest>

using namespace Qt::StringLiterals;
using session::MessageMark;
using traffic::Operation;
using traffic::SampleCapture;
using ui::LogColumn;

namespace {

/// A pane that shows two lines in three calls, and a third one that waits.
struct Shown
{
    Shown()
    {
        capture.data(3, Operation::Recv, "one\ntw");
        capture.data(2, Operation::Recv, "of another\n");
        capture.data(3, Operation::Recv, "o\n");
        capture.data(3, Operation::Recv, "thr");
        capture.commit();
        pane.resize(1000, 300);
        pane.setSource(capture.newReader());
        messages = std::make_unique<ui::LogMessages>(pane.view()->header(), capture.newReader());
        grow();
        pane.show();
    }
    void grow()
    {
        pane.grow(capture.count());
        messages->grow(capture.count(), {});
    }
    [[nodiscard]] QStringList cells() const
    {
        QStringList texts;
        for (quint64 row = 0; row < pane.view()->rowCount(); ++row)
            texts.append(pane.view()->row(row).cell(LogColumn::Message));
        return texts;
    }
    [[nodiscard]] QImage cellImage(quint64 row) const
    {
        return pane.view()->viewport()->grab(pane.view()->cellRect(row, LogColumn::Message)).toImage();
    }
    [[nodiscard]] bool hasColumn() const { return pane.view()->header()->isShown(LogColumn::Message); }

    SampleCapture capture;
    ui::TrafficPane pane;
    std::unique_ptr<ui::LogMessages> messages;
};

query::FramingRules lines()
{
    return {{{3}, message::parseRule("lines").value()}};
}

const QStringList Marked{u"split, coalesced"_s, QString(), u"split"_s, u"waiting"_s};

} // namespace

class TestLogMessages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theColumnIsThereWhileSomethingIsFramed()
    {
        Shown shown;
        QVERIFY(!shown.hasColumn());
        shown.messages->setRules(lines());
        QVERIFY(shown.hasColumn());
        shown.pane.view()->header()->resetColumns();
        QVERIFY(shown.hasColumn());
        shown.messages->setRules({});
        QVERIFY(!shown.hasColumn());
    }

    void rowsAreMarkedAndMarksFollowTheCapture()
    {
        Shown shown;
        shown.messages->setRules(lines());
        QTRY_COMPARE(shown.cells(), Marked);
        shown.capture.data(3, Operation::Recv, "ee\n");
        shown.capture.commit();
        shown.grow();
        QTRY_COMPARE(shown.cells().mid(3), QStringList({u"split"_s, u"split"_s}));
        shown.messages->setRules({});
        QTRY_COMPARE(shown.cells().join(QString()), QString());
    }

    /// As when a window of the log's state is opened while nothing is framed.
    void aRestoredHeaderHasNoColumnWithoutMessages()
    {
        Shown shown;
        shown.messages->setRules(lines());
        ui::TrafficPane other;
        QVERIFY(other.restoreState(shown.pane.saveState()));
        QVERIFY(!other.view()->header()->isShown(LogColumn::Message));
    }

    void marksGoWithWhatMadeThem()
    {
        Shown shown;
        shown.messages->setRules(lines());
        QTRY_COMPARE(shown.cells(), Marked);
        shown.messages.reset();
        QCOMPARE(shown.cells().join(QString()), QString());
        QVERIFY(!shown.hasColumn());
    }

    void aMarkIsPainted()
    {
        Shown shown;
        shown.messages->setRules(lines());
        QTRY_COMPARE(shown.cells(), Marked);
        const QImage plain = shown.cellImage(1);
        for (const quint64 row : {quint64{0}, quint64{2}, quint64{3}})
            QVERIFY2(shown.cellImage(row) != plain, qPrintable(QString::number(row)));
        QVERIFY(shown.cellImage(0) != shown.cellImage(2));
        QVERIFY(shown.cellImage(2) != shown.cellImage(3));
    }

    void aRowSaysInSentencesWhatItsMarkMeans()
    {
        Shown shown;
        shown.messages->setRules(lines());
        QTRY_COMPARE(shown.cells(), Marked);
        const auto described = [&shown](quint64 row) { return ui::describeRow(shown.pane.view()->row(row)); };
        QVERIFY(described(0).contains(u"Split: a message begins here"_s));
        QVERIFY(described(0).contains(u"Coalesced: "_s));
        QVERIFY(!described(1).contains(u"Split"_s));
        QVERIFY(described(2).contains(u"Split: a message that an earlier call began ends here."_s));
        QVERIFY(described(3).contains(u"Waiting: "_s));
    }

    void eachMarkHasAWordAndASentence()
    {
        for (const MessageMark mark : {MessageMark{.continues = true}, MessageMark{.goesOn = true},
                 MessageMark{.isWaiting = true}, MessageMark{.isCoalesced = true}, MessageMark{.isFaulty = true}}) {
            QVERIFY(!ui::messageCell(mark).isEmpty());
            QVERIFY(!ui::messageNote(mark).isEmpty());
        }
        QVERIFY(ui::messageCell({}).isEmpty() && ui::messageNote({}).isEmpty());
    }
};

QTEST_MAIN(TestLogMessages)

#include "tst_logmessages.moc"
