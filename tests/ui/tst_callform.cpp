// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"
#include "ui/calls/callform.h"

#include <poll.h>
#include <sys/socket.h>

#include <QTest>

#include <algorithm>
#include <map>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using engine::State;
using net::Protocol;
using ui::CallArgument;
using ui::CallForm;
using ui::CallKind;

namespace {

/// The request that a form stands for on a TCP socket; default-made where it is none.
template <typename Call> Call request(const CallForm& form, const ui::CallSocket& socket = {})
{
    const auto action = ui::callAction(form, socket);
    if (!action || !std::holds_alternative<net::CallRequest>(*action))
        return {};
    const auto* call = std::get_if<Call>(&std::get<net::CallRequest>(*action));
    return call ? *call : Call{};
}

std::optional<net::ModeSetting> mode(const QString& timeout)
{
    const auto action = ui::callAction({.kind = CallKind::SetTimeout, .timeout = timeout}, {});
    return action ? std::optional(std::get<net::ModeSetting>(*action)) : std::nullopt;
}

/// The field that a form is refused for.
std::optional<CallArgument> refused(const CallForm& form, const ui::CallSocket& socket = {})
{
    const auto action = ui::callAction(form, socket);
    return action ? std::nullopt : std::optional(action.error().argument);
}

const ui::CallSocket UnixSocket{Protocol::UnixStream, AF_UNIX};

engine::EndpointStatus socketIn(State state, Protocol protocol = Protocol::Tcp)
{
    engine::EndpointStatus status;
    status.state = state;
    status.info.protocol = protocol;
    return status;
}

bool mayMake(CallKind kind, const engine::EndpointStatus& status)
{
    return ui::whyNot(ui::callInfo(kind), &status).isEmpty();
}

} // namespace

/// From what was typed to the call, and which calls a socket's state allows.
class TestCallForm final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCallSaysWhatItDoes()
    {
        for (const ui::CallInfo& call : ui::callTable()) {
            QVERIFY2(QByteArray(call.sentence).endsWith('.'), call.name.data());
            QVERIFY2(call.manPage.endsWith(u')'), call.name.data());
        }
    }

    void socketIsANewEndpointOfAFamily()
    {
        const auto family = [](Protocol protocol, bool isIpv6) {
            return std::get<ui::NewSocket>(
                *ui::callAction({.kind = CallKind::Socket, .protocol = protocol, .isIpv6 = isIpv6}, {}))
                .family;
        };
        QCOMPARE(family(Protocol::Tcp, false), AF_INET);
        QCOMPARE(family(Protocol::Udp, true), AF_INET6);
        QCOMPARE(family(Protocol::UnixStream, true), AF_UNIX);
    }

    void connectExIsAConnectOfItsOwnKind()
    {
        const CallForm form{.kind = CallKind::ConnectEx, .address = u"::1"_s, .port = u"80"_s};
        QCOMPARE(request<net::ConnectCall>(form).address.toString(), std::string("[::1]:80"));
        QCOMPARE(request<net::ConnectCall>(form).as, net::ConnectCall::As::ConnectEx);
    }

    void numericAddressIsNoName()
    {
        const CallForm form{.kind = CallKind::Bind, .address = u"::1"_s, .port = u"80"_s};
        QCOMPARE(request<net::BindCall>(form).address.toString(), std::string("[::1]:80"));
    }

    void emptyAddressIsEveryInterface()
    {
        const auto address = [](int family) {
            return request<net::BindCall>({.kind = CallKind::Bind, .port = u"0"_s}, {Protocol::Tcp, family})
                .address.host();
        };
        QCOMPARE(address(AF_INET), std::string("0.0.0.0"));
        QCOMPARE(address(AF_INET6), std::string("::"));
    }

    void nameIsLeftToBeLookedUp_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("bind") << int(CallKind::Bind);
        QTest::newRow("connect") << int(CallKind::Connect);
        QTest::newRow("sendto") << int(CallKind::SendTo);
    }
    void nameIsLeftToBeLookedUp()
    {
        QFETCH(int, kind);
        const auto action
            = ui::callAction({.kind = CallKind(kind), .address = u"localhost"_s, .port = u"80"_s}, {Protocol::Udp});
        QVERIFY(action);
        const auto* named = std::get_if<ui::NamedCall>(&*action);
        QVERIFY(named);
        QCOMPARE(named->host, u"localhost"_s);
        QCOMPARE(named->port, quint16{80});
    }

    void unixAddressIsAPathOrAnAbstractName()
    {
        const auto address = [](const QString& text) {
            return request<net::ConnectCall>({.kind = CallKind::Connect, .address = text}, UnixSocket)
                .address.toString();
        };
        QCOMPARE(address(u"/run/x"_s), std::string("/run/x"));
        QCOMPARE(address(u"@name"_s), std::string("@name"));
    }

    void whatIsNoCallNamesItsField()
    {
        for (const QString& text : {u"local host"_s, u"user@host"_s, u"host:80"_s, u"::g"_s, u"-\u202e"_s})
            QCOMPARE(refused({.kind = CallKind::Bind, .address = text, .port = u"0"_s}), CallArgument::Address);
        QCOMPARE(refused({.kind = CallKind::Bind, .address = u"::1"_s, .port = u"65536"_s}), CallArgument::Port);
        QCOMPARE(refused({.kind = CallKind::Bind}, UnixSocket), CallArgument::Address);
        QCOMPARE(refused({.kind = CallKind::SendAll, .data = u"\\q"_s}), CallArgument::Data);
        QCOMPARE(refused({.kind = CallKind::SetSockOpt, .option = u"SO_NONE"_s}), CallArgument::Option);
        QCOMPARE(refused({.kind = CallKind::SetSockOpt, .option = u"SO_KEEPALIVE"_s, .value = u"much"_s}),
            CallArgument::Value);
        QCOMPARE(refused({.kind = CallKind::SendFile}), CallArgument::Path);
        QCOMPARE(refused({.kind = CallKind::SendFile, .path = u"x"_s, .count = u"-1"_s}), CallArgument::Count);
        for (const QString& text : {u"soon"_s, u"-1"_s, u"nan"_s, u"inf"_s, u"1e12"_s, u""_s})
            QCOMPARE(refused({.kind = CallKind::SetTimeout, .timeout = text}), CallArgument::Timeout);
    }

    void recvHasSizeAndFlags()
    {
        const auto call = request<net::ReceiveCall>({.kind = CallKind::Recv, .size = 12, .flags = MSG_PEEK});
        QCOMPARE(call.as, net::ReceiveCall::As::Recv);
        QCOMPARE(call.size, std::size_t{12});
        QCOMPARE(call.flags, MSG_PEEK);
    }

    void sendtoHasDataWithEscapesAndAnAddress()
    {
        const auto call = request<net::SendCall>(
            {.kind = CallKind::SendTo, .address = u"127.0.0.1"_s, .port = u"9"_s, .data = u"a\\x00\\n"_s},
            {Protocol::Udp, AF_INET});
        QCOMPARE(call.as, net::SendCall::As::SendTo);
        QCOMPARE(*call.data, (std::vector{std::byte{'a'}, std::byte{0}, std::byte{'\n'}}));
        QCOMPARE(call.to.toString(), std::string("127.0.0.1:9"));
    }

    void timeoutIsPythons()
    {
        QCOMPARE(mode(u"None"_s), (net::ModeSetting{net::Mode::Blocking, 0ns}));
        QCOMPARE(mode(u"0"_s), (net::ModeSetting{net::Mode::NonBlocking, 0ns}));
        QCOMPARE(mode(u"2.5"_s), (net::ModeSetting{net::Mode::Timeout, 2500ms}));
    }

    void fileRequestsAreMadeOfTheirFields()
    {
        const auto file = [](const CallForm& form) {
            const auto action = ui::callAction(form, {});
            const auto* request = action ? std::get_if<engine::FileRequest>(&*action) : nullptr;
            return request ? *request : engine::FileRequest{.as = engine::FileRequest::As::Flush, .path = "(none)"};
        };
        using As = engine::FileRequest::As;
        const auto read = file({.kind = CallKind::FileRead,
            .count = u"12"_s,
            .savePath = u"/tmp/x"_s,
            .existing = engine::FileRequest::Existing::Append});
        QCOMPARE(read.as, As::Read);
        QCOMPARE(read.size, std::optional<std::uint64_t>(12));
        QCOMPARE(read.path, std::string("/tmp/x"));
        QCOMPARE(read.existing, engine::FileRequest::Existing::Append);
        QVERIFY(!file({.kind = CallKind::FileRead}).size);
        QCOMPARE(file({.kind = CallKind::FileReadLine}).existing, engine::FileRequest::Existing::Keep);
        QCOMPARE(file({.kind = CallKind::FileWrite, .data = u"a\\n"_s}).data->size(), std::size_t{2});
        QCOMPARE(file({.kind = CallKind::FileFlush}).path, std::string());
        const auto send = file({.kind = CallKind::SendFile, .path = u"/tmp/x"_s, .offset = u"3"_s});
        QCOMPARE(send.as, As::Send);
        QCOMPARE(send.offset, std::uint64_t{3});
        QVERIFY(!send.size);
        QCOMPARE(refused({.kind = CallKind::FileRead, .count = u"many"_s}), CallArgument::Count);
    }

    void pollWaitsForEverOrForATime()
    {
        QVERIFY(!request<net::PollCall>({.kind = CallKind::Poll, .timeout = u"None"_s}).wait);
        const auto call = request<net::PollCall>({.kind = CallKind::Poll, .timeout = u"0"_s, .events = POLLOUT});
        QCOMPARE(call.wait, std::optional(0ns));
        QCOMPARE(int{call.events}, POLLOUT);
    }

    void optionIsSetByItsName()
    {
        const auto call
            = request<net::SetOptionCall>({.kind = CallKind::SetSockOpt, .option = u"SO_RCVBUF"_s, .value = u"4096"_s});
        QCOMPARE(call.level, SOL_SOCKET);
        QCOMPARE(call.name, SO_RCVBUF);
        QCOMPARE(net::formatOption(*net::findOption("SO_RCVBUF"), call.value), std::string("4096"));
    }

    void stateDecidesWhichCallsMayBeMade()
    {
        QVERIFY(mayMake(CallKind::Bind, socketIn(State::Created)));
        QVERIFY(!mayMake(CallKind::Bind, socketIn(State::Bound)));
        QVERIFY(mayMake(CallKind::Accept, socketIn(State::Listening)));
        QVERIFY(!mayMake(CallKind::Accept, socketIn(State::Connected)));
        QVERIFY(!mayMake(CallKind::Recv, socketIn(State::Listening)));
        QVERIFY(mayMake(CallKind::Recv, socketIn(State::HalfClosedOut)));
        QVERIFY(!mayMake(CallKind::SendTo, socketIn(State::Connected)));
        QVERIFY(mayMake(CallKind::SendTo, socketIn(State::Created, Protocol::Udp)));
        QVERIFY(!mayMake(CallKind::Listen, socketIn(State::Bound, Protocol::Udp)));
    }

    void shutdownForSendingLastsWhateverComesThen()
    {
        auto status = socketIn(State::HalfClosedIn); // the peer's end came after our own
        QVERIFY(mayMake(CallKind::SendAll, status));
        status.sendShutDown = true;
        for (const auto kind : {CallKind::Send, CallKind::SendAll, CallKind::SendFile, CallKind::FileWrite}) {
            QVERIFY(!mayMake(kind, status));
            QVERIFY(ui::whyNot(ui::callInfo(kind), &status).contains(u"shut down for sending"_s));
        }
        QVERIFY(mayMake(CallKind::Recv, status));
    }

    void datagramSocketWithoutAPeerTakesNoSend()
    {
        for (const State state : {State::Created, State::Bound}) {
            const auto status = socketIn(state, Protocol::Udp);
            QVERIFY(ui::whyNot(ui::callInfo(CallKind::Send), &status).contains(u"use sendto"_s));
            QVERIFY(mayMake(CallKind::SendTo, status));
            QVERIFY(!mayMake(CallKind::GetPeerName, status));
            QVERIFY(!mayMake(CallKind::Shutdown, status));
        }
        QVERIFY(mayMake(CallKind::Send, socketIn(State::Connected, Protocol::Udp)));
        QVERIFY(mayMake(CallKind::Connect, socketIn(State::Connected, Protocol::Udp)));
    }

    void unixSocketListensWhenItHasAName()
    {
        QVERIFY(!mayMake(CallKind::Listen, socketIn(State::Created, Protocol::UnixStream)));
        QVERIFY(mayMake(CallKind::Listen, socketIn(State::Bound, Protocol::UnixStream)));
        QVERIFY(mayMake(CallKind::Listen, socketIn(State::Created)));
    }

    void fileIsNotReadWhereReceivingIsAutomatic()
    {
        auto status = socketIn(State::Connected);
        status.receive = engine::ReceiveMode::Automatic;
        QVERIFY(ui::whyNot(ui::callInfo(CallKind::FileRead), &status).contains(u"on demand"_s));
        status.receive = engine::ReceiveMode::OnDemand;
        QVERIFY(mayMake(CallKind::FileRead, status));
    }

    void everyStateAllowsItsCalls_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("refused");
        const auto row = [](const char* name, State state, const QString& refused) {
            QTest::newRow(name) << int(state) << refused;
        };
        const QString moves = u"recv recvfrom recvmsg send sendall sendfile makefile read makefile readline "
                              "makefile write makefile flush shutdown"_s;
        row("created", State::Created, u"accept getpeername "_s + moves);
        row("bound", State::Bound, u"bind accept getpeername "_s + moves);
        row("listening", State::Listening, u"bind connect connect_ex getpeername "_s + moves);
        row("connecting", State::Connecting, u"bind listen accept "_s + moves);
        row("connected", State::Connected, u"bind listen accept connect connect_ex"_s);
        row("half-closed by the peer", State::HalfClosedIn, u"bind listen accept connect connect_ex"_s);
        row("half-closed", State::HalfClosedOut,
            u"bind listen accept connect connect_ex send sendall sendfile makefile write makefile flush"_s);
    }
    void everyStateAllowsItsCalls()
    {
        QFETCH(int, state);
        QFETCH(QString, refused);
        auto status = socketIn(State(state));
        status.receive = engine::ReceiveMode::OnDemand;
        const QString expected = u' ' + refused + u' ';
        for (const ui::CallInfo& call : ui::callTable()) {
            const bool isRefused = expected.contains(u' ' + QString(call.name) + u' ') || call.name == "sendto"_L1;
            QVERIFY2(mayMake(call.kind, status) != isRefused, call.name.data());
        }
    }

    void closedSocketTakesOnlySocket()
    {
        for (const ui::CallInfo& call : ui::callTable())
            QCOMPARE(mayMake(call.kind, socketIn(State::Closed)), call.kind == CallKind::Socket);
    }

    void withoutAnEndpointOnlySocketIsOffered()
    {
        for (const ui::CallInfo& call : ui::callTable())
            QCOMPARE(ui::whyNot(call, nullptr).isEmpty(), call.kind == CallKind::Socket);
    }
};

QTEST_GUILESS_MAIN(TestCallForm)
#include "tst_callform.moc"
