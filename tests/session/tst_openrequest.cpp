// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/openrequest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::Protocol;
using session::OpenAs;
using session::OpenProblem;

Q_DECLARE_METATYPE(OpenAs)
Q_DECLARE_METATYPE(Protocol)
Q_DECLARE_METATYPE(OpenProblem)

class TestOpenRequest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreAccepted_data()
    {
        QTest::addColumn<OpenAs>("as");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("port");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("number");
        const auto row
            = [](const char* name, OpenAs as, const QString& address, const QString& port, const QString& host,
                  int number) { QTest::newRow(name) << as << address << port << host << number; };
        const OpenAs connection = OpenAs::Connection;
        const OpenAs listener = OpenAs::Listener;
        row("v4", connection, u"127.0.0.1"_s, u"80"_s, u"127.0.0.1"_s, 80);
        row("v6", connection, u"::1"_s, u"80"_s, u"::1"_s, 80);
        row("v6 in brackets", connection, u"[::1]"_s, u"80"_s, u"::1"_s, 80);
        row("scope", connection, u"fe80::1%lo"_s, u"1"_s, u"fe80::1%lo"_s, 1);
        row("scope in brackets", connection, u"[fe80::1%lo]"_s, u"1"_s, u"fe80::1%lo"_s, 1);
        row("mapped", connection, u"::ffff:127.0.0.1"_s, u"1"_s, u"::ffff:127.0.0.1"_s, 1);
        row("name", connection, u"localhost"_s, u"65535"_s, u"localhost"_s, 65535);
        row("name with a dot at its end", connection, u"example.org."_s, u"1"_s, u"example.org."_s, 1);
        row("name with an underscore", connection, u"_dmarc.my-host"_s, u"1"_s, u"_dmarc.my-host"_s, 1);
        row("a number in a name", connection, u"10.example"_s, u"1"_s, u"10.example"_s, 1);
        row("a name with a number at its end", connection, u"node.1"_s, u"1"_s, u"node.1"_s, 1);
        row("international name", connection, u"bücher.example"_s, u"1"_s, u"xn--bcher-kva.example"_s, 1);
        row("spaces around", connection, u" localhost\t"_s, u" 80 "_s, u"localhost"_s, 80);
        row("zeros in front of a port", connection, u"::1"_s, u"0080"_s, u"::1"_s, 80);
        row("port of the kernel's choice", listener, u"127.0.0.1"_s, u"0"_s, u"127.0.0.1"_s, 0);
        row("empty address of a listener", listener, QString(), u"80"_s, u"127.0.0.1"_s, 80);
        row("all of IPv6", listener, u"::"_s, u"80"_s, u"::"_s, 80);
        row("longest name", connection, u"a"_s.repeated(63) % u".b"_s, u"1"_s, u"a"_s.repeated(63) % u".b"_s, 1);
    }
    void fieldsAreAccepted()
    {
        QFETCH(OpenAs, as);
        QFETCH(QString, address);
        QFETCH(QString, port);
        for (const Protocol protocol : {Protocol::Tcp, Protocol::Udp}) {
            const auto request = session::parseFields(as, protocol, address, port);
            QVERIFY(request.has_value());
            QTEST(request->host, "host");
            QTEST(int(request->port), "number");
            QCOMPARE(request->as, as);
            QCOMPARE(request->protocol, protocol);
            QCOMPARE(request->connectTimeout.count(), 0);
        }
    }

    void requestIsWrittenAsPeopleDo()
    {
        session::OpenRequest request;
        request.host = u"localhost"_s;
        request.port = 80;
        QCOMPARE(session::requestedAddress(request), u"localhost:80"_s);
        request.host = u"fe80::1%lo"_s;
        QCOMPARE(session::requestedAddress(request), u"[fe80::1%lo]:80"_s);
        request.protocol = Protocol::UnixStream;
        request.host = u"/run/a:b"_s;
        QCOMPARE(session::requestedAddress(request), u"/run/a:b"_s);
    }

    void fieldsAreRefused_data()
    {
        QTest::addColumn<OpenAs>("as");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("port");
        QTest::addColumn<OpenProblem>("problem");
        QTest::addColumn<QString>("part");
        const auto address = [](const char* name, const QString& text, OpenProblem problem, const QString& part) {
            QTest::newRow(name) << OpenAs::Connection << text << u"80"_s << problem << part;
        };
        address("nothing", QString(), OpenProblem::MissingAddress, QString());
        address("a port with it", u"localhost:80"_s, OpenProblem::AddressHasExtraParts, u":80"_s);
        address("a URL", u"http://x/"_s, OpenProblem::AddressHasExtraParts, u"://x/"_s);
        address("user", u"me@host"_s, OpenProblem::AddressHasExtraParts, u"@host"_s);
        address("path", u"host/x"_s, OpenProblem::AddressHasExtraParts, u"/x"_s);
        address("fragment", u"host#x"_s, OpenProblem::AddressHasExtraParts, u"#x"_s);
        address("query", u"host?echo"_s, OpenProblem::AddressHasExtraParts, u"?echo"_s);
        address("percent escape", u"lo%63alhost"_s, OpenProblem::AddressHasExtraParts, u"%63alhost"_s);
        address("scope of IPv4", u"127.0.0.1%lo"_s, OpenProblem::AddressHasExtraParts, u"%lo"_s);
        address("open bracket", u"[::1"_s, OpenProblem::BadBrackets, u"[::1"_s);
        address("closed bracket", u"::1]"_s, OpenProblem::BadBrackets, u"::1]"_s);
        address("IPv4 in brackets", u"[127.0.0.1]"_s, OpenProblem::BadBrackets, u"[127.0.0.1]"_s);
        address("empty brackets", u"[]"_s, OpenProblem::BadBrackets, u"[]"_s);
        address("port in an IPv6 address", u"[::1]:80"_s, OpenProblem::BadBrackets, u"[::1]:80"_s);
        address("three colons", u":::"_s, OpenProblem::BadAddress, u":::"_s);
        address("five digits", u"12345::"_s, OpenProblem::BadAddress, u"12345::"_s);
        address("unknown scope", u"fe80::1%nosuch"_s, OpenProblem::UnknownScope, u"nosuch"_s);
        address("space inside", u"local host"_s, OpenProblem::BadAddress, u"local host"_s);
        address("two dots", u"a..b"_s, OpenProblem::BadAddress, u"a..b"_s);
        address("only a dot", u"."_s, OpenProblem::BadAddress, u"."_s);
        address("shell", u"$(id)"_s, OpenProblem::BadAddress, u"$(id)"_s);
        address("long label", u"a"_s.repeated(64), OpenProblem::BadAddress, u"a"_s.repeated(64));
        address("long name", u"ab."_s.repeated(90), OpenProblem::BadAddress, u"ab."_s.repeated(90));
        address("full-width digits", u"１２７.0.0.1"_s, OpenProblem::NotAscii, u"１２７.0.0.1"_s);
        address("direction override", u"a\u202Eb"_s, OpenProblem::NotAscii, u"a\u202Eb"_s);
        address("full-width in IPv6", u"::１"_s, OpenProblem::NotAscii, u"::１"_s);

        const auto port = [](const char* name, OpenAs as, const QString& text, OpenProblem problem) {
            QTest::newRow(name) << as << u"localhost"_s << text << problem << text;
        };
        port("no port", OpenAs::Connection, QString(), OpenProblem::PortMissing);
        port("no port of a listener", OpenAs::Listener, QString(), OpenProblem::PortMissing);
        port("65536", OpenAs::Listener, u"65536"_s, OpenProblem::PortOutOfRange);
        port("many digits", OpenAs::Listener, u"99999999999999999999999"_s, OpenProblem::PortOutOfRange);
        port("-1", OpenAs::Listener, u"-1"_s, OpenProblem::PortNotANumber);
        port("+1", OpenAs::Listener, u"+1"_s, OpenProblem::PortNotANumber);
        port("abc", OpenAs::Listener, u"abc"_s, OpenProblem::PortNotANumber);
        port("0x50", OpenAs::Listener, u"0x50"_s, OpenProblem::PortNotANumber);
        port("8 0", OpenAs::Listener, u"8 0"_s, OpenProblem::PortNotANumber);
        port("full-width port", OpenAs::Listener, u"８０"_s, OpenProblem::PortNotANumber);
        port("0 to connect to", OpenAs::Connection, u"0"_s, OpenProblem::PortZero);
    }
    void fieldsAreRefused()
    {
        QFETCH(OpenAs, as);
        QFETCH(QString, address);
        QFETCH(QString, port);
        const auto request = session::parseFields(as, Protocol::Tcp, address, port);
        QVERIFY(!request.has_value());
        QTEST(request.error().problem, "problem");
        QTEST(request.error().part, "part");
    }

    void unixNamesAreTakenAsWritten_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
            {"/run/x", "relative", "~/x", "$HOME", "..", "@abstract", "./@file", "/with space", "/é", "/a:b@c#d%20"})
            QTest::newRow(name) << QString::fromUtf8(name);
        QTest::newRow("107 bytes") << u"x"_s.repeated(107);
        QTest::newRow("107 bytes of an abstract name") << QString(u'@' % u"x"_s.repeated(107));
    }
    void unixNamesAreTakenAsWritten()
    {
        QFETCH(QString, name);
        for (const Protocol protocol : {Protocol::UnixStream, Protocol::UnixDatagram}) {
            const auto request = session::parseFields(OpenAs::Listener, protocol, name, u"not a port"_s);
            QVERIFY(request.has_value());
            QCOMPARE(request->host, name);
            QCOMPARE(request->port, 0);
        }
    }

    void unixNamesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<OpenProblem>("problem");
        QTest::newRow("nothing") << QString() << OpenProblem::MissingAddress;
        QTest::newRow("only the mark of an abstract name") << u"@"_s << OpenProblem::MissingAddress;
        QTest::newRow("108 bytes") << u"x"_s.repeated(108) << OpenProblem::PathTooLong;
        QTest::newRow("108 bytes in 54 letters") << u"é"_s.repeated(54) << OpenProblem::PathTooLong;
        QTest::newRow("abstract") << QString(u'@' % u"x"_s.repeated(108)) << OpenProblem::PathTooLong;
        QTest::newRow("NUL") << QString(u"/run/"_s % QChar(0) % u'x') << OpenProblem::PathHasNul;
    }
    void unixNamesAreRefused()
    {
        QFETCH(QString, name);
        const auto request = session::parseFields(OpenAs::Connection, Protocol::UnixStream, name, {});
        QVERIFY(!request.has_value());
        QTEST(request.error().problem, "problem");
        QCOMPARE(request.error().part, name);
    }

    void urlsAreAccepted_data()
    {
        QTest::addColumn<OpenAs>("as");
        QTest::addColumn<Protocol>("protocol");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        const auto row = [](const char* url, OpenAs as, Protocol protocol, const char* host, int port) {
            QTest::newRow(url) << as << protocol << QString::fromUtf8(host) << port;
        };
        row("tcp://localhost:80", OpenAs::Connection, Protocol::Tcp, "localhost", 80);
        row("TCP://localhost:80", OpenAs::Connection, Protocol::Tcp, "localhost", 80);
        row("tcp://[::1]:80", OpenAs::Connection, Protocol::Tcp, "::1", 80);
        row("tcp://[fe80::1%lo]:80", OpenAs::Connection, Protocol::Tcp, "fe80::1%lo", 80);
        row("tcp-listen://127.0.0.1:0", OpenAs::Listener, Protocol::Tcp, "127.0.0.1", 0);
        row("tcp-listen://:8080", OpenAs::Listener, Protocol::Tcp, "127.0.0.1", 8080);
        row("tcp-listen://0.0.0.0:8080", OpenAs::Listener, Protocol::Tcp, "0.0.0.0", 8080);
        row("udp-listen://:53", OpenAs::Listener, Protocol::Udp, "127.0.0.1", 53);
        row("tcp-listen://[::]:8080", OpenAs::Listener, Protocol::Tcp, "::", 8080);
        row("udp://127.0.0.1:53", OpenAs::Connection, Protocol::Udp, "127.0.0.1", 53);
        row("udp-listen://127.0.0.1:53", OpenAs::Listener, Protocol::Udp, "127.0.0.1", 53);
        row("unix:/run/x", OpenAs::Connection, Protocol::UnixStream, "/run/x", 0);
        row("unix:@name", OpenAs::Connection, Protocol::UnixStream, "@name", 0);
        row("unix-listen:/run/x", OpenAs::Listener, Protocol::UnixStream, "/run/x", 0);
        row("unix-dgram:/run/x", OpenAs::Connection, Protocol::UnixDatagram, "/run/x", 0);
        row("unix-seqpacket:/run/x", OpenAs::Connection, Protocol::UnixSeqpacket, "/run/x", 0);
        row("unix-seqpacket-listen:@x", OpenAs::Listener, Protocol::UnixSeqpacket, "@x", 0);
        row("unix-dgram-listen:x:y", OpenAs::Listener, Protocol::UnixDatagram, "x:y", 0);
    }
    void urlsAreAccepted()
    {
        const auto request = session::parseUrl(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(request.has_value());
        QTEST(request->as, "as");
        QTEST(request->protocol, "protocol");
        QTEST(request->host, "host");
        QTEST(int(request->port), "port");
    }

    void urlsAreRefused_data()
    {
        QTest::addColumn<OpenProblem>("problem");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* url, OpenProblem problem, const char* part) {
            QTest::newRow(*url == '\0' ? "nothing" : url) << problem << QString::fromUtf8(part);
        };
        row("", OpenProblem::UnknownScheme, "");
        row("tcp", OpenProblem::UnknownScheme, "tcp");
        row("http://x:80", OpenProblem::UnknownScheme, "http");
        row("file:///etc/passwd", OpenProblem::UnknownScheme, "file");
        row("tcp:localhost:80", OpenProblem::MissingAddress, "localhost:80");
        row("tcp://", OpenProblem::MissingAddress, "");
        row("tcp://:80", OpenProblem::MissingAddress, "");
        row("tcp://localhost", OpenProblem::PortMissing, "");
        row("tcp://localhost:", OpenProblem::PortMissing, "");
        row("tcp://localhost:65536", OpenProblem::PortOutOfRange, "65536");
        row("tcp://localhost:0", OpenProblem::PortZero, "0");
        row("tcp://localhost:80/", OpenProblem::AddressHasExtraParts, "/");
        row("tcp://me:secret@localhost:80", OpenProblem::AddressHasExtraParts, "@localhost:80");
        row("tcp://localhost:80#x", OpenProblem::AddressHasExtraParts, "#x");
        row("tcp://::1:80", OpenProblem::BadBrackets, "::1:80");
        row("tcp://[::1]80", OpenProblem::BadBrackets, "[::1]80");
        row("tcp://[::1", OpenProblem::BadBrackets, "[::1");
        row("tcp://[::1]", OpenProblem::PortMissing, "");
        row("unix:", OpenProblem::MissingAddress, "");
        row("tcp://127.1:1", OpenProblem::BadAddress, "127.1");
        row("tcp://0x7f.1:1", OpenProblem::BadAddress, "0x7f.1");
        row("tcp://2130706433:1", OpenProblem::BadAddress, "2130706433");
        row("tcp://017700000001:1", OpenProblem::BadAddress, "017700000001");
        row("tcp://1.2.3.4.5:1", OpenProblem::BadAddress, "1.2.3.4.5");
        row("tcp://1.2.3.256:1", OpenProblem::BadAddress, "1.2.3.256");
        row("tcp-listen://0:80", OpenProblem::BadAddress, "0");
        row("tcp://\357\274\221\357\274\222\357\274\227.0.0.1:80", OpenProblem::NotAscii,
            "\357\274\221\357\274\222\357\274\227.0.0.1");
        row("tcp://127.0.0.1:\357\274\230\357\274\220", OpenProblem::PortNotANumber, "\357\274\230\357\274\220");
        row("tcp://127%2e0.0.1:80", OpenProblem::AddressHasExtraParts, "%2e0.0.1");
        row("tcp://127.0.0.1:80%20", OpenProblem::PortNotANumber, "80%20");
        row("tcp://127.0.0.1:+80", OpenProblem::PortNotANumber, "+80");
    }
    void urlsAreRefused()
    {
        const QByteArray tag = QTest::currentDataTag();
        const auto request = session::parseUrl(tag == "nothing" ? QString() : QString::fromUtf8(tag));
        QVERIFY(!request.has_value());
        QTEST(request.error().problem, "problem");
        QTEST(request.error().part, "part");
    }

    void requestHasTheUrlThatItCameFrom_data()
    {
        QTest::addColumn<QString>("url");
        for (const char* url : {"tcp://localhost:80", "tcp-listen://[::1]:0?echo&backlog=5",
                 "unix-dgram:/x?local=@mine", "udp://127.0.0.1:53?local=:40000", "unix-seqpacket-listen:@name"})
            QTest::newRow(url) << QString::fromUtf8(url);
    }
    void requestHasTheUrlThatItCameFrom()
    {
        QFETCH(QString, url);
        QCOMPARE(session::urlOf(*session::parseUrl(url)), url);
    }

    void pathThatLooksLikeOptionsHasNoUrl()
    {
        const auto request = session::parseFields(OpenAs::Connection, Protocol::UnixStream, u"/what?"_s, {});
        QCOMPARE(session::urlOf(*request), QString());
    }
};

QTEST_GUILESS_MAIN(TestOpenRequest)
#include "tst_openrequest.moc"
