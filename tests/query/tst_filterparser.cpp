// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterparser.h"

#include "query/filtervalue.h"
#include "query/filterword.h"

#include <QRandomGenerator>
#include <QTest>

#include <random>

using query::FilterProblem;
using query::parseFilter;
using Kind = FilterProblem::Kind;

Q_DECLARE_METATYPE(FilterProblem::Kind)

class TestFilterParser final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProblemHasItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        const auto row = [](const char* text, Kind kind, int begin, int end) {
            QTest::newRow(text) << QByteArray(text) << kind << begin << end;
        };
        row("size >", Kind::ExpectedValue, 6, 6);
        row("size > big", Kind::NotANumber, 7, 10);
        row("size > 99999999999999999999", Kind::NotANumber, 7, 27);
        row("size > 9000000000G", Kind::NotANumber, 7, 18);
        row("size > 1, 2", Kind::Unexpected, 10, 11);
        row("size", Kind::ExpectedOperator, 0, 4);
        row("size contains 3", Kind::OperatorNotHere, 5, 13);
        row("call > recv", Kind::OperatorNotHere, 5, 6);
        row("call = receive", Kind::UnknownCall, 7, 14);
        row("errno = EWHAT", Kind::UnknownErrno, 8, 13);
        row("errno = 11x", Kind::UnknownErrno, 8, 11);
        row("dir = up", Kind::NotADirection, 6, 8);
        row("peer = 127.0.0.1:70000", Kind::NotAnAddress, 7, 22);
        row("peer = localhost", Kind::NotAnAddress, 7, 16);
        row("time > noon", Kind::NotATime, 7, 11);
        row("time > 25:00", Kind::NotATime, 7, 12);
        row("time > 2026-13-01", Kind::NotATime, 7, 17);
        row("time > 2023-02-29", Kind::NotATime, 7, 17);
        row("time = 2023-02-30", Kind::NotATime, 7, 17);
        row("time > 2023-04-31", Kind::NotATime, 7, 17);
        row("time < 2023-11-31 10:00", Kind::NotATime, 7, 17);
        row("time > 2023-00-01", Kind::NotATime, 7, 17);
        row("time > 2023-01-00", Kind::NotATime, 7, 17);
        row("time > +5parsecs", Kind::NotATime, 7, 16);
        row("duration > soon", Kind::NotADuration, 11, 15);
        row("duration > inf", Kind::NotADuration, 11, 14);
        row("colour = red", Kind::UnknownField, 0, 6);
        row("data and", Kind::ExpectedTest, 8, 8);
        row("and data", Kind::ExpectedTest, 0, 3);
        row("data or or errors", Kind::ExpectedTest, 8, 10);
        row("not", Kind::ExpectedTest, 3, 3);
        row("(data", Kind::UnclosedBracket, 0, 1);
        row("data)", Kind::Unexpected, 4, 5);
        row("()", Kind::ExpectedTest, 1, 2);
        row("data, errors", Kind::Unexpected, 4, 5);
        row("\"open", Kind::UnclosedQuote, 0, 5);
        row("\"a\\q\"", Kind::BadEscape, 2, 4);
        row("\"a\\x4\"", Kind::BadEscape, 2, 4);
        row("\"a\\xg0\"", Kind::BadEscape, 2, 4);
        row("\"a\\", Kind::BadEscape, 2, 3);
        row("contains", Kind::ExpectedValue, 8, 8);
        row("contains \"\"", Kind::ExpectedValue, 9, 11);
        row("contains hex:0d0", Kind::BadHex, 9, 16);
        row("contains hex:0g", Kind::BadHex, 9, 15);
        row("contains hex:", Kind::BadHex, 9, 13);
        row("matches", Kind::ExpectedRegex, 7, 7);
        row("matches abc", Kind::ExpectedRegex, 8, 11);
        row("matches /abc", Kind::UnclosedRegex, 8, 12);
        row("matches /(/", Kind::BadRegex, 8, 11);
        row("matches /a/q", Kind::BadRegex, 8, 12);
        row("endpoint matches /[/", Kind::BadRegex, 17, 20);
        row("endpoint contains a, b", Kind::Unexpected, 21, 22);
        whatIsWrittenOtherwiseElsewhere(row);
    }
    void aProblemHasItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(Kind, kind);
        const auto parsed = parseFilter(text.toStdString());
        QVERIFY(!parsed.has_value());
        QCOMPARE(int(parsed.error().kind), int(kind));
        QTEST(int(parsed.error().begin), "begin");
        QTEST(int(parsed.error().end), "end");
    }

    void canBeUnderstood_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"data&&!errors||events", "DATA AND NOT errors", "((((data))))", "size!=5", "size!= 5",
                 "hello!", "a&b", "a/b and matches /x\\/y/", "time > 22:10", "time >= 2026-01-31",
                 "time = 2024-02-29 10:00", "contains 1:20", "contains ab:cd:", "contains fe80:12",
                 "contains \"10:05\"", "duration < 3us", "duration>0.5", "errno=EAI_NONAME", "peer=@name",
                 "peer = /run/x", "peer = \"relative path\"", "call=connect_ex", "n = 1, 2, 3", "endpoint = *",
                 "\xc3\xa4", "127.0.0.1:80", "\"GET HTTP/1.1\"", "\"\"", "errors data", "data (size > 5)",
                 "not data errno", "port 80", "errno ECONNRESET", "errno and data", "hex:00 01",
                 "contains hex:00 01 ff and data", "size gt 5", "contains HEX:0d 0A", "it's", "a\\b", "/index.html",
                 "host 10.0.0.1", "n = 100, 200", "tcp port 80", "not udp", "length", "src", "size = 1, 234"})
            QTest::newRow(text) << QByteArray(text);
    }
    void canBeUnderstood()
    {
        QFETCH(QByteArray, text);
        const auto parsed = parseFilter(text.toStdString());
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(QString::number(int(parsed.error().kind))));
        QCOMPARE(parsed->text(), text.toStdString());
    }

    void callAndWhatItMovedAreBothMeant()
    {
        for (const char* text : {"recv Hello", "recv \"Hello World\"", "data and recv Hello", "not recv Hello"}) {
            const auto parsed = parseFilter(text);
            QVERIFY2(parsed.has_value(), text);
            QCOMPARE(parsed->root().kind, query::FilterNode::Kind::And);
            QCOMPARE(parsed->root().parts.size(), std::size_t(2) + std::string_view(text).starts_with("data"));
        }
    }

    /// As the words for a filter of elsewhere advise it: they may not lead to the next problem.
    void whatIsAdvisedIsUnderstood_data()
    {
        QTest::addColumn<QByteArray>("elsewhere");
        QTest::addColumn<QByteArray>("advised");
        QTest::addColumn<QByteArray>("written");
        const auto row = [](const char* elsewhere, const char* advised, const char* written) {
            QTest::newRow(elsewhere) << QByteArray(elsewhere) << QByteArray(advised) << QByteArray(written);
        };
        row("ip.addr", "host", "host == 10.0.0.1");
        row("net", "host = 10.0.*", "host = 10.0.*");
        row("portrange", "port = 50-100", "port = 50-100");
        row("src host", "local or peer", "local 10.0.0.1 or peer 10.0.0.1");
        row("dst port", "local = :80 or peer = :80", "local = :80 or peer = :80");
        row("local host", "local", "local 10.0.0.1");
        row("peer port", "peer = :80", "peer = :80");
        row("frame.time_relative", "time > +3", "time > +3");
        row("tcp.stream", "endpoint = tcp/1", "endpoint = tcp/1");
    }
    void whatIsAdvisedIsUnderstood()
    {
        QFETCH(QByteArray, elsewhere);
        QFETCH(QByteArray, written);
        const std::string_view here = query::wordHere(elsewhere.toStdString());
        QTEST(QByteArray(here.data(), qsizetype(here.size())), "advised");
        QVERIFY(parseFilter(written.toStdString()).has_value());
    }

    void everyNameThatIsOfferedIsUnderstood()
    {
        for (const std::string& name : query::operationNames())
            QVERIFY2(parseFilter("call = " + query::filterLiteral(name)).has_value(), name.c_str());
        for (const std::string& name : query::errnoNames())
            QVERIFY2(parseFilter("errno = " + name).has_value(), name.c_str());
        for (const std::string_view word : query::filterKeywords())
            QVERIFY(parseFilter(word).has_value());
        QVERIFY(query::operationNames().size() > 40);
        QVERIFY(query::errnoNames().size() > 100);
    }

    void wordsThatAreOneValueAreTakenTogether_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("value");
        QTest::newRow("kB") << QByteArray("size > 1 KB") << qint64{1000};
        QTest::newRow("KiB") << QByteArray("size > 2 KiB") << qint64{2048};
        QTest::newRow("bytes") << QByteArray("size > 300 bytes and data") << qint64{300};
        QTest::newRow("milliseconds") << QByteArray("duration > 10 ms") << qint64{10'000'000};
        QTest::newRow("Greek microseconds") << QByteArray("duration > 3 \xce\xbcs") << qint64{3000};
        QTest::newRow("since the start") << QByteArray("time > +5 s") << qint64{5'000'000'000};
        QTest::newRow("date and time") << QByteArray("time > 2023-11-14 22:13:22Z")
                                       << qint64{1'700'000'002'000'000'000};
        QTest::newRow("date, time and a test")
            << QByteArray("time > 2023-11-14 22:13:22.5Z data") << qint64{1'700'000'002'500'000'000};
    }
    void wordsThatAreOneValueAreTakenTogether()
    {
        QFETCH(QByteArray, text);
        const auto parsed = parseFilter(text.toStdString());
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(QString::number(int(parsed.error().kind))));
        const query::FilterNode* node = &parsed->root();
        while (node->kind == query::FilterNode::Kind::And)
            node = &node->parts.front();
        QTEST(qint64(std::get<query::NumberTest>(node->test).value), "value");
    }

    void nestingHasALimit()
    {
        const auto nested
            = [](std::size_t depth) { return std::string(depth, '(') + "data" + std::string(depth, ')'); };
        QVERIFY(parseFilter(nested(100)).has_value());
        QCOMPARE(int(parseFilter(nested(101)).error().kind), int(Kind::TooDeep));
        QCOMPARE(int(parseFilter(std::string(100'000, '(')).error().kind), int(Kind::TooDeep));
        QCOMPARE(int(parseFilter(std::string(100'000, '!')).error().kind), int(Kind::TooDeep));
    }

    void lengthHasALimit()
    {
        std::string many = "n = 1";
        while (many.size() < 100 * 1024)
            many += " or n = " + std::to_string(many.size());
        QVERIFY(parseFilter(many).has_value());
        QCOMPARE(int(parseFilter(many + many).error().kind), int(Kind::TooLong));
    }

    void aLiteralIsReadBackAsItWas()
    {
        for (const char* name :
            {"data", "AND", "hex:0d0a", "errno", "Matches", "a b", "size:5", "0x0d0a", "0d:0a", "/a+/", "'a", "port"}) {
            const auto parsed = parseFilter(query::filterLiteral(name));
            QVERIFY(parsed.has_value());
            QVERIFY(std::holds_alternative<query::AnyTextTest>(parsed->root().test));
        }
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 2000; ++round) {
            std::string text(1 + random() % 20, '\0');
            for (char& c : text)
                c = static_cast<char>(random());
            const auto parsed = parseFilter("contains " + query::filterLiteral(text));
            QVERIFY2(parsed.has_value(), text.c_str());
            QCOMPARE(std::get<query::PayloadTest>(parsed->root().test).bytes, text);
        }
    }

    void randomTextNeverHurts()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const std::vector<std::string> pieces{"data", "size", "=", "<", ">=", "(", ")", "not", "and", "or", "\"", "/",
            "matches ", "contains ", ",", "5", "recv", "call", "endpoint", "\\", "hex:", " ", "\xff", "time", "+", ":"};
        for (int round = 0; round < 20'000; ++round) {
            std::string text;
            for (std::size_t i = random() % 12; i > 0; --i)
                text += pieces[random() % pieces.size()] + (random() % 2 == 0 ? " " : "");
            const auto parsed = parseFilter(text);
            if (!parsed) {
                QVERIFY(parsed.error().begin <= parsed.error().end);
                QVERIFY(parsed.error().end <= text.size());
            }
        }
    }

private:
    /// As other programs write it. None of these may become a text that is found nowhere.
    template <class Row> static void whatIsWrittenOtherwiseElsewhere(Row row)
    {
        row("GET HTTP/1.1", Kind::ExpectedJoint, 4, 12);
        row("data hello", Kind::ExpectedJoint, 5, 10);
        row("hello data", Kind::ExpectedJoint, 6, 10);
        row("hello (data)", Kind::ExpectedJoint, 6, 7);
        row("recv Hello World", Kind::ExpectedJoint, 11, 16);
        row("Hello recv", Kind::ExpectedJoint, 6, 10);
        row("size > 5 apples", Kind::ExpectedJoint, 9, 15);
        row("endpoint = client 1", Kind::ExpectedJoint, 18, 19);
        row("contains hello world", Kind::ExpectedJoint, 15, 20);
        row("time > 10:05 PM", Kind::ExpectedJoint, 13, 15);
        row("src host 10.0.0.1", Kind::UnknownField, 0, 8);
        row("tcp dst port 80", Kind::UnknownField, 4, 12);
        row("local host 10.0.0.1", Kind::UnknownField, 0, 10);
        row("peer  port 80", Kind::UnknownField, 0, 10);
        row("host 10.0.0.0/24", Kind::NetworkNeedsStar, 5, 16);
        row("peer = fe80::/10", Kind::NetworkNeedsStar, 7, 16);
        row("peer = 10.0.0.0/x", Kind::NotAnAddress, 7, 17);
        row("port in {80, 443}", Kind::BracedList, 5, 7);
        row("n in {1 .. 5}", Kind::BracedList, 2, 4);
        row("dir in {in}", Kind::BracedList, 4, 6);
        row("frame.time_relative > 3", Kind::UnknownField, 0, 19);
        row("data and net 10.0.0.0/8", Kind::UnknownField, 9, 12);
        row("greater 15", Kind::UnknownField, 0, 7);
        row("frame contains GET", Kind::UnknownField, 0, 5);
        row("data contains GET", Kind::UnknownField, 0, 4);
        row("payload ~ /get/i", Kind::UnknownField, 0, 7);
        row("tcp.stream eq 0", Kind::UnknownField, 0, 10);
        row("tcp.flags.syn", Kind::UnknownField, 0, 13);
        row("proto = tcp", Kind::UnknownField, 0, 5);
        row("duration > 5 parsecs", Kind::ExpectedJoint, 13, 20);
        row("tcp.port == 80", Kind::UnknownField, 0, 8);
        row("port http", Kind::NotAPort, 5, 9);
        row("port = 65536", Kind::NotAPort, 7, 12);
        row("port = 100-50", Kind::NotAPort, 7, 13);
        row("port = 50-", Kind::NotAPort, 7, 10);
        row("port = 50-65536", Kind::NotAPort, 7, 15);
        row("portrange 50-100", Kind::UnknownField, 0, 9);
        row("port > 80", Kind::OperatorNotHere, 5, 6);
        row("size 1 2", Kind::ExpectedJoint, 7, 8);
        row("size = 1,234", Kind::GroupedDigits, 7, 12);
        row("size = 1,000", Kind::GroupedDigits, 7, 12);
        row("size > 1,234,567", Kind::GroupedDigits, 7, 12);
        row("size = 007", Kind::NotANumber, 7, 10);
        row("port:80", Kind::FieldWithColon, 0, 7);
        row("data and size:5", Kind::FieldWithColon, 9, 15);
        row("0x0d0a", Kind::BytesNeedHex, 0, 6);
        row("contains 0xFF", Kind::BytesNeedHex, 9, 13);
        row("contains 00:01:ff", Kind::BytesNeedHex, 9, 17);
        row("contains 47:45", Kind::BytesNeedHex, 9, 14);
        row("data and 0D:0a:2F", Kind::BytesNeedHex, 9, 17);
        row("contains hex:00 0", Kind::ExpectedJoint, 16, 17);
        row("\\x00\\x01", Kind::EscapeNeedsQuotes, 0, 8);
        row("contains GET\\r\\n", Kind::EscapeNeedsQuotes, 9, 16);
        row("contains 'hello'", Kind::SingleQuote, 9, 16);
        row("*hello*", Kind::NoWildcardHere, 0, 7);
        row("contains hel*", Kind::NoWildcardHere, 9, 13);
        row("/^GET/i", Kind::RegexNeedsMatches, 0, 7);
    }
};

QTEST_GUILESS_MAIN(TestFilterParser)
#include "tst_filterparser.moc"
