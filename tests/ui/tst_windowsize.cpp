// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownwindow.h"
#include "ui/calls/waitingstrip.h"
#include "ui/composer/composerfaces.h"
#include "ui/errnocard/errnocard.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/notice/noticebar.h"

#include <QComboBox>
#include <QStatusBar>

using namespace Qt::StringLiterals;
using shown::Deadline;

/// A screen of 1024x600 has this much room for a window between its frame and a panel.
constexpr QSize SmallRoom{1000, 560};

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

    void waysToBeginNeedNoScrollingInASmallWindow_data() { theWindowFitsIntoASmallScreenInEachState_data(); }
    void waysToBeginNeedNoScrollingInASmallWindow()
    {
        QVERIFY(fits("at first"));
        const auto* ways = m_window->findChild<ui::EmptyState*>();
        QCOMPARE(ways->visibleRegion().boundingRect(), ways->rect());
    }

private:
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
