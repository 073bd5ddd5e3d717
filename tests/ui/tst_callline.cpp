// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/callline.h"
#include "ui/calls/groupdelegate.h"
#include "ui/fields/flagsbutton.h"

#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <sys/socket.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using engine::State;
using ui::CallAction;
using ui::CallKind;
using ui::CallLine;

namespace {

engine::EndpointStatus socketIn(State state, net::Protocol protocol = net::Protocol::Tcp)
{
    engine::EndpointStatus status;
    status.id = {7};
    status.info.name = "server";
    status.info.protocol = protocol;
    status.state = state;
    return status;
}

template <typename Widget> Widget* named(const QWidget& line, const QString& name)
{
    for (Widget* widget : line.findChildren<Widget*>()) {
        if (widget->accessibleName() == name)
            return widget;
    }
    return nullptr;
}

QPushButton* makeButton(const CallLine& line)
{
    const auto buttons = line.findChildren<QPushButton*>();
    return *std::find_if(
        buttons.begin(), buttons.end(), [](const QPushButton* each) { return each->text() == "Make call"_L1; });
}

bool says(const CallLine& line, const QString& text)
{
    const auto labels = line.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
        [&](const QLabel* label) { return label->isVisibleTo(&line) && label->text().contains(text); });
}

ui::FlagsButton* flagsButton(const CallLine& line)
{
    return named<ui::FlagsButton>(line, u"Call flags"_s);
}

QStringList visibleFlags(const CallLine& line)
{
    QStringList names;
    const auto actions = flagsButton(line)->menu()->actions();
    for (const QAction* action : actions) {
        if (action->isVisible())
            names += action->text();
    }
    return names;
}

/// The line as it is read, without what its fields hold.
QString punctuation(const CallLine& line)
{
    QString text;
    const auto labels = line.findChildren<QLabel*>();
    for (const QLabel* label : labels) {
        if (label->isVisibleTo(&line) && label->text().size() == 1)
            text += label->text();
    }
    return text;
}

} // namespace

/// The line: what it offers, and what it asks for.
class TestCallLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatACallWaitsForIsSaidAsTheModeHasIt_data()
    {
        QTest::addColumn<CallKind>("call");
        QTest::addColumn<net::ModeSetting>("mode");
        QTest::addColumn<QString>("said");
        const net::ModeSetting nonBlocking{net::Mode::NonBlocking, {}};
        const net::ModeSetting blocking{net::Mode::Blocking, {}};
        const net::ModeSetting timeout{net::Mode::Timeout, std::chrono::milliseconds(2500)};
        const auto row = [](const char* name, CallKind call, const net::ModeSetting& mode, const QString& said) {
            QTest::newRow(name) << call << mode << said;
        };
        row("recv blocks", CallKind::Recv, blocking, u"end. It waits if there is nothing. See"_s);
        row("recv never waits", CallKind::Recv, nonBlocking, u"not wait: EAGAIN at once if there is nothing. See"_s);
        row("recv has a timeout", CallKind::Recv, timeout, u"It waits if there is nothing, at most 2.5 s. See"_s);
        row("accept never waits", CallKind::Accept, nonBlocking, u"EAGAIN at once"_s);
        row("send never waits", CallKind::Send, nonBlocking, u"EAGAIN at once if there is no room"_s);
        row("connect never waits", CallKind::Connect, nonBlocking, u"EINPROGRESS at once"_s);
        row("shutdown ends at once", CallKind::Shutdown, blocking, u"stays open. See"_s);
    }
    void whatACallWaitsForIsSaidAsTheModeHasIt()
    {
        QFETCH(CallKind, call);
        QFETCH(net::ModeSetting, mode);
        QFETCH(QString, said);
        CallLine line;
        engine::EndpointStatus status = socketIn(State::Connected);
        status.mode = mode;
        line.setEndpoint(&status);
        line.chooseCall(call);
        QVERIFY(says(line, said));
    }

    void onlyTheCallsArgumentsAreShown()
    {
        CallLine line;
        const auto status = socketIn(State::Connected);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::Recv);
        QVERIFY(named<QWidget>(line, u"Call size"_s)->isVisibleTo(&line));
        QVERIFY(!named<QLineEdit>(line, u"Call data"_s)->isVisibleTo(&line));
        QVERIFY(!named<QLineEdit>(line, u"Call address"_s)->isVisibleTo(&line));
        QVERIFY(visibleFlags(line).contains(u"MSG_PEEK"_s));
        QVERIFY(!visibleFlags(line).contains(u"MSG_MORE"_s));
        line.chooseCall(CallKind::Send);
        QVERIFY(named<QLineEdit>(line, u"Call data"_s)->isVisibleTo(&line));
        QVERIFY(visibleFlags(line).contains(u"MSG_MORE"_s));
        QVERIFY(!visibleFlags(line).contains(u"MSG_PEEK"_s));
    }

    void unixSocketHasNoPort()
    {
        CallLine line;
        const auto status = socketIn(State::Created, net::Protocol::UnixStream);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::Bind);
        QVERIFY(named<QLineEdit>(line, u"Call address"_s)->isVisibleTo(&line));
        QVERIFY(!named<QLineEdit>(line, u"Call port"_s)->isVisibleTo(&line));
        const auto other = socketIn(State::Created);
        line.setEndpoint(&other);
        QVERIFY(named<QLineEdit>(line, u"Call port"_s)->isVisibleTo(&line));
    }

    void callThatTheStateForbidsSaysWhy()
    {
        CallLine line;
        const auto status = socketIn(State::Listening);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::Recv);
        QVERIFY(!makeButton(line)->isEnabled());
        QVERIFY(says(line, u"No recv now: the socket is listening."_s));
        QCOMPARE(makeButton(line)->toolTip(), u"No recv now: the socket is listening."_s);
        const auto* calls = named<QComboBox>(line, u"Call"_s);
        QCOMPARE(calls->itemData(calls->findText(u"send"_s), Qt::ToolTipRole).toString(),
            u"No send now: the socket is listening."_s);
        QVERIFY(!calls->itemData(calls->findText(u"accept"_s), Qt::ToolTipRole).isValid());
        line.chooseCall(CallKind::Accept);
        QVERIFY(makeButton(line)->isEnabled());
        QVERIFY(makeButton(line)->toolTip().isEmpty());
    }

    void callIsAskedForOnTheSelectedEndpoint()
    {
        CallLine line;
        const auto status = socketIn(State::Connected);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::SendAll);
        named<QLineEdit>(line, u"Call data"_s)->setText(u"hello"_s);
        QSignalSpy spy(&line, &CallLine::callRequested);
        QTest::keyClick(named<QLineEdit>(line, u"Call data"_s), Qt::Key_Return);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.at(0).at(0).value<base::EndpointId>(), base::EndpointId{7});
        const auto action = spy.at(0).at(1).value<CallAction>();
        QCOMPARE(std::get<net::SendCall>(std::get<net::CallRequest>(action)).data->size(), std::size_t{5});
    }

    void enterMakesTheCallOnceWhereverItIsPressed()
    {
        CallLine line;
        const auto status = socketIn(State::Connected);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::Recv);
        QSignalSpy spy(&line, &CallLine::callRequested);
        int calls = 0;
        for (QWidget* part : {named<QWidget>(line, u"Call"_s), named<QWidget>(line, u"Call size"_s),
                 named<QWidget>(line, u"Call flags"_s), static_cast<QWidget*>(makeButton(line))}) {
            QTest::keyClick(part, Qt::Key_Return);
            QCOMPARE(spy.count(), ++calls);
        }
        line.chooseCall(CallKind::SendAll);
        QTest::keyClick(named<QLineEdit>(line, u"Call data"_s), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(spy.count(), ++calls);
    }

    void hiddenFlagIsNotGiven()
    {
        CallLine line;
        const auto status = socketIn(State::Connected);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::Recv);
        flagsButton(line)->choose(MSG_PEEK);
        QCOMPARE(flagsButton(line)->text(), u"MSG_PEEK"_s);
        line.chooseCall(CallKind::Send);
        QSignalSpy spy(&line, &CallLine::callRequested);
        makeButton(line)->click();
        const auto action = spy.at(0).at(1).value<CallAction>();
        QCOMPARE(std::get<net::SendCall>(std::get<net::CallRequest>(action)).flags, 0);
    }

    void fieldThatCannotBeReadIsNoCall()
    {
        CallLine line;
        const auto status = socketIn(State::Created);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::Bind);
        named<QLineEdit>(line, u"Call port"_s)->setText(u"70000"_s);
        QSignalSpy spy(&line, &CallLine::callRequested);
        makeButton(line)->click();
        QCOMPARE(spy.count(), 0);
        QVERIFY(says(line, u"0 to 65535"_s));
        line.setEndpoint(&status); // its counters changed
        QVERIFY(says(line, u"0 to 65535"_s));
        named<QLineEdit>(line, u"Call port"_s)->setText(u"7000"_s);
        QVERIFY(!says(line, u"0 to 65535"_s));
    }

    void optionsAreThoseOfTheSocket()
    {
        CallLine line;
        const auto status = socketIn(State::Connected, net::Protocol::Udp);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::SetSockOpt);
        const auto* option = named<QComboBox>(line, u"Call option"_s);
        QVERIFY(option->findText(u"SO_RCVBUF"_s) >= 0);
        QCOMPARE(option->findText(u"TCP_NODELAY"_s), -1);
        QCOMPARE(option->findText(u"SO_ERROR"_s), -1); // can only be read
        line.chooseCall(CallKind::GetSockOpt);
        QVERIFY(option->findText(u"SO_ERROR"_s) >= 0);
    }

    void unboundIpv6SocketHasNoOptionsOfIpv4()
    {
        CallLine line;
        auto status = socketIn(State::Created);
        const auto offers = [&](const QString& name) {
            line.setEndpoint(&status);
            line.chooseCall(CallKind::SetSockOpt);
            return named<QComboBox>(line, u"Call option"_s)->findText(name) >= 0;
        };
        status.family = AF_INET;
        QVERIFY(offers(u"IP_TTL"_s));
        QVERIFY(!offers(u"IPV6_V6ONLY"_s));
        status.family = AF_INET6;
        QVERIFY(!offers(u"IP_MTU_DISCOVER"_s));
        QVERIFY(offers(u"IPV6_V6ONLY"_s));
    }

    void tabGoesFromTheCallOverItsArgumentsToWhatMakesIt()
    {
        CallLine line;
        line.show();
        line.chooseCall(CallKind::Socket);
        QVERIFY(QTest::qWaitForWindowExposed(&line));
        named<QComboBox>(line, u"Call"_s)->setFocus();
        for (const QString& next : {u"Call family"_s, u"Call protocol"_s}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget()->accessibleName(), next);
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const auto* make = qobject_cast<QPushButton*>(QApplication::focusWidget());
        QVERIFY(make && make->text() == u"Make call"_s);
    }

    void socketIsMadeInTheWordsOfC()
    {
        CallLine line;
        line.show();
        line.chooseCall(CallKind::Socket);
        auto* family = named<QComboBox>(line, u"Call family"_s);
        auto* type = named<QComboBox>(line, u"Call protocol"_s);
        const auto place = [&line](const QWidget* field) { return field->mapTo(&line, QPoint()).x(); };
        QTRY_VERIFY(place(family) < place(type));
        QCOMPARE(family->currentText(), u"AF_INET"_s);
        QCOMPARE(type->currentText(), u"SOCK_STREAM (TCP)"_s);
        QCOMPARE(type->currentData(Qt::AccessibleTextRole).toString(), u"TCP"_s);
        type->setCurrentText(u"SOCK_DGRAM (Unix)"_s);
        QCOMPARE(family->currentText(), u"AF_UNIX"_s);
        QVERIFY(!family->isEnabled());
        type->setCurrentText(u"SOCK_DGRAM (UDP)"_s);
        QCOMPARE(family->currentText(), u"AF_INET"_s);
        QVERIFY(family->isEnabled() && family->count() == 2);
    }

    void addressThatNobodyTypedIsOfTheSocketsFamily()
    {
        CallLine line;
        auto status = socketIn(State::Created);
        const auto address = [&](int family) {
            status.family = family;
            line.setEndpoint(&status);
            return named<QLineEdit>(line, u"Call address"_s)->text();
        };
        QCOMPARE(address(AF_INET6), u"::1"_s);
        QCOMPARE(address(AF_INET), u"127.0.0.1"_s);
        named<QLineEdit>(line, u"Call address"_s)->setText(u"localhost"_s);
        QCOMPARE(address(AF_INET6), u"localhost"_s);
    }

    void socketNeedsNoEndpoint()
    {
        CallLine line;
        QSignalSpy spy(&line, &CallLine::callRequested);
        makeButton(line)->click();
        QCOMPARE(spy.count(), 1);
        QVERIFY(std::holds_alternative<ui::NewSocket>(spy.at(0).at(1).value<CallAction>()));
        line.chooseCall(CallKind::Bind);
        QVERIFY(!makeButton(line)->isEnabled());
    }

    void theResultStandsBehindTheCallUntilAnotherIsChosen()
    {
        CallLine line;
        const auto status = socketIn(State::Connected);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::Recv);
        const auto* result = named<QLabel>(line, u"Call result"_s);
        QVERIFY(result && result->isHidden());
        line.showOutcome({u"#8  recv(1024, 0) = 8   \"hi there\""_s, false, 7});
        QVERIFY(!result->isHidden());
        QCOMPARE(result->accessibleDescription(), u"#8  recv(1024, 0) = 8   \"hi there\""_s);
        auto* explain = named<QPushButton>(line, u"Explain call result"_s);
        QVERIFY(explain->isHidden());
        line.setEndpoint(&status);
        QVERIFY(!result->isHidden());
        line.chooseCall(CallKind::Send);
        QVERIFY(result->isHidden());
    }

    void whatTheCallDoesHasTheRoomBesideTheButton()
    {
        CallLine line;
        line.resize(900, 60);
        line.show();
        QVERIFY(QTest::qWaitForWindowExposed(&line));
        const auto labels = line.findChildren<QLabel*>();
        const auto help = std::ranges::find_if(
            labels, [](const QLabel* label) { return label->text().contains(u"See socket(2)"_s); });
        QVERIFY(help != labels.end());
        QVERIFY2((*help)->width() > 700, qPrintable(QString::number((*help)->width())));
    }

    void makeCallKeepsItsPlaceHoweverLongTheResultIs()
    {
        CallLine line;
        const auto status = socketIn(State::Connected);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::Recv);
        line.resize(900, 100);
        line.show();
        QVERIFY(QTest::qWaitForWindowExposed(&line));
        const QRect place = makeButton(line)->geometry();
        for (const QString& text : {u"= 8"_s, u"byte "_s.repeated(60)}) {
            line.showOutcome({text, true, 7, status.id});
            line.layout()->activate();
            QCOMPARE(makeButton(line)->geometry(), place);
        }
    }

    void theNextCallIsOfferedAfterASuccessAndTheResultStays()
    {
        CallLine line;
        const auto* result = named<QLabel>(line, u"Call result"_s);
        const auto* calls = named<QComboBox>(line, u"Call"_s);
        makeButton(line)->click();
        line.showOutcome({u"#1  socket(AF_INET, SOCK_STREAM, 0) = 29"_s, false, 0});
        QCOMPARE(calls->currentText(), u"bind"_s);
        QVERIFY(!result->isHidden());
    }

    void afterAFailureOrAnotherChoiceNoCallIsOffered()
    {
        CallLine line;
        const auto status = socketIn(State::Created);
        line.setEndpoint(&status);
        const auto* calls = named<QComboBox>(line, u"Call"_s);
        line.chooseCall(CallKind::Bind);
        makeButton(line)->click();
        line.showOutcome({u"#2  bind(127.0.0.1:0) = EADDRINUSE"_s, true, 1});
        QCOMPARE(calls->currentText(), u"bind"_s);
        makeButton(line)->click();
        line.chooseCall(CallKind::GetSockName);
        line.showOutcome({u"#3  bind(127.0.0.1:0) = 0"_s, false, 2});
        QCOMPARE(calls->currentText(), u"getsockname"_s);
    }

    void theCallsAreInGroupsAndNoGroupIsAnItem()
    {
        CallLine line;
        const auto* calls = named<QComboBox>(line, u"Call"_s);
        QCOMPARE(calls->count(), int(ui::callTable().size()));
        QStringList groups;
        for (int i = 0; i < calls->count(); ++i)
            groups += calls->itemData(i, ui::GroupRole).toString();
        groups.removeAll(QString());
        QCOMPARE(groups, (QStringList{u"Open"_s, u"Transfer"_s, u"Names"_s, u"Options"_s, u"Close"_s}));
    }

    void argumentsAreWrittenAsInCode()
    {
        CallLine line;
        const auto status = socketIn(State::Connected, net::Protocol::Udp);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::SendTo); // data, address, port, flags
        QCOMPARE(punctuation(line).count(u','), 3);
        line.chooseCall(CallKind::Listen);
        QCOMPARE(punctuation(line).count(u','), 0);
        QCOMPARE(punctuation(line).count(u'('), 1);
    }

    void aNarrowLineIsBrokenAndNothingOfItIsCut()
    {
        CallLine line;
        const auto status = socketIn(State::Connected);
        line.setEndpoint(&status);
        line.chooseCall(CallKind::RecvMsg);
        line.showOutcome({u"#1  recvmsg(1024, 0, 0) = 8   \"hi there\"   78 us"_s, false, 0});
        const auto height = [&](int width) { return line.layout()->totalHeightForWidth(width); };
        QVERIFY(height(400) > height(1600));
        line.resize(400, height(400));
        line.show();
        QVERIFY(QTest::qWaitForWindowExposed(&line));
        for (QWidget* part : {named<QWidget>(line, u"Call size"_s), named<QWidget>(line, u"Call control size"_s),
                 static_cast<QWidget*>(makeButton(line)), named<QWidget>(line, u"Call result"_s)})
            QVERIFY(line.rect().contains(QRect(part->mapTo(&line, QPoint()), part->size())));
    }

    void aFailedCallCanBeExplained()
    {
        CallLine line;
        QSignalSpy wanted(&line, &CallLine::explanationRequested);
        line.showOutcome({u"#9  send(3, 0) = EPIPE"_s, true, 8});
        auto* explain = named<QPushButton>(line, u"Explain call result"_s);
        QVERIFY(!explain->isHidden());
        explain->click();
        QCOMPARE(wanted.takeFirst().first().toULongLong(), 8U);
    }
};

QTEST_MAIN(TestCallLine)
#include "tst_callline.moc"
