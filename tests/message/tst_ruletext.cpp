// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "messagetext.h"

#include "message/presets.h"

#include <QTest>

using message::parseRule;
using message::Rule;
using message::RuleProblem;
using message::ruleText;
using Kind = message::RuleProblem::Kind;

class TestRuleText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadAndWrittenAsTheShortest_data()
    {
        QTest::addColumn<QByteArray>("shortest");
        const auto row = [](const char* text, const char* shortest) { QTest::newRow(text) << QByteArray(shortest); };
        for (const message::Preset& preset : message::presets())
            row(std::string(preset.name).c_str(), std::string(preset.name).c_str());
        row("none", "none");
        row("cobs,limit:4KiB", "cobs,limit:4KiB");
        row("delimiter=0d0a", "delimiter=crlf");
        row("delimiter=0D 0A", "delimiter=crlf");
        row("delimiter=nul", "delimiter=nul");
        row("delimiter=lf", "lines");
        row("delimiter=lf,limit:80", "delimiter=lf,limit:80");
        row("lines,limit:80", "delimiter=lf,limit:80");
        row("delimiter=03,starts:02", "stx-etx");
        row("delimiter=0304,starts:0201", "delimiter=0304,starts:0201");
        row("fixed=16", "fixed=16");
        row("fixed = 16 , limit : 1024 KiB", "fixed=16,limit:1MiB");
        row("length", "length");
        row("length=width:2", "dns-tcp");
        row("Length=Offset:2,WIDTH:2,order:big,counts:Whole", "tpkt");
        row("length=order:little,counts:whole,adjust:-4", "length=order:little,counts:whole,adjust:-4");
        row("varint", "protobuf");
        row("varint=offset:1,max:3", "varint=offset:1,max:3");
        row("idle=20ms", "idle=20ms");
        row("idle=1500us", "idle=1500us");
        row("idle=2000ms", "idle=2s");
        row("slip,limit:1073741824", "slip,limit:1024MiB");
    }
    void textIsReadAndWrittenAsTheShortest()
    {
        QFETCH(QByteArray, shortest);
        const auto rule = parseRule(QTest::currentDataTag());
        QVERIFY(rule.has_value());
        QCOMPARE(ruleText(*rule), shortest.toStdString());
        QVERIFY(parseRule(shortest.constData()) == *rule);
    }

    void problemsSayWhereAndWhatIsAllowed_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("allowed");
        const auto row = [](const char* text, Kind kind, const char* where, const char* allowed = "") {
            QTest::newRow(text) << kind << QString::fromLatin1(where) << QString::fromLatin1(allowed);
        };
        const char* const rules = "none delimiter fixed length varint idle nmea stx-etx modbus-tcp tpkt "
                                  "dns-tcp mqtt cobs slip lines protobuf";
        row("", Kind::UnknownRule, "", rules);
        row("line", Kind::UnknownRule, "line", rules);
        row("slip,max:4", Kind::UnknownKey, "max", "limit");
        row("nmea,offset:4", Kind::UnknownKey, "offset", "starts limit");
        row("length=wide:4", Kind::UnknownKey, "wide", "offset width order counts adjust limit");
        row("length=order:middle", Kind::UnknownWord, "middle", "big little");
        row("length=counts:all", Kind::UnknownWord, "all", "rest whole");
        row("length=width:2,width:4", Kind::RepeatedKey, "width");
        row("length=width:", Kind::MissingValue, "width");
        row("length=width", Kind::MissingValue, "width");
        row("delimiter", Kind::MissingValue, "delimiter");
        row("fixed=", Kind::MissingValue, "fixed");
        row("fixed=0", Kind::OutOfRange, "0", "1 to 1073741824");
        row("fixed=ten", Kind::NotANumber, "ten", "1 to 1073741824");
        row("length=width:9", Kind::OutOfRange, "9", "1 to 8");
        row("length=offset:99999999999999999999", Kind::OutOfRange, "99999999999999999999", "0 to 65535");
        row("length=adjust:-2147483649", Kind::OutOfRange, "-2147483649", "-2147483648 to 2147483647");
        row("varint=max:11", Kind::OutOfRange, "11", "1 to 10");
        row("lines,limit:2048MiB", Kind::OutOfRange, "2048MiB", "1 to 1073741824");
        row("lines,limit:1GB", Kind::NotANumber, "1GB", "1 to 1073741824");
        row("delimiter=0d0", Kind::NotHex, "0", "crlf lf cr nul");
        row("delimiter=0dxx", Kind::NotHex, "xx", "crlf lf cr nul");
        row("idle=20", Kind::NotADuration, "20", "s ms us ns");
        row("idle=0ms", Kind::OutOfRange, "0ms", "1 to 9223372036854");
        row("idle=9999999999999999999s", Kind::OutOfRange, "9999999999999999999s", "1 to 9223372036");
    }
    void problemsSayWhereAndWhatIsAllowed()
    {
        QFETCH(Kind, kind);
        QFETCH(QString, where);
        QFETCH(QString, allowed);
        const std::string text = QTest::currentDataTag();
        const auto rule = parseRule(text);
        QVERIFY(!rule.has_value());
        const RuleProblem& problem = rule.error();
        QCOMPARE(problem.kind, kind);
        QCOMPARE(QString::fromStdString(text.substr(problem.begin, problem.end - problem.begin)), where);
        QStringList words;
        for (const std::string_view word : problem.allowed)
            words.append(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
        if (problem.highest > 0)
            words.append(QStringLiteral("%1 to %2").arg(problem.lowest).arg(problem.highest));
        QCOMPARE(words.join(u' '), allowed);
    }

    void aDelimiterHasAtMostItsLength()
    {
        const QByteArray most(message::Delimiter::MaxBytes * 2, 'a');
        QVERIFY(parseRule(QByteArray("delimiter=" + most).constData()).has_value());
        const auto longer = parseRule(QByteArray("delimiter=" + most + "aa").constData());
        QCOMPARE(longer.error().kind, Kind::WrongByteCount);
        QCOMPARE(longer.error().highest, std::int64_t{message::Delimiter::MaxBytes});
    }
};

Q_DECLARE_METATYPE(Kind)

QTEST_GUILESS_MAIN(TestRuleText)

#include "tst_ruletext.moc"
