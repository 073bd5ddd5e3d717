// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/commandline.h"
#include "session/filename.h"

#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <fstream>

using namespace Qt::StringLiterals;
using cli::CommandLine;
using cli::Output;
using session::OpenAs;
using session::OpenProblem;

Q_DECLARE_METATYPE(CommandLine)

namespace {

const auto Url = u"tcp-listen://127.0.0.1:50007"_s;

/// The first URL of a command line that must be good.
session::OpenRequest requestOf(const QString& url)
{
    const auto line = cli::parseCommandLine({url});
    return line && line->requests.size() == 1 ? line->requests.front() : session::OpenRequest{};
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingMeansTheWindow();
    void switches_data();
    void switches();
    void urls_data();
    void urls();
    void optionsOfUrls();
    void severalUrlsKeepTheirOrder();
    void whatIsACaptureFile();
    void whatIsThereIsAFile();
    void seconds_data();
    void seconds();
    void refusals_data();
    void refusals();
    void runTakesAScriptAndItsSwitches();
    void helpAndVersionGoBeforeEverythingElse();
    void helpNamesEverySwitchAndScheme();
    void everyProblemHasASentence_data();
    void everyProblemHasASentence();
    void whatAValueMayBeIsSaid_data();
    void whatAValueMayBeIsSaid();
    void emptyBracketsAreSaidToBeEmpty();
};

void TestCommandLine::nothingMeansTheWindow()
{
    const auto line = cli::parseCommandLine({});
    QVERIFY(line.has_value());
    QVERIFY(line->requests.empty());
    QVERIFY(!line->headless && !line->help && !line->version && !line->demo && !line->stats && !line->untilClosed);
    QVERIFY(line->output == Output::Lines);
    QVERIFY(!line->runFor);
    QVERIFY(line->screenshot.isEmpty());
}

void TestCommandLine::switches_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<CommandLine>("expected");
    const auto row = [](const char* name, const QStringList& arguments, const CommandLine& expected) {
        QTest::newRow(name) << arguments << expected;
    };
    row("headless", {u"--headless"_s, Url}, {.headless = true});
    row("json", {u"--headless"_s, u"--json"_s, Url}, {.headless = true, .output = Output::Json});
    row("quiet", {u"--headless"_s, u"--quiet"_s, Url}, {.headless = true, .output = Output::Quiet});
    row("switches behind the URL", {Url, u"--json"_s, u"--headless"_s}, {.headless = true, .output = Output::Json});
    row("stats", {u"--headless"_s, u"--stats"_s, Url}, {.headless = true, .stats = true});
    row("until closed", {u"--headless"_s, u"--until-closed"_s, Url}, {.headless = true, .untilClosed = true});
    row("for", {u"--headless"_s, u"--for"_s, u"1.5"_s, Url},
        {.headless = true, .runFor = std::chrono::milliseconds(1500)});
    row("for, with an equals sign", {u"--headless"_s, u"--for=0"_s, Url},
        {.headless = true, .runFor = std::chrono::milliseconds(0)});
    row("demo", {u"--demo"_s}, {.demo = true});
    row("save", {u"--headless"_s, u"--save"_s, u"a.pcapng"_s, Url}, {.headless = true, .save = u"a.pcapng"_s});
    row("a file", {u"--headless"_s, u"--json"_s, u"a.pcapng"_s},
        {.files = {u"a.pcapng"_s}, .headless = true, .output = Output::Json});
    row("a file and another", {u"--headless"_s, u"/x/A.PCAP"_s, u"--save=b.csv"_s},
        {.files = {u"/x/A.PCAP"_s}, .headless = true, .save = u"b.csv"_s});
    row("files for windows", {u"a.pcapng"_s, u"b.pcap"_s}, {.files = {u"a.pcapng"_s, u"b.pcap"_s}});
    row("headless demo", {u"--headless"_s, u"--demo"_s}, {.headless = true, .demo = true});
    row("screenshot", {u"--demo"_s, u"--screenshot"_s, u"a b.png"_s}, {.demo = true, .screenshot = u"a b.png"_s});
    row("a switch twice", {u"--headless"_s, u"--headless"_s, Url}, {.headless = true});
}

void TestCommandLine::switches()
{
    QFETCH(QStringList, arguments);
    QFETCH(CommandLine, expected);
    const auto line = cli::parseCommandLine(arguments);
    QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error()));
    QCOMPARE(line->headless, expected.headless);
    QCOMPARE(int(line->output), int(expected.output));
    QCOMPARE(line->stats, expected.stats);
    QCOMPARE(line->untilClosed, expected.untilClosed);
    QCOMPARE(line->demo, expected.demo);
    QVERIFY(line->runFor == expected.runFor);
    QCOMPARE(line->files, expected.files);
    QCOMPARE(line->save, expected.save);
    QCOMPARE(line->screenshot, expected.screenshot);
    QCOMPARE(line->requests.size(), arguments.contains(Url) ? std::size_t{1} : std::size_t{0});
}

void TestCommandLine::urls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("as");
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    const auto row = [](const char* url, OpenAs as, net::Protocol protocol, const char* host, int port) {
        QTest::newRow(url) << QString::fromLatin1(url) << int(as) << int(protocol) << QString::fromLatin1(host) << port;
    };
    row("tcp://localhost:80", OpenAs::Connection, net::Protocol::Tcp, "localhost", 80);
    row("tcp-listen://127.0.0.1:0", OpenAs::Listener, net::Protocol::Tcp, "127.0.0.1", 0);
    row("tcp://[::1]:65535", OpenAs::Connection, net::Protocol::Tcp, "::1", 65535);
    row("udp://127.0.0.1:53", OpenAs::Connection, net::Protocol::Udp, "127.0.0.1", 53);
    row("udp-listen://[::]:53", OpenAs::Listener, net::Protocol::Udp, "::", 53);
    row("unix:/run/x", OpenAs::Connection, net::Protocol::UnixStream, "/run/x", 0);
    row("unix-listen:relative", OpenAs::Listener, net::Protocol::UnixStream, "relative", 0);
    row("unix:@name", OpenAs::Connection, net::Protocol::UnixStream, "@name", 0);
    row("unix-dgram:/run/x", OpenAs::Connection, net::Protocol::UnixDatagram, "/run/x", 0);
    row("unix-dgram-listen:/run/x", OpenAs::Listener, net::Protocol::UnixDatagram, "/run/x", 0);
}

void TestCommandLine::urls()
{
    QFETCH(QString, url);
    QFETCH(int, as);
    QFETCH(int, protocol);
    QFETCH(QString, host);
    QFETCH(int, port);
    const session::OpenRequest request = requestOf(url);
    QCOMPARE(int(request.as), as);
    QCOMPARE(int(request.protocol), protocol);
    QCOMPARE(request.host, host);
    QCOMPARE(int(request.port), port);
}

void TestCommandLine::optionsOfUrls()
{
    const auto request
        = requestOf(Url % u"?echo&SO_RCVBUF=65536&mode=timeout&timeout=2.5&backlog=5&receive=demand&bufsize=1024"_s);
    QCOMPARE(request.backlog, 5);
    QVERIFY(engine::echoes(request.setup.behaviour));
    QCOMPARE(int(request.setup.mode.mode), int(net::Mode::Timeout));
    QVERIFY(request.setup.mode.timeout == std::chrono::milliseconds(2500));
    QCOMPARE(int(request.setup.receive), int(engine::ReceiveMode::OnDemand));
    QCOMPARE(request.setup.receiveSize, std::uint32_t{1024});
    QCOMPARE(request.setup.options.size(), std::size_t{1});
    QVERIFY(requestOf(u"tcp://127.0.0.1:1?connect_timeout=3"_s).connectTimeout == std::chrono::seconds(3));
}

void TestCommandLine::severalUrlsKeepTheirOrder()
{
    const auto line = cli::parseCommandLine({u"--headless"_s, Url, u"tcp://localhost:1"_s, Url});
    QVERIFY(line.has_value());
    QCOMPARE(line->requests.size(), std::size_t{3});
    QCOMPARE(int(line->requests[0].as), int(OpenAs::Listener));
    QCOMPARE(line->requests[1].host, u"localhost"_s);
    QCOMPARE(int(line->requests[2].as), int(OpenAs::Listener));
}

void TestCommandLine::whatIsACaptureFile()
{
    for (const QString& file : {u"a.pcapng"_s, u"./a:b.pcapng"_s, u"/unix:x.PcapNG"_s, u"a b.pcap"_s, u"a.cap.gz"_s})
        QCOMPARE(cli::captureFileOf(file), file);
    for (const QString& other : {u"unix:/run/a.pcapng"_s, u"tcp://a.pcapng"_s, u"pcapng"_s, u"a.csv"_s})
        QCOMPARE(cli::captureFileOf(other), QString());
    QCOMPARE(cli::captureFileOf(u"file:///tmp/a%20b"_s), u"/tmp/a b"_s);
}

void TestCommandLine::whatIsThereIsAFile()
{
    const QTemporaryDir folder;
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(folder.path()));
    const auto restore = qScopeGuard([&] { QDir::setCurrent(before); });
    const QString latin1 = session::fileNameFromBytes("caf\xe9");
    for (const QString& name : {u"host1-2024-01-01T10:30:00.pcap"_s, u"unix:x"_s, u"plain"_s, u"a.csv"_s, latin1}) {
        QCOMPARE(cli::captureFileOf(name).isEmpty(), !name.endsWith(u".pcap") || name.contains(u':'));
        std::ofstream(session::fileNameBytes(name)) << "x";
        const auto line = cli::parseCommandLine({name});
        QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error()));
        QCOMPARE(line->files, QStringList(name));
        std::remove(session::fileNameBytes(name).c_str()); // Qt would not find the last
    }
    QCOMPARE(cli::captureFileOf(u"."_s), u"."_s); // and it will be told why that cannot be opened
}

void TestCommandLine::seconds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("milliseconds"); // -1: refused
    QTest::newRow("whole") << u"2"_s << 2000;
    QTest::newRow("fraction") << u"0.25"_s << 250;
    QTest::newRow("none") << u"0"_s << 0;
    QTest::newRow("an hour") << u"3600"_s << 3'600'000;
    QTest::newRow("below a millisecond") << u"0.0001"_s << 0;
    QTest::newRow("negative") << u"-1"_s << -1;
    QTest::newRow("not a number") << u"nan"_s << -1;
    QTest::newRow("infinity") << u"inf"_s << -1;
    QTest::newRow("beyond all measure") << u"1e300"_s << -1;
    QTest::newRow("word") << u"soon"_s << -1;
    QTest::newRow("unit") << u"5s"_s << -1;
    QTest::newRow("empty") << QString() << -1;
}

void TestCommandLine::seconds()
{
    QFETCH(QString, text);
    QFETCH(int, milliseconds);
    const auto line = cli::parseCommandLine({u"--headless"_s, u"--for="_s + text, Url});
    QCOMPARE(line.has_value(), milliseconds >= 0);
    if (line)
        QVERIFY(line->runFor == std::chrono::milliseconds(milliseconds));
    else
        QVERIFY2(line.error().contains(u"--for"_s) && line.error().contains(text), qPrintable(line.error()));
}

void TestCommandLine::runTakesAScriptAndItsSwitches()
{
    const auto line = cli::parseCommandLine({u"run"_s, u"--stable"_s, u"--strict"_s, u"-"_s});
    QVERIFY(line.has_value() && line->script);
    QCOMPARE(line->script->path, std::string("-"));
    QVERIFY(line->script->isStable && line->script->isStrict && !line->script->withTimes);
    QVERIFY(!cli::parseCommandLine({Url})->script);
}

void TestCommandLine::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown switch") << QStringList{u"--nonsense"_s} << u"nonsense"_s;
    QTest::newRow("for without a value") << QStringList{u"--headless"_s, Url, u"--for"_s} << u"for"_s;
    QTest::newRow("a value where none belongs") << QStringList{u"--headless=yes"_s, Url} << u"headless"_s;
    QTest::newRow("json and quiet") << QStringList{u"--headless"_s, u"--json"_s, u"--quiet"_s, Url} << u"--quiet"_s;
    QTest::newRow("json without headless") << QStringList{u"--json"_s, Url} << u"--headless"_s;
    QTest::newRow("quiet without headless") << QStringList{u"--quiet"_s, Url} << u"--headless"_s;
    QTest::newRow("stats without headless") << QStringList{u"--stats"_s, Url} << u"--headless"_s;
    QTest::newRow("for without headless") << QStringList{u"--for=1"_s, Url} << u"--headless"_s;
    QTest::newRow("until closed without headless") << QStringList{u"--until-closed"_s, Url} << u"--headless"_s;
    QTest::newRow("two files") << QStringList{u"--headless"_s, u"a.pcapng"_s, u"b.pcap"_s} << u"one saved capture"_s;
    QTest::newRow("a file and a URL") << QStringList{u"--headless"_s, u"a.pcapng"_s, Url} << u"one saved capture"_s;
    QTest::newRow("a file for some time")
        << QStringList{u"--headless"_s, u"--for=1"_s, u"a.pcapng"_s} << u"saved capture"_s;
    QTest::newRow("another file") << QStringList{u"--headless"_s, u"a.csv"_s} << u"a.csv: there is no such file"_s;
    QTest::newRow("a file of another machine") << QStringList{u"file://other.example/a"_s} << u"'file'"_s;
    QTest::newRow("save without headless") << QStringList{u"--save=a.csv"_s, Url} << u"--headless"_s;
    QTest::newRow("save as what is not known")
        << QStringList{u"--headless"_s, u"--save"_s, u"a.pcap"_s, Url} << u".pcapng"_s;
    QTest::newRow("save without a name") << QStringList{u"--headless"_s, u"--save="_s, Url} << u"--save"_s;
    QTest::newRow("headless without a URL") << QStringList{u"--headless"_s} << u"URL"_s;
    QTest::newRow("screenshot without demo") << QStringList{u"--screenshot"_s, u"a.png"_s} << u"--demo"_s;
    QTest::newRow("screenshot of nothing that is seen")
        << QStringList{u"--headless"_s, u"--demo"_s, u"--screenshot=a.png"_s} << u"--screenshot"_s;
    QTest::newRow("screenshot without a name") << QStringList{u"--demo"_s, u"--screenshot="_s} << u"--screenshot"_s;
    QTest::newRow("demo and a URL") << QStringList{u"--demo"_s, Url} << u"--demo"_s;
    QTest::newRow("demo and a file") << QStringList{u"--demo"_s, u"a.pcapng"_s} << u"--demo"_s;
    QTest::newRow("for twice") << QStringList{u"--headless"_s, u"--for=1"_s, u"--for=2"_s, Url} << u"--for"_s;
    QTest::newRow("save twice") << QStringList{u"--headless"_s, u"--save=a.csv"_s, u"--save=b.csv"_s, Url}
                                << u"--save"_s;
    QTest::newRow("run without a script") << QStringList{u"run"_s} << u"script"_s;
    QTest::newRow("run with two scripts") << QStringList{u"run"_s, u"a"_s, u"b"_s} << u"script"_s;
    QTest::newRow("run with a switch of others") << QStringList{u"run"_s, u"--json"_s, u"-"_s} << u"json"_s;
    QTest::newRow("unknown scheme") << QStringList{u"http://127.0.0.1"_s} << u"'http'"_s;
    QTest::newRow("the second of two URLs") << QStringList{Url, u"tcp://127.0.0.1:65536"_s} << u"65536"_s;
    QTest::newRow("port as a word") << QStringList{u"tcp://127.0.0.1:abc"_s} << u"'abc'"_s;
    QTest::newRow("negative port") << QStringList{u"tcp://127.0.0.1:-1"_s} << u"'-1'"_s;
    QTest::newRow("no port") << QStringList{u"tcp://127.0.0.1"_s} << u"port is missing"_s;
    QTest::newRow("empty URL") << QStringList{QString()} << u"scheme"_s;
    QTest::newRow("path of 108 bytes") << QStringList{u"unix:"_s + QString(108, u'x')} << u"108 bytes"_s;
    QTest::newRow("option") << QStringList{Url + u"?nonsense"_s} << u"'nonsense'"_s;
    QTest::newRow("option's value") << QStringList{Url + u"?SO_RCVBUF=x"_s} << u"'SO_RCVBUF=x'"_s;
}

void TestCommandLine::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const auto line = cli::parseCommandLine(arguments);
    QVERIFY(!line.has_value());
    QVERIFY2(line.error().contains(named), qPrintable(line.error()));
    QVERIFY2(line.error().endsWith(u'.'), qPrintable(line.error()));
    QVERIFY2(!line.error().contains(u'\n'), qPrintable(line.error()));
}

void TestCommandLine::helpAndVersionGoBeforeEverythingElse()
{
    const auto help = cli::parseCommandLine({u"--help"_s, u"--json"_s});
    QVERIFY(help && help->help);
    const auto version = cli::parseCommandLine({u"--version"_s, u"--stats"_s});
    QVERIFY(version && version->version);
}

void TestCommandLine::helpNamesEverySwitchAndScheme()
{
    const QString help = cli::helpText();
    for (const auto* word : {"--headless", "--json", "--quiet", "--for", "--until-closed", "--stats", "--save",
             "--demo", "--screenshot", "--help", "--version", "tcp://", "tcp-listen://", "udp://", "udp-listen://",
             "unix:", "unix-listen:", "unix-dgram:", "unix-dgram-listen:", "unix-seqpacket:", "unix-seqpacket-listen:",
             "file-mode=", "join=", "datagram=", "local=", "family=", "ttl=", "Exit code"})
        QVERIFY2(help.contains(QLatin1StringView(word)), word);
    const QStringList lines = help.split(u'\n');
    for (const QString& line : lines)
        QVERIFY2(line.size() <= 80, qPrintable(line));
}

void TestCommandLine::everyProblemHasASentence_data()
{
    QTest::addColumn<int>("problem");
    QTest::addColumn<QString>("word"); // what the sentence must say besides the part
    const auto row = [](const char* name, OpenProblem problem, const char* word) {
        QTest::newRow(name) << int(problem) << QString::fromLatin1(word);
    };
    row("unknown scheme", OpenProblem::UnknownScheme, "tcp-listen");
    row("missing address", OpenProblem::MissingAddress, "address");
    row("bad address", OpenProblem::BadAddress, "address");
    row("unknown scope", OpenProblem::UnknownScope, "ENODEV");
    row("extra parts", OpenProblem::AddressHasExtraParts, "parts");
    row("brackets", OpenProblem::BadBrackets, "[::1]:80");
    row("missing port", OpenProblem::PortMissing, "port");
    row("not a number", OpenProblem::PortNotANumber, "65535");
    row("out of range", OpenProblem::PortOutOfRange, "65535");
    row("zero", OpenProblem::PortZero, "port 0");
    row("path too long", OpenProblem::PathTooLong, "ENAMETOOLONG");
    row("path with NUL", OpenProblem::PathHasNul, "NUL");
    row("unknown option", OpenProblem::UnknownOption, "option");
    row("bad value", OpenProblem::BadOptionValue, "value");
    row("missing value", OpenProblem::OptionValueMissing, "needs a value");
    row("family against address", OpenProblem::FamilyAgainstAddress, "family");
    row("twice", OpenProblem::OptionTwice, "twice");
    row("mode against timeout", OpenProblem::ModeAgainstTimeout, "timeout");
    row("local is a name", OpenProblem::LocalIsName, "IP address");
    row("without use", OpenProblem::OptionWithoutUse, "socket");
    row("not ASCII", OpenProblem::NotAscii, "ASCII");
}

void TestCommandLine::everyProblemHasASentence()
{
    QFETCH(int, problem);
    QFETCH(QString, word);
    const auto kind = static_cast<OpenProblem>(problem);
    const QString text = cli::problemText({kind, u"<the part>"_s});
    QVERIFY2(text.contains(word), qPrintable(text));
    QVERIFY2(text.endsWith(u'.'), qPrintable(text));
    const bool tellsNoPart = kind == OpenProblem::MissingAddress || kind == OpenProblem::PortMissing
        || kind == OpenProblem::PortZero || kind == OpenProblem::PathTooLong || kind == OpenProblem::PathHasNul;
    QVERIFY2(text.contains(u"<the part>"_s) != tellsNoPart, qPrintable(text));
}

void TestCommandLine::whatAValueMayBeIsSaid_data()
{
    QTest::addColumn<QString>("allowed");
    QTest::newRow("tcp://h:1?ttl=300") << u"1 to 255"_s;
    QTest::newRow("tcp://h:1?family=4") << u"ipv4, ipv6"_s;
    QTest::newRow("tcp://h:1?local=:0") << u"1 to 65535"_s;
    QTest::newRow("tcp://h:1?bufsize=16777216") << u"1 to 4194304"_s;
    QTest::newRow("tcp://h:1?timeout") << u"seconds"_s;
    QTest::newRow("tcp://h:1?SO_LINGER=x") << u"off"_s;
    QTest::newRow("tcp://h:1?IP_MTU_DISCOVER=x") << u"IP_PMTUDISC_DO"_s;
    QTest::newRow("unix-listen:/x?file-mode=8") << u"0777"_s;
    QTest::newRow("udp-listen://:1?join=x") << u"GROUP[%INTERFACE][,SOURCE]"_s;
}

void TestCommandLine::whatAValueMayBeIsSaid()
{
    QFETCH(QString, allowed);
    const auto line = cli::parseCommandLine({QString::fromUtf8(QTest::currentDataTag())});
    QVERIFY(!line);
    QVERIFY2(line.error().contains(allowed), qPrintable(line.error()));
}

void TestCommandLine::emptyBracketsAreSaidToBeEmpty()
{
    for (const QString& url : {u"tcp://[]:80"_s, u"tcp-listen://[]"_s}) {
        const auto line = cli::parseCommandLine({url});
        QVERIFY(!line);
        QVERIFY2(line.error().contains(u"the brackets are empty"_s), qPrintable(line.error()));
    }
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
