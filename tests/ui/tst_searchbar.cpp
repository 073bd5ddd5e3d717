// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/trafficcapture.h"
#include "ui/traffic/filterchip.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/searchbar.h"
#include "ui/traffic/trafficpane.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using capture::Operation;
using query::SearchHit;
using session::SearchMode;
using traffic::SampleCapture;
using ui::SearchBar;
using ui::TrafficPane;

Q_DECLARE_METATYPE(query::SearchHit)

namespace {

/// A pane with 30 records: "message 0" to "message 27" received, one that fails, and bytes that were sent.
struct Searched
{
    Searched()
    {
        qRegisterMetaType<SearchHit>();
        for (int i = 0; i < 28; ++i)
            capture.data(2, Operation::Recv, "message " + std::to_string(i));
        capture.failure(3, Operation::Connect, ECONNREFUSED);
        capture.data(3, Operation::Send, "\r\nMESSAGE\x01");
        capture.commit();
        pane.resize(1000, 600);
        pane.setSource(capture.newReader());
        pane.grow(capture.count());
        pane.show();
        pane.find();
    }

    [[nodiscard]] SearchBar* bar() const { return pane.findChild<SearchBar*>(); }
    [[nodiscard]] QLineEdit* field() const { return bar()->findChild<QLineEdit*>(); }
    [[nodiscard]] QTableView* list() const { return pane.findChild<QTableView*>(); }
    [[nodiscard]] QString label(bool status) const
    {
        for (const QLabel* label : bar()->findChildren<QLabel*>()) {
            if ((label->objectName() == u"hitCount") == status)
                return label->text();
        }
        return {};
    }
    [[nodiscard]] QString status() const { return label(true); }
    [[nodiscard]] QString message() const { return label(false); }
    void look(const QString& text, SearchMode mode = SearchMode::Text) const { bar()->setText(text, mode); }
    [[nodiscard]] std::optional<quint64> current() const { return pane.currentRecord(); }

    SampleCapture capture;
    TrafficPane pane;
};

} // namespace

class TestSearchBar final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWithTheKeyboardInItsText()
    {
        Searched shown;
        QVERIFY(shown.bar()->isVisible());
        QCOMPARE(shown.field()->accessibleName(), u"Find"_s);
        QTRY_COMPARE(shown.pane.focusWidget(), shown.field());
        QTest::keyClick(shown.field(), Qt::Key_Escape);
        QVERIFY(!shown.bar()->isVisible());
    }

    void typingCountsHits()
    {
        Searched shown;
        QTest::keyClicks(shown.field(), u"message"_s);
        QTRY_COMPARE(shown.status(), u"29 hits"_s);
        shown.look(u"nowhere"_s);
        QTRY_COMPARE(shown.status(), u"No hits"_s);
        shown.look({});
        QTRY_COMPARE(shown.status(), QString());
    }

    void goesFromHitToHitAndRound()
    {
        Searched shown;
        QSignalSpy hits(&shown.pane, &TrafficPane::hitShown);
        shown.look(u"MESSAGE 1"_s); // 1 and 10 to 19
        QTRY_COMPARE(shown.status(), u"11 hits"_s);
        QTest::keyClick(shown.field(), Qt::Key_Return);
        QCOMPARE(shown.current(), std::optional<quint64>(1));
        QCOMPARE(shown.status(), u"1 of 11"_s);
        shown.pane.findNext();
        QCOMPARE(shown.current(), std::optional<quint64>(10));
        shown.pane.findPrevious();
        shown.pane.findPrevious();
        QCOMPARE(shown.current(), std::optional<quint64>(19));
        QCOMPARE(shown.status(), u"11 of 11"_s);
        QCOMPARE(shown.message(), u"Went on at the last hit"_s);
        QTest::keyClick(shown.field(), Qt::Key_Enter, Qt::ShiftModifier);
        QCOMPARE(shown.current(), std::optional<quint64>(18));
        QCOMPARE(shown.message(), QString());
        QCOMPARE(hits.count(), 5);
        QCOMPARE(hits.last().at(0).value<SearchHit>(), (SearchHit{{18}, 0, 9, {18}, 9}));
    }

    void firstHitIsShownAsOneTypesAndEnterStaysAtIt()
    {
        Searched shown;
        shown.pane.goTo(5);
        QTest::keyClicks(shown.field(), u"message 1"_s); // 1 and 10 to 19
        QTRY_COMPARE(shown.current(), std::optional<quint64>(10));
        QTRY_COMPARE(shown.status(), u"11 hits"_s);
        QTest::keyClicks(shown.field(), u"3"_s);
        QTRY_COMPARE(shown.current(), std::optional<quint64>(13));
        QTest::keyClick(shown.field(), Qt::Key_Backspace);
        QTRY_COMPARE(shown.current(), std::optional<quint64>(10)); // from where typing began
        QTest::keyClick(shown.field(), Qt::Key_Return);
        QCOMPARE(shown.current(), std::optional<quint64>(10));
        QCOMPARE(shown.status(), u"2 of 11"_s);
        QTest::keyClick(shown.field(), Qt::Key_Return);
        QCOMPARE(shown.current(), std::optional<quint64>(11));
    }

    void goesOnFromTheCurrentRecord()
    {
        Searched shown;
        shown.pane.goTo(15);
        shown.look(u"message"_s);
        QTRY_COMPARE(shown.status(), u"29 hits"_s);
        shown.pane.findNext();
        QCOMPARE(shown.current(), std::optional<quint64>(15));
        shown.pane.goTo(5);
        shown.pane.findPrevious();
        QCOMPARE(shown.current(), std::optional<quint64>(4));
    }

    void enterBeforeThereIsAHitWaitsForIt()
    {
        Searched shown;
        QTest::keyClicks(shown.field(), u"message 7"_s);
        QTest::keyClick(shown.field(), Qt::Key_Return);
        QTRY_COMPARE(shown.current(), std::optional<quint64>(7));
    }

    void findsBytesAndExpressions()
    {
        Searched shown;
        shown.look(u"0d 0? 4d ??"_s, SearchMode::Hex);
        QTRY_COMPARE(shown.status(), u"1 hit"_s);
        shown.look(u"e [12]?[05]"_s, SearchMode::Regex);
        QTRY_COMPARE(shown.status(), u"6 hits"_s); // 0, 5, 10, 15, 20, 25
        for (ui::FilterChip* chip : shown.bar()->findChildren<ui::FilterChip*>()) {
            if (chip->text() == u"Case")
                chip->click();
        }
        shown.look(u"MESSAGE"_s);
        QTRY_COMPARE(shown.status(), u"1 hit"_s);
    }

    void tellsAMistakeAndItsPlace()
    {
        Searched shown;
        shown.look(u"0d 0x"_s, SearchMode::Hex);
        QCOMPARE(shown.message(), u"At 5: not a hex digit, and not ? for any digit"_s);
        QCOMPARE(shown.field()->text(), u"0d 0x"_s);
        shown.look(u"a(b"_s, SearchMode::Regex);
        QCOMPARE(shown.message(), u"At 4: missing closing parenthesis"_s);
        QCOMPARE(shown.field()->accessibleDescription(), shown.message());
        QTest::keyClick(shown.field(), Qt::Key_End);
        QTest::keyClicks(shown.field(), u")"_s);
        QTRY_COMPARE(shown.message(), QString());
        QCOMPARE(shown.field()->text(), u"a(b)"_s);
    }

    void whatTriesWithoutEndEndsWithAWord()
    {
        Searched shown;
        shown.capture.data(2, Operation::Recv, std::string(200'000, 'a'));
        shown.capture.commit();
        shown.pane.grow(shown.capture.count());
        shown.look(u"(a+)+[bc]"_s, SearchMode::Regex);
        QTRY_VERIFY(shown.message().contains(u"tries too many ways"_s));
    }

    void marksRowsAndListsHits()
    {
        Searched shown;
        shown.look(u"message 2"_s); // 2 and 20 to 27
        QTRY_COMPARE(shown.status(), u"9 hits"_s);
        QVERIFY(!shown.list()->isVisible());
        for (ui::FilterChip* chip : shown.bar()->findChildren<ui::FilterChip*>()) {
            if (chip->text() == u"List")
                chip->click();
        }
        QVERIFY(shown.list()->isVisible());
        const QAbstractItemModel* rows = shown.list()->model();
        QCOMPARE(rows->rowCount(), 9);
        QCOMPARE(rows->index(1, 0).data().toString(), u"21"_s);
        QCOMPARE(rows->index(1, 1).data().toString(), u"server/1"_s);
        QCOMPARE(rows->index(1, 2).data().toString(), u"recv"_s);
        QCOMPARE(rows->index(1, 4).data().toString(), u"message 20"_s);
        for (int column = 0; column < rows->columnCount(); ++column)
            QCOMPARE(rows->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole),
                rows->index(1, column).data(Qt::TextAlignmentRole));
        shown.list()->setCurrentIndex(rows->index(8, 0));
        QCOMPARE(shown.current(), std::optional<quint64>(27));
        QCOMPARE(shown.status(), u"9 of 9"_s);

        const ui::LogView* view = shown.pane.view();
        const auto pixel = [view](quint64 row) {
            const QRect cell = view->cellRect(row, ui::LogColumn::Number);
            return view->viewport()->grab().toImage().pixelColor(1, cell.center().y());
        };
        QVERIFY(pixel(20) != pixel(19));
        QCOMPARE(pixel(20), pixel(21));
        QTest::keyClick(shown.field(), Qt::Key_Escape);
        QVERIFY(!shown.list()->isVisible());
        QCOMPARE(pixel(20), pixel(19));
    }

    void whatTheFilterHidesIsSaidAndPassed()
    {
        Searched shown;
        shown.look(u"message"_s);
        QTRY_COMPARE(shown.status(), u"29 hits"_s);
        shown.pane.setEndpointFilter({u"client"_s}, false); // records 28 and 29
        QTRY_COMPARE(shown.pane.view()->rowCount(), quint64(2));
        shown.pane.goTo(28);
        shown.pane.findPrevious();
        QCOMPARE(shown.message(), u"Record 28 is hidden by the filter"_s);
        shown.pane.findPrevious();
        QCOMPARE(shown.message(), u"Record 27 is hidden by the filter"_s);
        shown.pane.clearFilter();
        QTRY_COMPARE(shown.pane.view()->rowCount(), quint64(30));
        shown.pane.findNext();
        QVERIFY(shown.message().isEmpty() || shown.message().startsWith(u"Went on"));
    }

    void findsWhatArrives()
    {
        Searched shown;
        shown.look(u"late"_s);
        QTRY_COMPARE(shown.status(), u"No hits"_s);
        shown.capture.data(2, Operation::Recv, "too la");
        shown.capture.data(2, Operation::Recv, "te");
        shown.capture.commit();
        shown.pane.grow(shown.capture.count());
        QTRY_COMPARE(shown.status(), u"1 hit"_s);
        shown.pane.findNext();
        QCOMPARE(shown.current(), std::optional<quint64>(30));
    }

    void anotherSourceIsSearchedAnew()
    {
        Searched shown;
        shown.look(u"message"_s);
        QTRY_COMPARE(shown.status(), u"29 hits"_s);
        SampleCapture other;
        other.data(2, Operation::Recv, "message");
        other.commit();
        shown.pane.setSource(other.newReader());
        shown.pane.grow(other.count());
        QTRY_COMPARE(shown.status(), u"1 hit"_s);
        shown.pane.setSource(shown.capture.newReader());
    }
};

QTEST_MAIN(TestSearchBar)
#include "tst_searchbar.moc"
