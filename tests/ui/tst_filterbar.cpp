// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterparser.h"
#include "tests/ui/shownpane.h"
#include "ui/theme/tones.h"
#include "ui/traffic/filterbar.h"
#include "ui/traffic/filterchips.h"
#include "ui/traffic/filtercompletion.h"
#include "ui/traffic/filteredit.h"
#include "ui/traffic/filterhelp.h"
#include "ui/traffic/filtermarks.h"
#include "ui/traffic/filterproblemtext.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;
using query::FilterProblem;
using ui::LogColumn;
using Shown = traffic::ShownPane;

namespace {

QLabel* problemLabel(const Shown& shown)
{
    for (QLabel* label : shown.pane.findChildren<QLabel*>()) {
        if (label->accessibleName() == u"Filter problem"_s)
            return label;
    }
    return nullptr;
}

} // namespace

class TestFilterBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreCompleted_data()
    {
        QTest::addColumn<QString>("text"); // up to the cursor
        QTest::addColumn<int>("begin");
        QTest::addColumn<QString>("first"); // of the candidates; empty for none
        QTest::newRow("a field") << u"si"_s << 0 << u"size"_s;
        QTest::newRow("a field in brackets") << u"(si"_s << 1 << u"size"_s;
        QTest::newRow("after and") << u"data and er"_s << 9 << u"errno"_s;
        QTest::newRow("an operator") << u"size >"_s << 6 << u""_s;
        QTest::newRow("contains") << u"endpoint con"_s << 9 << u"contains"_s;
        QTest::newRow("an endpoint") << u"endpoint = ser"_s << 11 << u"server"_s;
        QTest::newRow("a second endpoint") << u"endpoint = server,cl"_s << 18 << u"client"_s;
        QTest::newRow("an endpoint with a space") << u"endpoint = \"my"_s << 12 << u""_s;
        QTest::newRow("a call") << u"call = recvf"_s << 7 << u"recvfrom"_s;
        QTest::newRow("a call by its middle") << u"call = from"_s << 7 << u"recvfrom"_s;
        QTest::newRow("an errno") << u"errno != econnr"_s << 9 << u"ECONNRESET"_s;
        QTest::newRow("a direction, none typed") << u"dir = "_s << 6 << u"in"_s;
        QTest::newRow("after a test") << u"data a"_s << 5 << u"and"_s;
        QTest::newRow("after a value") << u"size > 5 o"_s << 9 << u"or"_s;
        QTest::newRow("a number") << u"size > 5"_s << 7 << u""_s;
        QTest::newRow("in quotes") << u"\"si"_s << 1 << u""_s;
        QTest::newRow("in a regex") << u"matches /si"_s << 8 << u""_s;
        QTest::newRow("nothing typed") << u""_s << 0 << u""_s;
        QTest::newRow("complete") << u"cancelled"_s << 0 << u""_s;
    }
    void wordsAreCompleted()
    {
        QFETCH(QString, text);
        const auto found = ui::completeFilter(text, text.size(), {u"server"_s, u"client"_s, u"my server"_s});
        QTEST(int(found.begin), "begin");
        QTEST(found.candidates.value(0), "first");
    }

    void everythingIsOfferedWhenAskedFor()
    {
        const auto all = ui::completeFilter({}, 0, {}, true).candidates;
        for (const auto& field : query::filterFields())
            QVERIFY(all.contains(QString::fromLatin1(field.name.data(), qsizetype(field.name.size()))));
        QCOMPARE(ui::completeFilter(u"size "_s, 5, {}, true).candidates,
            (QStringList{u"="_s, u"!="_s, u"<"_s, u"<="_s, u">"_s, u">="_s}));
        QCOMPARE(ui::completeFilter(u"endpoint = "_s, 11, {u"a b"_s}).candidates, QStringList{u"\"a b\""_s});
    }

    void everyProblemHasASentence()
    {
        for (int kind = 0; kind <= int(FilterProblem::Kind::UnknownErrno); ++kind) {
            const FilterProblem problem{static_cast<FilterProblem::Kind>(kind), 0, 1};
            QVERIFY2(
                ui::filterProblemText(problem, u"x"_s).endsWith(u'.') || kind > 0, qPrintable(QString::number(kind)));
            QVERIFY(!ui::filterProblemText(problem, u"x"_s).isEmpty());
        }
    }

    void helpHasEachFieldAndWordAndItsExamplesAreFilters()
    {
        QStringList examples;
        for (const ui::HelpRow& row : ui::filterHelp()) {
            QVERIFY2(!row.meaning.isEmpty(), qPrintable(row.code));
            QVERIFY2(query::parseFilter(row.code.toStdString()).has_value(), qPrintable(row.code));
            examples.append(row.code.section(u' ', 0, 0));
        }
        for (const query::FilterField& field : query::filterFields())
            QVERIFY2(examples.contains(QLatin1StringView(field.name.data(), qsizetype(field.name.size()))),
                field.name.data());
        for (const std::string_view word : query::filterKeywords())
            QVERIFY2(examples.contains(QLatin1StringView(word.data(), qsizetype(word.size()))), word.data());
    }

    void aPlaceIsCountedInCharacters()
    {
        const QString text = u"\"\u00e4\u00f6\" size > big"_s;
        const auto problem = query::parseFilter(text.toStdString()).error();
        const ui::TextRange range = ui::rangeOf(problem, text);
        QCOMPARE(text.mid(range.begin, range.end - range.begin), u"big"_s);
    }

    void bytesAreAdvisedAsTheyAreWrittenHere_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("advised");
        QTest::newRow("with colons") << u"contains 00:01:ff"_s << u"hex:0001ff"_s;
        QTest::newRow("a number") << u"contains 0xFF01"_s << u"hex:FF01"_s;
        QTest::newRow("a number of odd length") << u"contains 0xF"_s << u"hex:0F"_s;
    }
    void bytesAreAdvisedAsTheyAreWrittenHere()
    {
        QFETCH(QString, filter);
        QFETCH(QString, advised);
        const auto problem = query::parseFilter(filter.toStdString()).error();
        QVERIFY(ui::filterProblemText(problem, filter).contains(advised + u','));
        QVERIFY(query::parseFilter("contains " + advised.toStdString()).has_value());
    }

    void aProblemIsToldAndTheRowsStay()
    {
        const QString problem = u"A number is needed here, as in 1500, 64K or 4M.\n"_s;
        Shown shown;
        shown.filter()->setText(u"size > big"_s);
        QTRY_VERIFY(shown.says(problem + u"Not applied yet."_s));
        shown.filter()->setText(u"size > 3"_s);
        QTRY_COMPARE(shown.rows(), quint64(9));
        shown.filter()->setText(u"size > big"_s);
        QTRY_VERIFY(shown.says(problem + u"The rows are still those of: size > 3"_s));
        QCOMPARE(shown.rows(), quint64(9));
        QVERIFY(!shown.filter()->accessibleDescription().isEmpty());
        shown.filter()->setText(u"size > 2"_s);
        QTRY_COMPARE(shown.rows(), quint64(10));
        QVERIFY(!problemLabel(shown)->isVisible());
        QVERIFY(shown.filter()->accessibleDescription().isEmpty());
    }

    void aProblemIsMarkedAtOnceAndToldWhenTypingIsDone()
    {
        Shown shown;
        auto* pause = shown.filter()->findChild<QTimer*>(u"untilTheProblemIsTold"_s);
        pause->setInterval(std::chrono::hours{1});
        auto* edit = shown.pane.findChild<ui::FilterEdit*>();
        QTest::keyClicks(edit, u"size > b"_s);
        QTRY_VERIFY(edit->problem());
        QVERIFY(!problemLabel(shown)->isVisible());
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(problemLabel(shown)->isVisible());
        QTest::keyClicks(edit, u"i"_s); // and on
        QVERIFY(!problemLabel(shown)->isVisible());
        QTRY_VERIFY(pause->isActive());
        pause->setInterval(0);
        QTRY_VERIFY(problemLabel(shown)->isVisible());
    }

    void aProblemIsWholeInANarrowLog()
    {
        Shown shown;
        shown.pane.resize(400, 300);
        shown.filter()->setText(u"endpoint contains \"a long name of an endpoint\" and size > 3"_s);
        QTRY_COMPARE(shown.rows(), quint64(0));
        shown.filter()->setText(u"hello world, and more"_s);
        const QLabel* label = problemLabel(shown);
        QTRY_VERIFY(label->isVisible());
        QVERIFY(shown.pane.rect().contains(label->geometry()));
        QVERIFY(label->height() >= label->heightForWidth(label->width()));
    }

    void aFilterThatStoppedIsToldUntilItIsReplaced()
    {
        Shown shown;
        shown.capture.data(2, capture::Operation::Recv, std::string(40, 'a') + "!");
        shown.capture.commit();
        shown.pane.grow(shown.capture.count());
        QSignalSpy told(&shown.pane, &ui::TrafficPane::filterFailureChanged);
        shown.filter()->setText(u"matches /(a+)+(a+)+(a+)+$/"_s);
        const auto last = [&told] { return told.isEmpty() ? QString() : told.last().first().toString(); };
        QTRY_VERIFY(last().contains(u"Make it simpler"_s));
        told.clear();
        shown.pane.clearFilter();
        QCOMPARE(told.count(), 1);
        QVERIFY(last().isEmpty());
    }

    void aChosenWordIsTakenOver()
    {
        Shown shown;
        shown.pane.activateWindow();
        shown.pane.focusFilter();
        QTest::keyClicks(shown.filter(), u"endpoint = cl"_s);
        auto* completer = shown.filter()->findChild<QCompleter*>();
        QVERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QCOMPARE(shown.filter()->text(), u"endpoint = client "_s);
        QTRY_COMPARE(shown.rows(), quint64(3));
    }

    void completionsStandUnderTheirWord()
    {
        Shown shown;
        shown.pane.activateWindow();
        shown.pane.focusFilter();
        QTest::keyClicks(shown.filter(), u"endpoint = cl"_s);
        const auto* popup = static_cast<QListView*>(shown.filter()->findChild<QCompleter*>()->popup());
        QVERIFY(popup->isVisible());
        const int margin = popup->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, popup) + 1;
        const int offered = popup->viewport()->mapToGlobal(QPoint(margin, 0)).x();
        // Where the word begins is where the cursor is there.
        shown.filter()->setCursorPosition(int(u"endpoint = "_s.size()));
        const QRect cursor(shown.filter()->inputMethodQuery(Qt::ImCursorRectangle).toRect());
        const int typed = shown.filter()->mapToGlobal(cursor.center()).x();
        QVERIFY2(std::abs(offered - typed) <= 2, qPrintable(u"%1, not %2"_s.arg(offered).arg(typed)));
    }

    void enterTakesWhatIsTypedWhereNothingWasChosen()
    {
        Shown shown;
        shown.pane.activateWindow();
        shown.pane.focusFilter();
        QTest::keyClicks(shown.filter(), u"endpoint = server"_s);
        auto* completer = shown.filter()->findChild<QCompleter*>();
        QVERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QVERIFY(!completer->popup()->isVisible());
        QCOMPARE(shown.filter()->text(), u"endpoint = server"_s);
        QTRY_COMPARE(shown.rows(), quint64(1));
    }

    void whatAFilterLooksForIsMarkedAsItIsShown_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("begin"); // of the only mark; -1 for none
        QTest::newRow("a word in either case") << u"item"_s << 5;
        QTest::newRow("bytes in their case") << u"contains \"ITEM\""_s << -1;
        QTest::newRow("bytes that are shown escaped") << u"contains hex:0d 0a"_s << 18;
        QTest::newRow("one of two parts") << u"size > 3 and (recv or item)"_s << 5;
        QTest::newRow("what must not be there") << u"not item"_s << -1;
        QTest::newRow("no filter") << QString() << -1;
    }
    void whatAFilterLooksForIsMarkedAsItIsShown()
    {
        QFETCH(QString, filter);
        QFETCH(int, begin);
        const ui::FilterMarks marks(query::parseFilter(filter.toStdString()).value());
        const auto ranges = marks.in(u"GET /Item/1 HTTP/1\\r\\n"_s);
        QCOMPARE(ranges.size(), std::size_t(begin < 0 ? 0 : 1));
        if (begin >= 0)
            QCOMPARE(ranges.front(), (ui::FilterMarks::Range{begin, 4}));
    }

    void matchesAreMarkedInTheRows()
    {
        Shown shown;
        const auto lineUnder = [&shown] {
            const QRect cell = shown.pane.view()->cellRect(0, LogColumn::Preview);
            return shown.pane.view()->viewport()->grab().toImage().pixelColor(
                cell.left() + ui::LogPainter::Margin + 3, cell.bottom() - 2);
        };
        shown.filter()->setText(u"data"_s);
        QTRY_COMPARE(shown.rows(), quint64(10));
        const QColor accent = ui::toneColor(ui::Tone::Accent, shown.pane.palette());
        QVERIFY(lineUnder() != accent);
        shown.filter()->setText(u"mess"_s);
        QTRY_COMPARE(shown.rows(), quint64(9));
        QCOMPARE(lineUnder(), accent);
    }

    void aCellBecomesAFilter()
    {
        Shown shown;
        shown.pane.goTo(3);
        QVERIFY(shown.choose({u"Apply as Filter"_s, u"endpoint = server/1"_s}));
        QCOMPARE(shown.filter()->text(), u"endpoint = server/1"_s);
        QTRY_COMPARE(shown.rows(), quint64(9));
        QVERIFY(shown.choose({u"Exclude by Filter"_s, u"n >= 4"_s}));
        QCOMPARE(shown.filter()->text(), u"endpoint = server/1 and not n >= 4"_s);
        QTRY_COMPARE(shown.rows(), quint64(2));
    }

    void narrowingKeepsWhatWasThere()
    {
        Shown shown;
        shown.filter()->setText(u"errors or call = listen"_s);
        QTRY_COMPARE(shown.rows(), quint64(2));
        shown.pane.goTo(0);
        QVERIFY(shown.choose({u"Add to Filter"_s, u"call = listen"_s}));
        QCOMPARE(shown.filter()->text(), u"(errors or call = listen) and call = listen"_s);
        QTRY_COMPARE(shown.rows(), quint64(1));
    }

    void anEndpointsFilterTakesItsConnections()
    {
        Shown shown;
        shown.pane.setEndpointFilter({u"server"_s}, true);
        QCOMPARE(shown.filter()->text(), u"endpoint = server, server/*"_s);
        QTRY_COMPARE(shown.rows(), quint64(10));
        shown.pane.setEndpointFilter({u"client"_s}, false);
        QCOMPARE(shown.filter()->text(), u"endpoint = client"_s);
        QTRY_COMPARE(shown.rows(), quint64(3));
    }

    void aPinnedFilterIsAChip()
    {
        ui::FilterChips chips;
        QVERIFY(chips.pin(u"size > 5"_s));
        QVERIFY(!chips.pin(u"size > 5"_s));
        QVERIFY(!chips.pin(u"size >"_s));
        QVERIFY(!chips.pin(u""_s));
        QCOMPARE(chips.pinned(), QStringList{u"size > 5"_s});
        QVERIFY(chips.filter().passesAll());
        for (ui::FilterChip* chip : chips.findChildren<ui::FilterChip*>()) {
            if (chip->text() == u"size > 5"_s || chip->text() == u"Errors"_s)
                chip->click();
        }
        QCOMPARE(chips.filter().text(), std::string("(errors) or (size > 5)"));
        for (int i = 0; i < 10; ++i)
            (void)chips.pin(u"n > %1"_s.arg(i));
        QCOMPARE(chips.pinned().size(), qsizetype(ui::FilterChips::MaxPinned));
    }

    void filtersUsedBeforeAreRemembered()
    {
        Shown shown;
        shown.pane.activateWindow();
        shown.pane.focusFilter();
        QTest::keyClicks(shown.filter(), u"size > 2"_s);
        QTest::keyClick(shown.filter(), Qt::Key_Return);
        shown.filter()->setText(u"size >"_s); // cannot be understood
        QTest::keyClick(shown.filter(), Qt::Key_Return);
        shown.pane.setEndpointFilter({u"client"_s}, false);
        const QStringList wanted{u"endpoint = client"_s, u"size > 2"_s};
        QCOMPARE(shown.pane.findChild<ui::FilterBar*>()->history(), wanted);
        ui::TrafficPane other;
        QVERIFY(other.restoreState(shown.pane.saveState()));
        QCOMPARE(other.findChild<ui::FilterBar*>()->history(), wanted);
    }

    void noButtonMovesWhenTheFiguresGrow()
    {
        ui::FilterBar bar;
        bar.resize(900, 40);
        bar.show();
        const auto places = [&bar] {
            QList<QPoint> found;
            for (const auto* button : bar.findChildren<QToolButton*>()) {
                if (button->objectName() != u"stopScan"_s && button->isVisible())
                    found.append(button->mapTo(&bar, QPoint()));
            }
            return found;
        };
        const auto* counts = bar.findChild<QLabel*>(u"counts"_s);
        bar.setCounts(58, 58, false);
        QTRY_COMPARE(counts->text(), u"58 records"_s);
        const QList<QPoint> before = places();
        QCOMPARE(before.size(), 5); // Filters, three chips, Follow
        bar.setCounts(404, 104'203, true);
        bar.setProgress({ui::ScanProgress::State::Running, 0.25});
        QTRY_VERIFY(counts->text().startsWith(u"404 of 104,203 records"_s));
        QTRY_VERIFY(bar.findChild<QToolButton*>(u"stopScan"_s)->isVisible());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCOMPARE(places(), before);
    }

    void aRunningFilterCanBeStopped()
    {
        ui::FilterBar bar;
        QSignalSpy wanted(&bar, &ui::FilterBar::scanWanted);
        bar.resize(900, 40);
        bar.show();
        bar.setCounts(5, 1000, true);
        bar.setProgress({ui::ScanProgress::State::Running, 0.25});
        auto* stop = bar.findChild<QToolButton*>(u"stopScan"_s);
        QTRY_VERIFY(stop->isVisible());
        QCOMPARE(stop->text(), u"Stop"_s);
        stop->click();
        QCOMPARE(wanted.takeFirst().first().toBool(), false);
        bar.setProgress({ui::ScanProgress::State::Stopped, 0.25});
        QTRY_COMPARE(stop->text(), u"Go on"_s);
        stop->click();
        QCOMPARE(wanted.takeFirst().first().toBool(), true);
        bar.setProgress({});
        QTRY_VERIFY(!stop->isVisible());
    }
};

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
