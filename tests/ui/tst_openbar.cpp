// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/urlwords.h"
#include "tests/ui/shownopenbar.h"
#include "ui/openbar/urlhelp.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QCompleter>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QWindow>

#include <algorithm>

using namespace Qt::StringLiterals;
using net::Protocol;
using session::OpenAs;

class TestOpenBar final : public QObject, private shown::Bar
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void controlsHaveTheirAccessibleNames()
    {
        QCOMPARE(protocol()->accessibleName(), u"Protocol"_s);
        QCOMPARE(address()->accessibleName(), u"Address"_s);
        QCOMPARE(port()->accessibleName(), u"Port"_s);
        QCOMPARE(button("Listen")->accessibleName(), u"Listen"_s);
        QCOMPARE(button("Connect")->accessibleName(), u"Connect"_s);
        QStringList items;
        for (int i = 0; i < protocol()->count(); ++i)
            items.append(protocol()->itemText(i));
        QCOMPARE(items, (QStringList{u"TCP"_s, u"UDP"_s, u"Unix stream"_s, u"Unix datagram"_s, u"Unix seqpacket"_s}));
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(address());
        QVERIFY(accessible);
        QCOMPARE(accessible->role(), QAccessible::EditableText);
        QCOMPARE(accessible->text(QAccessible::Name), u"Address"_s);
    }

    void beginsWithLoopback()
    {
        QCOMPARE(address()->text(), u"127.0.0.1"_s);
        QVERIFY(!message()->isVisible());
    }

    void buttonsOpenWhatIsTyped()
    {
        QTest::keyClicks(port(), u"50007"_s);
        QTest::mouseClick(button("Listen"), Qt::LeftButton);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.size(), 2U);
        QCOMPARE(m_requests[0].as, OpenAs::Listener);
        QCOMPARE(m_requests[1].as, OpenAs::Connection);
        QCOMPARE(m_requests[1].host, u"127.0.0.1"_s);
        QCOMPARE(m_requests[1].port, 50007);
        QCOMPARE(m_requests[1].protocol, Protocol::Tcp);
    }

    void optionsThatWereTypedStayAndCountAgain_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("shownPort");
        QTest::newRow("URL") << u"udp://127.0.0.1:5000?SO_BROADCAST"_s << u"127.0.0.1"_s << u"5000"_s;
        QTest::newRow("host and port") << u"127.0.0.1:5000?SO_BROADCAST"_s << u"127.0.0.1?SO_BROADCAST"_s << u"5000"_s;
        QTest::newRow("IPv6") << u"udp://[::1]:7?SO_BROADCAST"_s << u"::1"_s << u"7"_s;
        QTest::newRow("Unix") << u"unix-dgram:/tmp/x?SO_BROADCAST"_s << u"/tmp/x"_s << u""_s;
    }
    void optionsThatWereTypedStayAndCountAgain()
    {
        QFETCH(QString, typed);
        protocol()->setCurrentText(u"UDP"_s);
        address()->setText(typed);
        for (const std::size_t times : {1U, 2U}) {
            QTest::mouseClick(button("Connect"), Qt::LeftButton);
            QCOMPARE(m_requests.size(), times);
            QCOMPARE(m_requests.back().setup.options.size(), 1U);
            QTEST(address()->text(), "shown");
            QTEST(port()->text(), "shownPort");
        }
    }

    void optionThatIsNoneIsToldOfUnderTheAddress()
    {
        protocol()->setCurrentText(u"UDP"_s);
        address()->setText(u"127.0.0.1?SO_BROADCASTS"_s);
        port()->setText(u"5000"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QVERIFY(m_requests.empty());
        QVERIFY(message()->text().contains(u"SO_BROADCASTS"_s));
        QVERIFY(address()->hasFocus());
    }

    void enterDoesWhatWasDoneLast()
    {
        port()->setText(u"1"_s);
        QTest::keyClick(port(), Qt::Key_Return);
        QCOMPARE(m_requests.back().as, OpenAs::Connection);
        QTest::mouseClick(button("Listen"), Qt::LeftButton);
        QTest::keyClick(port(), Qt::Key_Return);
        QCOMPARE(m_requests.size(), 3U);
        QCOMPARE(m_requests.back().as, OpenAs::Listener);
        m_bar->prepare(OpenAs::Connection);
        QTest::keyClick(port(), Qt::Key_Return);
        QCOMPARE(m_requests.back().as, OpenAs::Connection);
    }

    void enterDoesWhatWasTriedLastAlsoWhereThatFailed()
    {
        QTest::mouseClick(button("Listen"), Qt::LeftButton);
        QVERIFY(message()->isVisible());
        QVERIFY(button("Listen")->isDefault());
        port()->setText(u"1"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        port()->clear();
        QTest::mouseClick(button("Listen"), Qt::LeftButton);
        QTest::keyClicks(port(), u"7"_s);
        QTest::keyClick(port(), Qt::Key_Return);
        QCOMPARE(m_requests.back().as, OpenAs::Listener);
    }

    void beginningLeadsToThePortAndSaysWhatEnterDoes_data()
    {
        QTest::addColumn<OpenAs>("as");
        QTest::addColumn<QString>("protocolName");
        QTest::addColumn<QString>("hint");
        QTest::newRow("TCP listener") << OpenAs::Listener << u"TCP"_s << u"Press Enter to listen"_s;
        QTest::newRow("UDP socket") << OpenAs::Listener << u"UDP"_s << u"Press Enter to bind"_s;
        QTest::newRow("connection") << OpenAs::Connection << u"TCP"_s << u"Press Enter to connect"_s;
    }
    void beginningLeadsToThePortAndSaysWhatEnterDoes()
    {
        QFETCH(OpenAs, as);
        QFETCH(QString, protocolName);
        protocol()->setCurrentText(protocolName);
        m_bar->prepare(as);
        QVERIFY(port()->hasFocus());
        QCOMPARE(port()->selectedText(), u"50007"_s);
        QTEST(message()->text(), "hint");
        QVERIFY(message()->isVisible());
        QTest::keyClick(port(), Qt::Key_Return);
        QCOMPARE(m_requests.size(), 1U);
        QCOMPARE(m_requests.back().as, as);
        QCOMPARE(m_requests.back().port, 50007);
        QVERIFY(!message()->isVisible());
    }

    void beginningKeepsThePortThatIsThere()
    {
        port()->setText(u"80"_s);
        m_bar->prepare(OpenAs::Connection);
        QCOMPARE(port()->text(), u"80"_s);
        protocol()->setCurrentText(u"Unix stream"_s);
        m_bar->prepare(OpenAs::Connection);
        QVERIFY(address()->hasFocus());
    }

    void clickBesideTheListOfAddressesGoesThrough_data()
    {
        QTest::addColumn<QString>("clicked");
        QTest::newRow("field") << u"Port"_s;
        QTest::newRow("button") << u"Listen"_s;
    }
    void clickBesideTheListOfAddressesGoesThrough()
    {
        QFETCH(QString, clicked);
        m_bar->setSuggestions({u"alpha.example"_s, u"beta.example"_s});
        port()->setText(u"9"_s);
        address()->clear();
        type(u"alp"_s);
        QAbstractItemView* list = address()->completer()->popup();
        QTRY_VERIFY(list->isVisible());
        const QWidget* target = find<QWidget>(clicked);
        QTest::mouseClick(m_bar->windowHandle(), Qt::LeftButton, {}, target->geometry().center());
        QTRY_VERIFY(!list->isVisible());
        if (clicked == u"Listen"_s) {
            QTRY_COMPARE(m_requests.size(), 1U);
            QCOMPARE(m_requests.back().host, u"alp"_s);
        } else {
            QTRY_VERIFY(port()->hasFocus());
            type(u"50007"_s);
            QVERIFY(port()->text().contains(u"50007"_s));
            QCOMPARE(address()->text(), u"alp"_s);
        }
    }

    void nothingIsOfferedForAWholeAddress_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("isOffered");
        QTest::newRow("part of a name") << u"only.examp"_s << true;
        QTest::newRow("the only name that there is") << u"only.example"_s << false;
        QTest::newRow("one of two") << u"192.0.2.1 "_s << true;
        QTest::newRow("a whole IP address that others begin with") << u"192.0.2.1"_s << false;
        QTest::newRow("part of an IP address") << u"192.0.2."_s << true;
    }
    void nothingIsOfferedForAWholeAddress()
    {
        QFETCH(QString, typed);
        m_bar->setSuggestions({u"only.example"_s, u"192.0.2.1"_s, u"192.0.2.1 b"_s, u"192.0.2.17"_s});
        address()->clear();
        type(typed);
        QTEST(address()->completer()->popup()->isVisible(), "isOffered");
    }

    void enterInTheAddressGoesOnToAnEmptyPort()
    {
        address()->setFocus();
        QTRY_VERIFY(address()->hasFocus());
        QTest::keyClick(address(), Qt::Key_Return);
        QVERIFY(m_requests.empty());
        QVERIFY(port()->hasFocus());
        QVERIFY(!message()->isVisible());
    }

    void problemsAreSaidUnderTheField_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("number");
        QTest::addColumn<bool>("portIsAtFault");
        QTest::addColumn<QString>("named");
        QTest::newRow("no port") << u"localhost"_s << QString() << true << u"port"_s;
        QTest::newRow("65536") << u"localhost"_s << u"65536"_s << true << u"65536"_s;
        QTest::newRow("-1") << u"localhost"_s << u"-1"_s << true << u"-1"_s;
        QTest::newRow("abc") << u"localhost"_s << u"abc"_s << true << u"abc"_s;
        QTest::newRow("0") << u"localhost"_s << u"0"_s << true << u"Port 0"_s;
        QTest::newRow("brackets") << u"[::1"_s << u"1"_s << false << u"[::1"_s;
        QTest::newRow("name") << u"two words"_s << u"1"_s << false << u"two words"_s;
        QTest::newRow("foreign URL") << u"http://x.org/"_s << u"1"_s << false << u"http"_s;
    }
    void problemsAreSaidUnderTheField()
    {
        QFETCH(QString, host);
        QFETCH(QString, number);
        QFETCH(bool, portIsAtFault);
        QFETCH(QString, named);
        address()->setText(host);
        port()->setText(number);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QVERIFY(m_requests.empty());
        QVERIFY(message()->isVisible());
        QVERIFY2(message()->text().contains(named), qPrintable(message()->text()));
        QLineEdit* field = portIsAtFault ? port() : address();
        QTRY_VERIFY(field->hasFocus());
        field->setText(u"1"_s);
        QVERIFY(!message()->isVisible());
    }

    void portsThatThereAreDependOnWhatIsOpened()
    {
        QTest::mouseClick(button("Listen"), Qt::LeftButton);
        QVERIFY2(message()->text().contains(u"0 to 65535"_s), qPrintable(message()->text()));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QVERIFY2(message()->text().contains(u"1 to 65535"_s), qPrintable(message()->text()));
    }

    void messagesShowNoDirectionOverride()
    {
        address()->setText(u"a\u202Eb"_s);
        port()->setText(u"1"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QVERIFY(message()->isVisible());
        QVERIFY(!message()->text().contains(QChar(0x202E)));
        QCOMPARE(message()->textFormat(), Qt::PlainText);
    }

    void unixTakesAPathAndNoPort()
    {
        port()->setText(u"80"_s);
        protocol()->setCurrentText(u"Unix stream"_s);
        QVERIFY(!port()->isEnabled());
        QVERIFY(port()->text().isEmpty());
        QVERIFY(address()->text().isEmpty());
        QVERIFY(!message()->isVisible());
        address()->setText(u"/run/x"_s);
        QTest::keyClick(address(), Qt::Key_Return);
        QCOMPARE(m_requests.size(), 1U);
        QCOMPARE(m_requests[0].protocol, Protocol::UnixStream);
        QCOMPARE(m_requests[0].host, u"/run/x"_s);
        protocol()->setCurrentText(u"Unix datagram"_s);
        QCOMPARE(address()->text(), u"/run/x"_s);
        protocol()->setCurrentText(u"UDP"_s);
        QCOMPARE(address()->text(), u"127.0.0.1"_s);
        QVERIFY(port()->isEnabled());
        QCOMPARE(port()->text(), u"80"_s);
    }

    void datagramSocketsAreBound()
    {
        QPushButton* listen = button("Listen");
        QCOMPARE(listen->text(), u"Listen"_s);
        for (const QString& name : {u"UDP"_s, u"Unix datagram"_s}) {
            protocol()->setCurrentText(name);
            QCOMPARE(listen->text(), u"Bind"_s);
            QCOMPARE(listen->accessibleName(), u"Listen"_s);
        }
    }

    void wildcardsAreMarked_data()
    {
        QTest::addColumn<bool>("isMarked");
        for (const char* host : {"0.0.0.0", "::", "::ffff:0.0.0.0", " 0.0.0.0 "})
            QTest::newRow(host) << true;
        for (const char* host : {"", "127.0.0.1", "::1", "localhost", "192.0.2.1"})
            QTest::newRow(host) << false;
    }
    void wildcardsAreMarked()
    {
        QFETCH(bool, isMarked);
        address()->setText(QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(message()->isVisible(), isMarked);
        QCOMPARE(message()->text().contains("reachable from the network"_L1), isMarked);
        port()->setText(u"0"_s);
        QTest::mouseClick(button("Listen"), Qt::LeftButton);
        QCOMPARE(m_requests.size(), 1U);
    }

    void pastedPortMovesIntoItsField_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("number");
        QTest::newRow("localhost:8080") << u"localhost"_s << u"8080"_s;
        QTest::newRow("[::1]:80") << u"[::1]"_s << u"80"_s;
        QTest::newRow("fe80::1") << u"fe80::1"_s << QString();
        QTest::newRow("localhost:http") << u"localhost:http"_s << QString();
    }
    void pastedPortMovesIntoItsField()
    {
        address()->clear();
        address()->insert(QString::fromLatin1(QTest::currentDataTag()));
        QTEST(address()->text(), "host");
        QTEST(port()->text(), "number");
    }

    void typedPortStaysWhereItIsTypedUntilItIsUsed_data()
    {
        QTest::addColumn<bool>("byEnter");
        QTest::newRow("Enter") << true;
        QTest::newRow("button") << false;
    }
    void typedPortStaysWhereItIsTypedUntilItIsUsed()
    {
        QFETCH(bool, byEnter);
        port()->setText(u"50007"_s); // of the last time
        address()->clear();
        address()->setFocus();
        QTRY_VERIFY(address()->hasFocus());
        QTest::keyClicks(address(), u"host:8"_s);
        QCOMPARE(address()->text(), u"host:8"_s);
        if (byEnter)
            QTest::keyClick(address(), Qt::Key_Return);
        else
            QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.size(), 1U);
        QCOMPARE(m_requests[0].host, u"host"_s);
        QCOMPARE(m_requests[0].port, 8);
        QCOMPARE(address()->text(), u"host"_s);
        QCOMPARE(port()->text(), u"8"_s);
    }

    void aUrlSaysAllAndKeepsNothingOfTheOneBefore()
    {
        address()->setText(u"udp-listen://127.0.0.1:50007?echo&IP_PKTINFO=1"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QVERIFY(engine::echoes(m_requests.back().setup.behaviour));
        address()->setText(u"unix:@one"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.size(), 2U);
        QVERIFY(!engine::echoes(m_requests.back().setup.behaviour));
        QVERIFY(m_requests.back().setup.options.empty());
        QCOMPARE(m_requests.back().options, QString());
    }

    void urlsCanBePasted()
    {
        address()->setText(u"tcp-listen://[::1]:50007?echo"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.size(), 1U);
        QCOMPARE(m_requests[0].as, OpenAs::Listener);
        QVERIFY(engine::echoes(m_requests[0].setup.behaviour));
        QCOMPARE(address()->text(), u"::1"_s);
        QVERIFY(find<QCheckBox>(u"Echo before opening"_s)->isChecked());
        QCOMPARE(port()->text(), u"50007"_s);

        address()->setText(u"unix:@name"_s);
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QCOMPARE(m_requests.back().protocol, Protocol::UnixStream);
        QCOMPARE(protocol()->currentText(), u"Unix stream"_s);
        QCOMPARE(address()->text(), u"@name"_s);
    }

    void helpHasEachSchemeAndWordAndItsExamplesAreUrls()
    {
        const QTemporaryDir folder;
        const QString before = QDir::currentPath();
        const auto back = qScopeGuard([&before] { QDir::setCurrent(before); });
        QVERIFY(QDir::setCurrent(folder.path()));
        QFile rules(u"rules.json"_s);
        QVERIFY(rules.open(QIODevice::WriteOnly) && rules.write(R"({"rules": [{}]})") > 0);
        rules.close();
        QStringList examples;
        for (const ui::HelpRow& row : ui::urlHelp()) {
            QVERIFY2(!row.meaning.isEmpty(), qPrintable(row.code));
            if (!row.code.isEmpty())
                examples.append(row.code);
        }
        const auto canBeOpened = [](const QString& url) { return session::parseUrl(url).has_value(); };
        const auto fitsSomewhere = [&](const QString& option) {
            return std::ranges::any_of(session::urlSchemes(), [&](const session::UrlScheme& scheme) {
                const QString place = net::isUnix(scheme.protocol) ? u":/run/x"_s : u"://127.0.0.1:1"_s;
                return canBeOpened(scheme.name + place + u'?' + option);
            });
        };
        for (const QString& example : examples)
            QVERIFY2(canBeOpened(example) || fitsSomewhere(example), qPrintable(example));
        const auto isThere = [&](QLatin1StringView name, QStringView ends) {
            return std::ranges::any_of(examples, [&](const QString& example) {
                return example == name || (example.startsWith(name) && ends.contains(example[qsizetype(name.size())]));
            });
        };
        for (const session::UrlScheme& scheme : session::urlSchemes())
            QVERIFY2(isThere(scheme.name, u":"), scheme.name.data());
        for (const session::UrlWord& word : session::urlWords())
            QVERIFY2(isThere(word.name, u"="), word.name.data());
    }

    void messageMovesNothing()
    {
        const int height = m_bar->sizeHint().height();
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QVERIFY(message()->isVisible());
        QCOMPARE(m_bar->sizeHint().height(), height);
    }

private:
    /// As the keyboard does it: to the widget with the focus, or to a list that has popped up.
    void type(const QString& text) const
    {
        if (!port()->hasFocus())
            address()->setFocus();
        for (const QChar character : text) {
            const QWidget* popup = QApplication::activePopupWidget();
            QTest::keyClick(popup ? popup->windowHandle() : m_bar->windowHandle(), character.toLatin1());
        }
    }
};

QTEST_MAIN(TestOpenBar)
#include "tst_openbar.moc"
