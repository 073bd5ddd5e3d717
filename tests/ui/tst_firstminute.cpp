// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownwindow.h"
#include "ui/access/comboboxaccess.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/windowplace.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QComboBox>

using namespace Qt::StringLiterals;
using engine::State;
using shown::Deadline;

/// From the first window to the first message that is sent.
class TestFirstMinute final : public QObject, private shown::Window
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::installAccessibility(); }
    void init() { open(); }
    void cleanup() { end(); }

    void emptyStateGivesWayToTheLog()
    {
        auto* empty = m_window->findChild<ui::EmptyState*>();
        QVERIFY(empty->isVisible());
        m_window->openEchoLab();
        QTRY_VERIFY_WITH_TIMEOUT(!empty->isVisible(), Deadline);
        QVERIFY(m_window->findChild<ui::TrafficPane*>()->isVisible());
    }

    void echoLabLeadsToThePayload()
    {
        QTest::mouseClick(button("Echo lab"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<ui::TrafficPane*>()->currentRecord(), Deadline);
        QCOMPARE(m_window->focusWidget(), payload());
        QTRY_VERIFY_WITH_TIMEOUT(button("Send")->isEnabled(), Deadline);
        QTest::keyClicks(m_window->focusWidget(), u"Hello"_s);
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().messagesIn, 4U, Deadline);
        QVERIFY(m_window->findChild<ui::LogView*>()->isFollowing());
    }

    void whatTheProgramWasStartedWithLeadsToThePayloadOfTheFirstConnection()
    {
        const quint16 port = listenOnAnyPort();
        find<QLineEdit>("Address")->setFocus();
        m_window->openAll({});
        QCOMPARE(m_window->focusWidget(), find<QLineEdit>("Address"));
        const auto text
            = [port](const char* scheme) { return u"%1://127.0.0.1:%2"_s.arg(QLatin1StringView(scheme)).arg(port); };
        m_window->openAll({*session::parseUrl(u"tcp-listen://127.0.0.1:0"_s), *session::parseUrl(text("tcp")),
            *session::parseUrl(text("udp"))});
        QCOMPARE(m_window->focusWidget(), payload());
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Connected, Deadline);
        QCOMPARE(current()->info.protocol, net::Protocol::Tcp);
        QCOMPARE(m_window->focusWidget(), payload());
    }

    void connectionLeadsToThePayload()
    {
        const quint16 port = listenOnAnyPort();
        find<QLineEdit>("Port")->setFocus();
        find<QLineEdit>("Port")->setText(QString::number(port));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->focusWidget(), payload(), Deadline);
        QCOMPARE(current()->state, State::Connected);
    }

    void connectionTakesTheFocusFromNobodyWhoTypes()
    {
        const quint16 port = listenOnAnyPort();
        find<QLineEdit>("Port")->setFocus();
        find<QLineEdit>("Port")->setText(QString::number(port));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QTest::keyClicks(find<QLineEdit>("Address"), u"x"_s);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Connected, Deadline);
        QVERIFY(m_window->focusWidget() != payload());
    }

    void whatCannotBeSentOnIsNotOffered_data()
    {
        QTest::addColumn<bool>("isBound");
        QTest::newRow("stream socket that is only bound") << true;
        QTest::newRow("connection that failed") << false;
    }
    void whatCannotBeSentOnIsNotOffered()
    {
        QFETCH(bool, isBound);
        QAction* send = action("Ctrl+Return");
        QVERIFY(!send->isEnabled());
        connectTo(listenOnAnyPort());
        QTRY_VERIFY_WITH_TIMEOUT(send->isEnabled(), Deadline);
        if (isBound) {
            const base::EndpointId id = m_window->session().openSocket(net::Protocol::Tcp, AF_INET);
            m_window->session().post(engine::MakeCall{id, net::BindCall{*net::Address::fromIp("127.0.0.1", 0)}});
            m_window->findChild<ui::EndpointsPane*>()->select(id);
            QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Bound, Deadline);
        } else {
            connectTo(refusingPort());
            QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Failed, Deadline);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!button("Send")->isEnabled(), Deadline);
        QVERIFY(!send->isEnabled());
    }

    void endpointThatWasOpenedIsOfferedAgainWithAllThatWasSet()
    {
        const quint16 port = listenOnAnyPort();
        find<QComboBox>("Local address")->setEditText(u"127.0.0.9"_s);
        find<QLineEdit>("Port")->setText(QString::number(port));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        const QString url = u"tcp://127.0.0.1:%1?local=127.0.0.9"_s.arg(port);
        QTRY_COMPARE_WITH_TIMEOUT(m_settings->recentEndpoints().value(0), url, Deadline);
        QCOMPARE(QString::fromStdString(current()->info.local.host()), u"127.0.0.9"_s);
        QCOMPARE(m_settings->recentEndpoints().value(1), u"tcp-listen://127.0.0.1:0"_s);
    }

    void endpointThatCouldNotBeOpenedIsNotOfferedAgain()
    {
        find<QLineEdit>("Port")->setText(QString::number(refusingPort()));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Failed, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(!notice().isEmpty(), Deadline);
        QVERIFY(m_settings->recentEndpoints().isEmpty());
    }

    void localAddressThatIsRefusedIsNamed()
    {
        const quint16 taken = listenOnAnyPort();
        find<QLineEdit>("Local port")->setText(QString::number(taken));
        find<QComboBox>("Local address")->setEditText(u"127.0.0.1"_s);
        find<QLineEdit>("Port")->setText(QString::number(refusingPort()));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains(u"local address 127.0.0.1:%1"_s.arg(taken)), Deadline);
        QVERIFY(notice().contains(u"EADDRINUSE"_s));
    }

    void firstWindowFitsOnItsScreen_data()
    {
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<QSize>("atLeast");
        QTest::newRow("netbook") << QSize(1024, 600) << QSize(980, 530);
        QTest::newRow("small laptop") << QSize(1280, 800) << QSize(1240, 730);
        QTest::newRow("full HD") << QSize(1920, 1080) << QSize(1500, 860);
        QTest::newRow("4K at scale 2") << QSize(1920, 1050) << QSize(1500, 840);
    }
    void firstWindowFitsOnItsScreen()
    {
        QFETCH(QSize, screen);
        QFETCH(QSize, atLeast);
        constexpr QSize Frame{2, 40};
        const QSize first = ui::firstWindowSize(screen);
        QCOMPARE((first + Frame).boundedTo(screen), first + Frame);
        QCOMPARE(first.expandedTo(atLeast), first);
    }

    void furtherWindowIsBesideTheOtherWhereItFits()
    {
        const QRect room(0, 0, 1920, 1080);
        const QPoint beside = QPoint(100, 50) + QPoint(32, 32);
        const QSize window(1538, 904);
        QCOMPARE(ui::cascadeFrom({{100, 50}, window}, window, room), std::optional(beside));
        QCOMPARE(ui::cascadeFrom({{100, 150}, window}, window, room), std::optional<QPoint>());
        QCOMPARE(ui::cascadeFrom({{0, 0}, QSize(1250, 770)}, {1250, 770}, {0, 0, 1280, 800}), std::optional<QPoint>());
    }

    void windowIsAsSmallAsTheSmallestScreen()
    {
        QCOMPARE(m_window->minimumSizeHint().boundedTo(ui::firstWindowSize({1024, 600})), m_window->minimumSizeHint());
    }

    void textsAreWholeOnASmallScreen()
    {
        m_window->resize(ui::firstWindowSize({1024, 600}));
        const auto labels = m_window->findChild<ui::EmptyState*>()->findChildren<QLabel*>();
        QVERIFY(labels.size() > 3);
        for (const QLabel* label : labels)
            QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
    }

    void layoutIsRemembered()
    {
        m_window->resize(1000, 700);
        m_window->close();
        QTRY_VERIFY(m_window.isNull());
        m_window = makeWindow();
        QCOMPARE(m_window->size(), QSize(1000, 700));
        m_window->resetLayout();
        QCOMPARE(m_window->size(), QSize(1000, 700));
    }
};

QTEST_MAIN(TestFirstMinute)
#include "tst_firstminute.moc"
