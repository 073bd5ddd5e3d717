// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/replyfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using engine::Then;
using session::parseReplyRules;

namespace {

/// A file with this one rule.
QByteArray withRule(const QByteArray& rule)
{
    return R"({"rules": [)" + rule + "]}";
}

/// What the first rule that fits answers; empty if none does.
QByteArray answer(engine::ReplyRules& rules, const QByteArray& message)
{
    for (engine::ReplyRule& rule : rules.rules) {
        const auto groups = rule.test.tryOn(std::as_bytes(std::span(message.constData(), std::size_t(message.size()))));
        if (!groups || !*groups)
            continue;
        QByteArray reply;
        for (const engine::ReplyPart& part : rule.reply) {
            reply.append(reinterpret_cast<const char*>(part.bytes.data()), qsizetype(part.bytes.size()));
            if (part.group > 0) {
                const auto group = (**groups)[part.group - 1];
                reply.append(reinterpret_cast<const char*>(group.data()), qsizetype(group.size()));
            }
        }
        return reply;
    }
    return {};
}

} // namespace

class TestReplyFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void testsAndReplies_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("reply");
        const auto row = [](const char* name, const char* rule, QByteArray message, QByteArray reply) {
            QTest::newRow(name) << QByteArray(rule) << message << reply;
        };
        row("equals", R"({"equals": "PING", "reply": "PONG"})", "PING", "PONG");
        row("equals is all of it", R"({"equals": "PING", "reply": "PONG"})", "PING ", "");
        row("case counts", R"({"equals": "PING", "reply": "PONG"})", "ping", "");
        row("begins", R"({"begins": "GET ", "reply": "ok"})", "GET /", "ok");
        row("begins with all", R"({"begins": "GET ", "reply": "ok"})", "GET", "");
        row("contains", R"({"contains": "ell", "reply": "ok"})", "hello", "ok");
        row("hex", R"({"hex": "01 ?? 0?", "reply_hex": "ff 00"})", QByteArray("\x01\xee\x0a", 3),
            QByteArray("\xff\0", 2));
        row("hex is the whole message", R"({"hex": "01", "reply": "no"})", QByteArray("\x01\x02", 2), "");
        row("expression", R"({"expression": "^ADD (\\d+) (\\d+)$", "reply": "${reply.2}+${reply.1}"})", "ADD 1 22",
            "22+1");
        row("a group without a part", R"({"expression": "a(b)?", "reply": "<${reply.1}>"})", "a", "<>");
        row("dollars", R"({"begins": "a", "reply": "5$ $${reply.1} $"})", "a", "5$ ${reply.1} $");
        row("any", R"({"reply": "what?"})", "anything", "what?");
        row("text is UTF-8", R"({"equals": "\u00e9", "reply": "\u00fc"})", "\xc3\xa9", "\xc3\xbc");
    }
    void testsAndReplies()
    {
        QFETCH(const QByteArray, rule);
        QFETCH(const QByteArray, message);
        const auto rules = parseReplyRules(withRule(rule), u"a"_s);
        QVERIFY2(rules, qPrintable(rules ? QString() : rules.error().place));
        QTEST(answer(**rules, message), "reply");
    }

    void theFirstThatFitsActs()
    {
        const auto rules
            = parseReplyRules(R"({"rules": [{"begins": "a", "reply": "1"}, {"begins": "ab", "reply": "2"}]})", u"a"_s);
        QCOMPARE(answer(**rules, "ab"), QByteArray("1"));
    }

    void framingDelayLimitAndWhatComesThen()
    {
        const auto rules = parseReplyRules(
            R"({"framing": "lines", "limit": 7, "rules": [{"reply": "x", "delay_ms": 20, "then": "reset"}, {}]})",
            u"a"_s);
        QVERIFY(std::holds_alternative<message::Delimiter>((*rules)->framing.framing));
        QCOMPARE((*rules)->mostPerSecond, 7U);
        QCOMPARE((*rules)->rules[0].delay, std::chrono::milliseconds(20));
        QVERIFY((*rules)->rules[0].then == Then::Reset);
        QVERIFY((*rules)->rules[1].then == Then::GoOn);
        QVERIFY((*rules)->rules[1].reply.empty());
        QCOMPARE((*rules)->name, std::string("a"));
    }

    void whatIsNoRuleIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        const auto row = [](const QByteArray& json, const char* place) {
            QTest::newRow(json.constData()) << json << QString::fromLatin1(place);
        };
        row("", "line 1");
        row("{\n\"rules\": [\n}", "line 3");
        row("[]", "rules");
        row(R"({"rules": []})", "rules");
        row(R"({"rules": {"reply": "x"}})", "rules");
        row(R"({"rule": []})", "rule");
        row(R"({"framing": "linse", "rules": [{}]})", "framing at 1");
        row(R"({"framing": "fixed=0", "rules": [{}]})", "framing at 7");
        row(R"({"limit": 0, "rules": [{}]})", "limit");
        row(R"({"rules": [{}, 5]})", "rules[2]");
        row(withRule(R"({"equal": "x"})"), "rules[1].equal");
        row(withRule(R"({"equals": ""})"), "rules[1].equals");
        row(withRule(R"({"equals": 5})"), "rules[1].equals");
        row(withRule(R"({"equals": "x", "begins": "y"})"), "rules[1].equals");
        row(withRule(R"({"hex": "0g"})"), "rules[1].hex");
        row(withRule("{\"expression\": \"a(b\"}"), "rules[1].expression at 4");
        row(withRule(R"({"reply": "a", "reply_hex": "00"})"), "rules[1].reply_hex");
        row(withRule(R"({"reply_hex": "0"})"), "rules[1].reply_hex");
        row(withRule(R"({"reply": "ab${reply.1}"})"), "rules[1].reply at 3");
        row(withRule("{\"expression\": \"(a)\", \"reply\": \"${reply.2}\"}"), "rules[1].reply at 1");
        row(withRule(R"({"reply": "${counter}"})"), "rules[1].reply at 1");
        row(withRule("{\"reply\": \"${reply.1\"}"), "rules[1].reply at 1");
        row(withRule(R"({"delay_ms": -1})"), "rules[1].delay_ms");
        row(withRule(R"({"delay_ms": 1.5})"), "rules[1].delay_ms");
        row(withRule(R"({"delay_ms": "5"})"), "rules[1].delay_ms");
        row(withRule(R"({"then": "end"})"), "rules[1].then");
    }
    void whatIsNoRuleIsRefusedWithItsPlace()
    {
        QFETCH(const QByteArray, json);
        const auto rules = parseReplyRules(json, u"a"_s);
        QVERIFY(!rules);
        QTEST(rules.error().place, "place");
        QCOMPARE(rules.error().errorNumber, 0);
    }

    void aFileThatHasNoEndIsNotRead()
    {
        const QTemporaryDir folder;
        QCOMPARE(session::readReplyFile(folder.filePath(u"none"_s)).error().errorNumber, ENOENT);
        QCOMPARE(session::readReplyFile(folder.path()).error().errorNumber, EISDIR);
        QCOMPARE(session::readReplyFile(u"/dev/zero"_s).error().errorNumber, EINVAL);
        const QString fifo = folder.filePath(u"fifo"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
        QCOMPARE(session::readReplyFile(fifo).error().errorNumber, EINVAL);
        QFile large(folder.filePath(u"large"_s));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(session::MostReplyFileBytes + 1));
        QCOMPARE(session::readReplyFile(large.fileName()).error().errorNumber, EFBIG);
    }

    void aFileIsRead()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"rules.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(withRule(R"({"reply": "x"})")) > 0);
        file.close();
        const auto rules = session::readReplyFile(file.fileName());
        QVERIFY(rules);
        QCOMPARE(answer(**rules, "any"), QByteArray("x"));
    }
};

QTEST_GUILESS_MAIN(TestReplyFile)
#include "tst_replyfile.moc"
