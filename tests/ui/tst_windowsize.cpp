// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownwindow.h"
#include "ui/calls/waitingstrip.h"
#include "ui/composer/composerfaces.h"
#include "ui/errnocard/errnocard.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/notice/noticebar.h"

#include <QComboBox>
#include <QMenu>
#include <QStatusBar>
#include <QToolButton>

using namespace Qt::StringLiterals;
using shown::Deadline;

/// A screen of 1024x600 has this much room for a window between its frame and a panel.
constexpr QSize SmallRoom{1000, 560};

/// A laptop's screen of 1366x768 at a scale of two, and what a window on it may need at least.
constexpr QSize HalvedRoom{683, 384};
constexpr QSize HalvedLeast{660, 340};

class TestWindowSize final : public QObject, private shown::Window
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_font = QApplication::font(); }
    void init()
    {
        QFont font = m_font;
        QFETCH(int, points);
        font.setPointSize(points);
        QApplication::setFont(font);
        open();
    }
    void cleanup()
    {
        end();
        QApplication::setFont(m_font);
    }

    void theWindowFitsIntoASmallScreenInEachState_data()
    {
        QTest::addColumn<int>("points");
        QTest::newRow("9 pt") << 9;
        QTest::newRow("12 pt") << 12;
    }
    void theWindowFitsIntoASmallScreenInEachState()
    {
        QVERIFY(fits("at first"));
        m_window->showNotice(longNotice());
        QVERIFY(fits("at first, with a notice"));
        connectTo(refusingPort());
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains("ECONNREFUSED"_L1), Deadline);
        QVERIFY(fits("a failure's notice"));
        QTest::mouseClick(button("Explain"), Qt::LeftButton);
        QVERIFY(m_window->findChild<ui::ErrnoCard*>()->isVisible());
        QVERIFY(fits("an errno's card"));
        m_window->showNotice(longNotice());
        QVERIFY(fits("a long notice above a card"));
        action("Ctrl+F")->trigger();
        find<QLineEdit>("Filter")->setText(u"size >"_s);
        QVERIFY(fits("the find bar, and half a filter"));
        action("Ctrl+I")->trigger();
        find<QComboBox>("Protocol")->setCurrentText(u"Unix stream"_s);
        open(session::OpenAs::Listener, net::Protocol::Udp, u"127.0.0.1"_s, 0);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == shown::State::Bound, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("Target address")->isVisible(), Deadline);
        QVERIFY(fits("a UDP socket's target and memberships"));
        m_window->findChild<ui::ComposerFaces*>()->turnTo(ui::ComposerFaces::Face::Call);
        QVERIFY(fits("a call"));
        m_window->open(*session::parseUrl(u"tcp-listen://127.0.0.1:0?mode=blocking"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<ui::WaitingStrip*>()->isVisible(), Deadline);
        QVERIFY(fits("a call that waits"));
    }

    void theLeastSizeFitsOnAScreenAtDoubleScaleInEachArrangement_data()
    {
        QTest::addColumn<int>("points");
        QTest::addColumn<QSize>("size");
        QTest::newRow("wide") << 9 << QSize(1700, 900);
        QTest::newRow("usual") << 9 << QSize(1280, 760);
        QTest::newRow("narrow") << 9 << QSize(1000, 560);
        QTest::newRow("small") << 9 << HalvedRoom;
    }
    void theLeastSizeFitsOnAScreenAtDoubleScaleInEachArrangement()
    {
        QFETCH(QSize, size);
        openLab();
        m_window->resize(size);
        QTRY_VERIFY_WITH_TIMEOUT(hasPlacedPanes() && m_window->size() == size, Deadline);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_window->minimumSizeHint().boundedTo(HalvedLeast), m_window->minimumSizeHint(), Deadline);
    }

    void eachButtonIsReachedAtDoubleScale_data()
    {
        QTest::addColumn<int>("points");
        QTest::newRow("9 pt") << 9;
    }
    void eachButtonIsReachedAtDoubleScale()
    {
        openLab();
        m_window->resize(HalvedRoom);
        QTRY_VERIFY_WITH_TIMEOUT(hasPlacedPanes() && m_window->size() == HalvedRoom, Deadline);
        for (const char* name : {"Listen", "Connect", "Before opening"})
            QTRY_VERIFY2_WITH_TIMEOUT(isWhole(find<QPushButton>(name)), name, Deadline);
        for (const char* text : {"Send", "File..."})
            QVERIFY2(isWhole(button(text)), text);
        auto* more = find<QToolButton>("More");
        QVERIFY(isWhole(more));
        Q_EMIT more->menu()->aboutToShow();
        QStringList entries;
        for (const QAction* entry : more->menu()->actions())
            entries << entry->text();
        QCOMPARE(entries, (QStringList{u"Pause"_s, u"Clear"_s}));
        for (const QString& chip : {u"Data"_s, u"Calls"_s, u"Errors"_s, u"Follow"_s})
            QVERIFY2(isWhole(toolButton(chip)), qPrintable(chip));
    }

    void whatAMenuTookInAComesBackWithTheRoom_data() { eachButtonIsReachedAtDoubleScale_data(); }
    void whatAMenuTookInAComesBackWithTheRoom()
    {
        openLab();
        m_window->resize(HalvedRoom);
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(find<QToolButton>("More")), Deadline);
        QVERIFY(!toolButton(u"Pause"_s)->isVisible());
        m_window->resize(1280, 760);
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(toolButton(u"Pause"_s)), Deadline);
        QVERIFY(!find<QToolButton>("More")->isVisible());
    }

    void waysToBeginNeedNoScrollingInASmallWindow_data() { theWindowFitsIntoASmallScreenInEachState_data(); }
    void waysToBeginNeedNoScrollingInASmallWindow()
    {
        QVERIFY(fits("at first"));
        const auto* ways = m_window->findChild<ui::EmptyState*>();
        QCOMPARE(ways->visibleRegion().boundingRect(), ways->rect());
    }

private:
    void openLab()
    {
        m_window->openEchoLab();
        QTRY_VERIFY_WITH_TIMEOUT(hasPlacedPanes() && current(), Deadline);
    }
    static bool isWhole(const QWidget* widget)
    {
        return widget && widget->isVisible() && widget->visibleRegion().boundingRect() == widget->rect();
    }
    [[nodiscard]] QToolButton* toolButton(const QString& text) const
    {
        const auto buttons = m_window->findChildren<QToolButton*>();
        const auto found
            = std::ranges::find_if(buttons, [&text](const QToolButton* button) { return button->text() == text; });
        return found == buttons.end() ? nullptr : *found;
    }
    static ui::Notice longNotice()
    {
        ui::Notice notice;
        notice.severity = ui::Severity::Error;
        notice.text
            = u"The file /"_s + QString(4000, u'n') + u" cannot be read: "_s + u"a reason of words "_s.repeated(60);
        notice.actions.push_back({u"Explain"_s, {}});
        notice.actions.push_back({u"Try Again"_s, {}});
        return notice;
    }
    /// No pane asks for more than there is, and none is over another one's edge.
    bool fits(const char* state)
    {
        m_window->resize(SmallRoom);
        QApplication::sendPostedEvents();
        QApplication::processEvents();
        const QSize least = m_window->minimumSizeHint();
        if (least != least.boundedTo(SmallRoom) || m_window->size() != SmallRoom) {
            qWarning() << state << "needs" << least << "and has" << m_window->size();
            return false;
        }
        const QWidget* composer = m_window->findChild<ui::ComposerFaces*>();
        const auto bottom = [&] { return composer->mapTo(m_window, QPoint(0, composer->height())).y(); };
        // One height follows from the other, and all is laid out when the last of it is known.
        const bool isWhole = QTest::qWaitFor(
            [&] {
                return bottom() <= m_window->statusBar()->y()
                    && composer->height() >= composer->minimumSizeHint().height();
            },
            Deadline);
        if (!isWhole)
            qWarning() << state << "cuts what is above the status line, which ends at" << bottom();
        return isWhole;
    }

    QFont m_font;
};

QTEST_MAIN(TestWindowSize)
#include "tst_windowsize.moc"
