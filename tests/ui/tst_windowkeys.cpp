// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownwindow.h"
#include "ui/bytes/bytespane.h"
#include "ui/bytes/hexview.h"
#include "ui/calls/callline.h"
#include "ui/composer/composer.h"
#include "ui/properties/propertypanel.h"
#include "ui/sockets/endpointtext.h"
#include "ui/tcpinfo/tcpinfopane.h"
#include "ui/theme/focusmark.h"
#include "ui/theme/theme.h"
#include "ui/theme/tones.h"
#include "ui/traffic/logview.h"

#include <QClipboard>
#include <QComboBox>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTreeView>

using namespace Qt::StringLiterals;
using shown::Deadline;
using shown::MainWindow;
using shown::State;

class TestWindowKeys final : public QObject, private shown::Window
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void eachPaneHasAKeyThatShowsIt()
    {
        openLab();
        QTest::keyClick(m_window, Qt::Key_Semicolon, Qt::ControlModifier);
        QVERIFY(hasFocus<ui::Composer>());
        QTest::keyClick(m_window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(hasFocus<ui::EndpointsPane>());
        QTest::keyClick(m_window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(hasFocus<ui::LogView>());
        QTest::keyClick(m_window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(hasFocus<ui::BytesPane>());
        QTest::keyClick(m_window, Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(hasFocus<ui::TcpInfoPane>());
        QTest::keyClick(m_window, Qt::Key_Return, Qt::AltModifier);
        QVERIFY(hasFocus<ui::PropertyPanel>());
        QTest::keyClick(m_window, Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(m_window->focusWidget(), find<QLineEdit>("Address"));
        QTest::keyClick(m_window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(hasFocus<ui::CallLine>());
        QTest::keyClick(m_window, Qt::Key_Semicolon, Qt::ControlModifier);
        QVERIFY(hasFocus<ui::Composer>());
    }

    void whatIsClosedWhileAPayloadIsTypedCanBeBroughtBack()
    {
        openLab();
        const base::EndpointId client = current()->id;
        payload()->setFocus();
        QTest::keyClicks(payload(), u"half a message"_s);
        QTest::keyClick(payload(), Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->status(client)->state, State::Closed, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(
            hasLabel(u"client is closed. Ctrl+Alt+K opens it again; the payload stays."_s), Deadline);
        QTest::keyClick(payload(), Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(current()->id != client && current()->state == State::Connected, Deadline);
        QCOMPARE(ui::endpointName(*current()), u"client"_s);
        QCOMPARE(payload()->toPlainText(), u"half a message"_s);
    }

    void killLineInANameClosesNothing()
    {
        openLab();
        const base::EndpointId client = current()->id;
        m_window->findChild<ui::EndpointsPane*>()->editName();
        auto* editor = find<QLineEdit>("Endpoint name");
        QVERIFY(editor);
        editor->home(false);
        QTest::keyClick(editor, Qt::Key_K, Qt::ControlModifier);
        // Commands are done in turn: a Close would be done by then.
        bool isDone = false;
        m_window->session().afterAllPosted(m_window, [&isDone] { isDone = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, Deadline);
        QCOMPARE(endpoints()->status(client)->state, State::Connected);
        QVERIFY(editor->isVisible());
    }

    void filterIsAmongThePlacesToGoTo()
    {
        const auto menus = m_window->menuBar()->findChildren<QMenu*>();
        const auto goTo = std::ranges::find_if(menus, [](const QMenu* menu) { return menu->title() == u"&Go to"_s; });
        QVERIFY(goTo != menus.end());
        QVERIFY((*goTo)->actions().contains(action("Ctrl+/")));
    }

    void tabGoesOverTheFirstPageAsTheEyeDoes()
    {
        find<QComboBox>("Protocol")->setFocus();
        QStringList met;
        for (int i = 0; i < 14; ++i) {
            const QWidget* focus = m_window->focusWidget();
            const auto* pressed = qobject_cast<const QAbstractButton*>(focus);
            met << (focus->accessibleName().isEmpty() && pressed ? pressed->text() : focus->accessibleName());
            QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(met,
            (QStringList{u"Protocol"_s, u"Address"_s, u"Port"_s, u"Recent endpoints"_s, u"Listen"_s, u"Connect"_s,
                u"Before opening"_s, u"Pause"_s, u"Clear"_s, u"Echo lab"_s, u"Listen..."_s, u"Connect..."_s,
                u"Call by Call..."_s, u"Payload"_s}));
    }

    void enterPressesTheButtonThatHasTheKeyboard()
    {
        find<QLineEdit>("Port")->setText(u"0"_s);
        button("Listen")->setFocus();
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Listening, Deadline);
    }

    void editMenuActsOnWhatHasTheKeyboard()
    {
        auto* address = find<QLineEdit>("Address");
        address->setText(u"10.0.0.1"_s);
        address->setFocus();
        edit("Select &All")->trigger();
        edit("Cu&t")->trigger();
        QCOMPARE(address->text(), QString());
        QCOMPARE(QApplication::clipboard()->text(), u"10.0.0.1"_s);
        edit("&Paste")->trigger();
        QCOMPARE(address->text(), u"10.0.0.1"_s);
    }

    void whatCannotBeTypedIntoCannotBePastedInto()
    {
        openLab();
        m_window->findChild<ui::LogView*>()->setFocus();
        QVERIFY(!edit("&Paste")->isEnabled());
        QVERIFY(edit("&Copy")->isEnabled());
    }

    void zoomIsAskedFor()
    {
        const QSignalSpy zoomed(m_window.data(), &MainWindow::zoomRequested);
        QTest::keyClick(m_window, Qt::Key_Plus, Qt::ControlModifier);
        QTest::keyClick(m_window, Qt::Key_Minus, Qt::ControlModifier);
        QTest::keyClick(m_window, Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(zoomed, (QList<QVariantList>{{1}, {-1}, {0}}));
    }

    void zoomReachesWidgetsWithAFontOfTheirOwn()
    {
        openLab();
        const auto* title = m_window->findChild<ui::BytesPane*>()->header()->findChild<QLabel*>();
        const qreal points = title->font().pointSizeF();
        ui::Theme theme;
        theme.setZoom(150);
        QCOMPARE(title->font().pointSizeF(), points * 1.5);
        theme.setZoom(100);
        QCOMPARE(title->font().pointSizeF(), points);
    }

    void thePaneThatHasTheKeyboardIsFramed()
    {
        m_window->resize(1280, 800);
        openLab();
        const ui::FocusMark mark;
        const auto isFramed = [](QWidget* view) {
            const QColor edge = view->grab().toImage().pixelColor(0, view->height() - 1);
            return edge == ui::toneColor(ui::Tone::Accent, view->palette());
        };
        auto* log = m_window->findChild<ui::LogView*>();
        auto* endpoints = find<QTreeView>("Endpoints");
        auto* bytes = m_window->findChild<ui::HexView*>();
        for (QWidget* view : std::initializer_list<QWidget*>{log, endpoints, bytes, log}) {
            view->setFocus();
            for (QWidget* each : std::initializer_list<QWidget*>{log, endpoints, bytes})
                QCOMPARE(isFramed(each), each == view);
        }
    }

private:
    void openLab()
    {
        m_window->openEchoLab();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<ui::LogView*>()->rowCount() >= 12, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(hasPlacedPanes(), Deadline);
    }
    template <class Pane> [[nodiscard]] bool hasFocus() const
    {
        const auto* pane = m_window->findChild<Pane*>();
        const QWidget* focus = m_window->focusWidget();
        return pane->isVisible() && (pane == focus || pane->isAncestorOf(focus));
    }
    /// The action of the Edit menu, as it is when the menu opens.
    [[nodiscard]] QAction* edit(const char* text) const
    {
        QMenu* menu = m_window->menuBar()->actions().at(1)->menu();
        Q_EMIT menu->aboutToShow();
        const auto actions = menu->actions();
        const auto found = std::ranges::find_if(
            actions, [text](const QAction* action) { return action->text().startsWith(QLatin1StringView(text)); });
        return *found;
    }
};

QTEST_MAIN(TestWindowKeys)
#include "tst_windowkeys.moc"
