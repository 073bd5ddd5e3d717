// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/trafficcapture.h"
#include "ui/bytes/bytespane.h"
#include "ui/bytes/comparewindow.h"
#include "ui/bytes/hexview.h"
#include "ui/bytes/recordbytes.h"
#include "ui/theme/tones.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace ui;
using traffic::SampleCapture;

namespace {

constexpr int BlockBytes = int(session::PayloadComparison::BlockBytes);

/// The runs of differing bytes, as a plain loop finds them.
QList<std::pair<quint64, quint64>> runsOf(const QByteArray& left, const QByteArray& right)
{
    QList<std::pair<quint64, quint64>> runs;
    const qsizetype size = std::max(left.size(), right.size());
    for (qsizetype i = 0; i < size; ++i) {
        if (i < left.size() && i < right.size() && left[i] == right[i])
            continue;
        if (!runs.isEmpty() && runs.back().first + runs.back().second == quint64(i))
            ++runs.back().second;
        else
            runs += std::pair(quint64(i), quint64(1));
    }
    return runs;
}

} // namespace

class TestCompareWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_capture = std::make_unique<SampleCapture>(); }
    void cleanup()
    {
        m_window.reset();
        m_capture.reset();
    }

    void equalBytesAreSaidToBe()
    {
        compare("Hello, world", "Hello, world");
        QCOMPARE(figures(), u"The bytes are equal."_s);
        QVERIFY(!button(u"Next difference"_s)->isEnabled());
        m_window->goToNext();
        QVERIFY(m_window->views()->selected().size == 0);
    }

    void neitherMayHaveBytes()
    {
        compare("", "");
        QCOMPARE(figures(), u"Neither has bytes."_s);
        m_window->grab();
    }

    void countsWhatDiffers()
    {
        compare("Hello", "Hallo");
        QCOMPARE(figures(), u"1 byte differs"_s);
        compare("Hello, world", "Jello, wurlt");
        QCOMPARE(figures(), u"3 bytes differ in 3 places"_s);
        compare("Hello", "Hello, world");
        QCOMPARE(figures(), u"7 bytes differ in 1 place; right is longer by 7"_s);
        compare("Hello", "");
        QCOMPARE(figures(), u"5 bytes differ in 1 place; left is longer by 5"_s);
    }

    void differencesAreMarkedByALine()
    {
        compare("Hello, world", "Hallo, world, and more");
        QVERIFY(isUnderlined(left(), 1) && isUnderlined(right(), 1));
        QVERIFY(!isUnderlined(left(), 0) && !isUnderlined(right(), 11));
        QVERIFY(isUnderlined(right(), 12) && isUnderlined(right(), 21));
    }

    void keysGoFromOneToTheNext()
    {
        compare("aXbbYYcc", "axbbyycc");
        QTest::keyClick(m_window.get(), Qt::Key_F7);
        QCOMPARE(m_window->views()->selected(), (ByteRange{1, 1}));
        QTest::keyClick(m_window.get(), Qt::Key_F7);
        QCOMPARE(m_window->views()->selected(), (ByteRange{4, 2}));
        QTest::keyClick(m_window.get(), Qt::Key_F7);
        QCOMPARE(m_window->views()->selected(), (ByteRange{4, 2}));
        QCOMPARE(notice(), u"There is no further difference that way."_s);
        QTest::keyClick(m_window.get(), Qt::Key_F7, Qt::ShiftModifier);
        QCOMPARE(m_window->views()->selected(), (ByteRange{1, 1}));
        QCOMPARE(notice(), QString());
        button(u"Next difference"_s)->click();
        QCOMPARE(m_window->views()->selected(), (ByteRange{4, 2}));
        button(u"Previous difference"_s)->click();
        QCOMPARE(m_window->views()->selected(), (ByteRange{1, 1}));
    }

    void everyDifferenceIsFoundBothWays()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo() << "seed" << seed;
        QRandomGenerator random(seed);
        for (int i = 0; i < 6; ++i) {
            QByteArray a(random.bounded(5 * BlockBytes), 'a');
            QByteArray b(random.bounded(5 * BlockBytes), 'a');
            for (int changes = random.bounded(40); changes > 0 && !b.isEmpty(); --changes) {
                const int at = random.bounded(int(b.size()));
                const int length = std::min<int>(1 + random.bounded(2 * BlockBytes), int(b.size()) - at);
                b.replace(
                    at, random.bounded(2) ? 1 : length, QByteArray(1, 'b').repeated(random.bounded(2) ? 1 : length));
            }
            compare(a, b);
            walk(runsOf(a, b));
        }
        QByteArray edges(3 * BlockBytes, 'a');
        QByteArray other = edges;
        for (const int at : {0, BlockBytes - 1, BlockBytes, 2 * BlockBytes, 3 * BlockBytes - 1})
            other[at] = 'b';
        compare(edges, other);
        walk(runsOf(edges, other));
    }

    void bothSidesScrollTogether()
    {
        QByteArray longer(40'000, 'x');
        compare(longer.left(10'000), longer);
        right()->verticalScrollBar()->setValue(100);
        QCOMPARE(left()->topRow(), 100U);
        left()->verticalScrollBar()->setValue(7);
        QCOMPARE(right()->topRow(), 7U);
        // Where one has ended the other goes on, with the offsets still on the same rows.
        right()->verticalScrollBar()->setValue(right()->verticalScrollBar()->maximum());
        QCOMPARE(left()->topRow(), right()->topRow());
        QVERIFY(left()->hexLayout().rowOffset(left()->topRow()) > 10'000);
        m_window->grab();
        QCOMPARE(left()->hexLayout().bytesPerRow, right()->hexLayout().bytesPerRow);
    }

    void bothSidesAreAsWideAsEachOther()
    {
        compare(QByteArray(4000, 'x'), QByteArray(70'000, 'x'));
        for (int width = 500; width < 1400; width += 7) {
            m_window->resize(width, 400);
            QCOMPARE(left()->width(), right()->width());
            QCOMPARE(left()->hexLayout().bytesPerRow, right()->hexLayout().bytesPerRow);
            QCOMPARE(left()->hexLayout().offsetDigits, right()->hexLayout().offsetDigits);
        }
    }

    void selectionIsOnBothSides()
    {
        compare("Hello", "Hello, world");
        left()->select({1, 3});
        QCOMPARE(right()->selection().range(), (ByteRange{1, 3}));
        right()->select({3, 6});
        QCOMPARE(left()->selection().range(), (ByteRange{3, 2}));
        right()->select({8, 2});
        QVERIFY(left()->selection().isEmpty());
        QCOMPARE(m_window->views()->selected(), (ByteRange{8, 2}));
    }

    void whatFollowsHeadersIsComparedWhenTheyAreSkipped()
    {
        compare("HEAD:payload!", "HEADER-2:payload?");
        QVERIFY(figures() != u"1 byte differs"_s);
        skip(u"Left skip"_s, 5);
        skip(u"Right skip"_s, 9);
        QTRY_COMPARE(figures(), u"1 byte differs"_s);
        m_window->goToNext();
        QCOMPARE(m_window->views()->selected(), (ByteRange{7, 1}));
        QVERIFY(isUnderlined(left(), 7) && !isUnderlined(left(), 6));
        QVERIFY(left()->dumpText().text().contains(u"|payload!|"_s));
        skip(u"Left skip"_s, 13);
        QTRY_COMPARE(figures(), u"8 bytes differ in 1 place; right is longer by 8"_s);
        skip(u"Right skip"_s, 1'000'000); // as far as it goes
        QTRY_COMPARE(figures(), u"Neither has bytes."_s);
        skip(u"Left skip"_s, 0);
        skip(u"Right skip"_s, 0);
        QTRY_VERIFY(figures().endsWith(u"right is longer by 4"_s));
    }

    void theInspectorIsNotOffered()
    {
        compare("Hello", "World");
        m_window->views()->left()->setInspecting(false);
        QTest::keyClick(left(), Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!m_window->views()->left()->isInspecting());
    }

    void escapeClosesIt()
    {
        compare("Hello", "World");
        QPointer<CompareWindow> window = m_window.release();
        QTest::keyClick(window, Qt::Key_Escape);
        QTRY_VERIFY(window.isNull());
    }

    void largeBytesNeverHoldTheWindow()
    {
        QByteArray a(96 << 20, 'x');
        QByteArray b = a;
        b[b.size() - 1] = 'y';
        const auto [leftSide, rightSide] = sides(a, b);
        a.clear();
        b.clear();
        QElapsedTimer clock;
        qint64 longest = 0;
        QTimer beat;
        connect(&beat, &QTimer::timeout, this, [&] { longest = std::max(longest, clock.restart()); });
        m_window = std::make_unique<CompareWindow>(m_capture->newReader(), leftSide, rightSide, nullptr);
        QSignalSpy finished(&m_window->comparison(), &session::PayloadComparison::finished);
        m_window->show();
        clock.start();
        beat.start(1);
        m_window->goToNext();
        QVERIFY(m_window->views()->selected().size == 0 || finished.count() > 0);
        QVERIFY(finished.count() > 0 || finished.wait(60'000));
        beat.stop();
        qInfo() << "longest wait of the window:" << longest << "ms";
        QVERIFY(longest < 500); // the machine is shared; a read of it all takes longer
        clock.restart();
        m_window->goToNext();
        QVERIFY(clock.elapsed() < 500);
        QCOMPARE(m_window->views()->selected(), (ByteRange{(96 << 20) - 1, 1}));
    }

private:
    using Sides = std::pair<CompareWindow::Side, CompareWindow::Side>;
    Sides sides(const QByteArray& a, const QByteArray& b)
    {
        const quint64 first = m_capture->count();
        for (const QByteArray* bytes : {&a, &b})
            m_capture->data(
                2, traffic::Operation::Recv, std::string_view(bytes->constData(), std::size_t(bytes->size())));
        m_capture->commit();
        const std::shared_ptr<capture::Reader> reader = m_capture->newReader()().value();
        const auto side = [&](quint64 index) {
            const auto record = reader->record({index}).value();
            return CompareWindow::Side{
                record, {std::make_shared<RecordBytes>(reader, record), u"#%1  recv"_s.arg(index + 1)}};
        };
        return {side(first), side(first + 1)};
    }
    void compare(const QByteArray& a, const QByteArray& b)
    {
        const auto [leftSide, rightSide] = sides(a, b);
        m_window = std::make_unique<CompareWindow>(m_capture->newReader(), leftSide, rightSide, nullptr);
        m_window->setPalette(lightPalette());
        QSignalSpy finished(&m_window->comparison(), &session::PayloadComparison::finished);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(finished.count() > 0 || finished.wait());
    }
    void walk(const QList<std::pair<quint64, quint64>>& runs)
    {
        for (const auto& [first, size] : runs) {
            m_window->goToNext();
            QCOMPARE(m_window->views()->selected().first, first);
        }
        for (qsizetype i = runs.size() - 1; i > 0; --i) {
            m_window->goToPrevious();
            QCOMPARE(m_window->views()->selected(), (ByteRange{runs[i - 1].first, runs[i - 1].second}));
        }
    }
    void skip(const QString& name, int bytes) const
    {
        for (QSpinBox* box : m_window->findChildren<QSpinBox*>()) {
            if (box->accessibleName() == name)
                box->setValue(bytes);
        }
    }
    HexView* left() const { return m_window->views()->left()->view(); }
    HexView* right() const { return m_window->views()->right()->view(); }
    QString figures() const { return m_window->findChild<QLabel*>(u"differences"_s)->text(); }
    QString notice() const
    {
        for (const QLabel* label : m_window->findChildren<QLabel*>()) {
            if (label->accessibleName() == u"Notice"_s)
                return label->text();
        }
        return u"no notice"_s;
    }
    QPushButton* button(const QString& name) const
    {
        for (QPushButton* button : m_window->findChildren<QPushButton*>()) {
            if (button->accessibleName() == name)
                return button;
        }
        return nullptr;
    }
    static bool isUnderlined(HexView* view, std::uint64_t offset)
    {
        const QRect cell = view->byteRect(offset, HexColumn::Hex);
        const QImage image = view->viewport()->grab().toImage();
        return image.pixelColor(cell.center().x(), cell.bottom()) == toneColor(Tone::Warning, view->palette());
    }

    std::unique_ptr<SampleCapture> m_capture;
    std::unique_ptr<CompareWindow> m_window;
};

QTEST_MAIN(TestCompareWindow)
#include "tst_comparewindow.moc"
