// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tst_hexviewbytes.h"
#include "ui/bytes/bytespane.h"
#include "ui/bytes/charsets.h"
#include "ui/bytes/hexview.h"
#include "ui/bytes/inspector.h"
#include "ui/bytes/inspectormodel.h"
#include "ui/theme/tones.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSet>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace ui;

namespace {

constexpr std::uint64_t TebiByte = std::uint64_t{1} << 40;

std::span<const std::byte> bytesOf(const QByteArray& bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace

class TestInspector final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pane = std::make_unique<BytesPane>();
        m_pane->setPalette(lightPalette());
        m_pane->resize(1000, 400);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_model = m_pane->inspector()->model();
    }
    void cleanup() { m_pane.reset(); }

    void isHiddenUntilItIsWanted()
    {
        showBytes("Hello, world");
        QVERIFY(!m_pane->inspector()->isVisible());
        QCOMPARE(m_model->rowCount(), 0);
        QTest::keyClick(m_pane->view(), Qt::Key_I, Qt::ControlModifier);
        QVERIFY(m_pane->inspector()->isVisible());
        QVERIFY(m_model->rowCount() > 0);
        QTest::keyClick(m_pane->view(), Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!m_pane->inspector()->isVisible());
    }

    void isThereForBytesOnly()
    {
        m_pane->setInspecting(true);
        QVERIFY(!m_pane->inspector()->isVisible());
        showBytes("x");
        QVERIFY(m_pane->inspector()->isVisible());
        m_pane->showArguments(u"#1  bind"_s, u"127.0.0.1:50007"_s);
        QVERIFY(!m_pane->inspector()->isVisible());
        showBytes("");
        QVERIFY(!m_pane->inspector()->isVisible());
    }

    void withoutASelectionReadsFromTheStart()
    {
        inspect(QByteArray::fromHex("0102030405060708090a0b0c0d0e0f10"));
        QCOMPARE(row(u"uint8"_s), u"uint8\t1"_s);
        QCOMPARE(row(u"uint16"_s), u"uint16\t513\t258"_s);
        QCOMPARE(row(u"uint64"_s), u"uint64\t578437695752307201\t72623859790382856"_s);
        QCOMPARE(row(u"IPv4"_s), u"IPv4\t1.2.3.4"_s);
        QCOMPARE(row(u"IPv6"_s), u"IPv6\t102:304:506:708:90a:b0c:d0e:f10"_s);
    }

    void aCursorReadsOnAndASelectionDoesNot()
    {
        inspect(QByteArray::fromHex("0102030405060708"));
        m_pane->view()->select({4, 1});
        QCOMPARE(row(u"uint32"_s), u"uint32\t134678021\t84281096"_s);
        m_pane->view()->select({4, 2});
        QCOMPARE(row(u"uint16"_s), u"uint16\t1541\t1286"_s);
        QVERIFY(row(u"uint32"_s).isEmpty());
        m_pane->view()->select({4, 3});
        QCOMPARE(row(u"uint24"_s), u"uint24\t460293\t329223"_s);
        m_pane->view()->select({7, 1});
        QVERIFY(row(u"uint16"_s).isEmpty());
    }

    void baseIsChosen()
    {
        inspect(QByteArray::fromHex("00ff"));
        choose(u"Number base"_s, u"Hexadecimal"_s);
        QCOMPARE(row(u"uint16"_s), u"uint16\t0xff00\t0xff"_s);
        choose(u"Number base"_s, u"Binary"_s);
        QCOMPARE(row(u"uint16"_s), u"uint16\t0b1111111100000000\t0b11111111"_s);
        choose(u"Number base"_s, u"Octal"_s);
        QCOMPARE(row(u"uint8"_s), u"uint8\t0o0"_s);
    }

    void charsetIsChosen()
    {
        inspect("na\xefve \x80");
        QCOMPARE(row(u"Text"_s), u"Text\tna\\xefve \\x80"_s);
        choose(u"Charset"_s, u"ISO-8859-1"_s);
        QCOMPARE(row(u"Text"_s), u"Text\tna\u00efve \\u{80}"_s);
        if (!charsets().contains(u"windows-1252"_s))
            QSKIP("Qt has no ICU here");
        choose(u"Charset"_s, u"windows-1252"_s);
        QCOMPARE(row(u"Text"_s), u"Text\tna\u00efve \u20ac"_s);
    }

    void everyCharsetShowsInertText()
    {
        QByteArray bytes("\x1b[2J\xe2\x80\xae<b>");
        for (int i = 0; i < 256; ++i)
            bytes += static_cast<char>(i);
        QVERIFY(charsets().size() >= 4);
        for (const QString& charset : charsets()) {
            const QString text = charsetText(charset, bytesOf(bytes), 100'000);
            QVERIFY2(!text.isEmpty(), qPrintable(charset));
            for (const QChar character : text) {
                QVERIFY2(
                    character >= u' ' && (character < QChar(0x7f) || character >= QChar(0xa0)), qPrintable(charset));
                QVERIFY2(character != QChar(0x202e), qPrintable(charset));
            }
            QCOMPARE(charsetText(charset, {}, 100), QString());
        }
    }

    void textIsReadInIbm037()
    {
        if (!charsets().contains(u"IBM037"_s))
            QSKIP("Qt has no ICU here");
        QCOMPARE(charsetText(u"IBM037"_s, bytesOf(QByteArray::fromHex("c8859393966b40a6969993845a")), 100),
            u"Hello, world!"_s);
        QCOMPARE(charsetText(u"Shift_JIS"_s, bytesOf(QByteArray::fromHex("93fa967b")), 100), u"\u65e5\u672c"_s);
        QCOMPARE(charsetText(u"KOI8-R"_s, bytesOf(QByteArray::fromHex("f0d2c9d7c5d4")), 100),
            u"\u041f\u0440\u0438\u0432\u0435\u0442"_s);
        QCOMPARE(charsetText(u"GB18030"_s, bytesOf(QByteArray::fromHex("c4e3bac3")), 100), u"\u4f60\u597d"_s);
    }

    void rowsStayWhileTheCursorMoves()
    {
        QByteArray bytes(64, '\0');
        for (int i = 0; i < 64; ++i)
            bytes[i] = static_cast<char>(i * 37);
        inspect(bytes);
        const QAbstractItemModelTester tester(m_model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_pane->inspector()->table()->selectRow(2);
        const QString type = m_model->index(2, InspectorModel::Type).data().toString();
        QSet<int> counts;
        for (quint64 at = 0; at + 16 < 64; ++at) {
            m_pane->view()->select({at, 1});
            counts += m_model->rowCount(); // times come and go
            QCOMPARE(m_model->index(2, InspectorModel::Type).data().toString(), type);
            QCOMPARE(m_pane->inspector()->table()->selectionModel()->selectedRows().value(0).row(), 2);
        }
        QVERIFY(counts.size() > 1);
    }

    void modelHoldsForEveryKindOfSelection()
    {
        QByteArray bytes(64, '\0');
        for (int i = 0; i < 64; ++i)
            bytes[i] = static_cast<char>(i * 37 + (i & 1 ? 0x60 : 0));
        inspect(bytes);
        const QAbstractItemModelTester tester(m_model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (quint64 size = 1; size < 20; ++size) {
            for (quint64 at = 0; at + size <= 64; at += 3) {
                m_pane->view()->select({at, size});
                const auto expected
                    = codec::inspect(bytesOf(bytes).subspan(at).first(std::min<std::size_t>(64 - at, 16)),
                        size > 1 ? size : 0, codec::NumberBase::Decimal);
                QCOMPARE(m_model->rowCount(), static_cast<int>(expected.size()) + 1);
                m_pane->view()->select({at, 1});
            }
        }
    }

    void aChosenRowFramesItsBytes()
    {
        inspect(QByteArray(32, '\x11'));
        m_pane->view()->select({8, 1});
        m_pane->inspector()->table()->selectRow(rowOf(u"uint32"_s));
        QCOMPARE(m_pane->inspector()->covered(), (ByteRange{8, 4}));
        QVERIFY(framed(8) && framed(11));
        QVERIFY(!framed(12));
        m_pane->view()->select({16, 1});
        QCOMPARE(m_pane->inspector()->covered(), (ByteRange{16, 4}));
    }

    void rowIsCopied()
    {
        inspect(QByteArray::fromHex("0001"));
        QTableView* table = m_pane->inspector()->table();
        table->selectRow(rowOf(u"uint16"_s));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"uint16\t256\t1"_s);
        Q_EMIT table->customContextMenuRequested(table->visualRect(m_model->index(0, InspectorModel::Little)).center());
        auto* menu = m_pane->inspector()->findChild<QMenu*>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 3);
        menu->actions().at(1)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"0"_s);
        menu->actions().at(2)->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"uint8\t0\nint8\t0\nuint16\t256\t1\n"_s));
        menu->close();
    }

    void columnsDoNotJump()
    {
        inspect(QByteArray(40, '\0'));
        const auto widths = [this] {
            const QHeaderView* header = m_pane->inspector()->table()->horizontalHeader();
            return QList<int>{header->sectionSize(0), header->sectionSize(1), header->sectionSize(2)};
        };
        const QList<int> before = widths();
        showBytes(QByteArray(40, '\xff'));
        QCOMPARE(widths(), before);
        showBytes("x");
        QCOMPARE(widths(), before);
    }

    void takesThePlaceOfTheBytesWhereThePaneIsNarrow()
    {
        inspect(QByteArray(40, '\0'));
        QVERIFY(m_pane->view()->isVisible());
        m_pane->resize(380, 160);
        QTRY_VERIFY(!m_pane->view()->isVisible());
        QVERIFY(m_pane->inspector()->isVisible());
        const QTableView* table = m_pane->inspector()->table();
        QTRY_VERIFY(table->viewport()->height() >= 4 * table->rowHeight(0));
        m_pane->setInspecting(false);
        QVERIFY(m_pane->view()->isVisible());
        m_pane->setInspecting(true);
        m_pane->resize(1000, 400);
        QTRY_VERIFY(m_pane->view()->isVisible());
        QVERIFY(m_pane->inspector()->isVisible());
    }

    void stateIsRestored()
    {
        inspect(QByteArray(40, '\0'));
        choose(u"Number base"_s, u"Hexadecimal"_s);
        choose(u"Charset"_s, u"ISO-8859-1"_s);
        const QByteArray state = m_pane->saveState();
        BytesPane other;
        other.restoreState(state);
        QVERIFY(other.isInspecting());
        QCOMPARE(other.inspector()->model()->base(), codec::NumberBase::Hexadecimal);
        QCOMPARE(other.inspector()->model()->charset(), u"ISO-8859-1"_s);
        // A state that is cut, or of something else, changes nothing and is not believed.
        for (qsizetype size = 0; size < state.size(); size += 7) {
            other.restoreState(state.left(size));
            QVERIFY(!other.isInspecting());
        }
        other.restoreState(QByteArray(1000, '\xff'));
        QVERIFY(!other.isInspecting());
    }

    void readsLittleOfAHugePayload()
    {
        m_pane->setInspecting(true);
        const auto bytes = std::make_shared<EndlessBytes>(TebiByte);
        m_pane->showBytes(bytes, u"#1  recv"_s);
        m_pane->view()->selectAll();
        QVERIFY(m_model->rowCount() > 10);
        m_pane->view()->goTo(TebiByte - 1);
        QCOMPARE(row(u"uint8"_s), u"uint8\t"_s + QString::number(std::to_integer<int>(EndlessBytes::at(TebiByte - 1))));
        m_pane->grab();
        QVERIFY(bytes->bytesRead < 64 * 1024);
    }

    void bytesThatCannotBeReadHaveNoRows()
    {
        m_pane->setInspecting(true);
        m_pane->showBytes(std::make_shared<EndlessBytes>(100, 10), u"#1  recv"_s);
        m_pane->view()->select({50, 4});
        QCOMPARE(m_model->rowCount(), 0);
        m_pane->view()->select({8, 4});
        QVERIFY(row(u"uint32"_s).isEmpty());
        QVERIFY(!row(u"uint16"_s).isEmpty());
    }

    void hasItsAccessibleNames()
    {
        inspect("Hello, world");
        QAccessibleInterface* table = QAccessible::queryAccessibleInterface(m_pane->inspector()->table());
        QCOMPARE(table->text(QAccessible::Name), u"Inspector"_s);
        QCOMPARE(table->role(), QAccessible::Table);
        QVERIFY(combo(u"Number base"_s) && combo(u"Charset"_s));
        const auto buttons = m_pane->findChildren<QToolButton*>();
        QVERIFY(std::any_of(buttons.begin(), buttons.end(),
            [](const QToolButton* button) { return button->accessibleName() == u"Show inspector"_s; }));
    }

private:
    void showBytes(const QByteArray& bytes) { m_pane->showBytes(std::make_shared<KnownBytes>(bytes), u"#12  recv"_s); }
    void inspect(const QByteArray& bytes)
    {
        m_pane->setInspecting(true);
        showBytes(bytes);
    }
    int rowOf(const QString& type) const
    {
        for (int at = 0; at < m_model->rowCount(); ++at) {
            if (m_model->index(at, InspectorModel::Type).data().toString() == type)
                return at;
        }
        return -1;
    }
    QString row(const QString& type) const
    {
        const int at = rowOf(type);
        return at < 0 ? QString() : m_model->rowText(at);
    }
    QComboBox* combo(const QString& name) const
    {
        for (QComboBox* box : m_pane->findChildren<QComboBox*>()) {
            if (box->accessibleName() == name)
                return box;
        }
        return nullptr;
    }
    void choose(const QString& name, const QString& item) const { combo(name)->setCurrentText(item); }
    bool framed(std::uint64_t offset) const
    {
        HexView* view = m_pane->view();
        const QRect cell = view->byteRect(offset, HexColumn::Hex);
        const QImage image = view->viewport()->grab().toImage();
        return image.pixelColor(cell.center().x(), cell.top()) == toneColor(Tone::Text, view->palette());
    }

    std::unique_ptr<BytesPane> m_pane;
    InspectorModel* m_model = nullptr;
};

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
