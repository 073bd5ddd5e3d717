// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownwindow.h"
#include "ui/bytes/bytesource.h"
#include "ui/bytes/bytespane.h"
#include "ui/bytes/hexview.h"
#include "ui/traffic/logview.h"

#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;
using shown::Deadline;
using shown::MainWindow;
using shown::State;

/// From the start to a byte that another window sent, and how many times a person has to do something for it: a click,
/// a text typed, a key.
class TestFirstMessage final : public QObject, private shown::Window
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_actions = 0;
        open();
        connect(m_window, &MainWindow::newWindowRequested, this, [this] {
            m_other = makeWindow();
            m_other->show();
        });
    }
    void cleanup()
    {
        delete m_other;
        end();
    }

    void byTheMouse()
    {
        click(*find<QLineEdit>("Port"));
        type(u"0"_s);
        click(*button("Listen"));
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Listening, Deadline);
        const QString port = QString::number(current()->info.local.port());
        choose(u"&File"_s, u"&New Window"_s);
        goTo(*m_other);
        click(*find<QLineEdit>("Port"));
        type(port);
        click(*button("Connect"));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->focusWidget(), payload(), Deadline);
        type(u"Hello"_s);
        click(*button("Send"));
        goTo(*m_other); // which is the first again: a click on its row brings it to the front
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().messagesIn, 1U, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(!lastRow().isEmpty(), Deadline);
        ++m_actions;
        QTest::mouseClick(log()->viewport(), Qt::LeftButton, {}, lastRow().center());
        QTRY_COMPARE_WITH_TIMEOUT(bytes(), "Hello"_ba, Deadline);
        QVERIFY2(m_actions <= 12, qPrintable(QString::number(m_actions)));
    }

    void byTheKeyboard()
    {
        type(u"tcp-listen://127.0.0.1:0"_s);
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Listening, Deadline);
        const QString address = QString::fromStdString(current()->info.local.toString());
        press(Qt::Key_N, Qt::ControlModifier);
        goTo(*m_other);
        type(address);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->focusWidget(), payload(), Deadline);
        type(u"Hello"_s);
        press(Qt::Key_Return);
        ++m_actions; // Alt+Tab
        goTo(*m_other);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().messagesIn, 1U, Deadline);
        press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        press(Qt::Key_End);
        QTRY_COMPARE_WITH_TIMEOUT(bytes(), "Hello"_ba, Deadline);
        QVERIFY2(m_actions <= 12, qPrintable(QString::number(m_actions)));
    }

private:
    void click(QWidget& widget)
    {
        ++m_actions;
        QTest::mouseClick(&widget, Qt::LeftButton);
    }
    void choose(const QString& menu, const QString& entry)
    {
        m_actions += 2;
        const auto named = [](const QList<QAction*>& actions, const QString& text) {
            return *std::ranges::find(actions, text, &QAction::text);
        };
        named(named(m_window->menuBar()->actions(), menu)->menu()->actions(), entry)->trigger();
    }
    void type(const QString& text)
    {
        ++m_actions;
        QTest::keyClicks(m_window->focusWidget(), text);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        ++m_actions;
        QTest::keyClick(m_window->focusWidget(), key, modifiers);
    }
    /// The windows change their parts: what follows is done in that one.
    void goTo(MainWindow& window)
    {
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        m_other = std::exchange(m_window, &window);
    }
    [[nodiscard]] ui::LogView* log() const { return m_window->findChild<ui::LogView*>(); }
    [[nodiscard]] QRect lastRow() const
    {
        const quint64 rows = log()->rowCount();
        return rows == 0 ? QRect() : log()->cellRect(rows - 1, ui::LogColumn::Call);
    }
    [[nodiscard]] QByteArray bytes() const
    {
        const auto source = m_window->findChild<ui::BytesPane*>()->view()->source();
        if (!source)
            return {};
        std::array<std::byte, 64> bytes{};
        const std::size_t size = source->read(0, bytes);
        return {reinterpret_cast<const char*>(bytes.data()), qsizetype(size)};
    }

    QPointer<MainWindow> m_other;
    int m_actions = 0;
};

QTEST_MAIN(TestFirstMessage)
#include "tst_firstmessage.moc"
