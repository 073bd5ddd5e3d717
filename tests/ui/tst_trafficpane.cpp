// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownpane.h"
#include "ui/theme/tones.h"
#include "ui/traffic/accessiblelog.h"
#include "ui/traffic/emptylog.h"
#include "ui/traffic/filterchip.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDataStream>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace Qt::StringLiterals;
using capture::Operation;
using traffic::SampleCapture;
using Shown = traffic::ShownPane;
using ui::LogColumn;
using ui::TrafficPane;

class TestTrafficPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatWouldFillIt();
    void chipsAreAUnion();
    void typingFilters();
    void emptyFilterCanBeCleared();
    void countsWhatIsShown();
    void clearHidesAndShowAllBringsBack();
    void followToggleFollowsTheView();
    void goToFindsWhatWasCleared();
    void menuExplainsErrorsOnly();
    void menuComparesTwoRows();
    void menuCopiesInert();
    void columnsAreRemembered();
    void filtersOutliveColumnsOfAnOlderVersion();
    void foreignStateIsRefused();
    void sourceThatCannotBeReadIsTold();
    void sourceCanBeChanged();

    void isATableForAssistiveTools();
    void hiddenColumnsAreThereForAssistiveTools();
    void cellsKnowTheirPlace();
    void cellsAreBounded();
    void cellsEndWithTheirRows();
    void selectionGoesBothWays();
    void contrastIsEnough_data();
    void contrastIsEnough();
};

// --- filter ----------------------------------------------------------------------------------------------------------

void TestTrafficPane::saysWhatWouldFillIt()
{
    TrafficPane pane;
    pane.show();
    auto* empty = pane.findChild<ui::EmptyLog*>();
    QVERIFY(empty->isVisible());
    QVERIFY(empty->findChild<QLabel*>()->text().startsWith(u"No calls yet."_s));
    const Shown shown;
    QVERIFY(!shown.pane.findChild<ui::EmptyLog*>()->isVisible());
}

void TestTrafficPane::chipsAreAUnion()
{
    Shown shown;
    shown.chip(u"Data"_s)->click();
    QTRY_COMPARE(shown.rows(), quint64(10));
    shown.chip(u"Errors"_s)->click();
    QTRY_COMPARE(shown.rows(), quint64(11));
    shown.chip(u"Data"_s)->click();
    QTRY_COMPARE(shown.rows(), quint64(1));
    shown.chip(u"Errors"_s)->click();
    shown.chip(u"Calls"_s)->click();
    QTRY_COMPARE(shown.rows(), quint64(3));
    shown.chip(u"Calls"_s)->click();
    QCOMPARE(shown.rows(), quint64(13));
}

void TestTrafficPane::typingFilters()
{
    Shown shown;
    shown.pane.focusFilter();
    QCOMPARE(shown.filter()->accessibleName(), u"Filter"_s);
    QTest::keyClicks(shown.filter(), u"\"message 3\""_s);
    QTRY_COMPARE(shown.rows(), quint64(1));
    QCOMPARE(shown.pane.view()->row(0).cell(LogColumn::Preview), u"message 3"_s);
    // Records that come later go through the filter too.
    shown.capture.data(2, Operation::Recv, "message 31");
    shown.capture.data(2, Operation::Recv, "message 4");
    shown.capture.commit();
    shown.pane.grow(shown.capture.count());
    QTRY_COMPARE(shown.rows(), quint64(2));
    QTest::keyClick(shown.filter(), Qt::Key_Escape);
    QTRY_COMPARE(shown.rows(), quint64(15));
}

void TestTrafficPane::emptyFilterCanBeCleared()
{
    Shown shown;
    shown.chip(u"Data"_s)->click();
    shown.filter()->setText(u"\"nothing has this\""_s);
    QTRY_VERIFY(shown.says(u"No record matches the filter."_s));
    shown.press(u"Clear filter"_s);
    QCOMPARE(shown.rows(), quint64(13));
    QVERIFY(shown.filter()->text().isEmpty() && !shown.chip(u"Data"_s)->isChecked());
    QVERIFY(!shown.pane.findChild<ui::EmptyLog*>()->isVisible());
}

void TestTrafficPane::countsWhatIsShown()
{
    Shown shown;
    QTRY_VERIFY(shown.says(u"13 records"_s));
    shown.chip(u"Data"_s)->click();
    QTRY_VERIFY(shown.says(u"10 of 13 records"_s));
}

void TestTrafficPane::clearHidesAndShowAllBringsBack()
{
    Shown shown;
    shown.pane.clearView();
    QCOMPARE(shown.rows(), quint64(0));
    QVERIFY(shown.says(u"Cleared. New calls appear here; the capture keeps the rest."_s));
    shown.capture.data(2, Operation::Recv, "new");
    shown.capture.commit();
    shown.pane.grow(shown.capture.count());
    QCOMPARE(shown.rows(), quint64(1));
    QCOMPARE(shown.pane.view()->row(0).cell(LogColumn::Number), u"14"_s);
    shown.pane.clearView();
    shown.press(u"Show all"_s);
    QCOMPARE(shown.rows(), quint64(14));
}

void TestTrafficPane::followToggleFollowsTheView()
{
    Shown shown;
    shown.pane.resize(900, 200);
    auto* follow = shown.chip(u"Follow"_s);
    QVERIFY(follow->isChecked());
    shown.pane.goTo(0);
    QVERIFY(!follow->isChecked() && !shown.pane.view()->isFollowing());
    follow->click();
    QVERIFY(follow->isChecked() && shown.pane.view()->isFollowing());
    QSignalSpy paused(&shown.pane, &TrafficPane::pausedChanged);
    shown.pane.setPaused(true);
    QVERIFY(!follow->isChecked() && shown.pane.isPaused());
    follow->click();
    QVERIFY(!shown.pane.isPaused());
    QCOMPARE(paused.count(), 2);
}

void TestTrafficPane::goToFindsWhatWasCleared()
{
    Shown shown;
    shown.pane.clearView();
    QSignalSpy current(&shown.pane, &TrafficPane::currentRecordChanged);
    shown.pane.goTo(4);
    QCOMPARE(shown.pane.currentRecord(), std::optional<quint64>(4));
    QCOMPARE(current.count(), 1);
}

// --- menu ------------------------------------------------------------------------------------------------------------

void TestTrafficPane::menuExplainsErrorsOnly()
{
    Shown shown;
    QSignalSpy wanted(&shown.pane, &TrafficPane::errnoRequested);
    shown.pane.goTo(1);
    QVERIFY(!shown.choose({u"Explain This Error"_s}));
    shown.pane.goTo(10);
    QVERIFY(shown.choose({u"Explain This Error"_s}));
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toULongLong(), 10ULL);
}

void TestTrafficPane::menuComparesTwoRows()
{
    Shown shown;
    QSignalSpy wanted(&shown.pane, &TrafficPane::compareRequested);
    ui::LogSelection selection;
    const auto compare = [&] {
        shown.pane.view()->select(selection);
        const bool isOffered = shown.choose({u"Compare Bytes"_s});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the menu's
        return isOffered;
    };
    selection.selectOnly(9);
    QVERIFY(compare()); // disabled: nothing comes of it
    QCOMPARE(wanted.count(), 0);
    selection.toggle(2);
    QVERIFY(compare());
    QCOMPARE(wanted.count(), 1);
    // In the order of the log, whichever was selected first.
    QCOMPARE(wanted.first(), QVariantList({2ULL, 9ULL}));
    selection.toggle(3);
    QVERIFY(compare());
    QCOMPARE(wanted.count(), 1);
}

void TestTrafficPane::menuCopiesInert()
{
    Shown shown;
    shown.capture.data(2, Operation::Recv, "\x1b]52;c;\x07");
    shown.capture.commit();
    shown.pane.grow(shown.capture.count());
    shown.pane.goTo(13);
    QVERIFY(shown.choose({u"Copy as Text"_s}));
    QCOMPARE(QApplication::clipboard()->text(), u"\\x1b]52;c;\\x07"_s);
    QVERIFY(shown.choose({u"Copy as Hex"_s}));
    QCOMPARE(QApplication::clipboard()->text(), u"1b 5d 35 32 3b 63 3b 07"_s);
    QTest::keyClick(shown.pane.view(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().startsWith(u"14\t"_s));
}

// --- state -----------------------------------------------------------------------------------------------------------

void TestTrafficPane::columnsAreRemembered()
{
    Shown shown;
    shown.pane.view()->header()->resizeSection(int(LogColumn::Endpoint), 177);
    shown.pane.view()->header()->hideSection(int(LogColumn::Took));
    shown.pane.view()->header()->showSection(int(LogColumn::Size));
    TrafficPane other;
    other.resize(900, 500);
    QVERIFY(other.restoreState(shown.pane.saveState()));
    QCOMPARE(other.view()->header()->width(LogColumn::Endpoint), 177);
    QVERIFY(!other.view()->header()->isShown(LogColumn::Took));
    QVERIFY(other.view()->header()->isShown(LogColumn::Size));
}

void TestTrafficPane::filtersOutliveColumnsOfAnOlderVersion()
{
    // As written before there was the column Took.
    QHeaderView eight(Qt::Horizontal);
    QStandardItemModel model(0, 8);
    eight.setModel(&model);
    eight.hideSection(6);
    QByteArray state;
    QDataStream(&state, QIODevice::WriteOnly)
        << quint32(2) << eight.saveState() << quint8(0) << QStringList(u"size > 3"_s) << QStringList(u"recv"_s);
    Shown shown;
    QVERIFY(shown.pane.restoreState(state));
    QVERIFY(shown.chip(u"recv"_s));
    QVERIFY(shown.pane.view()->header()->isShown(LogColumn::Result));
    QCOMPARE(shown.pane.view()->header()->times().format, ui::TimeFormat::SinceStart);
}

void TestTrafficPane::foreignStateIsRefused()
{
    TrafficPane pane;
    QVERIFY(!pane.restoreState({}));
    QVERIFY(!pane.restoreState("nonsense"));
    QVERIFY(!pane.restoreState(pane.saveState().left(20)));
    QVERIFY(pane.view()->header()->width(LogColumn::Time) > 0);
}

void TestTrafficPane::sourceThatCannotBeReadIsTold()
{
    TrafficPane pane;
    QSignalSpy notices(&pane, &TrafficPane::noticeRaised);
    pane.setSource([]() -> base::Result<std::unique_ptr<capture::Reader>> { return base::failure({EACCES, "open"}); });
    QCOMPARE(notices.count(), 1);
    QVERIFY(notices.first().first().toString().contains(u"EACCES"_s));
    pane.grow(5);
    pane.clearView();
    pane.goTo(3);
    QVERIFY(!pane.currentRecord());
}

void TestTrafficPane::sourceCanBeChanged()
{
    Shown shown;
    shown.pane.goTo(3);
    SampleCapture other;
    other.call(1, Operation::Listen, 0, 5);
    other.commit();
    shown.pane.setSource(other.newReader());
    QCOMPARE(shown.rows(), quint64(0));
    QVERIFY(!shown.pane.currentRecord());
    shown.pane.grow(other.count());
    QCOMPARE(shown.rows(), quint64(1));
    QVERIFY(!shown.pane.grab().isNull());
}

// --- assistive tools -------------------------------------------------------------------------------------------------

void TestTrafficPane::isATableForAssistiveTools()
{
    const Shown shown;
    QAccessibleInterface* log = QAccessible::queryAccessibleInterface(shown.pane.view());
    QCOMPARE(log->role(), QAccessible::Table);
    QCOMPARE(log->text(QAccessible::Name), u"Traffic log"_s);
    QAccessibleTableInterface* table = log->tableInterface();
    QVERIFY(table);
    QCOMPARE(table->rowCount(), 13);
    QStringList columns;
    for (int column = 0; column < table->columnCount(); ++column)
        columns << table->columnDescription(column);
    QCOMPARE(columns,
        QStringList({u"#"_s, u"Time"_s, u"Delta"_s, u"Endpoint"_s, u"Call"_s, u"Size"_s, u"Result"_s, u"Took"_s,
            u"Message"_s, u"Preview"_s}));
    QCOMPARE(table->cellAt(1, int(LogColumn::Call))->text(QAccessible::Name), u"recv"_s);
    QCOMPARE(table->cellAt(1, int(LogColumn::Preview))->text(QAccessible::Name), u"message 0"_s);
    QCOMPARE(table->cellAt(10, int(LogColumn::Result))->text(QAccessible::Name), u"ECONNREFUSED"_s);
    QVERIFY(!table->cellAt(13, 0) && !table->cellAt(-1, 0) && !table->cellAt(0, 10) && !table->cellAt(0, -1));
    QVERIFY(table->columnDescription(10).isEmpty() && table->rowDescription(99).isEmpty());
    QVERIFY(table->rowDescription(1).contains(u"message 0"_s));
}

void TestTrafficPane::hiddenColumnsAreThereForAssistiveTools()
{
    const Shown shown;
    QVERIFY(!shown.pane.view()->header()->isShown(LogColumn::Delta));
    QVERIFY(!shown.pane.view()->header()->isShown(LogColumn::Size));
    QAccessibleInterface* log = QAccessible::queryAccessibleInterface(shown.pane.view());
    QAccessibleTableInterface* table = log->tableInterface();
    QCOMPARE(table->cellAt(1, int(LogColumn::Size))->text(QAccessible::Name), u"9"_s);
    QCOMPARE(table->cellAt(1, int(LogColumn::Delta))->text(QAccessible::Name), u"+45 µs"_s);
    QCOMPARE(log->child(int(LogColumn::Size))->text(QAccessible::Name), u"Size"_s);
    QVERIFY(log->child(int(LogColumn::Size))->state().invisible);
    // The last one is named as before, and says what stands above it.
    QCOMPARE(log->child(int(LogColumn::Preview))->text(QAccessible::Name), u"Preview"_s);
    QCOMPARE(log->child(int(LogColumn::Preview))->text(QAccessible::Description), u"Arguments and data"_s);
}

void TestTrafficPane::cellsKnowTheirPlace()
{
    const Shown shown;
    QAccessibleInterface* log = QAccessible::queryAccessibleInterface(shown.pane.view());
    QCOMPARE(log->childCount(), 14 * ui::LogColumnCount);
    for (int index = 0; index < log->childCount(); ++index) {
        QAccessibleInterface* child = log->child(index);
        QVERIFY(child->isValid());
        QCOMPARE(log->indexOfChild(child), index);
        QCOMPARE(child->parent(), log);
        QCOMPARE(child->role(), index < ui::LogColumnCount ? QAccessible::ColumnHeader : QAccessible::Cell);
    }
    QVERIFY(!log->child(-1) && !log->child(log->childCount()));
    QAccessibleInterface* cell = log->tableInterface()->cellAt(2, 3);
    QCOMPARE(cell->tableCellInterface()->rowIndex(), 2);
    QCOMPARE(cell->tableCellInterface()->columnIndex(), 3);
    QCOMPARE(cell->tableCellInterface()->columnHeaderCells().first()->text(QAccessible::Name), u"Endpoint"_s);
    QVERIFY(!cell->state().offscreen);
    // What lies at a place on the screen is the cell that says it is there.
    const QPoint center = cell->rect().center();
    QCOMPARE(log->childAt(center.x(), center.y()), cell);
}

void TestTrafficPane::cellsAreBounded()
{
    Shown shown;
    for (int i = 0; i < 2000; ++i)
        shown.capture.data(2, Operation::Recv, "x");
    shown.capture.commit();
    shown.pane.grow(shown.capture.count());
    QAccessibleInterface* log = QAccessible::queryAccessibleInterface(shown.pane.view());
    const QAccessible::Id first = QAccessible::uniqueId(log->child(ui::LogColumnCount));
    QVERIFY(QAccessible::accessibleInterface(first));
    for (int index = ui::LogColumnCount + 1; index < log->childCount(); ++index)
        QVERIFY(log->child(index));
    QVERIFY(!QAccessible::accessibleInterface(first));
    QCOMPARE(log->child(ui::LogColumnCount)->text(QAccessible::Name), u"1"_s);
    QVERIFY(static_cast<std::size_t>(log->childCount()) > ui::AccessibleLog::MaxCells);
}

void TestTrafficPane::cellsEndWithTheirRows()
{
    Shown shown;
    QAccessibleInterface* log = QAccessible::queryAccessibleInterface(shown.pane.view());
    QAccessibleInterface* cell = log->tableInterface()->cellAt(12, int(LogColumn::Preview));
    QCOMPARE(cell->text(QAccessible::Name), u"bye"_s);
    shown.chip(u"Errors"_s)->click();
    QTRY_COMPARE(shown.rows(), quint64(1));
    QVERIFY(!cell->isValid());
    QCOMPARE(cell->text(QAccessible::Name), QString());
    QCOMPARE(log->tableInterface()->rowCount(), 1);
    QCOMPARE(log->tableInterface()->cellAt(0, 4)->text(QAccessible::Name), u"connect"_s);
}

void TestTrafficPane::selectionGoesBothWays()
{
    Shown shown;
    QAccessibleInterface* log = QAccessible::queryAccessibleInterface(shown.pane.view());
    QAccessibleTableInterface* table = log->tableInterface();
    QVERIFY(table->selectRow(3));
    QVERIFY(table->selectRow(5));
    QVERIFY(!table->selectRow(77) && !table->selectRow(-1));
    QCOMPARE(table->selectedRows(), QList<int>({3, 5}));
    QCOMPARE(shown.pane.currentRecord(), std::optional<quint64>(5));
    QVERIFY(table->unselectRow(3) && !table->unselectRow(3));
    QCOMPARE(table->selectedRowCount(), 1);
    QCOMPARE(table->selectedCells().size(), qsizetype(ui::LogColumnCount));
    QVERIFY(table->isRowSelected(5) && table->cellAt(5, 0)->tableCellInterface()->isSelected());
    QTest::keyClick(shown.pane.view(), Qt::Key_Home);
    QCOMPARE(table->selectedRows(), QList<int>({0}));
    QCOMPARE(log->focusChild()->tableCellInterface()->rowIndex(), 0);
}

void TestTrafficPane::contrastIsEnough_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTrafficPane::contrastIsEnough()
{
    QFETCH(bool, dark);
    const QPalette palette = dark ? ui::darkPalette() : ui::lightPalette();
    // WCAG 2: relative luminance and contrast ratio.
    const auto luminance = [](const QColor& color) {
        const auto linear
            = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    const auto contrast = [&](const QColor& a, const QColor& b) {
        const double brighter = std::max(luminance(a), luminance(b));
        const double darker = std::min(luminance(a), luminance(b));
        return (brighter + 0.05) / (darker + 0.05);
    };
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
    Shown shown;
    shown.pane.setPalette(palette);
    shown.pane.goTo(0);
    shown.pane.view()->clearFocus();
    const QImage picture = shown.pane.view()->viewport()->grab().toImage();
    const auto paperOf = [&](quint64 row) {
        const QRect cell = shown.pane.view()->cellRect(row, LogColumn::Preview);
        return picture.pixelColor(cell.right() - 2, cell.top() + 1);
    };
    // A failed row, and one that is selected while the keyboard is elsewhere; nothing is dimmed on the latter.
    const QColor failed = paperOf(10);
    const QColor selected = paperOf(0);
    QVERIFY(failed != palette.color(QPalette::Base) && selected != palette.color(QPalette::Base));
    for (const ui::Tone tone : {ui::Tone::Text, ui::Tone::Dim, ui::Tone::Error})
        QVERIFY(contrast(ui::toneColor(tone, palette), failed) >= 4.5);
    for (const ui::Tone tone : {ui::Tone::Text, ui::Tone::In, ui::Tone::Out, ui::Tone::Call, ui::Tone::Error})
        QVERIFY(contrast(ui::toneColor(tone, palette), selected) >= 4.5);
}

QTEST_MAIN(TestTrafficPane)
#include "tst_trafficpane.moc"
