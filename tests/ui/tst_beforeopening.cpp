// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/beforeopening.h"

#include "tests/ui/shownopenbar.h"
#include "ui/theme/tones.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;
using session::OpenAs;
using session::OpenRequest;
using ui::OpenBar;

/// What is set before opening, in its panel and with the recent endpoints.
class TestBeforeOpening final : public QObject, private shown::Bar
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void aLowScreenShowsTheButtonsAndScrollsTheFields()
    {
        auto* panel = find<ui::BeforeOpening>(u"What is set before opening"_s);
        panel->fitInto(1000);
        const int whole = panel->sizeHint().height();
        QVERIFY(whole > 340);
        panel->fitInto(340);
        QVERIFY(panel->sizeHint().height() <= 340);
        panel->fitInto(1000);
        QCOMPARE(panel->sizeHint().height(), whole);
    }

    void nothingIsSetBeforeOpeningAtFirst()
    {
        port()->setText(u"1"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.back().options, QString());
        QCOMPARE(m_requests.back().connectTimeout.count(), 0);
        QCOMPARE(before()->text(), u"Before Opening"_s);
        QVERIFY(!before()->font().bold());
    }

    void whatIsSetBeforeOpeningCounts()
    {
        port()->setText(u"1"_s);
        line(u"Connect timeout"_s)->setText(u"5"_s);
        line(u"TTL"_s)->setText(u"3"_s);
        line(u"Local port"_s)->setText(u"40000"_s);
        choose(u"Mode before opening"_s, u"Timeout"_s);
        line(u"Timeout before opening"_s)->setText(u"2.5"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.size(), 1U);
        const OpenRequest& request = m_requests.back();
        QCOMPARE(request.connectTimeout, std::chrono::nanoseconds(std::chrono::seconds(5)));
        QCOMPARE(int(request.setup.ttl.value_or(0)), 3);
        QCOMPARE(QString::fromStdString(request.local->toString()), u"0.0.0.0:40000"_s);
        QCOMPARE(int(request.setup.mode.mode), int(net::Mode::Timeout));
        QVERIFY(request.setup.mode.timeout == std::chrono::milliseconds(2500));
    }

    void eachWayOfOpeningTakesWhatIsMeantForIt()
    {
        port()->setText(u"1"_s);
        line(u"Local port"_s)->setText(u"40000"_s);
        line(u"Backlog before opening"_s)->setText(u"5"_s);
        line(u"TTL"_s)->setText(u"3"_s);
        QTest::mouseClick(button("Listen"), Qt::LeftButton);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.size(), 2U);
        QCOMPARE(m_requests[0].options, u"backlog=5&ttl=3"_s);
        QCOMPARE(m_requests[1].options, u"local=:40000&ttl=3"_s);
    }

    void buttonShowsThatSomethingIsSet()
    {
        line(u"TTL"_s)->setText(u"3"_s);
        line(u"Local port"_s)->setText(u"40000"_s);
        QVERIFY2(before()->text().contains(u"2 set"_s), qPrintable(before()->text()));
        QVERIFY(before()->font().bold());
        QVERIFY(before()->accessibleDescription().contains(u"local=:40000"_s));
        QCOMPARE(before()->accessibleName(), u"Before opening"_s);
        QTest::mouseClick(panelButton(u"Defaults"_s), Qt::LeftButton);
        QCOMPARE(before()->text(), u"Before Opening"_s);
        QCOMPARE(line(u"Local port"_s)->text(), QString());
    }

    void whatASocketCannotUseIsGreyedAndDoesNotCount_data()
    {
        QTest::addColumn<QString>("protocolName");
        QTest::addColumn<QString>("field");
        QTest::newRow("TTL") << u"Unix stream"_s << u"TTL"_s;
        QTest::newRow("backlog") << u"UDP"_s << u"Backlog before opening"_s;
        QTest::newRow("connect timeout") << u"Unix datagram"_s << u"Connect timeout"_s;
    }
    void whatASocketCannotUseIsGreyedAndDoesNotCount()
    {
        QFETCH(QString, protocolName);
        QFETCH(QString, field);
        line(field)->setText(u"3"_s);
        QVERIFY(line(field)->isEnabled());
        protocol()->setCurrentText(protocolName);
        QVERIFY(!line(field)->isEnabled());
        QCOMPARE(before()->text(), u"Before Opening"_s);
        address()->setText(u"127.0.0.1"_s);
        port()->setText(u"1"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.back().options, QString());
    }

    void localPathAndLocalAddressComeBackWithTheirFamily()
    {
        localAddress()->setEditText(u"127.0.0.1"_s);
        protocol()->setCurrentText(u"Unix datagram"_s);
        QCOMPARE(localAddress()->currentText(), QString());
        localAddress()->setEditText(u"/run/mine"_s);
        address()->setText(u"/run/theirs"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.back().options, u"local=/run/mine"_s);
        protocol()->setCurrentText(u"UDP"_s);
        QCOMPARE(localAddress()->currentText(), u"127.0.0.1"_s);
    }

    void socketOptionsAreAddedAndRemoved()
    {
        for (const char* name : {"TCP_NODELAY", "SO_RCVBUF"}) {
            QTest::mouseClick(panelButton(u"Add socket option"_s), Qt::LeftButton);
            panel()->findChildren<QComboBox*>().last()->setEditText(QString::fromLatin1(name));
        }
        panel()->findChildren<QLineEdit*>().last()->setText(u"4096"_s);
        port()->setText(u"1"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.back().options, u"TCP_NODELAY&SO_RCVBUF=4096"_s);
        QCOMPARE(m_requests.back().setup.options.size(), 2U);
        find<QAbstractButton>(u"Remove socket option"_s)->click();
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.back().options, u"SO_RCVBUF=4096"_s);
    }

    void wrongValueIsSaidInThePanel_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("named");
        QTest::newRow("TTL") << u"TTL"_s << u"many"_s << u"ttl=many"_s;
        QTest::newRow("port") << u"Local port"_s << u"65536"_s << u"65536"_s;
        QTest::newRow("time") << u"Connect timeout"_s << u"-1"_s << u"connect_timeout=-1"_s;
    }
    void wrongValueIsSaidInThePanel()
    {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, named);
        port()->setText(u"1"_s);
        line(field)->setText(typed);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QVERIFY(m_requests.empty());
        QVERIFY(panel()->isVisible());
        QVERIFY(says(named));
        QVERIFY(isMarked(field));
        line(field)->clear();
        QVERIFY(!says(named));
        QVERIFY(!isMarked(field));
    }

    void wrongValueStaysMarkedWhileAnotherFieldIsTypedInto()
    {
        before()->click();
        line(u"TTL"_s)->setFocus();
        QTest::keyClicks(line(u"TTL"_s), u"many"_s);
        QVERIFY(!isMarked(u"TTL"_s)); // it may become a number
        line(u"Local port"_s)->setFocus();
        QVERIFY(isMarked(u"TTL"_s));
        QTest::keyClicks(line(u"Local port"_s), u"40000"_s);
        QVERIFY(isMarked(u"TTL"_s));
    }

    void allWrongFieldsAreMarkedAndSayWhatIsAllowed()
    {
        before()->click();
        addOption(u"SO_KEEPALIVE"_s, u"2"_s);
        line(u"TTL"_s)->setText(u"300"_s);
        line(u"Backlog before opening"_s)->setText(u"-1"_s);
        line(u"Connect timeout"_s)->setFocus(); // none of them is typed into any more
        QVERIFY(isMarked(u"TTL"_s));
        QVERIFY(isMarked(u"Backlog before opening"_s));
        QVERIFY(isMarked(u"Socket option value"_s));
        QVERIFY2(says(u"ttl=300"_s) && says(u"1 to 255"_s), qPrintable(said()));
        QVERIFY2(says(u"backlog=-1"_s) && says(u"SO_KEEPALIVE=2"_s), qPrintable(said()));
    }

    void optionThatIsStillEmptyIsNotWrongBeforeSomebodyOpens()
    {
        port()->setText(u"1"_s);
        before()->click();
        QTest::mouseClick(panelButton(u"Add socket option"_s), Qt::LeftButton);
        find<QComboBox>(u"Socket option"_s)->setEditText(u"SO_RCVBUF"_s);
        line(u"Connect timeout"_s)->setFocus();
        QCOMPARE(said(), QString());
        QVERIFY(!isMarked(u"Socket option value"_s));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QVERIFY(m_requests.empty());
        QVERIFY2(says(u"SO_RCVBUF"_s) && says(u"needs a value"_s), qPrintable(said()));
        line(u"Socket option value"_s)->setText(u"4096"_s);
        QCOMPARE(said(), QString());
    }

    void valueWithoutANameIsNotLost()
    {
        port()->setText(u"1"_s);
        before()->click();
        addOption({}, u"4096"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QVERIFY(m_requests.empty());
        QVERIFY2(says(u"name"_s), qPrintable(said()));
    }

    void buttonKeepsItsWidthWhenSomethingIsSet()
    {
        const int width = before()->width();
        line(u"TTL"_s)->setText(u"3"_s);
        line(u"Local port"_s)->setText(u"40000"_s);
        QCoreApplication::sendPostedEvents(); // what is to be laid out anew
        QCOMPARE(before()->sizeHint().width(), width);
        QCOMPARE(before()->width(), width);
    }

    void panelOpensBelowItsButtonAndClosesByEnterInALine()
    {
        QTest::mouseClick(before(), Qt::LeftButton);
        QVERIFY(panel()->isVisible());
        const auto enterIn = [](QWidget* field) {
            field->setFocus();
            QTest::keyClick(field, Qt::Key_Return);
        };
        enterIn(find<QComboBox>(u"Mode before opening"_s));
        QVERIFY(panel()->isVisible());
        enterIn(line(u"TTL"_s));
        QVERIFY(!panel()->isVisible());
    }

    void urlOfWhatIsSetIsCopied()
    {
        port()->setText(u"7"_s);
        line(u"Local port"_s)->setText(u"40000"_s);
        QTest::mouseClick(panelButton(u"Copy as URL"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"tcp://127.0.0.1:7?local=:40000"_s);
        QVERIFY(m_requests.empty());
    }

    void recentEndpointComesBackWithAllThatWasSet()
    {
        m_bar->setRecent({u"udp://127.0.0.1:7?local=127.0.0.1:40000&mode=timeout&timeout=2&SO_RCVBUF=4096"_s,
            u"unix-listen:/run/x?backlog=5"_s});
        line(u"TTL"_s)->setText(u"3"_s); // not of it
        recent(u"UDP 127.0.0.1:7, local 127.0.0.1:40000, mode timeout, timeout 2, SO_RCVBUF 4096"_s)->trigger();
        QCOMPARE(protocol()->currentText(), u"UDP"_s);
        QCOMPARE(localAddress()->currentText(), u"127.0.0.1"_s);
        QTest::keyClick(port(), Qt::Key_Return);
        QCOMPARE(m_requests.size(), 1U);
        QCOMPARE(m_requests.back().options, u"local=127.0.0.1:40000&mode=timeout&timeout=2&SO_RCVBUF=4096"_s);
        recent(u"Unix stream /run/x, listen, backlog 5"_s)->trigger();
        QTest::keyClick(address(), Qt::Key_Return);
        QCOMPARE(m_requests.back().as, OpenAs::Listener);
        QCOMPARE(m_requests.back().backlog, 5);
    }

    void recentEndpointsAreReachedFromTheAddress()
    {
        m_bar->setRecent({u"tcp://127.0.0.1:7"_s});
        address()->setFocus();
        QTest::keyClick(address(), Qt::Key_Down);
        QTRY_VERIFY(QApplication::activePopupWidget());
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
        QCOMPARE(port()->text(), u"7"_s);
    }

    void recentEndpointIsRemoved()
    {
        QStringList forgotten;
        connect(m_bar.get(), &OpenBar::recentForgotten, this, [&](const QStringList& urls) { forgotten = urls; });
        m_bar->setRecent({u"tcp://127.0.0.1:7"_s, u"tcp://127.0.0.1:8"_s});
        const auto actions = m_bar->findChildren<QAction*>();
        const auto removing = std::ranges::find_if(actions.rbegin(), actions.rend(),
            [](const QAction* action) { return action->text() == u"TCP 127.0.0.1:8"_s; });
        (*removing)->trigger();
        QTRY_COMPARE(forgotten, QStringList{u"tcp://127.0.0.1:8"_s});
    }

private:
    [[nodiscard]] QPushButton* before() const { return find<QPushButton>(u"Before opening"_s); }
    [[nodiscard]] ui::BeforeOpening* panel() const { return m_bar->findChild<ui::BeforeOpening*>(); }
    /// What the panel says is wrong.
    [[nodiscard]] QString said() const
    {
        const auto labels = panel()->findChildren<QLabel*>();
        const auto message = std::ranges::find_if(labels, [](const QLabel* label) { return label->wordWrap(); });
        return (*message)->isVisible() ? (*message)->text() : QString();
    }
    [[nodiscard]] bool says(const QString& part) const { return said().contains(part); }
    void addOption(const QString& name, const QString& value) const
    {
        QTest::mouseClick(panelButton(u"Add socket option"_s), Qt::LeftButton);
        find<QComboBox>(u"Socket option"_s)->setEditText(name);
        line(u"Socket option value"_s)->setText(value);
    }
    [[nodiscard]] bool isMarked(const QString& field) const
    {
        return line(field)->palette().color(QPalette::Text) == ui::toneColor(ui::Tone::Error, m_bar->palette());
    }
    [[nodiscard]] QLineEdit* line(const QString& name) const { return find<QLineEdit>(name); }
    [[nodiscard]] QComboBox* localAddress() const { return find<QComboBox>(u"Local address"_s); }
    [[nodiscard]] QPushButton* panelButton(const QString& name) const
    {
        if (!panel()->isVisible())
            QTest::mouseClick(before(), Qt::LeftButton);
        const auto buttons = panel()->findChildren<QPushButton*>();
        const auto found = std::ranges::find_if(
            buttons, [&](const QPushButton* one) { return one->text() == name || one->accessibleName() == name; });
        return found == buttons.end() ? nullptr : *found;
    }
    void choose(const QString& name, const QString& word) const { find<QComboBox>(name)->setCurrentText(word); }
    [[nodiscard]] QAction* recent(const QString& text) const
    {
        const auto actions = m_bar->findChildren<QAction*>();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        return found == actions.end() ? nullptr : *found;
    }
};

QTEST_MAIN(TestBeforeOpening)
#include "tst_beforeopening.moc"
