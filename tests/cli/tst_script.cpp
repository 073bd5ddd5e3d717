// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/interpreter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>
#include <filesystem>

using namespace Qt::StringLiterals;
using cli::script::Interpreter;

namespace {

const std::atomic<bool> NotInterrupted{false};

/// A script, a line at a time, and the result of each.
class Script final
{
public:
    QJsonObject operator()(const QByteArray& line)
    {
        const auto result = m_interpreter.execute({line.data(), static_cast<std::size_t>(line.size())});
        return QJsonDocument::fromJson(QByteArray::fromStdString(result.line)).object();
    }
    /// The field that is to blame; empty for a line that made its call.
    QString blamed(const QByteArray& line)
    {
        const QJsonObject result = (*this)(line);
        return result.contains("invalid"_L1) ? result.value("field"_L1).toString() : QString();
    }

private:
    Interpreter m_interpreter{{.isStable = true, .hasTimes = false}, NotInterrupted};
};

std::size_t entriesOf(const char* folder)
{
    const std::filesystem::directory_iterator all(folder);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::size_t openDescriptors()
{
    return entriesOf("/proc/self/fd");
}

std::size_t threads()
{
    return entriesOf("/proc/self/task");
}

} // namespace

/// What a call script says to bad input, and what it leaves. That its calls are Python's is held against Python itself.
class TestScript final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (void)std::signal(SIGPIPE, SIG_IGN); }

    void badArgumentsNameTheirField_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* name, const char* line, const char* field) {
            QTest::newRow(name) << QByteArray(line) << QString::fromLatin1(field);
        };
        row("no JSON", "{\"op\": ", "line");
        row("empty", "", "line");
        row("no object", "[1]", "line");
        row("not UTF-8", "{\"op\": \"\xff\"}", "line");
        row("no op", "{}", "op");
        row("op is a number", "{\"op\": 5}", "op");
        row("unknown op", "{\"op\": \"ioctl\"}", "op");
        row("unknown socket", "{\"op\": \"recv\", \"on\": \"x\", \"n\": 1}", "on");
        row("socket without a name", "{\"op\": \"socket\"}", "as");
        row("unknown family", "{\"op\": \"socket\", \"as\": \"t\", \"family\": \"AF_NOSUCH\"}", "family");
        row("missing size", "{\"op\": \"recv\", \"on\": \"s\"}", "n");
        row("size is text", "{\"op\": \"recv\", \"on\": \"s\", \"n\": \"4\"}", "n");
        row("size is a fraction", "{\"op\": \"recv\", \"on\": \"s\", \"n\": 4.5}", "n");
        row("negative size", "{\"op\": \"recv\", \"on\": \"s\", \"n\": -1}", "n");
        row("huge size", "{\"op\": \"recv\", \"on\": \"s\", \"n\": 4611686018427387904}", "n");
        row("over 64 bits", "{\"op\": \"recv\", \"on\": \"s\", \"n\": 18446744073709551616}", "n");
        row("flags are no list", "{\"op\": \"recv\", \"on\": \"s\", \"n\": 1, \"flags\": \"MSG_PEEK\"}", "flags");
        row("unknown flag", "{\"op\": \"recv\", \"on\": \"s\", \"n\": 1, \"flags\": [\"MSG_NO\"]}", "flags");
        row("missing data", "{\"op\": \"send\", \"on\": \"s\"}", "data");
        row("half a byte", "{\"op\": \"send\", \"on\": \"s\", \"data\": {\"hex\": \"abc\"}}", "data");
        row("not Latin-1", "{\"op\": \"send\", \"on\": \"s\", \"data\": \"\\u20ac\"}", "data");
        row("endless data", "{\"op\": \"send\", \"on\": \"s\", \"data\": {\"rep\": \"00\", \"n\": 1e15}}", "data");
        row("backlog over an int", "{\"op\": \"listen\", \"on\": \"s\", \"backlog\": 2147483648}", "backlog");
        row("port over 65535", "{\"op\": \"bind\", \"on\": \"s\", \"addr\": [\"127.0.0.1\", 65536]}", "addr");
        row("port is text", "{\"op\": \"bind\", \"on\": \"s\", \"addr\": [\"127.0.0.1\", \"80\"]}", "addr");
        row("host with a NUL", "{\"op\": \"bind\", \"on\": \"s\", \"addr\": [\"127.0.0.1\\u0000\", 0]}", "addr");
        row("address of nobody", "{\"op\": \"connect\", \"on\": \"s\", \"addr\": \"@x\"}", "addr");
        row("path with a NUL", "{\"op\": \"bind\", \"on\": \"u\", \"addr\": \"/x\\u0000y\"}", "addr");
        row("path of 108 bytes",
            "{\"op\": \"bind\", \"on\": \"u\", \"addr\": {\"path_hex\": "
            "\"4141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141"
            "4141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141414141"
            "41"
            "41414141\"}}",
            "addr");
        row("negative timeout", "{\"op\": \"settimeout\", \"on\": \"s\", \"value\": -1}", "value");
        row("timeout is text", "{\"op\": \"settimeout\", \"on\": \"s\", \"value\": \"nan\"}", "value");
        row("option is null", "{\"op\": \"setsockopt\", \"on\": \"s\", \"level\": 1, \"opt\": 2, \"value\": null}",
            "value");
        row("join of nothing", "{\"op\": \"join\", \"bg\": \"x\"}", "bg");
        row("bg without a name", "{\"op\": \"sleep\", \"secs\": 0, \"bg\": 5}", "bg");
        row("bad mode", "{\"op\": \"makefile\", \"on\": \"s\", \"as\": \"f\", \"mode\": \"a\"}", "mode");
        row("text without a buffer",
            "{\"op\": \"makefile\", \"on\": \"s\", \"as\": \"f\", \"mode\": \"r\", \"buffering\": 0}", "buffering");
        row("read of a socket", "{\"op\": \"fread\", \"on\": \"s\"}", "on");
        row("event", "{\"op\": \"wait_for\", \"on\": \"s\", \"event\": \"in\"}", "event");
        row("sleep back", "{\"op\": \"sleep\", \"secs\": -1}", "secs");
        row("half a surrogate pair", "{\"op\": \"bind\", \"on\": \"u\", \"addr\": \"\\ud800\"}", "addr");
        row("flags that are empty text", R"({"op": "recv", "on": "s", "n": 1, "flags": ""})", "flags");
        row("a flag of another kind", R"({"op": "recv", "on": "s", "n": 1, "flags": ["SOL_SOCKET"]})", "flags");
        row("a way to shut down of another kind", R"({"op": "shutdown", "on": "s", "how": "SOL_SOCKET"})", "how");
        row("an option as the level", R"({"op": "getsockopt", "on": "s", "level": "SO_TYPE", "opt": 3})", "level");
        row("a type as the family", R"({"op": "socket", "as": "t", "family": "SOCK_STREAM"})", "family");
        row("full is text", R"({"op": "recv", "on": "s", "n": 1, "full": "false"})", "full");
        row("dualstack is text",
            R"({"op": "create_server", "as": "t", "addr": ["::1", 0], "family": "AF_INET6", "dualstack": "no"})",
            "dualstack");
        row("data of two kinds", R"({"op": "send", "on": "s", "data": {"hex": "00", "n": 5}})", "data");
        row("a counter too many", R"({"op": "send", "on": "s", "data": {"seq": 1, "rep": "00", "n": 2}})", "data");
        row("negative times", R"({"op": "send", "on": "s", "data": {"rep": "00", "n": -1}})", "data");
        row("negative count", R"({"op": "send", "on": "s", "data": {"seq": -1}})", "data");
        row("a number in quotes as an address",
            R"({"op": "setsockopt", "on": "s", "level": 0, "opt": 35, "value": ["5"]})", "value");
        row("an option's value of two kinds",
            R"({"op": "setsockopt", "on": "s", "level": 1, "opt": 2, "value": {"hex": "01", "text": "x"}})", "value");
        row("what a socket has not", R"({"op": "connect", "on": "s", "addr": "@s.prot"})", "addr");
        row("a Unix address of two kinds", R"({"op": "bind", "on": "u", "addr": {"abstract": "x", "path_hex": "41"}})",
            "addr");
        row("two sockets of one name", R"({"op": "socketpair", "as": ["t", "t"]})", "as");
        row("scope over 32 bits", R"({"op": "bind", "on": "v6", "addr": ["::1", 0, 0, 4294967297]})", "addr");
    }
    void badArgumentsNameTheirField()
    {
        QFETCH(const QByteArray, line);
        Script script;
        (void)script("{\"op\": \"socket\", \"as\": \"s\"}");
        (void)script("{\"op\": \"socket\", \"as\": \"u\", \"family\": \"AF_UNIX\"}");
        (void)script("{\"op\": \"socket\", \"as\": \"v6\", \"family\": \"AF_INET6\"}");
        QTEST(script.blamed(line), "field");
    }

    void aLineThatWouldBeMisreadMakesNoCall_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* name, const char* line, const char* field) {
            QTest::newRow(name) << QByteArray(line) << QString::fromLatin1(field);
        };
        row("flag for flags", R"({"op": "recv", "on": "b", "n": 10, "flag": ["MSG_PEEK"]})", "flag");
        row("another case", R"({"op": "recv", "on": "b", "n": 10, "Flags": ["MSG_PEEK"]})", "Flags");
        row("a key of another operation", R"({"op": "recv", "on": "b", "n": 10, "anc": 10})", "anc");
        row("a key with a space", R"({"op": "recv", "on": "b", "n": 10, "flags ": ["MSG_PEEK"]})", "flags ");
        row("an empty key", R"({"op": "recv", "on": "b", "n": 10, "": 1})", "");
        row("in the background", R"({"op": "recv", "on": "b", "n": 10, "bg": "r", "timeout": 1})", "timeout");
        row("twice", R"({"op": "recv", "on": "b", "n": 1, "n": 10})", "n");
        row("twice, in two spellings", R"({"op": "recv", "on": "b", "n": 1, "\u006e": 10})", "n");
        row("the operation twice", R"({"op": "inq", "on": "b", "n": 10, "op": "recv"})", "op");
        row("garbage behind it", R"({"op": "recv", "on": "b", "n": 10} {"op": "inq", "on": "b"})", "line");
        row("an escape that JSON has not", R"({"op": "recv", "on": "\x62", "n": 10})", "line");
    }
    void aLineThatWouldBeMisreadMakesNoCall()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QString, field);
        Script script;
        (void)script(R"({"op": "socketpair", "as": ["a", "b"]})");
        (void)script(R"({"op": "send", "on": "a", "data": "x"})");
        const QJsonObject refused = script(line);
        QVERIFY2(refused.contains("invalid"_L1), QJsonDocument(refused).toJson().constData());
        QCOMPARE(refused.value("field"_L1).toString(), field);
        QCOMPARE(script(R"({"op": "inq", "on": "b"})").value("ok"_L1).toInt(), 1);
    }

    void whatIsNoJsonIsToldWithItsColumn_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* line, int column, const char* expected) {
            QTest::newRow(line) << QByteArray(line) << column << QString::fromLatin1(expected);
        };
        row("{'op': \"inq\"}", 2, "a key in double quotes");
        row("{op: \"inq\"}", 2, "a key in double quotes");
        row(R"({"op": "inq" "on": "b"})", 14, "a comma or a }");
        row(R"({"op": "inq",})", 14, "a key or value");
        row(R"({"op" "inq"})", 7, "a colon");
        row(R"({"op": inq})", 8, "a value");
        row(R"({"op": "inq", "on": None})", 21, "a value");
        row("{\"op\": \"\u00e4\u20ac\", \"on\": None}", 20, "a value");
        row(R"({"op": [1 2]})", 11, "a comma or a ]");
        row(R"({"op": "\u00g0"})", 0, "four hex digits");
        row(R"({"op": "inq"} x)", 15, "the end of the line");
        row(R"({"op": "inq")", 13, "the end of");
        row(R"({"op": "inq)", 12, "the end of");
        row("  hello", 3, "one JSON object a line");
        row("// note", 1, "one JSON object a line");
        row("", 1, "one JSON object a line");
    }
    void whatIsNoJsonIsToldWithItsColumn()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, column);
        QFETCH(QString, expected);
        Script script;
        const QString told = script(line).value("invalid"_L1).toString();
        if (column > 0)
            QVERIFY2(told.startsWith(u"no JSON at column %1: "_s.arg(column)), qPrintable(told));
        QVERIFY2(told.contains(expected), qPrintable(told));
    }

    void aKeyTwiceWithinAValueIsRefused()
    {
        QCOMPARE(Script().blamed(R"({"op": "socket", "as": "s", "note": {"a": [{"k": 1, "k": 2}]}})"), u"k"_s);
    }

    void joinTakesItsOwnKeysOnly()
    {
        QCOMPARE(Script().blamed(R"({"op": "join", "bg": "r", "waits": 1})"), u"waits"_s);
    }

    /// As the same calls of Python's socket module on the same kernel, but for what it shows of bytes that are not
    /// there.
    void whatWasCutTellsItsLength_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<int>("length");
        const auto row = [](const char* name, const char* type, const char* call, int length) {
            QTest::newRow(name) << QByteArray(type) << QByteArray(call) << length;
        };
        row("recv", "SOCK_DGRAM", R"("op": "recv", "flags": ["MSG_TRUNC"])", 10);
        row("recv, peeked at", "SOCK_DGRAM", R"("op": "recv", "flags": ["MSG_TRUNC", "MSG_PEEK"])", 10);
        row("recv of a message", "SOCK_SEQPACKET", R"("op": "recv", "flags": ["MSG_TRUNC"])", 10);
        row("recvmsg", "SOCK_DGRAM", R"("op": "recvmsg", "flags": ["MSG_TRUNC"])", 10);
        row("in full", "SOCK_DGRAM", R"("op": "recv", "full": true, "flags": ["MSG_TRUNC"])", 10);
        row("without the flag", "SOCK_DGRAM", R"("op": "recv")", 0);
        row("of a Unix stream", "SOCK_STREAM", R"("op": "recv", "flags": ["MSG_TRUNC"])", 0);
    }
    void whatWasCutTellsItsLength()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, call);
        QFETCH(const int, length);
        Script script;
        (void)script(R"({"op": "socketpair", "as": ["a", "b"], "type": ")" + type + R"("})");
        (void)script(R"({"op": "send", "on": "a", "data": "0123456789"})");
        const QJsonObject got = script("{" + call + R"(, "on": "b", "n": 4})").value("ok"_L1).toObject();
        QCOMPARE(got.value("len"_L1).toInt(), length);
        QVERIFY(got.value("text"_L1) == u"0123"_s || got.value("hex"_L1) == u"30313233"_s);
    }

    void whatTheSystemSaysToAnUnknownOptionCanBeAsked()
    {
        Script script;
        (void)script(R"({"op": "socket", "as": "s"})");
        const QJsonObject told = script(R"({"op": "getsockopt", "on": "s", "level": "SOL_SOCKET", "opt": "BOGUS"})");
        QCOMPARE(told.value("err"_L1).toString(), u"ENOPROTOOPT"_s);
        QCOMPARE(script.blamed(R"({"op": "recv", "on": "s", "n": 1, "flags": ["BOGUS"]})"), u"flags"_s);
    }

    void aNoteIsForTheReader()
    {
        QVERIFY(Script().blamed(R"({"op": "socket", "as": "s", "note": "a \"quoted\" word, \\ and {"})").isEmpty());
    }

    void aStepOnAClosedSocketIsEbadf()
    {
        Script script;
        (void)script("{\"op\": \"socket\", \"as\": \"s\"}");
        (void)script("{\"op\": \"close\", \"on\": \"s\"}");
        for (const auto* op : {"recv\", \"n\": 1, \"note\": \"", "send\", \"data\": \"x", "listen", "getsockname",
                 "accept\", \"as\": \"a", "shutdown\", \"how\": \"SHUT_WR"}) {
            const QJsonObject result = script("{\"on\": \"s\", \"op\": \"" + QByteArray(op) + "\"}");
            QCOMPARE(result.value("err"_L1).toString(), u"EBADF"_s);
        }
        QCOMPARE(script("{\"op\": \"fileno\", \"on\": \"s\"}").value("ok"_L1).toInt(), -1);
    }

    void closeEndsTheWaitingCall()
    {
        Script script;
        (void)script("{\"op\": \"socketpair\", \"as\": [\"p\", \"q\"]}");
        (void)script("{\"op\": \"recv\", \"on\": \"p\", \"n\": 1, \"bg\": \"r\"}");
        QVERIFY(script("{\"op\": \"join\", \"bg\": \"r\", \"wait\": 0}").contains("pending"_L1));
        (void)script("{\"op\": \"close\", \"on\": \"p\"}");
        QCOMPARE(script("{\"op\": \"join\", \"bg\": \"r\"}").value("err"_L1).toString(), u"ECANCELED"_s);
        QCOMPARE(script("{\"op\": \"join\", \"bg\": \"r\"}").value("err"_L1).toString(), u"ECANCELED"_s);
    }

    void theEndCancelsAndClosesAll()
    {
        const std::size_t before = openDescriptors();
        {
            Script script;
            (void)script("{\"op\": \"socketpair\", \"as\": [\"p\", \"q\"]}");
            (void)script("{\"op\": \"makefile\", \"on\": \"p\", \"as\": \"f\"}");
            (void)script("{\"op\": \"fread\", \"on\": \"f\", \"bg\": \"r\"}");
            (void)script("{\"op\": \"recv\", \"on\": \"q\", \"n\": 1, \"bg\": \"t\"}");
            (void)script("{\"op\": \"sleep\", \"secs\": 1000, \"bg\": \"z\"}");
        }
        QCOMPARE(openDescriptors(), before);
    }

    void aNameGivenAgainClosesWhatHadIt()
    {
        Script script;
        (void)script("{\"op\": \"socket\", \"as\": \"s\"}");
        const std::size_t before = openDescriptors();
        (void)script("{\"op\": \"socket\", \"as\": \"s\"}");
        QCOMPARE(openDescriptors(), before);
    }

    void moreThan256CallsInTheBackgroundAreRefused()
    {
        Script script;
        for (int i = 0; i < Interpreter::MostInBackground; ++i)
            QCOMPARE(script.blamed("{\"op\": \"sleep\", \"secs\": 1000, \"bg\": \"b" + QByteArray::number(i) + "\"}"),
                QString());
        QCOMPARE(script.blamed("{\"op\": \"sleep\", \"secs\": 1000, \"bg\": \"more\"}"), u"bg"_s);
    }

    void callsThatEndedLeaveNoThread()
    {
        // Qt Test has a thread of its own, which watches over the time.
        const std::size_t before = threads();
        Script script;
        (void)script("{\"op\": \"socketpair\", \"as\": [\"p\", \"q\"]}");
        (void)script("{\"op\": \"send\", \"on\": \"p\", \"data\": \"x\", \"bg\": \"s\"}");
        QVERIFY(script("{\"op\": \"join\", \"bg\": \"s\"}").contains("ok"_L1));
        QTRY_COMPARE(threads(), before);
    }

    void aPortKeepsTheNameOfItsFirstSocket()
    {
        Script script;
        (void)script("{\"op\": \"create_server\", \"as\": \"L\", \"addr\": [\"127.0.0.1\", 0]}");
        (void)script("{\"op\": \"create_connection\", \"as\": \"c\", \"addr\": \"@L\"}");
        const QJsonObject accepted = script("{\"op\": \"accept\", \"on\": \"L\", \"as\": \"a\"}");
        QCOMPARE(accepted.value("ok"_L1).toArray().at(1).toString(), u"@c.port"_s);
        const QJsonObject name = script("{\"op\": \"getsockname\", \"on\": \"a\"}");
        QCOMPARE(name.value("ok"_L1).toArray().at(1).toString(), u"@L.port"_s);
    }
};

QTEST_GUILESS_MAIN(TestScript)
#include "tst_script.moc"
