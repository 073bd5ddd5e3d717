// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/committed.h"
#include "capture/writer.h"
#include "programs/callscript.h"
#include "programs/cprogram.h"
#include "programs/literal.h"
#include "programs/program.h"
#include "programs/programnames.h"
#include "programs/pythonprogram.h"
#include "words/endpointcommand.h"

#include <QByteArray>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

using namespace Qt::StringLiterals;
using capture::Operation;
using capture::Outcome;
using capture::Record;

namespace {

constexpr base::EndpointId Listener{1};
constexpr base::EndpointId Client{2};
constexpr base::EndpointId Child{3};

constexpr std::uint32_t Asked = 1024; // bytes, of each receive

std::span<const std::byte> bytesOf(const QByteArray& bytes)
{
    return {reinterpret_cast<const std::byte*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

net::Address ip(std::uint16_t port)
{
    return net::Address::fromIp("127.0.0.1", port).value();
}

/// A capture written by hand, for what an engine records only when threads happen to run so.
class Written final
{
public:
    Written()
    {
        describe(Listener, {"server", {}, net::Protocol::Tcp, capture::Role::Listener, ip(50007), {}});
        describe(Client, {"client", {}, net::Protocol::Tcp, capture::Role::Connection, ip(40000), ip(50007)});
        describe(Child, {"server/1", Listener, net::Protocol::Tcp, capture::Role::Accepted, ip(50007), ip(40000)});
    }
    void describe(base::EndpointId id, const capture::EndpointInfo& info) { m_writer->describe(id, info); }
    Written& add(base::EndpointId id, Operation operation, std::int32_t result = 0, const capture::Detail& detail = {},
        const QByteArray& payload = {}, int flags = 0)
    {
        Record record;
        record.endpoint = id;
        record.operation = operation;
        record.result = result;
        record.asked = capture::directionOf(operation) == capture::Direction::In
            ? Asked
            : static_cast<std::uint32_t>(payload.size());
        record.messageFlags = static_cast<std::uint16_t>(flags);
        record.detail = m_writer->intern(detail);
        m_writer->append(record, bytesOf(payload));
        return *this;
    }
    [[nodiscard]] programs::Program program(std::uint64_t from = 0)
    {
        m_writer->flush();
        auto reader = capture::Reader::attach(m_writer->directory(), m_writer->committed()).value();
        std::vector<base::RecordIndex> records;
        for (std::uint64_t i = from; i < reader->recordCount(); ++i)
            records.push_back({i});
        return programs::readProgram(*reader, records).value();
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<capture::Writer> m_writer
        = capture::Writer::create(m_folder.filePath(u"capture"_s).toStdString()).value();
};

/// "client.connect server.accept", without what is a comment only.
std::string callsOf(const programs::Program& program)
{
    std::string text;
    for (const programs::Step& step : program.steps) {
        if (!step.isComment)
            text += (text.empty() ? "" : " ") + program.sockets[step.socket].name + '.'
                + std::string(capture::operationName(step.operation));
    }
    return text;
}

} // namespace

class TestProgramText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commentOfCCannotBeLeft()
    {
        const std::string comment = programs::cComment("end */ begin /* tri ?\?/ line\nback\\ \xc3\xa4 *");
        QCOMPARE(comment.find("*/"), comment.size() - 2);
        QVERIFY(comment.find("/*", 1) == std::string::npos);
        QVERIFY(comment.find("??") == std::string::npos);
        QVERIFY(std::ranges::all_of(comment, [](char c) { return c >= ' ' && c < 127; }));
    }

    void stringOfCHasNoTrigraphAndNoRunOnEscape()
    {
        QCOMPARE(programs::cString(bytesOf("?\?/\"\\\n")), std::string("\"\\?\\?/\\\"\\\\\\n\""));
        QCOMPARE(programs::cString(bytesOf(QByteArray("\x01"
                                                      "7",
                     2))),
            std::string("\"\\0017\""));
    }

    void repetitionIsWrittenAsSuch()
    {
        const QByteArray text = QByteArray("ab").repeated(5000);
        QCOMPARE(programs::pythonBytes(bytesOf(text)), std::string("b'ab' * 5000"));
        QCOMPARE(programs::scriptData(bytesOf(text)), std::string("{\"rep\":\"6162\",\"n\":5000}"));
        QVERIFY(!programs::repetitionOf(bytesOf(text + 'a')));
    }

    void dollarSignIsNeverTextInAScript()
    {
        QCOMPARE(programs::scriptData(bytesOf("$TMP")), std::string("{\"hex\":\"24544d50\"}"));
        QCOMPARE(programs::scriptData(bytesOf("a\"b")), std::string("\"a\\\"b\""));
    }

    void namesAreIdentifiersAndApart()
    {
        programs::ProgramNames names;
        QCOMPARE(names.take("server/1"), std::string("server_1"));
        QCOMPARE(names.take("server_1"), std::string("server_1_2"));
        QCOMPARE(names.take("return"), std::string("return_socket"));
        QCOMPARE(names.take("1\n*/"), std::string("socket_1"));
        QCOMPARE(names.take(""), std::string("socket_"));
    }

    void acceptComesAfterTheConnectThatItWaitedFor()
    {
        Written written;
        written.add(Listener, Operation::Socket, 3)
            .add(Client, Operation::Socket, 4)
            .add(Listener, Operation::Accept, 5, capture::AddressDetail{ip(40000), ip(50007), Child})
            .add(Client, Operation::Connect, 0, capture::AddressDetail{ip(50007), ip(40000), {}})
            .add(Child, Operation::Recv, 2, {}, "hi")
            .add(Client, Operation::Send, 2, {}, "hi");
        const std::string calls = callsOf(written.program());
        QVERIFY2(
            calls.ends_with("server.listen client.connect server.accept client.send server_1.recv"), calls.c_str());
    }

    void whatWasNotSelectedAndIsNeededIsPutIn()
    {
        Written written;
        written.add(Listener, Operation::Socket, 3).add(Child, Operation::Recv, 2, {}, "hi");
        const programs::Program program = written.program(1);
        QCOMPARE(callsOf(program), std::string("server.socket server.bind server.listen server.accept server_1.recv"));
        QVERIFY(program.steps.front().isImplied && !program.steps.back().isImplied);
    }

    void aReceiveBehindWhichMoreLiesAsksForNoMoreThanItGot()
    {
        Written written;
        written.add(Client, Operation::Recv, 2, {}, "ab").add(Client, Operation::Recv, 3, {}, "cde");
        written.add(Client, Operation::Recv, 0);
        const std::string script = programs::callScript(written.program());
        QVERIFY2(script.find("\"n\":2,\"flags\":[\"MSG_WAITALL\"]") != std::string::npos, script.c_str());
        QVERIFY2(script.find("\"n\":1024,\"note\"") != std::string::npos, script.c_str());
    }

    void flagThatAsksForTheLengthIsGivenAgain_data()
    {
        QTest::addColumn<net::Protocol>("protocol");
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<int>("result");
        QTest::addColumn<int>("kept"); // bytes
        QTest::addColumn<bool>("isGiven");
        const int asked = Asked;
        QTest::newRow("a datagram that fits") << net::Protocol::Udp << Operation::Recv << 10 << 10 << true;
        QTest::newRow("a datagram as large as the buffer")
            << net::Protocol::Udp << Operation::RecvFrom << asked << asked << true;
        QTest::newRow("a datagram that is cut") << net::Protocol::Udp << Operation::Recv << 2000 << asked << true;
        QTest::newRow("recvmsg of one that is cut, and its length")
            << net::Protocol::Udp << Operation::RecvMsg << 2000 << asked << true;
        QTest::newRow("recvmsg says that it was cut")
            << net::Protocol::Udp << Operation::RecvMsg << asked << asked << false;
        QTest::newRow("a message that was cut")
            << net::Protocol::UnixSeqpacket << Operation::Recv << asked << asked << false;
        QTest::newRow("a packet that was captured in part")
            << net::Protocol::Udp << Operation::Recv << asked << 100 << false;
        QTest::newRow("a segment that was captured in part")
            << net::Protocol::Tcp << Operation::Recv << asked << 100 << false;
        QTest::newRow("bytes of TCP that were thrown away")
            << net::Protocol::Tcp << Operation::Recv << asked << 0 << true;
    }
    void flagThatAsksForTheLengthIsGivenAgain()
    {
        QFETCH(net::Protocol, protocol);
        QFETCH(Operation, operation);
        QFETCH(int, result);
        QFETCH(int, kept);
        QFETCH(bool, isGiven);
        Written written;
        written.describe(Client, {"client", {}, protocol, capture::Role::Datagram, ip(40000), ip(50007)});
        written.add(Client, operation, result, {}, QByteArray(kept, 'x'), MSG_TRUNC);
        const programs::Program program = written.program();
        QCOMPARE((program.steps.back().flags & MSG_TRUNC) != 0, isGiven);
        QVERIFY((programs::callScript(program).find(R"("flags":["MSG_TRUNC"])") != std::string::npos) == isGiven);
        QVERIFY((programs::pythonProgram(program).find(", socket.MSG_TRUNC)") != std::string::npos) == isGiven);
        QVERIFY((programs::cProgram(program).find(", MSG_TRUNC)") != std::string::npos) == isGiven);
    }

    void acceptedConnectionsWithoutAListenerAreOpenedAsSockets()
    {
        Written written;
        written.describe(Client, {"one", Child, net::Protocol::Tcp, capture::Role::Accepted, ip(40000), ip(50007)});
        written.describe(Child, {"two", Client, net::Protocol::Tcp, capture::Role::Accepted, ip(50007), ip(40000)});
        written.add(Child, Operation::Send, 2, {}, "hi");
        const std::string script = programs::callScript(written.program());
        QVERIFY2(script.find(R"("op":"connect","on":"two_socket")") != std::string::npos, script.c_str());
        QVERIFY(script.find(R"("op":"accept")") == std::string::npos);
    }

    void tooManyRecordsAreRefused()
    {
        Written written;
        written.add(Client, Operation::Socket, 3);
        (void)written.program();
        const std::vector<base::RecordIndex> many(programs::Program::MaxRecords + 1);
        QTemporaryDir folder;
        auto writer = capture::Writer::create(folder.filePath(u"capture"_s).toStdString()).value();
        auto reader = capture::Reader::attach(writer->directory(), writer->committed()).value();
        const auto program = programs::readProgram(*reader, many);
        QVERIFY(!program);
        QCOMPARE(program.error().code, EFBIG);
    }

    void everythingIsAsciiWhateverWasReceived()
    {
        QRandomGenerator random(7);
        Written written;
        for (int i = 0; i < 40; ++i) {
            QByteArray bytes(random.bounded(1, 90), Qt::Uninitialized);
            std::ranges::generate(bytes, [&random] { return static_cast<char>(random.bounded(256)); });
            written.add(Client, Operation::Recv, static_cast<std::int32_t>(bytes.size()), {}, bytes);
            written.add(Client, Operation::Resolve, 0, capture::TextDetail{bytes.toStdString()});
            written.add(Client, Operation::Send, static_cast<std::int32_t>(bytes.size()), {}, bytes);
        }
        const programs::Program program = written.program();
        for (const std::string& text :
            {programs::callScript(program), programs::pythonProgram(program), programs::cProgram(program)})
            QVERIFY(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c < 127); }));
    }

    void scriptNamesAbstractAddressesByTheirBytes_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("inScript");
        QTest::newRow("ASCII") << QByteArray("a@b") << QByteArray(R"({"abstract":"a@b"})");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray(R"({"abstract":"a\u0000b"})");
        QTest::newRow("UTF-8") << QByteArray("\xc2\xb1") << QByteArray(R"({"path_hex":"00c2b1"})");
        QTest::newRow("what an interpreter fills in") << QByteArray("$ID") << QByteArray(R"({"path_hex":"00244944"})");
    }

    void scriptNamesAbstractAddressesByTheirBytes()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, inScript);
        Written written;
        written.describe(Client, {"client", {}, net::Protocol::UnixStream, capture::Role::Connection, {}, {}});
        const auto address = net::Address::fromAbstract(name.toStdString()).value();
        written.add(Client, Operation::Socket, 5)
            .add(Client, Operation::Bind, 0, capture::AddressDetail{address, {}, {}});
        const std::string script = programs::callScript(written.program());
        QVERIFY2(script.find(R"("addr":)" + inScript.toStdString()) != std::string::npos, script.c_str());
        QVERIFY(std::ranges::all_of(script, [](char c) { return c == '\n' || (c >= ' ' && c < 127); }));
    }

    void commandOfAnEndpoint()
    {
        capture::EndpointInfo info{"server", {}, net::Protocol::Tcp, capture::Role::Listener, ip(50007), {}};
        QVERIFY(words::endpointCommand(info, false).ends_with("\nncat -4 -l -k '127.0.0.1' 50007"));
        info.local = {};
        QVERIFY(words::endpointCommand(info, false).empty());
    }

    void shellReadsThePathAsItIs()
    {
        const QString bash = QStandardPaths::findExecutable(u"bash"_s);
        if (bash.isEmpty())
            QSKIP("bash is not installed");
        const QByteArray path = "/x'$(id)`id`\n\xff,y";
        capture::EndpointInfo info{"client", {}, net::Protocol::UnixStream, capture::Role::Connection, {},
            net::Address::fromPath(path.toStdString()).value()};
        const std::string command = words::endpointCommand(info, false);
        QProcess shell;
        shell.start(bash, {u"-c"_s, u"socat() { printf %s \"$1\"; }\n"_s + QString::fromStdString(command)});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput(), QByteArray("UNIX-CONNECT:/x\\'$\\(id\\)`id`\n\xff\\,y"));
    }
};

QTEST_GUILESS_MAIN(TestProgramText)
#include "tst_programtext.moc"
