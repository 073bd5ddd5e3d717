// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tst_hexviewbytes.h"
#include "ui/bytes/bytespane.h"
#include "ui/bytes/hexview.h"
#include "ui/theme/tones.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace ui;

namespace {

constexpr std::uint64_t TebiByte = std::uint64_t{1} << 40;

QByteArray counted(int size)
{
    QByteArray bytes(size, '\0');
    for (int i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i);
    return bytes;
}

/// Letters have no whole pixel of their colour where their edges are smoothed.
bool isNear(const QColor& a, const QColor& b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 100;
}

bool paints(HexView& view, std::uint64_t offset, HexColumn column, const QColor& color)
{
    const QRect cell = view.byteRect(offset, column);
    return view.viewport()->grab().toImage().pixelColor(cell.left() + 1, cell.top() + 1) == color;
}

} // namespace

class TestHexView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pane = std::make_unique<BytesPane>();
        m_pane->setPalette(lightPalette());
        m_pane->resize(700, 300);
        m_pane->QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_view = m_pane->view();
        m_view->setFocus();
    }
    void cleanup() { m_pane.reset(); }

    void saysWhatWouldFillIt()
    {
        QCOMPARE(m_view->dumpText().text(), u"Select a record to see its bytes."_s);
        m_pane->showBytes(std::make_shared<KnownBytes>(QByteArray()), u"#3  recv  0 bytes"_s);
        QCOMPARE(m_view->dumpText().text(), u"This call moved no bytes."_s);
        m_pane->showArguments(u"#1  bind"_s, u"127.0.0.1:50007"_s);
        QCOMPARE(m_view->dumpText().text(), u"127.0.0.1:50007"_s);
        m_pane->clear(u"The log is empty."_s);
        QCOMPARE(m_view->dumpText().text(), u"The log is empty."_s);
    }

    void titleIsPlainText()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>("x"), u"#12  recv  <b>1</b>"_s);
        const QLabel* title = m_pane->findChildren<QLabel*>().first();
        QCOMPARE(title->text(), u"#12  recv  <b>1</b>"_s);
        QCOMPARE(title->textFormat(), Qt::PlainText);
        QVERIFY(!title->toolTip().contains(u'<'));
    }

    void paintsAndReadsOnlyWhatIsVisible()
    {
        auto source = std::make_shared<EndlessBytes>(TebiByte);
        m_pane->showBytes(source, u"1 TiB"_s);
        m_view->viewport()->grab();
        QVERIFY(source->bytesRead > 0);
        source->bytesRead = 0;
        m_view->viewport()->grab();
        const auto rows = static_cast<std::uint64_t>(m_view->viewport()->height() / m_view->hexLayout().lineHeight) + 2;
        QVERIFY2(source->bytesRead <= rows * 16, qPrintable(QString::number(source->bytesRead)));
    }

    void reachesEveryEndOfATebibyte()
    {
        m_pane->showBytes(std::make_shared<EndlessBytes>(TebiByte), u"1 TiB"_s);
        QTest::keyClick(m_view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(m_view->selection().cursor(), std::optional(TebiByte - 1));
        QVERIFY(m_view->viewport()->rect().contains(m_view->byteRect(TebiByte - 1, HexColumn::Hex)));
        const std::uint64_t lastTop = m_view->topRow();
        QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());

        // One row up must be one row, although the bar cannot tell the two apart.
        m_view->verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
        QCOMPARE(m_view->topRow(), lastTop - 1);
        m_view->verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        QCOMPARE(m_view->topRow(), lastTop);
        m_view->verticalScrollBar()->setValue(0);
        QCOMPARE(m_view->topRow(), 0U);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        QCOMPARE(m_view->topRow(), lastTop);

        QTest::keyClick(m_view, Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(m_view->topRow(), 0U);
    }

    void wheelMovesByRows()
    {
        m_pane->showBytes(std::make_shared<EndlessBytes>(TebiByte), u"1 TiB"_s);
        const auto turn = [this](int delta) {
            QWheelEvent event({10, 10}, m_view->viewport()->mapToGlobal(QPointF(10, 10)), {}, {0, delta}, Qt::NoButton,
                Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(m_view->viewport(), &event);
        };
        turn(-120);
        const auto lines = static_cast<std::uint64_t>(QApplication::wheelScrollLines());
        QCOMPARE(m_view->topRow(), lines);
        for (int i = 0; i < 120; ++i)
            turn(-1);
        QCOMPARE(m_view->topRow(), 2 * lines);
        turn(1200);
        QCOMPARE(m_view->topRow(), 0U);
    }

    void topByteStaysWhenTheWidthChanges()
    {
        m_pane->showBytes(std::make_shared<EndlessBytes>(TebiByte), u"1 TiB"_s);
        m_view->goTo(TebiByte / 2);
        const std::uint64_t top = m_view->hexLayout().rowOffset(m_view->topRow());
        m_pane->resize(1900, 300);
        QCOMPARE(m_view->hexLayout().bytesPerRow, 32);
        const std::uint64_t wideTop = m_view->hexLayout().rowOffset(m_view->topRow());
        QVERIFY(top - wideTop < 32);
        m_pane->resize(430, 300);
        QCOMPARE(m_view->hexLayout().bytesPerRow, 8);
        QCOMPARE(m_view->hexLayout().rowOffset(m_view->topRow()), wideTop);
    }

    void narrowViewScrollsSideways()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(64)), u"#1"_s);
        m_pane->resize(160, 300);
        QVERIFY(m_view->horizontalScrollBar()->maximum() > 0);
        m_view->goTo(7);
        QVERIFY(m_view->viewport()->rect().contains(m_view->byteRect(7, HexColumn::Hex)));
        m_view->goTo(0);
        QVERIFY(m_view->viewport()->rect().contains(m_view->byteRect(0, HexColumn::Hex)));
    }

    void draggingInHexMarksTheAscii()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(64)), u"#1"_s);
        drag(HexColumn::Hex, 5, 20);
        QCOMPARE(m_view->selection().range(), (ByteRange{5, 16}));
        QCOMPARE(m_view->activeColumn(), HexColumn::Hex);
        for (const std::uint64_t offset : {5U, 15U, 16U, 20U}) {
            QVERIFY(paints(*m_view, offset, HexColumn::Hex, m_view->palette().color(QPalette::Highlight)));
            QVERIFY(paints(*m_view, offset, HexColumn::Ascii, toneColor(Tone::Match, m_view->palette())));
        }
        QVERIFY(paints(*m_view, 4, HexColumn::Ascii, m_view->palette().color(QPalette::Base)));
        QVERIFY(paints(*m_view, 21, HexColumn::Ascii, m_view->palette().color(QPalette::Base)));
    }

    void draggingInAsciiMarksTheHex()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(64)), u"#1"_s);
        drag(HexColumn::Ascii, 20, 5);
        QCOMPARE(m_view->selection().range(), (ByteRange{5, 16}));
        QCOMPARE(m_view->activeColumn(), HexColumn::Ascii);
        QVERIFY(paints(*m_view, 10, HexColumn::Hex, toneColor(Tone::Match, m_view->palette())));
        QVERIFY(paints(*m_view, 10, HexColumn::Ascii, m_view->palette().color(QPalette::Highlight)));
    }

    void shiftClickExtendsAndDoubleClickTakesTheRow()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(60)), u"#1"_s);
        click(HexColumn::Hex, 3);
        click(HexColumn::Hex, 33, Qt::ShiftModifier);
        QCOMPARE(m_view->selection().range(), (ByteRange{3, 31}));
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, place(HexColumn::Hex, 50));
        QCOMPARE(m_view->selection().range(), (ByteRange{48, 12}));
    }

    void heldDragScrolls()
    {
        m_pane->showBytes(std::make_shared<EndlessBytes>(TebiByte), u"#1"_s);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, place(HexColumn::Hex, 0));
        QTest::mouseMove(m_view->viewport(), QPoint(40, m_view->viewport()->height() + 20));
        QTRY_VERIFY(m_view->topRow() > 3);
        // What is shown may change under the mouse; the drag ends there.
        m_pane->showBytes(std::make_shared<KnownBytes>(QByteArray()), u"#2"_s);
        QTest::mouseMove(m_view->viewport(), QPoint(40, 10));
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, QPoint(40, 10));
        QVERIFY(m_view->selection().isEmpty());
    }

    void keysMoveAndExtend()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(100)), u"#1"_s);
        click(HexColumn::Hex, 20);
        QTest::keyClick(m_view, Qt::Key_Right);
        QTest::keyClick(m_view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(m_view->selection().range(), (ByteRange{21, 17}));
        QTest::keyClick(m_view, Qt::Key_Home);
        QCOMPARE(m_view->selection().range(), (ByteRange{32, 1}));
        QTest::keyClick(m_view, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(m_view->selection().range(), (ByteRange{32, 16}));
        QTest::keyClick(m_view, Qt::Key_PageDown);
        QCOMPARE(m_view->selection().cursor(), std::optional<std::uint64_t>(99));
        QTest::keyClick(m_view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selection().range(), (ByteRange{0, 100}));
        QTest::keyClick(m_view, Qt::Key_Escape);
        QVERIFY(m_view->selection().isEmpty());
    }

    void tabGoesThroughBothColumnsAndOn()
    {
        QLineEdit next(m_pane.get());
        next.show();
        QWidget::setTabOrder(m_view, &next);
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(10)), u"#1"_s);
        QTest::keyClick(m_view, Qt::Key_Tab);
        QCOMPARE(m_view->activeColumn(), HexColumn::Ascii);
        QVERIFY(m_view->hasFocus());
        QTest::keyClick(m_view, Qt::Key_Tab);
        QVERIFY(!m_view->hasFocus());
        m_view->setFocus();
        QTest::keyClick(m_view, Qt::Key_Backtab);
        QCOMPARE(m_view->activeColumn(), HexColumn::Hex);
        QVERIFY(m_view->hasFocus());
    }

    void copiesAsTheActiveColumnSays()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>("Hi\r\n\x1b\xff"_ba), u"#1"_s);
        QTest::keyClick(m_view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"48 69 0d 0a 1b ff"_s);
        QTest::keyClick(m_view, Qt::Key_Tab);
        QTest::keyClick(m_view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), uR"(Hi\r\n\x1b\xff)"_s);
        m_view->select({1, 2});
        QTest::keyClick(m_view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), uR"(i\r)"_s);
    }

    void menuCopiesInEveryForm_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("copied");
        QTest::newRow("text") << u"Copy as &Text"_s << uR"(A\x00\n)"_s;
        QTest::newRow("hex") << u"Copy as &Hex"_s << u"41 00 0a"_s;
        QTest::newRow("escaped") << u"Copy as &Escaped"_s << uR"(A\x00\n)"_s;
        QTest::newRow("python") << u"Copy as &Python Bytes"_s << uR"(b'A\x00\n')"_s;
        QTest::newRow("dump") << u"Copy as Hex &Dump"_s
                              << u"00000000  41 00 0a                                          |A..|"_s;
    }
    void menuCopiesInEveryForm()
    {
        QFETCH(QString, entry);
        QFETCH(QString, copied);
        m_pane->showBytes(std::make_shared<KnownBytes>("A\0\n"_ba.append('!')), u"#1"_s);
        m_view->select({0, 3});
        triggerMenu(entry);
        QCOMPARE(QApplication::clipboard()->text(), copied);
        QVERIFY(hasLabel(u"Copied 3 byte"));
    }

    void menuCopiesACArray()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>("AB"), u"#1"_s);
        triggerMenu(u"Copy as &C Array"_s);
        QVERIFY(QApplication::clipboard()->text().contains(u"0x41, 0x42"));
    }

    void menuSelectsAllAndGoesToAnOffset()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(40)), u"#1"_s);
        triggerMenu(u"Select &All"_s);
        QCOMPARE(m_view->selection().range(), (ByteRange{0, 40}));
        triggerMenu(u"&Go to Offset..."_s);
        QVERIFY(m_pane->findChild<QLineEdit*>()->isVisible());
    }

    void copyOfTooMuchIsCutWithAWord()
    {
        m_pane->showBytes(std::make_shared<EndlessBytes>(TebiByte), u"#1"_s);
        m_view->selectAll();
        QTest::keyClick(m_view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().size(), 1024 * 1024 * 3 - 1);
        QVERIFY(hasLabel(u"Copied the first 1 MiB of 1 TiB."));
    }

    void statusTellsOffsetLengthAndValue()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(64)), u"#1"_s);
        QVERIFY(hasLabel(u"64 byte"));
        m_view->select({16, 4});
        QVERIFY(hasLabel(u"offset 16 (0x10)   4 of 64   u8 16   u16 LE 4368 BE 4113"));
        // Near the end only what is there is read.
        m_view->goTo(63);
        QVERIFY(hasLabel(u"offset 63 (0x3f)   1 of 64   u8 63"));
    }

    void goesToAnOffset()
    {
        m_pane->showBytes(std::make_shared<EndlessBytes>(TebiByte), u"#1"_s);
        auto* field = m_pane->findChild<QLineEdit*>();
        QVERIFY(!field->isVisible());
        QTest::keyClick(m_view, Qt::Key_G, Qt::ControlModifier);
        QVERIFY(field->isVisible());
        QCOMPARE(field->accessibleName(), u"Go to offset"_s);
        QTest::keyClicks(field, u"0x8000000000"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_view->selection().cursor(), std::optional(TebiByte / 2));
        QVERIFY(m_view->viewport()->rect().contains(m_view->byteRect(TebiByte / 2, HexColumn::Hex)));
        QVERIFY(!field->isVisible());
        QVERIFY(m_view->hasFocus());

        QTest::keyClick(m_view, Qt::Key_G, Qt::ControlModifier);
        QTest::keyClicks(field, u"-16"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_view->selection().cursor(), std::optional(TebiByte / 2 - 16));
    }

    void wrongOffsetIsToldInPlace()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(64)), u"#1"_s);
        QTest::keyClick(m_view, Qt::Key_G, Qt::ControlModifier);
        auto* field = m_pane->findChild<QLineEdit*>();
        QTest::keyClicks(field, u"64"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(field->isVisible());
        QVERIFY(hasLabel(u"The last byte is at 63 (0x3f)."));
        QVERIFY(m_view->selection().isEmpty());
        QTest::keyClick(field, Qt::Key_Backspace);
        QVERIFY(!hasLabel(u"The last byte"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
    }

    void unreadableBytesAreShownAsSuch()
    {
        m_pane->showBytes(std::make_shared<EndlessBytes>(64, 20), u"#1"_s);
        const QImage image = m_view->viewport()->grab().toImage();
        const QColor lost = toneColor(Tone::Warning, m_view->palette());
        const auto has = [&](std::uint64_t offset) {
            const QRect cell = m_view->byteRect(offset, HexColumn::Hex);
            for (int y = cell.top(); y < cell.bottom(); ++y)
                for (int x = cell.left(); x < cell.right(); ++x)
                    if (isNear(image.pixelColor(x, y), lost))
                        return true;
            return false;
        };
        QVERIFY(has(20) && has(63));
        QVERIFY(!has(19));
    }

    void screenReaderReadsTheDump()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>("Hello, world"), u"#12"_s);
        QAccessibleInterface* bytes = QAccessible::queryAccessibleInterface(m_view);
        QVERIFY(bytes);
        QCOMPARE(bytes->text(QAccessible::Name), u"Bytes"_s);
        QCOMPARE(bytes->role(), QAccessible::EditableText);
        QVERIFY(bytes->state().readOnly);
        QVERIFY(!bytes->editableTextInterface());
        QAccessibleTextInterface* text = bytes->textInterface();
        QVERIFY(text);
        QCOMPARE(text->text(0, text->characterCount()),
            u"00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64              |Hello, world|\n"_s);
        QCOMPARE(text->text(0, -1).size(), text->characterCount());
        QCOMPARE(text->text(10, 12), u"48"_s);
    }

    void screenReaderSeesAndSetsTheSelection()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(40)), u"#12"_s);
        QAccessibleTextInterface* text = QAccessible::queryAccessibleInterface(m_view)->textInterface();
        QCOMPARE(text->selectionCount(), 0);
        m_view->select({1, 3});
        int start = 0;
        int end = 0;
        text->selection(0, &start, &end);
        QCOMPARE(text->text(start, end), u"01 02 03"_s);
        QCOMPARE(text->cursorPosition(), m_view->dumpText().positionOf(3));

        text->setSelection(0, m_view->dumpText().positionOf(16), m_view->dumpText().positionOf(18) + 2);
        QCOMPARE(m_view->selection().range(), (ByteRange{16, 3}));
        text->setCursorPosition(m_view->dumpText().positionOf(39));
        QCOMPARE(m_view->selection().cursor(), std::optional<std::uint64_t>(39));
        text->removeSelection(0);
        QVERIFY(m_view->selection().isEmpty());
        const QRect rect = text->characterRect(m_view->dumpText().positionOf(17));
        QCOMPARE(text->offsetAtPoint(rect.center()), m_view->dumpText().positionOf(17));
    }

    void bothPalettesTellTheColumnsApart()
    {
        m_pane->showBytes(std::make_shared<KnownBytes>(counted(64)), u"#1"_s);
        m_view->select({0, 8});
        for (const QPalette& palette : {lightPalette(), darkPalette()}) {
            m_pane->setPalette(palette);
            QVERIFY(paints(*m_view, 3, HexColumn::Hex, palette.color(QPalette::Highlight)));
            QVERIFY(paints(*m_view, 3, HexColumn::Ascii, toneColor(Tone::Match, palette)));
        }
    }

private:
    QPoint place(HexColumn column, std::uint64_t offset) { return m_view->byteRect(offset, column).center(); }
    void click(HexColumn column, std::uint64_t offset, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, place(column, offset));
    }
    void drag(HexColumn column, std::uint64_t from, std::uint64_t to)
    {
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, place(column, from));
        QTest::mouseMove(m_view->viewport(), place(column, to));
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, place(column, to));
    }
    void triggerMenu(const QString& text)
    {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(20, 20), m_view->mapToGlobal(QPoint(20, 20)));
        QApplication::sendEvent(m_view, &event);
        auto* menu = m_pane->findChild<QMenu*>();
        QVERIFY(menu);
        const auto actions = menu->actions();
        const auto action = std::find_if(
            actions.begin(), actions.end(), [&](const QAction* candidate) { return candidate->text() == text; });
        QVERIFY(action != actions.end());
        (*action)->trigger();
        delete menu;
    }
    bool hasLabel(QStringView text) const
    {
        const auto labels = m_pane->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [text](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
    }

    std::unique_ptr<BytesPane> m_pane;
    HexView* m_view = nullptr;
};

QTEST_MAIN(TestHexView)
#include "tst_hexview.moc"
