// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/callspane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using engine::State;
using ui::CallAction;
using ui::CallKind;
using ui::CallsPane;

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

template <typename Widget> Widget* named(const QWidget& pane, const QString& name)
{
    for (Widget* widget : pane.findChildren<Widget*>()) {
        if (widget->accessibleName() == name)
            return widget;
    }
    return nullptr;
}

QPushButton* makeButton(const CallsPane& pane)
{
    return pane.findChild<QPushButton*>();
}

bool says(const CallsPane& pane, const QString& text)
{
    const auto labels = pane.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
        [&](const QLabel* label) { return label->isVisibleTo(&pane) && label->text().contains(text); });
}

QStringList visibleFlags(const CallsPane& pane)
{
    QStringList names;
    for (const QCheckBox* box : pane.findChildren<QCheckBox*>()) {
        if (box->isVisibleTo(&pane))
            names += box->text();
    }
    return names;
}

} // namespace

/// The pane: what it offers, and what it asks for.
class TestCallsPane final : public QObject
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
        CallsPane pane;
        engine::EndpointStatus status = socketIn(State::Connected);
        status.mode = mode;
        pane.setEndpoint(&status);
        pane.chooseCall(call);
        QVERIFY(says(pane, said));
    }

    void onlyTheCallsArgumentsAreShown()
    {
        CallsPane pane;
        const auto status = socketIn(State::Connected);
        pane.setEndpoint(&status);
        pane.chooseCall(CallKind::Recv);
        QVERIFY(named<QWidget>(pane, u"Call size"_s)->isVisibleTo(&pane));
        QVERIFY(!named<QLineEdit>(pane, u"Call data"_s)->isVisibleTo(&pane));
        QVERIFY(!named<QLineEdit>(pane, u"Call address"_s)->isVisibleTo(&pane));
        QVERIFY(visibleFlags(pane).contains(u"MSG_PEEK"_s));
        QVERIFY(!visibleFlags(pane).contains(u"MSG_MORE"_s));
        pane.chooseCall(CallKind::Send);
        QVERIFY(named<QLineEdit>(pane, u"Call data"_s)->isVisibleTo(&pane));
        QVERIFY(visibleFlags(pane).contains(u"MSG_MORE"_s));
        QVERIFY(!visibleFlags(pane).contains(u"MSG_PEEK"_s));
    }

    void unixSocketHasNoPort()
    {
        CallsPane pane;
        const auto status = socketIn(State::Created, net::Protocol::UnixStream);
        pane.setEndpoint(&status);
        pane.chooseCall(CallKind::Bind);
        QVERIFY(named<QLineEdit>(pane, u"Call address"_s)->isVisibleTo(&pane));
        QVERIFY(!named<QLineEdit>(pane, u"Call port"_s)->isVisibleTo(&pane));
        const auto other = socketIn(State::Created);
        pane.setEndpoint(&other);
        QVERIFY(named<QLineEdit>(pane, u"Call port"_s)->isVisibleTo(&pane));
    }

    void callThatTheStateForbidsSaysWhy()
    {
        CallsPane pane;
        const auto status = socketIn(State::Listening);
        pane.setEndpoint(&status);
        pane.chooseCall(CallKind::Recv);
        QVERIFY(!makeButton(pane)->isEnabled());
        QVERIFY(says(pane, u"No recv now: the socket is listening."_s));
        QCOMPARE(makeButton(pane)->toolTip(), u"No recv now: the socket is listening."_s);
        const auto* calls = named<QComboBox>(pane, u"Call"_s);
        QCOMPARE(calls->itemData(calls->findText(u"send"_s), Qt::ToolTipRole).toString(),
            u"No send now: the socket is listening."_s);
        QVERIFY(!calls->itemData(calls->findText(u"accept"_s), Qt::ToolTipRole).isValid());
        pane.chooseCall(CallKind::Accept);
        QVERIFY(makeButton(pane)->isEnabled());
        QVERIFY(makeButton(pane)->toolTip().isEmpty());
    }

    void callIsAskedForOnTheSelectedEndpoint()
    {
        CallsPane pane;
        const auto status = socketIn(State::Connected);
        pane.setEndpoint(&status);
        pane.chooseCall(CallKind::SendAll);
        named<QLineEdit>(pane, u"Call data"_s)->setText(u"hello"_s);
        QSignalSpy spy(&pane, &CallsPane::callRequested);
        QTest::keyClick(named<QLineEdit>(pane, u"Call data"_s), Qt::Key_Return);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.at(0).at(0).value<base::EndpointId>(), base::EndpointId{7});
        const auto action = spy.at(0).at(1).value<CallAction>();
        QCOMPARE(std::get<net::SendCall>(std::get<net::CallRequest>(action)).data->size(), std::size_t{5});
    }

    void hiddenFlagIsNotGiven()
    {
        CallsPane pane;
        const auto status = socketIn(State::Connected);
        pane.setEndpoint(&status);
        pane.chooseCall(CallKind::Recv);
        for (QCheckBox* box : pane.findChildren<QCheckBox*>()) {
            if (box->text() == u"MSG_PEEK")
                box->setChecked(true);
        }
        pane.chooseCall(CallKind::Send);
        QSignalSpy spy(&pane, &CallsPane::callRequested);
        makeButton(pane)->click();
        const auto action = spy.at(0).at(1).value<CallAction>();
        QCOMPARE(std::get<net::SendCall>(std::get<net::CallRequest>(action)).flags, 0);
    }

    void fieldThatCannotBeReadIsNoCall()
    {
        CallsPane pane;
        const auto status = socketIn(State::Created);
        pane.setEndpoint(&status);
        pane.chooseCall(CallKind::Bind);
        named<QLineEdit>(pane, u"Call port"_s)->setText(u"70000"_s);
        QSignalSpy spy(&pane, &CallsPane::callRequested);
        makeButton(pane)->click();
        QCOMPARE(spy.count(), 0);
        QVERIFY(says(pane, u"0 to 65535"_s));
        pane.setEndpoint(&status); // its counters changed
        QVERIFY(says(pane, u"0 to 65535"_s));
        named<QLineEdit>(pane, u"Call port"_s)->setText(u"7000"_s);
        QVERIFY(!says(pane, u"0 to 65535"_s));
    }

    void optionsAreThoseOfTheSocket()
    {
        CallsPane pane;
        const auto status = socketIn(State::Connected, net::Protocol::Udp);
        pane.setEndpoint(&status);
        pane.chooseCall(CallKind::SetSockOpt);
        const auto* option = named<QComboBox>(pane, u"Call option"_s);
        QVERIFY(option->findText(u"SO_RCVBUF"_s) >= 0);
        QCOMPARE(option->findText(u"TCP_NODELAY"_s), -1);
        QCOMPARE(option->findText(u"SO_ERROR"_s), -1); // can only be read
        pane.chooseCall(CallKind::GetSockOpt);
        QVERIFY(option->findText(u"SO_ERROR"_s) >= 0);
    }

    void unboundIpv6SocketHasNoOptionsOfIpv4()
    {
        CallsPane pane;
        auto status = socketIn(State::Created);
        const auto offers = [&](const QString& name) {
            pane.setEndpoint(&status);
            pane.chooseCall(CallKind::SetSockOpt);
            return named<QComboBox>(pane, u"Call option"_s)->findText(name) >= 0;
        };
        status.family = AF_INET;
        QVERIFY(offers(u"IP_TTL"_s));
        QVERIFY(!offers(u"IPV6_V6ONLY"_s));
        status.family = AF_INET6;
        QVERIFY(!offers(u"IP_MTU_DISCOVER"_s));
        QVERIFY(offers(u"IPV6_V6ONLY"_s));
    }

    void addressThatNobodyTypedIsOfTheSocketsFamily()
    {
        CallsPane pane;
        auto status = socketIn(State::Created);
        const auto address = [&](int family) {
            status.family = family;
            pane.setEndpoint(&status);
            return named<QLineEdit>(pane, u"Call address"_s)->text();
        };
        QCOMPARE(address(AF_INET6), u"::1"_s);
        QCOMPARE(address(AF_INET), u"127.0.0.1"_s);
        named<QLineEdit>(pane, u"Call address"_s)->setText(u"localhost"_s);
        QCOMPARE(address(AF_INET6), u"localhost"_s);
    }

    void socketNeedsNoEndpoint()
    {
        CallsPane pane;
        QSignalSpy spy(&pane, &CallsPane::callRequested);
        makeButton(pane)->click();
        QCOMPARE(spy.count(), 1);
        QVERIFY(std::holds_alternative<ui::NewSocket>(spy.at(0).at(1).value<CallAction>()));
        pane.chooseCall(CallKind::Bind);
        QVERIFY(!makeButton(pane)->isEnabled());
    }

    void theResultStandsBelowTheButtonUntilAnotherCallIsChosen()
    {
        CallsPane pane;
        const auto status = socketIn(State::Connected);
        pane.setEndpoint(&status);
        pane.chooseCall(CallKind::Recv);
        const auto* result = named<QLabel>(pane, u"Call result"_s);
        QVERIFY(result && result->isHidden());
        pane.showOutcome({u"#8  recv(1024, 0) = 8\nhi there"_s, false, 7});
        QVERIFY(!result->isHidden());
        QCOMPARE(result->accessibleDescription(), u"#8  recv(1024, 0) = 8\nhi there"_s);
        auto* explain = named<QPushButton>(pane, u"Explain call result"_s);
        QVERIFY(explain->isHidden());
        pane.setEndpoint(&status);
        QVERIFY(!result->isHidden());
        pane.chooseCall(CallKind::Send);
        QVERIFY(result->isHidden());
    }

    void theResultIsScrolledToWhereThePaneIsLow()
    {
        // Too low for the form, high enough for it alone, and for both.
        for (const int height : {160, 200, 220, 240, 260, 400}) {
            CallsPane pane;
            pane.resize(270, height);
            pane.show();
            QVERIFY(QTest::qWaitForWindowExposed(&pane));
            pane.showOutcome({u"#1  socket(AF_INET, SOCK_STREAM, 0) = 29\ntook 8.1 ms"_s, false, 0});
            const auto* result = named<QLabel>(pane, u"Call result"_s);
            const auto isSeen
                = [&] { return pane.rect().contains(QRect(result->mapTo(&pane, QPoint()), result->size())); };
            QTRY_VERIFY2(isSeen(), qPrintable(QString::number(height)));
        }
    }

    void aFailedCallCanBeExplained()
    {
        CallsPane pane;
        QSignalSpy wanted(&pane, &CallsPane::explanationRequested);
        pane.showOutcome({u"#9  send(3, 0) = EPIPE"_s, true, 8});
        auto* explain = named<QPushButton>(pane, u"Explain call result"_s);
        QVERIFY(!explain->isHidden());
        explain->click();
        QCOMPARE(wanted.takeFirst().first().toULongLong(), 8U);
    }
};

QTEST_MAIN(TestCallsPane)
#include "tst_callspane.moc"
