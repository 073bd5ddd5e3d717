// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/urloptions.h"

#include "net/option.h"
#include "session/openrequest.h"
#include "session/valuerule.h"

#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cstring>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using session::OpenProblem;
using session::ValueKind;
using session::ValueRule;

Q_DECLARE_METATYPE(OpenProblem)
Q_DECLARE_METATYPE(ValueRule)

namespace {

int intOf(const std::vector<std::byte>& bytes)
{
    int value = -1;
    if (bytes.size() == sizeof(value))
        std::memcpy(&value, bytes.data(), sizeof(value));
    return value;
}

} // namespace

class TestUrlOptions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionsAreRefused_data()
    {
        QTest::addColumn<OpenProblem>("problem");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* url, OpenProblem problem, const char* part) {
            QTest::newRow(url) << problem << QString::fromUtf8(part);
        };
        row("tcp://h:1?", OpenProblem::UnknownOption, "");
        row("tcp://h:1?echo&", OpenProblem::UnknownOption, "");
        row("tcp://h:1?colour=red", OpenProblem::UnknownOption, "colour");
        row("tcp://h:1?so_rcvbuf=1", OpenProblem::UnknownOption, "so_rcvbuf");
        row("tcp://h:1?SO_RCVBUF", OpenProblem::OptionValueMissing, "SO_RCVBUF");
        row("tcp://h:1?SO_RCVBUF=much", OpenProblem::BadOptionValue, "SO_RCVBUF=much");
        row("tcp://h:1?SO_TYPE=1", OpenProblem::BadOptionValue, "SO_TYPE=1");
        row("tcp://h:1?echo=perhaps", OpenProblem::BadOptionValue, "echo=perhaps");
        row("tcp://h:1?echo=", OpenProblem::OptionValueMissing, "echo=");
        row("tcp://h:1?mode=slow", OpenProblem::BadOptionValue, "mode=slow");
        row("tcp://h:1?mode", OpenProblem::OptionValueMissing, "mode");
        row("tcp://h:1?mode=timeout", OpenProblem::ModeAgainstTimeout, "mode=timeout");
        row("tcp://h:1?mode=timeout&timeout=0", OpenProblem::ModeAgainstTimeout, "mode=timeout&timeout=0");
        row("tcp://h:1?mode=blocking&timeout=1", OpenProblem::ModeAgainstTimeout, "mode=blocking&timeout=1");
        row("tcp://h:1?mode=nonblocking&timeout=1", OpenProblem::ModeAgainstTimeout, "mode=nonblocking&timeout=1");
        row("tcp://h:1?timeout=-1", OpenProblem::BadOptionValue, "timeout=-1");
        row("tcp://h:1?timeout=1e3", OpenProblem::BadOptionValue, "timeout=1e3");
        row("tcp://h:1?timeout=inf", OpenProblem::BadOptionValue, "timeout=inf");
        row("tcp://h:1?timeout=1.2.3", OpenProblem::BadOptionValue, "timeout=1.2.3");
        row("tcp://h:1?connect_timeout=1000000001", OpenProblem::BadOptionValue, "connect_timeout=1000000001");
        row("tcp-listen://h:1?backlog=-1", OpenProblem::BadOptionValue, "backlog=-1");
        row("tcp-listen://h:1?backlog=2147483648", OpenProblem::BadOptionValue, "backlog=2147483648");
        row("tcp://h:1?bufsize=0", OpenProblem::BadOptionValue, "bufsize=0");
        row("tcp://h:1?bufsize=4194305", OpenProblem::BadOptionValue, "bufsize=4194305");
        row("udp://h:1?bufsize=65537", OpenProblem::BadOptionValue, "bufsize=65537");
        row("tcp://h:1?receive=never", OpenProblem::BadOptionValue, "receive=never");
        row("unix-listen:/x?file-mode=0999", OpenProblem::BadOptionValue, "file-mode=0999");
        row("unix-listen:/x?file-mode=1777", OpenProblem::BadOptionValue, "file-mode=1777");
        row("unix-listen:/x?file-mode", OpenProblem::OptionValueMissing, "file-mode");
        row("tcp-listen://:1?file-mode=0660", OpenProblem::OptionWithoutUse, "file-mode=0660");
        row("unix:/x?file-mode=0660", OpenProblem::OptionWithoutUse, "file-mode=0660");
        row("tcp://h:1?backlog=5", OpenProblem::OptionWithoutUse, "backlog=5");
        row("udp-listen://:1?backlog=5", OpenProblem::OptionWithoutUse, "backlog=5");
        row("tcp-listen://:1?connect_timeout=5", OpenProblem::OptionWithoutUse, "connect_timeout=5");
        row("tcp://h:1?datagram=512", OpenProblem::OptionWithoutUse, "datagram=512");
        row("udp://h:1?datagram=0", OpenProblem::BadOptionValue, "datagram=0");
        row("udp://h:1?datagram=65508", OpenProblem::BadOptionValue, "datagram=65508");
        row("udp://h:1?datagram=1k", OpenProblem::BadOptionValue, "datagram=1k");
        row("udp://h:1?datagram", OpenProblem::OptionValueMissing, "datagram");
        row("unix-dgram:/x?datagram=1048577", OpenProblem::BadOptionValue, "datagram=1048577");
        row("tcp://h:1?timeout=3&timeout=5", OpenProblem::OptionTwice, "timeout");
        row("tcp://h:1?echo&echo=0", OpenProblem::OptionTwice, "echo");
        row("udp-listen://:1?join=10.0.0.1", OpenProblem::BadOptionValue, "join=10.0.0.1");
        row("udp-listen://:1?join=239.1.2.3%eth99", OpenProblem::BadOptionValue, "join=239.1.2.3%eth99");
        row("udp-listen://:1?join=232.1.2.3,::1", OpenProblem::BadOptionValue, "join=232.1.2.3,::1");
        row("tcp-listen://:1?join=239.1.2.3", OpenProblem::OptionWithoutUse, "join=239.1.2.3");
        row("tcp://h:1?local=localhost:40000", OpenProblem::LocalIsName, "localhost:40000");
        row("tcp://h:1?local=127.1", OpenProblem::LocalIsName, "127.1");
        row("tcp://h:1?local=:", OpenProblem::LocalIsName, ":");
        row("tcp://h:1?local=:0", OpenProblem::LocalIsName, ":0");
        row("tcp://h:1?local=:65536", OpenProblem::PortOutOfRange, "65536");
        row("tcp://h:1?local=127.0.0.1:x", OpenProblem::PortNotANumber, "x");
        row("tcp://h:1?local=[::1", OpenProblem::BadBrackets, "[::1");
        row("tcp://h:1?local=::1:", OpenProblem::BadAddress, "::1:");
        row("tcp://h:1?local=fe80::1%none9", OpenProblem::UnknownScope, "none9");
        row("tcp://h:1?local=", OpenProblem::OptionValueMissing, "local=");
        row("tcp://h:1?local=:1&local=:2", OpenProblem::OptionTwice, "local");
        row("tcp-listen://:1?local=:2", OpenProblem::OptionWithoutUse, "local=:2");
        row("unix-dgram:/x?local=@", OpenProblem::MissingAddress, "@");
        row("tcp://h:1?family=4", OpenProblem::BadOptionValue, "family=4");
        row("tcp://127.0.0.1:1?family=ipv6", OpenProblem::FamilyAgainstAddress, "127.0.0.1");
        row("unix:/x?family=ipv4", OpenProblem::OptionWithoutUse, "family=ipv4");
        row("tcp://h:1?ttl=0", OpenProblem::BadOptionValue, "ttl=0");
        row("tcp://h:1?ttl=256", OpenProblem::BadOptionValue, "ttl=256");
        row("unix:/x?ttl=1", OpenProblem::OptionWithoutUse, "ttl=1");
    }
    void optionsAreRefused()
    {
        const auto request = session::parseUrl(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(!request.has_value());
        QTEST(request.error().problem, "problem");
        QTEST(request.error().part, "part");
    }

    void whatAValueMayBeIsTold_data()
    {
        QTest::addColumn<ValueRule>("rule");
        QTest::newRow("tcp://h:1?ttl=300") << ValueRule{ValueKind::Number, 1, 255};
        QTest::newRow("tcp://h:1?family=4") << ValueRule{ValueKind::OneOf, 0, 0, {u"ipv4"_s, u"ipv6"_s}};
        QTest::newRow("tcp://h:1?local=") << ValueRule{ValueKind::Local};
        QTest::newRow("tcp://h:1?bufsize=0") << ValueRule{ValueKind::Number, 1, 4 * 1024 * 1024};
        QTest::newRow("udp://h:1?bufsize=0") << ValueRule{ValueKind::Number, 1, 64 * 1024};
        QTest::newRow("tcp://h:1?TCP_USER_TIMEOUT=-1")
            << session::ruleOf(*net::findOption(std::string_view("TCP_USER_TIMEOUT")));
    }
    void whatAValueMayBeIsTold()
    {
        const auto request = session::parseUrl(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(!request.has_value());
        QTEST(request.error().allowed, "rule");
    }

    void allThatCannotBeUsedIsTold()
    {
        session::OpenRequest request;
        const auto problems
            = session::applyUrlOptions(request, u"ttl=0&SO_RCVBUF&backlog=5&mode=slow&timeout=1&TCP_NODELAY"_s);
        QStringList options;
        for (const session::OpenError& problem : problems)
            options.append(problem.option);
        QCOMPARE(options, (QStringList{u"ttl"_s, u"SO_RCVBUF"_s, u"mode"_s, u"backlog"_s}));
    }

    void wordsSetTheRequest()
    {
        const auto request = session::parseUrl(
            u"tcp-listen://:1?echo&mode=timeout&timeout=2.5&backlog=5&receive=demand&bufsize=1024"_s);
        QVERIFY(request.has_value());
        QVERIFY(engine::echoes(request->setup.behaviour));
        QCOMPARE(request->setup.mode, (net::ModeSetting{net::Mode::Timeout, 2500ms}));
        QCOMPARE(request->backlog, 5);
        QCOMPARE(request->setup.receive, engine::ReceiveMode::OnDemand);
        QCOMPARE(request->setup.receiveSize, 1024U);
        QCOMPARE(
            session::parseUrl(u"tcp://h:1?connect_timeout=.25"_s)->connectTimeout, std::chrono::nanoseconds(250ms));
    }

    void aDatagramsSizeIsChosen()
    {
        QCOMPARE(session::parseUrl(u"udp://h:1"_s)->datagramSize, 8192U);
        QCOMPARE(session::parseUrl(u"udp://h:1?datagram=65507"_s)->datagramSize, 65507U);
        QCOMPARE(session::parseUrl(u"unix-seqpacket-listen:/x?datagram=1048576"_s)->datagramSize, 1048576U);
    }

    void aUnixSocketsFileHasTheModeThatWasSaid()
    {
        QCOMPARE(session::parseUrl(u"unix-listen:/x?file-mode=0660"_s)->setup.fileMode, net::FileMode{0660});
        QVERIFY(!session::parseUrl(u"unix-listen:/x"_s)->setup.fileMode.has_value());
    }

    void connectionIsBoundToWhatLocalSays_data()
    {
        QTest::addColumn<QString>("local");
        QTest::newRow("tcp://h:1?local=127.0.0.1:40000") << u"127.0.0.1:40000"_s;
        QTest::newRow("tcp://h:1?local=127.0.0.1") << u"127.0.0.1:0"_s;
        QTest::newRow("udp://h:1?local=:40000") << u"0.0.0.0:40000"_s;
        QTest::newRow("tcp://h:1?local=[::1]:40000") << u"[::1]:40000"_s;
        QTest::newRow("tcp://h:1?local=[::1]") << u"[::1]:0"_s;
        QTest::newRow("tcp://h:1?local=::1") << u"[::1]:0"_s;
        QTest::newRow("unix-dgram:/x?local=/run/mine") << u"/run/mine"_s;
        QTest::newRow("unix:/x?local=@mine") << u"@mine"_s;
    }
    void connectionIsBoundToWhatLocalSays()
    {
        const auto request = session::parseUrl(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(request && request->local);
        QTEST(QString::fromStdString(request->local->toString()), "local");
        QCOMPARE(request->setup.options.size(), 0U);
    }

    void fileThatAConnectionBindsHasAModeWhicheverComesFirst()
    {
        for (const QString& query : {u"local=/run/mine&file-mode=0660"_s, u"file-mode=0660&local=/run/mine"_s}) {
            const auto request = session::parseUrl(QString(u"unix-dgram:/x?"_s % query));
            QVERIFY(request.has_value());
            QCOMPARE(request->setup.fileMode, net::FileMode{0660});
        }
    }

    void familyAndTtlAreTaken()
    {
        const auto request = session::parseUrl(u"tcp://localhost:1?family=ipv6&ttl=3"_s);
        QVERIFY(request.has_value());
        QCOMPARE(request->family, AF_INET6);
        QCOMPARE(int(request->setup.ttl.value_or(0)), 3);
        QCOMPARE(session::parseUrl(u"tcp://127.0.0.1:1?family=ipv4"_s)->family, AF_INET);
    }

    void problemTellsTheOptionThatItIsIn()
    {
        QCOMPARE(session::parseUrl(u"tcp://h:1?echo&local=:x"_s).error().option, u"local"_s);
        QCOMPARE(session::parseUrl(u"tcp://h:1?SO_RCVBUF=much"_s).error().option, u"SO_RCVBUF"_s);
        QCOMPARE(session::parseUrl(u"tcp://h:1?mode=timeout"_s).error().option, u"timeout"_s);
        QCOMPARE(session::parseUrl(u"tcp://h:x?echo"_s).error().option, QString());
    }

    void requestKeepsItsOptionsAsTheyWereSaid()
    {
        QCOMPARE(session::parseUrl(u"tcp://h:1?local=:2&TCP_NODELAY"_s)->options, u"local=:2&TCP_NODELAY"_s);
        QCOMPARE(session::parseUrl(u"tcp://h:1"_s)->options, QString());
    }

    void groupsAreJoined()
    {
        const auto request = session::parseUrl(
            u"udp-listen://0.0.0.0:1?join=239.1.2.3%lo&join=232.1.2.3%lo,127.0.0.1&join=ff02::1:3%lo"_s);
        QVERIFY(request.has_value());
        QStringList joined;
        for (const engine::OptionSetting& option : request->setup.options) {
            const auto change = net::membershipChange(option.level, option.name, option.value);
            QVERIFY(change && change->joins);
            joined.append(QString::fromStdString(net::toString(change->membership)));
        }
        QCOMPARE(
            joined, (QStringList{u"239.1.2.3 on lo"_s, u"232.1.2.3 from 127.0.0.1 on lo"_s, u"ff02::1:3 on lo"_s}));
    }

    void modeAndTimeoutAreSettimeout_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::newRow("echo=0") << int(net::Mode::NonBlocking) << qint64(0);
        QTest::newRow("mode=blocking") << int(net::Mode::Blocking) << qint64(0);
        QTest::newRow("mode=nonblocking") << int(net::Mode::NonBlocking) << qint64(0);
        QTest::newRow("mode=non-blocking&timeout=0") << int(net::Mode::NonBlocking) << qint64(0);
        QTest::newRow("timeout=0") << int(net::Mode::NonBlocking) << qint64(0);
        QTest::newRow("timeout=0.000000001") << int(net::Mode::Timeout) << qint64(1);
    }
    void modeAndTimeoutAreSettimeout()
    {
        QFETCH(int, mode);
        QFETCH(qint64, nanoseconds);
        const auto request = session::parseUrl(u"tcp://h:1?"_s % QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(request.has_value());
        QCOMPARE(int(request->setup.mode.mode), mode);
        QCOMPARE(qint64(request->setup.mode.timeout.count()), nanoseconds);
    }

    void optionsKeepTheirOrder()
    {
        const auto request = session::parseUrl(u"tcp://h:1?TCP_NODELAY&SO_RCVBUF=65536&TCP_NODELAY=0"_s);
        QVERIFY(request.has_value());
        const auto& options = request->setup.options;
        QCOMPARE(options.size(), 3U);
        QCOMPARE(options[0].level, IPPROTO_TCP);
        QCOMPARE(options[0].name, TCP_NODELAY);
        QCOMPARE(intOf(options[0].value), 1);
        QCOMPARE(options[1].level, SOL_SOCKET);
        QCOMPARE(options[1].name, SO_RCVBUF);
        QCOMPARE(intOf(options[1].value), 65536);
        QCOMPARE(intOf(options[2].value), 0);
    }
};

QTEST_GUILESS_MAIN(TestUrlOptions)
#include "tst_urloptions.moc"
